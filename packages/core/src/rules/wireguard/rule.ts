import type { Cluster } from '../../cluster/model.js';
import { carriesPods, enabledTunnels, livePools, poolName } from '../../cluster/pools.js';
import { effective } from '../../cluster/precedence.js';
import { isExplicit, isKnown, type Known, knownValue, type Setting, standing } from '../../cluster/setting.js';
import { mtuSteps } from '../../cluster/steps.js';
import { overhead, tunnelMtu, unknownNicVerdict } from '../../network/mtu.js';
import { defineRule, noOptions, type Report, type Rule } from '../rule.js';

const messages = {
  samePort:
    'WireGuard for IPv4 and for IPv6 both listen on UDP port {port}: two devices cannot have one port, so the second one does not come up',
  flannelPort: "Felix's WireGuard and flannel's wireguard backend both listen on UDP port {port}: the second device does not come up",
  hostOnly: 'wireguardHostEncryptionEnabled has no effect: {why}',
  otherFamily: 'WireGuard is on for IPv{on} only: packets between pods of pool {pool} (IPv{off}) cross the network in clear text',
  some: 'WireGuard is {state} for {where} only: packets between these nodes and the others cross the network in clear text',
  mixedMtu: 'pod MTU {mtu} does not fit WireGuard, which {where} uses: a NIC of {nic} leaves {nic} - 60 (wireguard) = {max}',
  aks: '{what} {mtu} does not fit on AKS with host encryption: the NIC shows {nic}, but the path carries 100 less: {nic} - 100 (aks) - 60 (wireguard) = {max}',
} as const;

type Messages = typeof messages;

const rule: Rule<Messages, Readonly<Record<string, never>>> = defineRule({
  name: 'wireguard',
  since: '0.1.0',
  category: 'encapsulation',
  severity: 'warning',
  summary: 'WireGuard has a port and room of its own, and covers all traffic that it is meant for',
  messages,
  options: noOptions,
  check({ cluster, report }) {
    const { v4, v6 } = cluster.wireguard;
    const on = { 4: knownValue(effective(v4)) === true, 6: knownValue(effective(v6)) === true };
    judgePorts(cluster, on, report);
    judgeFamilies(cluster, on, report);
    judgeHost(cluster, report);
    for (const slot of [v4, v6]) judgeSome(cluster, slot, report);
    if (on[4]) judgeAks(cluster, report);
  },
});
export default rule;

type On = { readonly 4: boolean; readonly 6: boolean };

/** Felix's defaults (felix/config/config_params.go:178-179); flannel's is the same for IPv4 (flannel pkg/backend/wireguard/wireguard.go:123). */
const ports = { 4: 51820, 6: 51821 } as const;

function judgePorts(cluster: Cluster, on: On, report: Report<Messages>): void {
  const { port, portV6 } = cluster.wireguard;
  const [own, other] = [effective(port), effective(portV6)];
  const number = (known: Known<number> | undefined, family: 4 | 6): number | undefined => (known ? knownValue(known) : ports[family]);
  const [v4, v6] = [number(own, 4), number(other, 6)];
  const at = isKnown(other) ? other : own;
  if (on[4] && on[6] && v4 !== undefined && v4 === v6 && isKnown(at)) report({ message: 'samePort', at: at.origin, data: { port: v4 } });
  const backend = effective(cluster.flannel.backend);
  // flannel's ListenPort is not read: only its default is compared.
  if (on[4] && v4 === ports[4] && isKnown(backend) && backend.value.toLowerCase() === 'wireguard')
    report({ message: 'flannelPort', at: backend.origin, data: { port: v4 } });
}

function judgeFamilies(cluster: Cluster, on: On, report: Report<Messages>): void {
  if (on[4] === on[6]) return;
  const [with4, slot, absent] = on[4] ? ([4, cluster.wireguard.v4, 6] as const) : ([6, cluster.wireguard.v6, 4] as const);
  const other = effective(absent === 6 ? cluster.wireguard.v6 : cluster.wireguard.v4);
  const at = effective(slot);
  const pool = livePools(cluster).find((one) => one.family === absent && carriesPods(one));
  if (!pool || !isKnown(at) || (other && !isKnown(other))) return;
  report({ message: 'otherFamily', at: at.origin, severity: 'info', data: { on: with4, off: absent, pool: poolName(pool) } });
}

