/** What a cluster needs of the network between its nodes, as far as the preflight can look at it: over IPv4. */
import { dataplaneOf } from '../../cluster/dataplane.js';
import { isFlannelAlone } from '../../cluster/flannel-needs.js';
import type { Cluster } from '../../cluster/model.js';
import { type Need, notKnown } from '../../cluster/need.js';
import { needsOf as clusterNeeds } from '../../cluster/needs.js';
import { livePools, usesPools } from '../../cluster/pools.js';
import { effective } from '../../cluster/precedence.js';
import { isKnown, knownValue, type Slot } from '../../cluster/setting.js';
import { excludedInterfaces } from '../../network/autodetection.js';
import { flannelOverhead, mtuIfacePattern, overhead } from '../../network/mtu.js';
import { calicoDetection, flannelDetection } from './method.js';

export type Needs = {
  /** Port of BIRD; absent where it does not run. */
  readonly bgpPort?: number;
  readonly mesh: boolean;
  readonly vxlanPort?: number;
  readonly typha: boolean;
  readonly ipip: boolean;
  readonly wireguardPort?: number;
  /** Bytes; 0 where Felix computes it on each node. */
  readonly podMtu: number;
  /** The interfaces whose least MTU Felix starts from; empty where the interface of the node's address decides. */
  readonly mtuPattern: string;
  /** What the widest tunnel adds to a packet of a pod, in bytes. */
  readonly overhead: number;
  /** As the check program calls it: method.ts. */
  readonly method: string;
  /** Interfaces that first-found passes over, as one regular expression. */
  readonly excluded: string;
  readonly modules: readonly string[];
  /** Checks whose failure proves nothing, because the input leaves open what is needed. */
  readonly unsure: readonly string[];
  /** What the input leaves open, and what was made of it. */
  readonly remarks: readonly string[];
};

const value = <T>(slot: Slot<T>): T | undefined => knownValue(effective(slot));

/** Why there is nothing to look at in a cluster: a clause; undefined where there is. */
export function noPreflight(cluster: Cluster): string | undefined {
  return familiesOf(cluster).v4 ? undefined : 'its pods have IPv6 alone, and the preflight looks at IPv4 alone';
}

export function needsOf(cluster: Cluster): Needs {
  const flannels = !usesPools(cluster) || isFlannelAlone(cluster);
  const needs = clusterNeeds(cluster);
  const ports = portsOf(needs);
  const detection = (flannels ? flannelDetection : calicoDetection)(cluster);
  const release = value(cluster.product.calico);
  return {
    ...ports,
    mesh: value(cluster.bgp.mesh) !== false,
    podMtu: podMtu(cluster).bytes,
    mtuPattern: flannels ? '' : (value(cluster.mtu.ifacePattern) ?? mtuIfacePattern(release)),
    overhead: flannels ? (flannelOverhead(value(cluster.flannel.backend) ?? 'vxlan') ?? 0) : widest(needs),
    method: detection.method,
    excluded: excludedInterfaces(release).join('|'),
    modules: [...tunnelModules(ports), ...filterModules[dataplaneOf(cluster) ?? 'open']],
    unsure: unsureOf(cluster, needs),
    remarks: [...detection.remarks, ...needs.flatMap((need) => remarkOn(need, ports.bgpPort)), ...remarksOn(cluster, ports)],
  };
}

/** Sessions may not be needed, or at another port; the sum of MTU and overhead may be less. */
function unsureOf(cluster: Cluster, needs: readonly Need[]): readonly string[] {
  const sessions = needs.filter(({ kind }) => kind === 'bgp');
  const [first] = sessions;
  const elsewhere = sessions.some(({ open, packet }) => open !== undefined || packet?.port !== first?.packet?.port);
  const tunnels = needs.some(({ kind, open }) => kind === 'tunnel' || (kind === 'wireguard' && open !== undefined));
  return [
    ...(elsewhere || openIn(cluster.bgp.mesh, '') !== undefined ? ['tcp-179'] : []),
    ...(tunnels || podMtu(cluster).open !== undefined ? ['path-mtu'] : []),
  ];
}

