import type { Proposal } from '../../cluster/finding.js';
import type { Cluster } from '../../cluster/model.js';
import { effective } from '../../cluster/precedence.js';
import { fieldName, isExplicit, isKnown, knownValue, type Setting } from '../../cluster/setting.js';
import { mtuSteps } from '../../cluster/steps.js';
import { flannelOverhead, overhead, unknownNicVerdict, usualNicMtus } from '../../network/mtu.js';
import { defineRule, noOptions, type Report, type Rule } from '../rule.js';

const messages = {
  auto: '{field} 0 gives pods the MTU of the NIC, because Felix sees no tunnel of its own; flannel\'s {type} takes {bytes} bytes of it: full-size packets between nodes need ICMP "fragmentation needed" to get through; {write}',
  aboveTunnel:
    'pod MTU {mtu} is larger than what flannel carries: its Backend.MTU {outer} is the size of the outer packet, and {outer} - {bytes} ({type}) = {max}',
  tooLarge: "flannel's Backend.MTU {outer} is larger than the NIC: it is the size of the outer packet, and the NIC takes {nic}",
  overIpv6:
    "pod MTU {mtu} fits flannel's tunnel over IPv4 only: flannel takes 50 bytes off for {type}, over IPv6 the outer header has 70, and {nic} - 70 = {max}; full-size packets between IPv6 addresses of pods do not get through",
  twice:
    "flannel's Backend.MTU {outer} is the size of the outer packet: flannel takes {bytes} off itself, so the tunnel gets {max}; leave it out, or write {nic}",
} as const;

type Messages = typeof messages;

const rule: Rule<Messages, Readonly<Record<string, never>>> = defineRule({
  name: 'canal-mtu',
  since: '0.1.0',
  category: 'mtu',
  severity: 'error',
  summary: "In Canal, pods have the MTU of flannel's tunnel",
  messages,
  options: noOptions,
  check({ cluster, report }) {
    const backend = effective(cluster.flannel.backend);
    if (!isKnown(backend) || knownValue(effective(cluster.plane)) !== 'canal') return;
    const type = backend.value.toLowerCase();
    const bytes = flannelOverhead(type);
    if (!bytes) return;
    const { ipv6, network6 } = cluster.flannel;
    const dual = type === 'vxlan' && network6.length > 0 && knownValue(effective(ipv6)) === true;
    const tunnel = { type, bytes };
    const outer = type === 'vxlan' ? effective(cluster.mtu.flannel) : undefined;
    if (isExplicit(outer) && outer.value > 0) judgeOuter(cluster, outer, { tunnel, report });
    const veth = effective(cluster.mtu.veth);
    if (isExplicit(veth) && veth.value === 0 && (!outer || isKnown(outer)))
      judgeAuto(cluster, veth, { tunnel: dual ? { type, bytes: overhead['vxlan-v6'] } : tunnel, report, outer: knownValue(outer) });
    if (dual && isExplicit(veth) && veth.value > 0) judgeDual(cluster, veth, { tunnel, report });
  },
});
export default rule;

type Tunnel = { readonly type: string; readonly bytes: number };
type Judged = { readonly tunnel: Tunnel; readonly report: Report<Messages> };

/** Felix knows of no tunnel in Canal and writes the host's MTU (felix/dataplane/linux/int_dataplane.go:1816-1818). */
function judgeAuto(cluster: Cluster, veth: Setting<number>, { tunnel, report, outer }: Judged & { outer: number | undefined }): void {
  const { type, bytes } = tunnel;
  const field = fieldName(veth, 'veth_mtu');
  const nic = outer || knownValue(effective(cluster.mtu.nic));
  const write = nic === undefined ? `write the MTU of the NIC less ${bytes}, which is ${1500 - bytes} for 1500` : `write ${nic - bytes}`;
  const fix = {
    title: `set ${field} to ${(nic ?? 0) - bytes}`,
    applicability: 'unsafe' as const,
    changes: [{ setting: veth, to: (nic ?? 0) - bytes }],
    then: mtuSteps(cluster, veth.origin.document.source.name),
  };
  report({ message: 'auto', at: veth.origin, severity: 'info', data: { field, type, bytes, write }, ...(nic !== undefined && { fix }) });
}

