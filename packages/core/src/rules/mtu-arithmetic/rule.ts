import { plainPoolCarrier } from '../../cluster/carriers.js';
import type { Cluster } from '../../cluster/model.js';
import { carriesPods, enabledTunnels, livePools, usesPools } from '../../cluster/pools.js';
import { effective } from '../../cluster/precedence.js';
import { isExplicit, isKnown, knownValue, type Setting, standing } from '../../cluster/setting.js';
import { mtuSteps } from '../../cluster/steps.js';
import { flannelOverhead, overhead, type Tunnel, unknownNicVerdict } from '../../network/mtu.js';
import type { Origin } from '../../source/index.js';
import { defineRule, noOptions, type Report, type Rule } from '../rule.js';
import { judgePattern } from './iface-pattern.js';
import { type Messages, messages } from './messages.js';

type Header = { readonly name: string; readonly bytes: number; readonly origin: Origin | undefined };

const rule: Rule<Messages, Readonly<Record<string, never>>> = defineRule({
  name: 'mtu-arithmetic',
  since: '0.1.0',
  category: 'mtu',
  severity: 'error',
  summary: 'Pod and tunnel MTUs must leave room for the outer header',
  messages,
  options: noOptions,
  check({ cluster, report }) {
    const plane = knownValue(effective(cluster.plane));
    if (plane === 'policy-only') return;
    judgePattern(cluster, report);
    const judged = new Set<string>();
    const header = plane === 'canal' ? flannelHeader(cluster) : largestHeader(cluster);
    // What an installer assumes is nobody's mistake before the NIC is known.
    const nic = effective(cluster.mtu.nic);
    for (const veth of standing(cluster.mtu.veth))
      if (veth.how !== 'default' || isKnown(nic)) judgeVeth(cluster, veth, { header, report, judged });
    if (plane !== 'canal')
      for (const [tunnel, slot] of tunnelSlots(cluster))
        for (const mtu of standing(slot)) if (isExplicit(mtu)) judgeTunnel(cluster, mtu, { tunnel, report, judged });
  },
});
export default rule;

type Place = { readonly report: Report<Messages>; readonly judged: Set<string> };

/** The header that decides: Felix takes the smallest MTU among the tunnels, which is that of the largest header. */
function largestHeader(cluster: Cluster): Header | undefined {
  const [first] = enabledTunnels(cluster).toSorted((a, b) => overhead[b.tunnel] - overhead[a.tunnel]);
  if (!first) return undefined;
  const origin = first.pool && isKnown(first.pool.encapsulation) ? first.pool.encapsulation.origin : undefined;
  return { name: first.tunnel, bytes: overhead[first.tunnel], origin };
}

function flannelHeader(cluster: Cluster): Header | undefined {
  const backend = effective(cluster.flannel.backend);
  const bytes = isKnown(backend) ? flannelOverhead(backend.value) : undefined;
  return isKnown(backend) && bytes
    ? { name: `flannel ${backend.value}`, bytes, origin: isExplicit(backend) ? backend.origin : undefined }
    : undefined;
}

/** Derived is what install-cni writes where the template asks for CNI_MTU and there is none. */
const podMtuWords = { explicit: 'pod MTU', derived: 'without CNI_MTU the pod MTU', default: 'default pod MTU' } as const;

function judgeVeth(cluster: Cluster, veth: Setting<number>, place: Place & { header: Header | undefined }): void {
  if (veth.value <= 0) return;
  const pools = livePools(cluster);
  if (veth.value < 1280 && pools.some((pool) => pool.family === 6))
    place.report({ message: 'belowIpv6', at: veth.origin, data: { mtu: veth.value } });
  const { header } = place;
  const what = podMtuWords[veth.how];
  if (header) {
    const ceiling = smallestTunnel(cluster)?.own.value;
    const fit = { ...place, header, what, ...(ceiling !== undefined && { ceiling }) };
    if (!judgeFit(cluster, veth, fit)) judgeBeside(cluster, veth, place);
    return;
  }
  if (awaitsTunnel(cluster)) judgeFit(cluster, veth, { ...place, header: headerOf('vxlan'), what, conditional: true });
  else judgeFit(cluster, veth, { ...place, header: { name: '', bytes: 0, origin: undefined }, what });
}

/** A pool has no encapsulation and nothing says that the underlay carries its packets: a tunnel is to come (encapsulation-required). */
function awaitsTunnel(cluster: Cluster): boolean {
  const plain = livePools(cluster).some((pool) => carriesPods(pool) && knownValue(pool.encapsulation) === 'None');
  return plain && usesPools(cluster) && plainPoolCarrier(cluster) === 'unsaid';
}

function headerOf(tunnel: Tunnel): Header {
  return { name: tunnel, bytes: overhead[tunnel], origin: undefined };
}

