import type { Proposal } from '../../cluster/finding.js';
import type { Cluster } from '../../cluster/model.js';
import { enabledTunnels } from '../../cluster/pools.js';
import { effective } from '../../cluster/precedence.js';
import { fieldName, isExplicit, isKnown, knownValue, type Setting, type Slot, standing } from '../../cluster/setting.js';
import { type Cidr, contains, overlaps, parseCidr } from '../../network/cidr.js';
import { flannelBackends, isFlannelBackend, isPattern, vxlanDevice } from '../../network/flannel.js';
import { nearest } from '../../source/index.js';
import { defineRule, noOptions, type Report, type Rule } from '../rule.js';

const messages = {
  notCidr: '{field} "{value}" is no IPv{family} range such as {example}: flanneld exits',
  disjoint:
    "flannel's {field} {network} and the cluster's pod range {pods} have no address in common: flanneld refuses the range of every node (\"{network} … doesn't contain {pods} PodCIDR of the … node\")",
  narrow:
    "flannel's {field} {network} is only a part of the cluster's pod range {pods}: flanneld refuses the range of each node outside of it (\"doesn't contain … PodCIDR of the … node\")",
  node: 'node {node} has the pod range {pods}, which is not in flannel\'s {field} {network}: flanneld refuses it ("doesn\'t contain {pods} PodCIDR of the {node} node")',
  unknownType: '"{type}" is no backend of flannel: flanneld exits with "unknown backend type: {type}"',
  noType: 'there is a Backend without Type: flanneld exits with "unknown backend type: "; write "Type": "vxlan"',
  udp: '{how} flannel\'s backend udp, which copies every packet through flanneld and is for debugging; write "Type": "vxlan"',
  noNetwork6: 'there is no IPv6Network for EnableIPv6: flanneld refuses the IPv6 range of every node',
  sameDevice:
    'Calico\'s VXLAN has the port {port} and the VNI {vni}, which are those of flannel: the kernel makes one such device a node, so Felix fails with "Failed to create VXLAN device. Another device with this VNI may already exist", or flannel does',
  iface:
    '{field} "{value}" is taken for the name of one interface, and none can be called so: flanneld exits with "error looking up interface"',
} as const;

type Messages = typeof messages;

const rule: Rule<Messages, Readonly<Record<string, never>>> = defineRule({
  name: 'flannel-network',
  since: '0.1.0',
  category: 'flannel',
  severity: 'error',
  summary: "flannel's configuration is one that flanneld starts with, and holds the pod ranges of the nodes",
  messages,
  options: noOptions,
  check({ cluster, report }) {
    judgeDevice(cluster, report);
    const plane = knownValue(effective(cluster.plane));
    if (plane !== undefined && plane !== 'canal') return;
    const { network, network6, ipv6, iface } = cluster.flannel;
    for (const written of standing(network)) judgeNetwork(cluster, written, { family: 4, report });
    for (const written of standing(network6)) judgeNetwork(cluster, written, { family: 6, report });
    const dual = effective(ipv6);
    if (isKnown(dual) && dual.value && network6.length === 0 && !dual.origin.document.structural)
      report({ message: 'noNetwork6', at: dual.origin });
    judgeBackend(cluster, report);
    for (const name of standing(iface))
      if (isPattern(name.value))
        report({
          message: 'iface',
          at: name.origin,
          data: { field: fieldName(name, plane === 'canal' ? 'canal_iface' : '--iface'), value: name.value },
        });
  },
});
export default rule;

type Judged = { readonly family: 4 | 6; readonly report: Report<Messages> };
const fieldOf = { 4: 'Network', 6: 'IPv6Network' } as const;
const exampleOf = { 4: '10.244.0.0/16', 6: 'fd00:10:244::/56' } as const;