/** flannel has one figure for both families (flannel pkg/backend/vxlan/device.go:63). What does not fit over IPv4 either is mtu-arithmetic's to say. */
function judgeDual(cluster: Cluster, veth: Setting<number>, { tunnel, report }: Judged): void {
  const nic = knownValue(effective(cluster.mtu.nic)) ?? usualNicMtus.find((usual) => usual - tunnel.bytes === veth.value);
  const max = (nic ?? 0) - overhead['vxlan-v6'];
  if (nic === undefined || veth.value <= max || veth.value > nic - tunnel.bytes) return;
  const then = mtuSteps(cluster, veth.origin.document.source.name);
  const fix = { title: `set veth_mtu to ${max}`, applicability: 'unsafe', changes: [{ setting: veth, to: max }], then } as const;
  report({ message: 'overIpv6', at: veth.origin, severity: 'warning', data: { mtu: veth.value, type: tunnel.type, nic, max }, fix });
}

/** Backend.MTU stands for the MTU of the external interface (flannel pkg/backend/vxlan/vxlan.go; device.go:63 takes 50 off). */
function judgeOuter(cluster: Cluster, outer: Setting<number>, { tunnel, report }: Judged): void {
  const { bytes } = tunnel;
  const nic = knownValue(effective(cluster.mtu.nic));
  const max = outer.value - bytes;
  const data = { outer: outer.value, ...tunnel, max };
  if (nic !== undefined && outer.value > nic) {
    const fix = { title: `write ${nic}`, applicability: 'safe' as const, changes: [{ setting: outer, to: nic }] };
    report({ message: 'tooLarge', at: outer.origin, data: { ...data, nic }, fix });
    return;
  }
  const veth = effective(cluster.mtu.veth);
  // The MTU of a tunnel where that of a NIC belongs.
  const meant = usualNicMtus.find((usual) => usual - bytes === outer.value && (nic === undefined || nic === usual));
  // What does not fit the NIC is mtu-arithmetic's to say.
  const misfit = isExplicit(veth) && (nic === undefined ? unknownNicVerdict(veth.value, bytes) !== undefined : veth.value > nic - bytes);
  if (isExplicit(veth) && veth.value > max && !misfit) {
    const related = [{ origin: outer.origin, note: "flannel's Backend.MTU" }];
    const fix = meant !== undefined && veth.value <= outer.value ? widen(cluster, outer, meant) : narrow(cluster, veth, max);
    report({ message: 'aboveTunnel', at: veth.origin, severity: 'warning', related, data: { ...data, mtu: veth.value }, fix });
  } else if (meant !== undefined) {
    report({ message: 'twice', at: outer.origin, severity: 'info', data: { ...data, nic: meant }, fix: widen(cluster, outer, meant) });
  }
}

/** The MTU of the NIC, from which flannel takes its bytes: a guess where nothing says which NIC it is. */
function widen(cluster: Cluster, outer: Setting<number>, to: number): Proposal {
  const applicability = knownValue(effective(cluster.mtu.nic)) === to ? 'safe' : 'unsafe';
  const then = mtuSteps(cluster, outer.origin.document.source.name);
  return { title: `write ${to} for flannel's Backend.MTU`, applicability, changes: [{ setting: outer, to }], then };
}

function narrow(cluster: Cluster, veth: Setting<number>, to: number): Proposal {
  const then = mtuSteps(cluster, veth.origin.document.source.name);
  return { title: `set the pod MTU to ${to}`, applicability: 'safe', changes: [{ setting: veth, to }], then };
}
