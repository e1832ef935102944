import type { Cluster } from './model.js';
import { withLosers } from './precedence.js';
import type { Known, Slot } from './setting.js';

type Open<T> = T extends readonly (infer U)[]
  ? U[]
  : T extends string | boolean | ReadonlyMap<string, string>
    ? T
    : { [K in keyof T]: Open<T[K]> };

/** A cluster while readers state what they found. */
export type Draft = { [K in keyof Cluster]: Open<Cluster[K]> };

/** A draft that nobody has spoken about yet. */
export function emptyDraft(id: string, name: string, closed: boolean, files: readonly string[]): Draft {
  return {
    id,
    name,
    closed,
    files: [...files],
    problems: [],
    product: { installer: [], calico: [], flannel: [], dataplane: [], clusterType: [] },
    plane: [],
    backend: [],
    ipam: [],
    strictAffinity: [],
    programClusterRoutes: { felix: [], bgp: [] },
    pools: [],
    tunnelOverride: { ipipEnabled: [], vxlanEnabled: [], routeSyncDisabled: [] },
    cni: { datastoreType: [], usePodCidr: [], plugins: [], hostPorts: [] },
    felix: {
      ...{ ipForwarding: [], natOutgoingAddress: [], deviceRouteSourceAddress: [], deviceRouteSourceAddressIPv6: [] },
      ...{ interfacePrefix: [], nftablesMode: [], vxlanPort: [], vxlanVNI: [], awsSrcDstCheck: [] },
    },
    flannel: { network: [], backend: [], port: [], vni: [], iface: [], ifaceRegex: [], network6: [], ipv6: [], directRouting: [] },
    nodeAddress: { ip: [], ip6: [], method: [], method6: [] },
    mtu: { veth: [], ipip: [], vxlan: [], vxlanV6: [], wireguard: [], wireguardV6: [], flannel: [], nic: [], ifacePattern: [] },
    bgp: { mesh: [], asNumber: [], listenPort: [], peers: [], filters: [] },
    wireguard: { v4: [], v6: [], hostEncryption: [], port: [], portV6: [] },
    typha: [],
    probes: [],
    failsafe: { inbound: [], outbound: [], hostEndpoints: [], policies: [] },
    cidrs: { pod: [], service: [] },
    kubeProxy: [],
    nodes: [],
    underlay: { cloud: [], l2: [], routesPods: [], sourceDestCheck: [], groups: [] },
    objects: [],
    singletons: [],
    workloads: [],
    alerts: [],
    recorded: [],
    otherImages: [],
    idle: [],
    installer: { refused: [], dead: [], unknown: [] },
  };
}

/** Adds what a reader states; an absent value adds nothing. */
export function state<T>(slot: Known<T>[], known: Known<T> | undefined): void {
  if (known) slot.push(known);
}

/** Closes a draft: losers are marked, pool environment that can no longer matter is marked dead. */
export function toCluster(draft: Draft): Cluster {
  return {
    ...draft,
    ...mapSlots(draft, ['plane', 'backend', 'ipam', 'typha', 'kubeProxy', 'strictAffinity']),
    product: mapAll(draft.product),
    programClusterRoutes: mapAll(draft.programClusterRoutes),
    pools: livePools(draft.pools),
    tunnelOverride: mapAll(draft.tunnelOverride),
    cni: mapAll(draft.cni),
    felix: mapAll(draft.felix),
    flannel: mapAll(draft.flannel),
    nodeAddress: mapAll(draft.nodeAddress),
    mtu: mapAll(draft.mtu),
    bgp: {
      ...draft.bgp,
      mesh: withLosers(draft.bgp.mesh),
      asNumber: withLosers(draft.bgp.asNumber),
      listenPort: withLosers(draft.bgp.listenPort),
    },
    wireguard: mapAll(draft.wireguard),
    failsafe: { ...draft.failsafe, inbound: withLosers(draft.failsafe.inbound), outbound: withLosers(draft.failsafe.outbound) },
    cidrs: draft.cidrs,
    underlay: underlayOf(draft),
  };
}

/** CALICO_IPV4POOL_* is read only when no pool of the family exists (node/pkg/lifecycle/startup/startup.go:1046-1077). */
function livePools(pools: Draft['pools']): Cluster['pools'] {
  return pools.map((pool) => {
    if (pool.from !== 'env') return pool;
    const rival = pools.find((p) => p.from === 'resource' && p.family === pool.family);
    return rival ? { ...pool, live: 'dead' } : pool;
  });
}

function underlayOf({ underlay: { groups, ...slots } }: Draft): Cluster['underlay'] {
  return { ...mapAll(slots), groups: groups as Cluster['underlay']['groups'] };
}

function mapAll<T extends Record<string, Slot<unknown>>>(slots: T): T {
  return Object.fromEntries(Object.entries(slots).map(([name, slot]) => [name, withLosers(slot)])) as unknown as T;
}

function mapSlots<K extends 'plane' | 'backend' | 'ipam' | 'typha' | 'kubeProxy' | 'strictAffinity'>(
  draft: Draft,
  names: readonly K[],
): Pick<Draft, K> {
  return Object.fromEntries(names.map((name) => [name, withLosers(draft[name] as Slot<unknown>)])) as unknown as Pick<Draft, K>;
}
