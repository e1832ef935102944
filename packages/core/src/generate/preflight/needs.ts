/** What a cluster needs of the network between its nodes, as far as the preflight can look at it: over IPv4. */
import { dataplaneOf } from '../../cluster/dataplane.js';
import type { Cluster } from '../../cluster/model.js';
import { type Need, notKnown } from '../../cluster/need.js';
import { needsOf as clusterNeeds } from '../../cluster/needs.js';
import { planeOf } from '../../cluster/plane.js';
import { livePools } from '../../cluster/pools.js';
import { effective } from '../../cluster/precedence.js';
import { isKnown, knownValue, type Slot } from '../../cluster/setting.js';
import { excludedInterfaces } from '../../network/autodetection.js';
import { detectionOf } from './method.js';
import { type Size, sizeOf } from './size.js';

export type Needs = Omit<Size, 'open'> & {
  /** Port of BIRD; absent where it does not run. */
  readonly bgpPort?: number;
  readonly mesh: boolean;
  readonly vxlanPort?: number;
  readonly typha: boolean;
  readonly ipip: boolean;
  readonly wireguardPort?: number;
  /** Felix will make a VXLAN device that shares its port with none. */
  readonly ebpf: boolean;
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
  const needs = clusterNeeds(cluster);
  const ports = portsOf(needs);
  const detection = detectionOf(cluster);
  const { open, ...size } = sizeOf(cluster, needs);
  return {
    ...ports,
    ...size,
    mesh: value(cluster.bgp.mesh) !== false,
    ebpf: dataplaneOf(cluster) === 'bpf',
    method: detection.method,
    excluded: excludedInterfaces(value(cluster.product.calico)).join('|'),
    modules: [...tunnelModules(ports), ...felixModules(cluster)],
    unsure: unsureOf(cluster, needs, open !== undefined),
    remarks: [
      ...detection.remarks,
      ...needs.flatMap((need) => remarkOn(need, ports.bgpPort)),
      ...remarksOn(cluster, ports),
      ...(open === undefined
        ? []
        : [
            `${open}: ${size.podMtu === 0 ? 'the MTU of the interface' : 'the largest that is known'} is tried, and packets that are lost prove nothing`,
          ]),
    ],
  };
}

/** Sessions may not be needed, or at another port; the sum of MTU and overhead may be less. */
function unsureOf(cluster: Cluster, needs: readonly Need[], maybeLess: boolean): readonly string[] {
  const sessions = needs.filter(({ kind }) => kind === 'bgp');
  const [first] = sessions;
  const elsewhere = sessions.some(({ open, packet }) => open !== undefined || packet?.port !== first?.packet?.port);
  const tunnels = needs.some(({ kind, open }) => kind === 'tunnel' || (kind === 'wireguard' && open !== undefined));
  return [...(elsewhere || openIn(cluster.bgp.mesh, '') !== undefined ? ['tcp-179'] : []), ...(tunnels || maybeLess ? ['path-mtu'] : [])];
}

function remarksOn(cluster: Cluster, { bgpPort }: Ports): readonly string[] {
  const mesh = openIn(cluster.bgp.mesh, 'whether there is the full mesh');
  return [
    ...(familiesOf(cluster).v6 ? ['IPv6 is not looked at: the preflight speaks IPv4, and this network has both'] : []),
    ...(mesh !== undefined && bgpPort !== undefined ? [`${mesh}: a failure of TCP ${bgpPort} proves nothing`] : []),
    ...(value(cluster.bgp.mesh) === false && bgpPort !== undefined
      ? [`the mesh is off: TCP ${bgpPort} is looked at between nodes that have a session, and no others`]
      : []),
    ...(runsFelix(cluster) && dataplaneOf(cluster) === undefined
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
  const [bgp, vxlan, wireguard] = [of('bgp')?.packet, (of('vxlan') ?? of('node-port'))?.packet, of('wireguard')?.packet];
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

function openIn(slot: Slot<unknown>, name: string): string | undefined {
  const said = effective(slot);
  return said && !isKnown(said) ? notKnown(name, said.unknown) : undefined;
}

function runsFelix(cluster: Cluster): boolean {
  return planeOf(cluster) !== 'flannel';
}

function felixModules(cluster: Cluster): readonly string[] {
  return runsFelix(cluster) ? filterModules[dataplaneOf(cluster) ?? 'open'] : [];
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