function judgeTunnel(cluster: Cluster, mtu: Setting<number>, { tunnel, report, judged }: Place & { tunnel: Tunnel }): void {
  if (mtu.value <= 0 || judged.has(key(mtu))) return;
  const what = `${tunnel} MTU`;
  const fit = { report, judged, header: headerOf(tunnel), what };
  const used = enabledTunnels(cluster);
  // Manifests and Kubespray feed every tunnel from one value; a FelixConfiguration names the tunnel that is meant.
  const meant = mtu.layer === 'felix-default' || mtu.layer === 'felix-node' || mtu.layer === 'felix-selector';
  if (used.some((t) => t.tunnel === tunnel) || (meant && livePools(cluster).length === 0)) judgeFit(cluster, mtu, fit);
  else if (used.length === 0 && meant && awaitsTunnel(cluster)) judgeFit(cluster, mtu, { ...fit, conditional: true });
}

/** `ceiling`: the largest value that also fits what is set beside it. */
type Fit = Place & { readonly header: Header; readonly what: string; readonly conditional?: boolean; readonly ceiling?: number };

/** NIC known: a sum. NIC unknown: only a value that no usual NIC fits, and a warning. True where something was reported. */
function judgeFit(cluster: Cluster, mtu: Setting<number>, { header, what, conditional = false, ceiling, report, judged }: Fit): boolean {
  const nic = knownValue(effective(cluster.mtu.nic));
  const verdict =
    nic === undefined ? unknownNicVerdict(mtu.value, header.bytes) : { nic, max: nic - header.bytes, needs: mtu.value + header.bytes };
  if (!verdict || mtu.value <= verdict.max || judged.has(key(mtu))) return false;
  judged.add(key(mtu));
  const less = header.bytes > 0 ? ` - ${header.bytes} (${header.name})` : '';
  const data = { what, mtu: mtu.value, nic: verdict.nic, less, max: verdict.max };
  const fix = setTo(cluster, mtu, { what, to: Math.min(verdict.max, ceiling ?? verdict.max) });
  const related = header.origin ? [{ origin: header.origin, note: `${header.name} is chosen here` }] : [];
  if (conditional) report({ message: 'noRoom', at: mtu.origin, severity: 'warning', data, ...fix });
  else if (nic !== undefined) report({ message: 'tooLarge', at: mtu.origin, data, related, ...fix });
  else
    report({
      message: 'unknownNic',
      at: mtu.origin,
      severity: 'warning',
      data: { ...data, needs: verdict.needs },
      related,
      settle: 'the MTU of the NICs: add underlay.nicMtu (--underlay nicMtu=9001)',
      ...fix,
    });
  return true;
}

/** A pod MTU that fits the NIC can still be larger than the MTU that somebody set for the tunnel. */
function judgeBeside(cluster: Cluster, veth: Setting<number>, { report, judged }: Place): void {
  const least = smallestTunnel(cluster);
  if (!least || least.own.value >= veth.value) return;
  const { tunnel, own } = least;
  judged.add(key(veth));
  report({
    message: 'aboveTunnel',
    at: veth.origin,
    severity: 'warning',
    data: { mtu: veth.value, tunnel, max: own.value },
    related: [{ origin: own.origin, note: `the ${tunnel} MTU` }],
    ...setTo(cluster, veth, { what: podMtuWords[veth.how], to: own.value }),
  });
}

/** The smallest MTU that somebody set for a tunnel in use. */
function smallestTunnel(cluster: Cluster): { readonly tunnel: Tunnel; readonly own: Setting<number> } | undefined {
  const slots = new Map(tunnelSlots(cluster));
  const set = enabledTunnels(cluster).flatMap(({ tunnel }) => {
    const own = effective(slots.get(tunnel) ?? []);
    return isExplicit(own) && own.value > 0 ? [{ tunnel, own }] : [];
  });
  return set.toSorted((a, b) => a.own.value - b.own.value)[0];
}

type Target = { readonly what: string; readonly to: number };

function setTo(cluster: Cluster, mtu: Setting<number>, { what, to }: Target): Pick<Parameters<Report<Messages>>[0], 'fix'> {
  if (!mtu.write) return {};
  const then = mtuSteps(cluster, mtu.origin.document.source.name);
  return { fix: { title: `set the ${what} to ${to}`, applicability: 'safe', changes: [{ setting: mtu, to }], then } };
}

function tunnelSlots({ mtu }: Cluster): readonly (readonly [Tunnel, Cluster['mtu']['ipip']])[] {
  return [
    ['ipip', mtu.ipip],
    ['vxlan', mtu.vxlan],
    ['vxlan-v6', mtu.vxlanV6],
    ['wireguard', mtu.wireguard],
    ['wireguard-v6', mtu.wireguardV6],
  ];
}

/** One ConfigMap key feeds several settings: it is judged once. */
function key({ origin }: Setting<number>): string {
  return JSON.stringify([origin.document.source.name, origin.document.index, origin.path]);
}
