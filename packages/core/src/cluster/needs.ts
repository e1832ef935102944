/** What the nodes of a cluster send to each other, as its configuration says. */

import type { Origin } from '../source/index.js';
import { routesOf } from './carriers.js';
import { type Packet, protocols } from './host-groups.js';
import type { Cluster, Pool } from './model.js';
import { tunnels } from './node-groups.js';
import { carriesPods, enabledTunnels, livePools, poolName, usesPools } from './pools.js';
import { effective } from './precedence.js';
import { isExplicit, isKnown, knownValue, type Slot } from './setting.js';

export type Need = {
  readonly packet: Packet;
  /** What the field calls it. */
  readonly what: string;
  /** A clause: what it is needed for. */
  readonly why: string;
  readonly origin: Origin | undefined;
  /** True where pods cannot reach each other without it, by what is written. */
  readonly proven: boolean;
  /** Either side may start, and replies come back: one direction of a pair is enough. */
  readonly oneWay: boolean;
};

/** The needs of a cluster; none where the input says nothing about a pod network. */
export function needsOf(cluster: Cluster): readonly Need[] {
  return [
    ...(usesPools(cluster) ? tunnelNeeds(cluster) : []),
    ...flannelNeeds(cluster),
    ...bgpNeed(cluster),
    ...wireguardNeeds(cluster),
    ...typhaNeed(cluster),
  ];
}

function tunnelNeeds(cluster: Cluster): readonly Need[] {
  const port = portOf(cluster.felix.vxlanPort, tunnels.vxlan.port);
  return enabledTunnels(cluster).flatMap(({ tunnel, pool }): Need[] => {
    if (!pool || !carriesPods(pool)) return [];
    const base = { why: `pool ${poolName(pool)} sends the packets of pods by it`, origin: originOf(pool), oneWay: false };
    const always = pool.from === 'resource' && isExplicit(pool.encapsulation) && /^(?:IPIP|VXLAN)$/.test(pool.encapsulation.value);
    if (tunnel === 'ipip') return [{ ...base, packet: tunnels.ipip, what: 'IPIP', proven: always }];
    if (port === undefined) return [];
    return [{ ...base, packet: { protocol: protocols.udp, port }, what: 'VXLAN', proven: always && tunnel === 'vxlan' }];
  });
}

function originOf({ encapsulation, origin }: Pool): Origin {
  return isKnown(encapsulation) ? encapsulation.origin : origin;
}

/** A port as it is set, or its default where nothing sets it; undefined where that is not known. */
function portOf(slot: Slot<number>, fallback: number): number | undefined {
  const known = effective(slot);
  return known ? knownValue(known) : fallback;
}

/** flannel's VXLAN has the port of the Linux kernel (flannel Documentation/backends.md; pkg/backend/vxlan/vxlan.go:71-76). */
function flannelNeeds({ flannel }: Cluster): readonly Need[] {
  const backend = effective(flannel.backend);
  if (!isKnown(backend)) return [];
  const type = backend.value.toLowerCase();
  const base = { why: `flannel's backend is ${backend.value}`, origin: backend.origin, proven: isExplicit(backend), oneWay: false };
  const port = portOf(flannel.port, type === 'udp' ? 8285 : tunnels.flannel.port);
  if (type === 'ipip') return [{ ...base, packet: tunnels.ipip, what: 'IPIP' }];
  if (type === 'wireguard')
    return [{ ...base, packet: { protocol: protocols.udp, port: 51820 }, what: 'WireGuard', proven: false, oneWay: true }];
  if (port === undefined || (type !== 'vxlan' && type !== 'udp')) return [];
  return [{ ...base, packet: { protocol: protocols.udp, port }, what: type === 'vxlan' ? 'VXLAN of flannel' : 'UDP of flannel' }];
}

/** Routes of pools that BIRD programs come over BGP: the full mesh, unless it is off. */
function bgpNeed(cluster: Cluster): readonly Need[] {
  const port = portOf(cluster.bgp.listenPort, 179);
  const backend = effective(cluster.backend);
  const mesh = effective(cluster.bgp.mesh);
  if (port === undefined || (mesh && knownValue(mesh) !== true) || !isKnown(backend) || !usesPools(cluster)) return [];
  const pool = livePools(cluster).find((one) => carriesPods(one) && routedByBird(cluster, one));
  if (!pool) return [];
  const proven = isExplicit(backend) && pool.from === 'resource' && isExplicit(pool.encapsulation);
  const why = `BIRD learns the routes to the pods of pool ${poolName(pool)} by it`;
  return [{ packet: { protocol: protocols.tcp, port }, what: 'BGP', why, origin: backend.origin, proven, oneWay: true }];
}

function routedByBird(cluster: Cluster, { encapsulation }: Pool): boolean {
  const known = knownValue(encapsulation);
  const kind = known === 'None' ? 'plain' : known?.startsWith('IPIP') ? 'ipip' : undefined;
  return kind !== undefined && routesOf(cluster, kind) === 'bird';
}

function wireguardNeeds({ wireguard }: Cluster): readonly Need[] {
  const families = [
    [wireguard.v4, portOf(wireguard.port, 51820)],
    [wireguard.v6, portOf(wireguard.portV6, 51821)],
  ] as const;
  return families.flatMap(([slot, port]): Need[] => {
    const on = effective(slot);
    if (!isKnown(on) || !on.value || port === undefined) return [];
    return [
      {
        packet: { protocol: protocols.udp, port },
        what: 'WireGuard',
        why: 'WireGuard is on',
        origin: on.origin,
        proven: false,
        oneWay: true,
      },
    ];
  });
}

function typhaNeed({ typha }: Cluster): readonly Need[] {
  const on = effective(typha);
  if (!isKnown(on) || !on.value) return [];
  const why = 'calico-node gets its data from Typha, which runs on some of the nodes';
  return [{ packet: { protocol: protocols.tcp, port: 5473 }, what: 'Typha', why, origin: on.origin, proven: false, oneWay: true }];
}
