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
  const asked = related(seen.nodes.filter(({ outputs }) => outputs.has('node-status')));
  if (asked.filter(({ peers }) => peers.length > 0).length < 2) return undefined;
  const addresses = [...new Set(asked.flatMap(({ peers }) => peers.map(({ address }) => bare(address))))];
  const own = new Map(asked.map((node) => [node, ownAddresses(node, addresses)]));
  const known = new Set([...own.values()].flat());
  const strangers = addresses.filter((address) => !known.has(address));
  const all = [
    ...asked.map((node) => ({ name: node.name, addresses: own.get(node) ?? [], given: true, node })),
    ...strangers.map((address) => ({ name: address, addresses: [address], given: false, node: undefined })),
  ];
  const ends = new Set(sessions(seen).flatMap(({ up, peer, node }) => (up ? [] : [bare(peer.address), ...(own.get(node) ?? [])])));
  const trouble = (one: { readonly addresses: readonly string[] }): number => Number(one.addresses.some((address) => ends.has(address)));
  const shown = all.length <= most ? all : all.toSorted((a, b) => trouble(b) - trouble(a)).slice(0, most);
  return {
    nodes: shown.map(({ name, addresses: [address = null], given }) => ({ name, address, given })),
    states: shown.map((row) => shown.map((column) => (row === column ? '·' : state(row.node, column.addresses)))),
  };
}

/** The nodes whose tables have to do with each other: one lists the other, or both list a third. Tables of two clusters make no matrix. */
function related(nodes: readonly NodeSeen[]): readonly NodeSeen[] {
  const listing = new Map<string, number>();
  for (const node of nodes) for (const address of known(node)) listing.set(address, (listing.get(address) ?? 0) + 1);
  const two = nodes.length === 2 && nodes.every(hasOnePeer);
  return nodes.filter((node) => two || node.peers.length === 0 || known(node).some((address) => (listing.get(address) ?? 0) > 1));
}

/** One of each family: of two nodes that is the other. */
const hasOnePeer = ({ peers }: NodeSeen): boolean => new Set(peers.map(({ address }) => address.includes(':'))).size === peers.length;

const known = (node: NodeSeen): readonly string[] => [
  ...new Set([bgpAddress(node) ?? [], bgpAddress(node, '::') ?? [], ...node.peers.map(({ address }) => bare(address))].flat()),
];

/** BIRD's addresses, or the one of a family that all others name and this node's own table leaves out. */
function ownAddresses(node: NodeSeen, addresses: readonly string[]): readonly string[] {
  const peers = new Set(node.peers.map(({ address }) => bare(address)));
  return ['0.0.0.0', '::'].flatMap((family) => {
    const left = addresses.filter((address) => !peers.has(address) && address.includes(':') === family.includes(':'));
    return bgpAddress(node, family) ?? (left.length === 1 ? left : []);
  });
}

/** Both where the sessions of IPv4 and IPv6 stand differently: `up/unreach`. */
function state(node: NodeSeen | undefined, addresses: readonly string[]): string | null {
  if (node === undefined || addresses.length === 0) return null;
  const states = addresses.flatMap((address) => {
    const peer = node.peers.find((one) => bare(one.address) === address);
    return peer === undefined ? [] : peer.state === 'wait' ? 'wait' : word(peer.info);
  });
  return states.length === 0 ? 'none' : [...new Set(states)].join('/');
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
