/** What a cluster needs to be open between its nodes, each with the reason: what every format writes. */
import { mayRunBird } from '../../cluster/bgp.js';
import { type Packet, packetText, protocols } from '../../cluster/host-groups.js';
import type { Cluster, Pool } from '../../cluster/model.js';
import { needsOf } from '../../cluster/needs.js';
import { carriesPods, livePools, poolName, usesPools } from '../../cluster/pools.js';
import { effective } from '../../cluster/precedence.js';
import { isKnown, type Known, knownValue } from '../../cluster/setting.js';
import { parseCidr } from '../../network/cidr.js';

export type Row = {
  readonly packet: Packet;
  /** For names of resources: `vxlan`, `wireguard-51821`. */
  readonly name: string;
  /** What the field calls it. */
  readonly what: string;
  readonly reasons: readonly string[];
};

/** A range of pods whose packets go between nodes as they are. */
export type Plain = { readonly cidr: string; readonly reason: string };

export type Openings = {
  readonly rows: readonly Row[];
  readonly plain: readonly Plain[];
  /** What the input leaves open, and what was made of it. */
  readonly remarks: readonly string[];
};

/** The openings of a cluster: one row for each packet, however many settings ask for it. */
export function openingsOf(cluster: Cluster): Openings {
  const rows = new Map<string, Row>();
  for (const { packet, what, why } of [...needsOf(cluster), ...sessions(cluster)]) {
    const key = packetText(packet);
    const found = rows.get(key);
    rows.set(key, { packet, what, name: nameOf(what, packet), reasons: [...new Set([...(found?.reasons ?? []), oneLine(why)])] });
  }
  return { rows: [...rows.values()], plain: plainOf(cluster), remarks: [...remarksOn(cluster), ...outerPeers(cluster)].map(oneLine) };
}

/** Names come from the input, and remarks become comments of scripts: nothing of them may begin a line of its own. */
function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ');
}

function nameOf(what: string, { port }: Packet): string {
  const word = what.toLowerCase().replaceAll(/\W+/g, '-');
  return ['BGP', 'IPIP', 'Typha'].includes(what) ? word : `${word}-${port}`;
}

type Session = { readonly packet: Packet; readonly what: string; readonly why: string };

/** BIRD has sessions wherever it runs, also where no route of pods comes by them: calico-node is not Ready without (node/pkg/health/health.go:212-231). */
function sessions(cluster: Cluster): readonly Session[] {
  const backend = effective(cluster.backend);
  const port = effective(cluster.bgp.listenPort);
  if (!mayRunBird(cluster) || (port && !isKnown(port))) return [];
  const why = isKnown(backend)
    ? 'BIRD runs on each node, and calico-node is not Ready without a session'
    : 'the input does not tell the backend, and BIRD is what runs where nothing is set';
  return [{ packet: { protocol: protocols.tcp, port: knownValue(port) ?? 179 }, what: 'BGP', why }];
}

function plainOf(cluster: Cluster): readonly Plain[] {
  if (!usesPools(cluster)) return [];
  return livePools(cluster).flatMap((pool): Plain[] => {
    const [cidr, mode] = [knownValue(pool.cidr), knownValue(pool.encapsulation)];
    if (cidr === undefined || !parseCidr(cidr) || mode === undefined || !carriesPods(pool) || !isPlain(mode)) return [];
    const where = mode === 'None' ? 'between all nodes' : `between nodes of one subnet (${mode})`;
    return [{ cidr, reason: oneLine(`packets of the pods of pool ${poolName(pool)} go without a tunnel ${where}`) }];
  });
}

function isPlain(mode: string): boolean {
  return mode === 'None' || mode.endsWith('CrossSubnet');
}

/** Whatever a template fills in is not written, so it has to be said. */
function remarksOn(cluster: Cluster): readonly string[] {
  const asked: readonly (readonly [what: string, known: Known<unknown> | undefined])[] = [
    ['the backend', effective(cluster.backend)],
    ['vxlanPort', effective(cluster.felix.vxlanPort)],
    ["BIRD's listenPort", effective(cluster.bgp.listenPort)],
    ["flannel's backend", effective(cluster.flannel.backend)],
    ["flannel's port", effective(cluster.flannel.port)],
    ['wireguardEnabled', effective(cluster.wireguard.v4)],
    ['whether Typha runs', effective(cluster.typha)],
    ...livePools(cluster).map((pool: Pool) => [`the encapsulation of pool ${poolName(pool)}`, pool.encapsulation] as const),
  ];
  return asked.flatMap(([what, known]) =>
    known && !isKnown(known) ? [`${what} is not known (${known.unknown}): what it needs is not here`] : [],
  );
}

/** Routers beside the nodes. */
function outerPeers({ bgp, nodes }: Cluster): readonly string[] {
  const own = new Set(nodes.flatMap(({ addresses }) => addresses.map((one) => knownValue(one)?.split('/')[0])));
  return bgp.peers.flatMap(({ name, peerIP }) => {
    const address = knownValue(peerIP);
    if (address === undefined || own.has(address)) return [];
    return [`BGPPeer ${knownValue(name) ?? ''} names ${address}: where that is no node, open BGP between it and the nodes as well`];
  });
}