/** The field goes with wireguardEnabled (felix/config/config_params.go:148-165). */
function judgeHost(cluster: Cluster, report: Report<Messages>): void {
  const { v4, v6, hostEncryption } = cluster.wireguard;
  const slots = [...v4, ...v6];
  if (slots.some((known) => !isKnown(known) || known.value) || (slots.length === 0 && !cluster.closed)) return;
  for (const host of standing(hostEncryption).filter(isExplicit)) {
    const why = slots.length > 0 ? 'wireguardEnabled is false' : 'nothing in the input sets wireguardEnabled, which is false by default';
    if (host.value) report({ message: 'hostOnly', at: host.origin, data: { why } });
  }
}

/** On or off for a node or a selector, and the other way for the rest. */
function judgeSome(cluster: Cluster, slot: Cluster['wireguard']['v4'], report: Report<Messages>): void {
  const everywhere = effective(slot);
  if (everywhere && !isKnown(everywhere)) return;
  const odd = standing(slot).find((one) => isExplicit(one) && one.scope.kind !== 'all' && one.value !== (everywhere?.value ?? false));
  if (!odd || odd.scope.kind === 'all' || (!everywhere && !cluster.closed)) return;
  const where = odd.scope.kind === 'node' ? `node ${odd.scope.name}` : `the nodes of ${odd.scope.selector}`;
  report({ message: 'some', at: odd.origin, severity: 'info', data: { state: odd.value ? 'on' : 'off', where } });
  const veth = effective(cluster.mtu.veth);
  if (!odd.value || !isExplicit(veth) || veth.value <= 0) return;
  const nic = knownValue(effective(cluster.mtu.nic));
  const verdict = nic === undefined ? unknownNicVerdict(veth.value, overhead.wireguard) : { nic, max: nic - overhead.wireguard };
  // mtu-arithmetic speaks where the pod MTU does not even fit the tunnels of all nodes.
  const least = Math.max(0, ...enabledTunnels(cluster).map(({ tunnel }) => overhead[tunnel]));
  if (!verdict || veth.value <= verdict.max || veth.value > verdict.nic - least) return;
  report({
    message: 'mixedMtu',
    at: veth.origin,
    data: { mtu: veth.value, where, nic: verdict.nic, max: verdict.max },
    ...lower(cluster, veth, verdict.max),
  });
}

function lower(cluster: Cluster, setting: Setting<number>, to: number): Pick<Parameters<Report<Messages>>[0], 'fix'> {
  const then = mtuSteps(cluster, setting.origin.document.source.name);
  return { fix: { title: `set it to ${to}`, applicability: 'safe', changes: [{ setting, to }], then } };
}

/** Azure's NICs show 1500 where the path carries 1400 (felix/dataplane/linux/int_dataplane.go:1830-1873). */
function judgeAks(cluster: Cluster, report: Report<Messages>): void {
  const type = knownValue(effective(cluster.product.clusterType))?.toLowerCase().split(',') ?? [];
  const aks = type.some((part) => part.trim() === 'aks') || knownValue(effective(cluster.underlay.cloud)) === 'aks';
  if (!aks || knownValue(effective(cluster.wireguard.hostEncryption)) !== true) return;
  const nic = knownValue(effective(cluster.mtu.nic)) ?? 1500;
  const { mtu: max } = tunnelMtu(nic, 'wireguard', { aksHostEncryption: true });
  for (const [what, slot] of [['pod MTU', cluster.mtu.veth] as const, ['wireguard MTU', cluster.mtu.wireguard] as const]) {
    const own = effective(slot);
    if (!isExplicit(own) || own.value <= max || own.value > nic - overhead.wireguard) continue;
    report({ message: 'aks', at: own.origin, data: { what, mtu: own.value, nic, max }, ...lower(cluster, own, max) });
  }
}
