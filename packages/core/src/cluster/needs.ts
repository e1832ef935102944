/** What the nodes of a cluster send to each other, as its configuration says; what the input leaves open is told from what is the default. */

import type { Origin } from '../source/index.js';
import { mayRunBird } from './bgp.js';
import { routesOf } from './carriers.js';
import { flannelNeeds, isFlannelAlone } from './flannel-needs.js';
import { protocols } from './host-groups.js';
import type { Cluster, Pool } from './model.js';
import { type Need, notKnown, packetTo, switched, unreadTunnel } from './need.js';
import { tunnels } from './node-groups.js';
import { carriesPods, enabledTunnels, livePools, poolName, usesPools } from './pools.js';
import { effective } from './precedence.js';
import { isExplicit, isKnown, knownValue, mayBe } from './setting.js';

/** The needs of a cluster; none where the input says nothing about a pod network. */
export function needsOf(cluster: Cluster): readonly Need[] {
  const known = usesPools(cluster) ? tunnelNeeds(cluster) : [];
  return [
    ...known,
    ...(known.some(({ kind, open }) => kind === 'vxlan' && open === undefined) ? [] : nodePortNeeds(cluster)),
    ...flannelNeeds(cluster),
    ...bgpNeeds(cluster),
    ...wireguardNeeds(cluster),
    ...typhaNeeds(cluster),
  ];
}

/**
 * In eBPF a node wraps what comes to a NodePort or a load balancer, and goes to a pod of another node, in VXLAN, whatever the pools say
 * (felix/bpf-gpl/nat.h, CALI_VXLAN_VNI; felix/design/bpf-services.md, NodePort; commit 87c15906f2).
 */
function nodePortNeeds(cluster: Cluster): readonly Need[] {
  const said = effective(cluster.product.dataplane);
  if (said === undefined || !mayBe(said, (dataplane) => dataplane === 'bpf')) return [];
  const why = 'eBPF forwards what comes to NodePorts and load balancers to pods of other nodes in it, whatever the pools say';
  const base = {
    kind: 'node-port',
    what: 'VXLAN',
    why,
    origin: said.origin,
    ...vxlanPort(cluster),
    sure: 'likely',
    oneWay: false,
  } as const;
  return [isKnown(said) ? base : { ...base, open: notKnown('whether Felix uses eBPF', said.unknown) }];
}

function vxlanPort({ felix }: Cluster): Pick<Need, 'packet' | 'open'> {
  return packetTo({ slot: felix.vxlanPort, name: 'vxlanPort', fallback: tunnels.vxlan.port });
}

function tunnelNeeds(cluster: Cluster): readonly Need[] {
  const port = vxlanPort(cluster);
  const known = enabledTunnels(cluster).flatMap(({ tunnel, pool }): Need[] => {
    if (!pool || !carriesPods(pool)) return [];
    const base = { why: `pool ${poolName(pool)} sends the packets of pods by it`, origin: originOf(pool), oneWay: false, kind: tunnel };
    const always = pool.from === 'resource' && isExplicit(pool.encapsulation) && /^(?:IPIP|VXLAN)$/.test(pool.encapsulation.value);
    if (tunnel === 'ipip') return [{ ...base, packet: tunnels.ipip, what: 'IPIP', sure: always ? 'proven' : 'likely' }];
    return [{ ...base, ...port, what: 'VXLAN', sure: always && tunnel === 'vxlan' ? 'proven' : 'likely' }];
  });
  return [...known, ...unreadTunnels(cluster)];
}

function unreadTunnels(cluster: Cluster): readonly Need[] {
  return livePools(cluster).flatMap((pool): Need[] => {
    const { encapsulation, disabled, origin } = pool;
    if (isKnown(encapsulation) || knownValue(disabled) === true) return [];
    return [unreadTunnel(notKnown(`the encapsulation of pool ${poolName(pool)}`, encapsulation.unknown), origin)];
  });
}

function originOf({ encapsulation, origin }: Pool): Origin {
  return isKnown(encapsulation) ? encapsulation.origin : origin;
}

