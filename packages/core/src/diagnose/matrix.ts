/** The sessions between nodes as a table: whose node status it is, which peer, how it stands. */
import type { NodeSeen, Seen } from './seen.js';
import { bare, bgpAddress, sessions } from './view.js';

export type Matrix = {
  /** Rows and columns: nodes whose table was given, and peers that no table was given of (those by their address). */
  readonly nodes: readonly { readonly name: string; readonly address: string | null; readonly given: boolean }[];
  /** Row by row: `up`, BIRD's words shortened, `none` where the row's node has no such peer, null where nobody looked. */
  readonly states: readonly (readonly (string | null)[])[];
};

/** A larger table is a wall of text; what is down comes first. */
const most = 24;

/** Nothing where fewer than two nodes gave a table with rows. */
export function matrixOf(seen: Seen): Matrix | undefined {
  const asked = seen.nodes.filter(({ outputs }) => outputs.has('node-status'));
  if (asked.filter(({ peers }) => peers.length > 0).length < 2) return undefined;
  const addresses = [...new Set(asked.flatMap(({ peers }) => peers.map(({ address }) => bare(address))))];
  const own = new Map(asked.map((node) => [node, ownAddress(node, addresses)]));
  const known = new Set(own.values());
  const strangers = addresses.filter((address) => !known.has(address));
  const all = [
    ...asked.map((node) => ({ name: node.name, address: own.get(node) ?? null, given: true, node })),
    ...strangers.map((address) => ({ name: address, address, given: false, node: undefined })),
  ];
  const ends = new Set(sessions(seen).flatMap(({ up, peer, node }) => (up ? [] : [bare(peer.address), own.get(node)])));
  const shown =
    all.length <= most ? all : all.toSorted((a, b) => Number(trouble(b.address, ends)) - Number(trouble(a.address, ends))).slice(0, most);
  return {
    nodes: shown.map(({ name, address, given }) => ({ name, address, given })),
    states: shown.map((row) => shown.map((column) => (row === column ? '·' : state(row.node, column.address)))),
  };
}

const trouble = (address: string | null, ends: ReadonlySet<string | undefined>): boolean => address !== null && ends.has(address);

/** BIRD's address, or the one address that all others name and this node's own table leaves out. */
function ownAddress(node: NodeSeen, addresses: readonly string[]): string | undefined {
  const peers = new Set(node.peers.map(({ address }) => bare(address)));
  const left = addresses.filter((address) => !peers.has(address));
  return bgpAddress(node) ?? (left.length === 1 ? left[0] : undefined);
}

function state(node: NodeSeen | undefined, address: string | null): string | null {
  if (node === undefined || address === null) return null;
  const peer = node.peers.find((one) => bare(one.address) === address);
  return peer === undefined ? 'none' : peer.state === 'wait' ? 'wait' : word(peer.info);
}

/** The error says more than the state in which it was met. */
const words: readonly (readonly [RegExp, string])[] = [
  [/^Established/, 'up'],
  [/Connection refused/, 'refused'],
  [/No route to host/, 'no route'],
  [/Network is unreachable/, 'unreach'],
  [/Connection closed/, 'closed'],
  [/reset by peer/, 'reset'],
  [/Bad peer A/, 'bad AS'],
  [/Bad BGP/, 'bad id'],
  [/Hold timer/, 'hold'],
];

function word(info: string): string {
  return words.find(([pattern]) => pattern.test(info))?.[1] ?? (info.split(' ')[0] ?? '').toLowerCase();
}
