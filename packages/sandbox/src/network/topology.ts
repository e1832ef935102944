// Nodes and the sessions between them, out of the tables of `calicoctl node status`.
import type { NodeSessions } from '../protocol.js';

export type LinkState = 'up' | 'down' | 'missing';

export type Link = {
  readonly from: string;
  readonly to: string;
  readonly state: LinkState;
  /** What the tables say, a line each: `node-a says Active Socket: Connection refused`. */
  readonly says: readonly string[];
  readonly places: readonly { readonly file: string; readonly line: number }[];
};

/** `given`: its own table is in the input. */
export type NetworkNode = { readonly id: string; readonly given: boolean };

export type Topology = { readonly nodes: readonly NetworkNode[]; readonly links: readonly Link[] };

type Side = {
  readonly from: string;
  readonly to: string;
  readonly up: boolean;
  readonly info: string;
  readonly file: string;
  readonly line: number;
};

export function topologyOf(tables: readonly NodeSessions[]): Topology {
  const names = new Map(tables.map((table, i) => [table, nameOf(table, i)]));
  const byAddress = new Map(tables.flatMap((table) => (table.address === null ? [] : [[table.address, names.get(table) ?? ''] as const])));
  const sides = tables.flatMap((table) =>
    table.peers.map((peer): Side => ({ ...peer, from: names.get(table) ?? '', to: byAddress.get(peer.address) ?? peer.address })),
  );
  const given = [...names.values()];
  const strangers = [...new Set(sides.map(({ to }) => to))].filter((name) => !given.includes(name));
  const nodes = [...given.map((id) => ({ id, given: true })), ...strangers.map((id) => ({ id, given: false }))];
  return { nodes, links: [...linksOf(sides), ...missingBetween(tables, names, sides)] };
}

const nameOf = ({ name, address }: NodeSessions, index: number): string =>
  name || address || (index === 0 ? 'this node' : `node ${index + 1}`);

/** One link a pair: down where one side says so. */
function linksOf(sides: readonly Side[]): readonly Link[] {
  const pairs = new Map<string, Side[]>();
  for (const side of sides) {
    const key = [side.from, side.to].sort().join('\n');
    pairs.set(key, [...(pairs.get(key) ?? []), side]);
  }
  return [...pairs.values()].map((both) => ({
    from: both[0]?.from ?? '',
    to: both[0]?.to ?? '',
    state: both.every(({ up }) => up) ? 'up' : 'down',
    says: both.map(({ from, info }) => `${from} says ${info}`),
    places: both.map(({ file, line }) => ({ file, line })),
  }));
}

/** Two nodes whose tables were given and do not name each other, where one of them names nodes at all. */
function missingBetween(
  tables: readonly NodeSessions[],
  names: ReadonlyMap<NodeSessions, string>,
  sides: readonly Side[],
): readonly Link[] {
  const known = tables.filter(({ address }) => address !== null);
  return known.flatMap((a, i) =>
    known.slice(i + 1).flatMap((b): readonly Link[] => {
      const [from, to] = [names.get(a) ?? '', names.get(b) ?? ''];
      const told = sides.some((side) => (side.from === from && side.to === to) || (side.from === to && side.to === from));
      return told ? [] : [{ from, to, state: 'missing', says: [`neither ${from} nor ${to} has the other as a peer`], places: [] }];
    }),
  );
}