/** Sessions of BIRD: routes of pools come by them; without any, calico-node is not Ready (node/pkg/health/health.go:212-231). */
function bgpNeeds(cluster: Cluster): readonly Need[] {
  if (!mayRunBird(cluster) || isFlannelAlone(cluster)) return [];
  const backend = effective(cluster.backend);
  const port = packetTo({ slot: cluster.bgp.listenPort, name: "BIRD's listenPort", fallback: 179, protocol: protocols.tcp });
  const base = { kind: 'bgp', what: 'BGP', oneWay: true, origin: backend?.origin } as const;
  if (!isKnown(backend)) {
    const open = backend ? notKnown('the backend', backend.unknown) : 'the input does not tell the backend';
    const sessions = { ...base, sure: 'ready', why: 'where BIRD runs, calico-node is not Ready without a session' } as const;
    return [{ ...sessions, ...port, open }, ...ownPorts(cluster, sessions)];
  }
  const sessions = { ...base, sure: 'ready', why: 'BIRD runs on each node, and calico-node is not Ready without a session' } as const;
  return [...routeNeed(cluster, { ...base, ...port }, isExplicit(backend)), { ...sessions, ...port }, ...ownPorts(cluster, sessions)];
}

/** Routes of pools that BIRD programs come over the full mesh, unless it is off. */
function routeNeed(cluster: Cluster, base: Omit<Need, 'sure' | 'why'>, explicit: boolean): readonly Need[] {
  const mesh = effective(cluster.bgp.mesh);
  if (!base.packet || (mesh && knownValue(mesh) !== true)) return [];
  const pool = livePools(cluster).find((one) => carriesPods(one) && routedByBird(cluster, one));
  if (!pool) return [];
  const proven = explicit && pool.from === 'resource' && isExplicit(pool.encapsulation);
  return [{ ...base, sure: proven ? 'proven' : 'likely', why: `BIRD learns the routes to the pods of pool ${poolName(pool)} by it` }];
}

/** BGPConfiguration `node.<name>` moves the port of one node. */
function ownPorts({ bgp }: Cluster, base: Omit<Need, 'packet' | 'open'>): readonly Need[] {
  return bgp.listenPort.flatMap((said): Need[] => {
    if (said.scope?.kind !== 'node') return [];
    const { name } = said.scope;
    const need: Need = { ...base, origin: said.origin, why: `BIRD of node ${name} listens there` };
    if (!isKnown(said)) return [{ ...need, open: notKnown(`BIRD's listenPort of node ${name}`, said.unknown) }];
    return [{ ...need, packet: { protocol: protocols.tcp, port: said.value } }];
  });
}

function routedByBird(cluster: Cluster, { encapsulation }: Pool): boolean {
  const known = knownValue(encapsulation);
  const kind = known === 'None' ? 'plain' : known?.startsWith('IPIP') ? 'ipip' : undefined;
  return kind !== undefined && routesOf(cluster, kind) === 'bird';
}

/** Source of the ports: felix/config/config_params.go:442. */
function wireguardNeeds({ wireguard }: Cluster): readonly Need[] {
  const base = { what: 'WireGuard', sure: 'likely', oneWay: true } as const;
  const ports = {
    4: packetTo({ slot: wireguard.port, name: 'wireguardListeningPort', fallback: 51820 }),
    6: packetTo({ slot: wireguard.portV6, name: 'wireguardListeningPortV6', fallback: 51821 }),
  };
  return [
    ...switched(wireguard.v4, 'wireguardEnabled', { ...base, ...ports[4], kind: 'wireguard', why: 'WireGuard is on' }),
    ...switched(wireguard.v6, 'wireguardEnabledV6', { ...base, ...ports[6], kind: 'wireguard-v6', why: 'WireGuard is on' }),
  ];
}

function typhaNeeds({ typha }: Cluster): readonly Need[] {
  const why = 'calico-node gets its data from Typha, which runs on some of the nodes';
  const packet = { protocol: protocols.tcp, port: 5473 };
  return switched(typha, 'whether Typha runs', { kind: 'typha', what: 'Typha', packet, why, sure: 'likely', oneWay: true });
}