function judgeNetwork(cluster: Cluster, written: Setting<string>, { family, report }: Judged): void {
  if (written.value === '') return;
  const range = parseCidr(written.value);
  const field = fieldOf[family];
  if (range?.family !== family) {
    report({ message: 'notCidr', at: written.origin, data: { field, value: written.value, family, example: exampleOf[family] } });
    return;
  }
  const related = (origin: Setting<string>['origin'], note: string): { related: { origin: typeof origin; note: string }[] } => ({
    related: [{ origin, note }],
  });
  const data = { field, network: range.text };
  const rival = podRanges(cluster, written, family).find(({ cidr }) => !contains(range, cidr));
  if (rival) {
    const apart = !overlaps(range, rival.cidr);
    report({
      message: apart ? 'disjoint' : 'narrow',
      at: written.origin,
      severity: apart ? severityOf(cluster) : 'warning',
      ...related(rival.written.origin, 'the pod range of the cluster'),
      data: { ...data, pods: rival.cidr.text },
      fix: { title: `write ${rival.cidr.text}`, applicability: 'unsafe', changes: [{ setting: written, to: rival.cidr.text }] },
    });
    return;
  }
  for (const { name, podCidrs } of cluster.nodes) {
    const odd = podCidrs.filter(isKnown).find(({ value }) => isOutside(range, value));
    if (!odd) continue;
    report({
      message: 'node',
      at: written.origin,
      severity: severityOf(cluster),
      ...related(odd.origin, `node ${name}`),
      data: { ...data, node: name, pods: odd.value },
    });
    return;
  }
}

/** Without calico-node beside it, flannel's manifest may stand in a folder of manifests of which one is used. */
function severityOf(cluster: Cluster): 'error' | 'warning' {
  return cluster.closed || knownValue(effective(cluster.plane)) === 'canal' ? 'error' : 'warning';
}

function isOutside(range: Cidr, text: string): boolean {
  const cidr = parseCidr(text);
  return cidr !== undefined && cidr.family === range.family && !contains(range, cidr);
}

type Ranged = { readonly written: Setting<string>; readonly cidr: Cidr };

/** What others say of the pod range: kubeadm, kube-proxy, the controller manager. flannel's own word is in the same slot. */
function podRanges({ cidrs }: Cluster, { origin }: Setting<string>, family: 4 | 6): readonly Ranged[] {
  return cidrs.pod.filter(isExplicit).flatMap((written): Ranged[] => {
    const cidr = parseCidr(written.value);
    const own = written.origin.document === origin.document || written.write?.reader === 'flannel';
    return cidr?.family === family && !own ? [{ written, cidr }] : [];
  });
}

function judgeBackend(cluster: Cluster, report: Report<Messages>): void {
  for (const type of standing(cluster.flannel.backend)) {
    const at = type.origin;
    if (type.value === '' && type.how === 'default') report({ message: 'noType', at });
    else if (!isFlannelBackend(type.value)) report({ message: 'unknownType', at, data: { type: type.value }, ...backendFix(type) });
    else if (type.value.toLowerCase() === 'udp')
      report({ message: 'udp', at, severity: 'info', data: { how: isExplicit(type) ? 'this is' : 'without Backend this is' } });
  }
}

function backendFix(type: Setting<string>): { fix?: Proposal } {
  // K3s calls flannel's wireguard by a name of its own (k3s, pkg/agent/flannel/setup.go).
  const to = type.value.toLowerCase() === 'wireguard-native' ? 'wireguard' : nearest(type.value, [...flannelBackends]);
  return to === undefined ? {} : { fix: { title: `write ${to}`, applicability: 'safe', changes: [{ setting: type, to }] } };
}

/** The kernel takes the same port twice, and the same port with the same VNI once (felix/dataplane/linux/route_mgr.go:641). */
function judgeDevice(cluster: Cluster, report: Report<Messages>): void {
  const { flannel, felix } = cluster;
  const backend = effective(flannel.backend);
  const [port, vni] = [effective(felix.vxlanPort), effective(felix.vxlanVNI)];
  if (knownValue(backend)?.toLowerCase() !== 'vxlan' || !enabledTunnels(cluster).some(({ tunnel }) => tunnel === 'vxlan')) return;
  const own = { port: written(flannel.port, vxlanDevice.port), vni: written(flannel.vni, vxlanDevice.vni) };
  if (!isExplicit(port) || !isExplicit(vni) || port.value !== own.port || vni.value !== own.vni) return;
  const related = isKnown(backend) ? [{ origin: backend.origin, note: "flannel's VXLAN" }] : [];
  report({ message: 'sameDevice', at: vni.origin, severity: 'warning', related, data: { port: port.value, vni: vni.value } });
}

/** What stands in the slot, the default where nothing does or 0, undefined where it is not known. */
function written(slot: Slot<number>, fallback: number): number | undefined {
  const known = effective(slot);
  if (known === undefined) return fallback;
  return isKnown(known) ? known.value || fallback : undefined;
}