function remarksOn(cluster: Cluster, { bgpPort }: Ports): readonly string[] {
  const mesh = openIn(cluster.bgp.mesh, 'whether there is the full mesh');
  const { open } = podMtu(cluster);
  return [
    ...(familiesOf(cluster).v6 ? ['IPv6 is not looked at: the preflight speaks IPv4, and this network has both'] : []),
    ...(mesh !== undefined && bgpPort !== undefined ? [`${mesh}: a failure of TCP ${bgpPort} proves nothing`] : []),
    ...(value(cluster.bgp.mesh) === false && bgpPort !== undefined
      ? [`the mesh is off: TCP ${bgpPort} is looked at between nodes that have a session, and no others`]
      : []),
    ...(open === undefined ? [] : [`${open}: the MTU of the interface is tried, and packets that are lost prove nothing`]),
    ...(dataplaneOf(cluster) === undefined
      ? ['whether Felix uses iptables, nftables or BPF is not known: their modules are not looked for']
      : []),
  ];
}

/** A pool whose range a template fills in may be of either family. */
function familiesOf(cluster: Cluster): { readonly v4: boolean; readonly v6: boolean } {
  const { network, network6, ipv6 } = cluster.flannel;
  const families = livePools(cluster).map(({ family }) => family);
  if (value(ipv6) === true) return { v4: network.length > 0 || network6.length === 0, v6: true };
  return { v4: families.length === 0 || families.some((family) => family !== 6), v6: families.includes(6) };
}

type Ports = Pick<Needs, 'bgpPort' | 'vxlanPort' | 'typha' | 'ipip' | 'wireguardPort'>;

function portsOf(needs: readonly Need[]): Ports {
  const of = (kind: Need['kind']): Need | undefined =>
    needs.find((need) => need.kind === kind && (need.open === undefined || kind === 'bgp'));
  const [bgp, vxlan, wireguard] = [of('bgp')?.packet, of('vxlan')?.packet, of('wireguard')?.packet];
  return {
    ...(bgp && { bgpPort: bgp.port }),
    ...(vxlan && { vxlanPort: vxlan.port }),
    ...(wireguard && { wireguardPort: wireguard.port }),
    typha: of('typha') !== undefined,
    ipip: of('ipip') !== undefined,
  };
}

function remarkOn({ kind, packet, what, why, open }: Need, bgpPort: number | undefined): readonly string[] {
  if (kind === 'vxlan-v6' || kind === 'wireguard-v6') return [];
  if (kind === 'bgp' && packet && bgpPort !== undefined) {
    if (open !== undefined) return [`${open}: TCP ${packet.port} is looked at, and a failure of it proves nothing`];
    return packet.port === bgpPort ? [] : [`${why}: TCP ${packet.port} is not looked at, and a failure of TCP ${bgpPort} proves nothing`];
  }
  if (kind === 'udp') return [`${why}: it is not looked at`];
  return open === undefined ? [] : [`${open}: ${what} is not looked at`];
}

function widest(needs: readonly Need[]): number {
  const over4 = ['ipip', 'vxlan', 'wireguard'] as const;
  const found = over4.filter((tunnel) =>
    needs.some(({ kind, packet, open }) => kind === tunnel && (packet === undefined || open === undefined)),
  );
  return Math.max(0, ...found.map((tunnel) => overhead[tunnel]));
}

function openIn(slot: Slot<unknown>, name: string): string | undefined {
  const said = effective(slot);
  return said && !isKnown(said) ? notKnown(name, said.unknown) : undefined;
}

/** What pods are given, or the least of the tunnels that have a number. */
function podMtu({ mtu }: Cluster): { readonly bytes: number; readonly open?: string } {
  const veth = value(mtu.veth) ?? 0;
  if (veth > 0) return { bytes: veth };
  const set = [mtu.ipip, mtu.vxlan, mtu.wireguard].map((slot) => value(slot) ?? 0).filter((bytes) => bytes > 0);
  const open = [mtu.veth, mtu.ipip, mtu.vxlan, mtu.wireguard]
    .map((slot) => openIn(slot, 'the MTU of the pods'))
    .find((one) => one !== undefined);
  return { bytes: set.length > 0 ? Math.min(...set) : 0, ...(open !== undefined && { open }) };
}

const filterModules: Readonly<Record<NonNullable<ReturnType<typeof dataplaneOf>> | 'open', readonly string[]>> = {
  iptables: ['ip_set', 'xt_set'],
  nftables: ['nf_tables'],
  bpf: [],
  open: [],
};

function tunnelModules({ vxlanPort, ipip, wireguardPort }: Ports): readonly string[] {
  return [...(vxlanPort === undefined ? [] : ['vxlan']), ...(ipip ? ['ipip'] : []), ...(wireguardPort === undefined ? [] : ['wireguard'])];
}
