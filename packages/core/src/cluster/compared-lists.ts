/** What a cluster has several of, each by its name: peers, nodes, ranges, filters of the cloud, images. */
import type { Origin } from '../source/index.js';
import { type HostGroup, type Opening, protocols } from './host-groups.js';
import type { Cluster, NodeFact, Peer } from './model.js';
import { isKnown, type Known, knownValue, type Slot } from './setting.js';

/** One side of a change in words; `origin` where it is written. */
export type Side = { readonly text: string; readonly origin?: Origin };

type Listed = readonly (readonly [name: string, side: Side])[];

/** Each list by its slot: the group under which it is told, and its members. */
export const lists: Readonly<Record<string, { readonly group: string; readonly of: (cluster: Cluster) => Listed }>> = {
  'bgp.peers': { group: 'BGP', of: ({ bgp }) => bgp.peers.map(peer) },
  'bgp.filters': { group: 'BGP', of: ({ bgp }) => bgp.filters.map(({ name, origin }) => [`filter ${name}`, { text: 'defined', origin }]) },
  nodes: { group: 'nodes', of: ({ nodes }) => nodes.map(node) },
  'cidrs.pod': { group: 'cluster ranges', of: ({ cidrs }) => values('pods', cidrs.pod) },
  'cidrs.service': { group: 'cluster ranges', of: ({ cidrs }) => values('services', cidrs.service) },
  'failsafe.hostEndpoints': {
    group: 'host endpoints',
    of: ({ failsafe }) => failsafe.hostEndpoints.map(({ name, origin, profiles }) => [name, { ...sideOf(profiles, listText), origin }]),
  },
  'underlay.groups': { group: 'underlay', of: ({ underlay }) => underlay.groups.map(filter) },
  workloads: { group: 'images', of: images },
};

/** A value in words. */
export function sideOf(known: Known<unknown>, text: (value: never) => string = String): Side {
  if (!isKnown(known)) return { text: `unknown (${known.unknown})`, ...(known.origin && { origin: known.origin }) };
  return { text: text(known.value as never), origin: known.origin };
}

function listText(list: readonly string[]): string {
  return list.length === 0 ? 'no profiles' : list.join(', ');
}

function word(lead: string, known: Known<string> | undefined): readonly string[] {
  return known ? [`${lead}${sideOf(known).text}`] : [];
}

function peer(one: Peer, i: number): Listed[number] {
  const text = [
    ...word('', one.peerIP),
    ...word('nodes ', one.peerSelector),
    ...word('pods ', one.localWorkloadSelector),
    ...word('AS ', one.asNumber),
    ...word('own AS ', one.localASNumber),
    ...word('from ', one.node),
    ...word('from nodes ', one.nodeSelector),
    ...one.filters.flatMap((filter) => word('filter ', filter)),
  ];
  return [`peer ${knownValue(one.name) ?? `#${i + 1}`}`, { text: text.join(', '), origin: one.origin }];
}

function node({ name, origin, addresses, podCidrs, asNumber, routeReflectorClusterID }: NodeFact): Listed[number] {
  const text = [
    ...addresses.flatMap((one) => word('', one)),
    ...podCidrs.flatMap((one) => word('pods ', one)),
    ...asNumber.flatMap((one) => word('AS ', one)),
    ...routeReflectorClusterID.flatMap((one) => word('cluster id ', one)),
  ];
  return [name, { text: text.join(', '), origin }];
}

/** Dual stack gives one range a family: all of them are one value. */
function values(name: string, slot: Slot<string>): Listed {
  const sides = slot.map((known) => sideOf(known));
  const text = [...new Set(sides.map((side) => side.text))].join(', ');
  return sides[0] ? [[name, { ...sides[0], text }]] : [];
}

function filter({ name, openings }: HostGroup): Listed[number] {
  return [`filter ${name.value}`, { text: openings.map(opening).join('; ') || 'nothing is open', origin: name.origin }];
}

const protocolNames = new Map<number, string>(Object.entries(protocols).map(([name, number]) => [number, name]));

function opening({ direction, allows, packets, peers }: Opening): string {
  const protocol = packets?.protocol;
  const ports =
    packets && packets.to - packets.from < 65535 ? ` ${packets.from === packets.to ? packets.from : `${packets.from}-${packets.to}`}` : '';
  const what =
    protocol === undefined ? 'something' : `${typeof protocol === 'number' ? (protocolNames.get(protocol) ?? protocol) : 'all'}${ports}`;
  const whom = peers.map((one) => (one.kind === 'group' ? one.name : one.kind)).join(' and ');
  return `${allows ? '' : 'not '}${what} ${direction === 'in' ? 'from' : 'to'} ${whom || 'nobody'}`;
}

function images({ workloads }: Cluster): Listed {
  return workloads.flatMap((workload) =>
    workload.containers.flatMap(({ name, image }): Listed => (image ? [[`${workload.name}, container ${name}`, sideOf(image)]] : [])),
  );
}

/** One member that differs. */
type Listing = { readonly group: string; readonly subject: string; readonly before: Side | undefined; readonly after: Side | undefined };

/** The lists of two clusters side by side. */
export function listDifferences(before: Cluster | undefined, after: Cluster | undefined): readonly Listing[] {
  return Object.values(lists).flatMap(({ group, of }) => {
    const [old, now] = [before, after].map((cluster) => new Map(cluster ? of(cluster) : []));
    return [...new Set([...(old?.keys() ?? []), ...(now?.keys() ?? [])])].flatMap((subject) => {
      const [was, is] = [old?.get(subject), now?.get(subject)];
      return was?.text === is?.text ? [] : [{ group, subject, before: was, after: is }];
    });
  });
}
