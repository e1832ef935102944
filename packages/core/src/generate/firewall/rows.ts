/** What a cluster needs to be open between its nodes, each with the reason: what every format writes. */
import { type Packet, packetText } from '../../cluster/host-groups.js';
import type { Cluster } from '../../cluster/model.js';
import type { Need } from '../../cluster/need.js';
import { needsOf } from '../../cluster/needs.js';
import { plainRanges } from '../../cluster/plain-ranges.js';
import { knownValue } from '../../cluster/setting.js';

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
  /** What the input leaves open, so that it is missing in the rows. */
  readonly remarks: readonly string[];
};

/** The openings of a cluster: one row for each packet, however many settings ask for it. */
export function openingsOf(cluster: Cluster): Openings {
  const needs = needsOf(cluster);
  const ranges = plainRanges(cluster);
  const rows = new Map<string, Row>();
  for (const { packet, what, why, open } of needs) {
    if (!packet) continue;
    const key = packetText(packet);
    const reason = oneLine(open === undefined ? why : `${open}: ${why}`);
    rows.set(key, { packet, what, name: nameOf(what, packet), reasons: [...new Set([...(rows.get(key)?.reasons ?? []), reason])] });
  }
  const plain = ranges.flatMap(({ cidr, why }) => (cidr === undefined ? [] : [{ cidr, reason: oneLine(why) }]));
  const missing = [...needs, ...ranges].flatMap((one) => missingIn(one));
  return { rows: [...rows.values()], plain, remarks: [...new Set([...missing, ...outerPeers(cluster)].map(oneLine))] };
}

function missingIn(one: Pick<Need, 'packet' | 'open'> | { readonly cidr?: string; readonly open?: string }): readonly string[] {
  const there = ('packet' in one && one.packet) || ('cidr' in one && one.cidr);
  return there || one.open === undefined ? [] : [`${one.open}: what it needs is not here`];
}

/** Names come from the input, and remarks become comments of scripts: nothing of them may begin a line of its own. */
function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ');
}

function nameOf(what: string, { port }: Packet): string {
  const word = what.toLowerCase().replaceAll(/\W+/g, '-');
  return what === 'IPIP' || what === 'Typha' || (what === 'BGP' && port === 179) ? word : `${word}-${port}`;
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
