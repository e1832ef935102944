/** Views of what was seen that several signs share: sessions between nodes, who dials, which network the pods use. */
import { contains } from '../network/cidr.js';
import { type Prefixes, parsed, prefixesOf, remembered } from './prefixes.js';
import type { Link, NodeSeen, Peer, Probe, Quote, Route, Seen } from './seen.js';

export type Session = {
  readonly node: NodeSeen;
  readonly peer: Peer;
  readonly up: boolean;
  /** The node whose address the peer has, where it is among those that were given. */
  readonly other?: NodeSeen;
};

/** What follows from all nodes together, made once for a diagnosis: hundreds of signs ask for it. */
type View = {
  readonly sessions: readonly Session[];
  /** Those that are not just up: few of the quarter of a million that a mesh of 500 nodes has. */
  readonly troubled: readonly Session[];
  /** Nodes that have a session with this one, by its side of it. */
  readonly callers: ReadonlyMap<NodeSeen, readonly NodeSeen[]>;
  readonly blocks: readonly Block[];
  readonly held: Prefixes<Block>;
  readonly pods: Prefixes<NodeSeen>;
  /** A session is down whose far end is none of the nodes that were given: what is wrong may be there. */
  readonly farEndAbsent: boolean;
  /** How many nodes there are by the longest table, or by those that were given. */
  readonly size: number;
};

const views = new WeakMap<Seen, View>();

export function viewOf(seen: Seen): View {
  const known = views.get(seen);
  if (known) return known;
  const made = view(seen);
  views.set(seen, made);
  return made;
}

function view(seen: Seen): View {
  const sessions = seen.nodes.flatMap((node) =>
    node.peers.map((peer): Session => {
      const other = nodeWith(seen, peer.address);
      return { node, peer, up: peer.info.startsWith('Established'), ...(other && other !== node && { other }) };
    }),
  );
  const callers = new Map<NodeSeen, NodeSeen[]>();
  for (const { node, other } of sessions) {
    if (other && !callers.get(other)?.push(node)) callers.set(other, [node]);
  }
  const blocks = seen.nodes.flatMap(blocksOf);
  return {
    sessions,
    troubled: sessions.filter(({ peer }) => peer.info !== 'Established' || peer.state !== 'up'),
    callers,
    blocks,
    held: remembered(prefixesOf(blocks.map((block) => [block.cidr, block]))),
    pods: remembered(prefixesOf(seen.nodes.flatMap((node) => podsOf(node).map((pod) => [hostCidr(pod), node] as const)))),
    farEndAbsent: sessions.some(({ up, other }) => !up && other === undefined),
    size: Math.max(0, ...seen.nodes.map(({ peers }) => new Set(peers.map(({ address }) => address)).size + 1), seen.nodes.length),
  };
}

export const sessions = (seen: Seen): readonly Session[] => viewOf(seen).sessions;

/** The address of a peer without the port that calicoctl writes behind it. */
export const bare = (address: string): string => (address.includes('.port.') ? address.replace(/\.port\.\d+$/, '') : address);

type Owners = { readonly bgp: ReadonlyMap<string, readonly NodeSeen[]>; readonly cards: ReadonlyMap<string, readonly NodeSeen[]> };
const owners = new WeakMap<Seen, Owners>();

function ownersOf(seen: Seen): Owners {
  const known = owners.get(seen);
  if (known) return known;
  const made = {
    bgp: grouped(seen.nodes, bgpAddresses),
    cards: grouped(seen.nodes, ({ addresses }) => addresses.map(({ address }) => address)),
  };
  owners.set(seen, made);
  return made;
}

function grouped(nodes: readonly NodeSeen[], addresses: (node: NodeSeen) => readonly string[]): ReadonlyMap<string, readonly NodeSeen[]> {
  const all = new Map<string, NodeSeen[]>();
  for (const node of nodes) {
    for (const address of new Set(addresses(node))) {
      const held = all.get(address);
      if (held) held.push(node);
      else all.set(address, [node]);
    }
  }
  return all;
}

/** The node that uses this address for BGP, or has it on a card, and no other does. */
export function nodeWith(seen: Seen, address: string): NodeSeen | undefined {
  const own = bare(address);
  const { bgp, cards } = ownersOf(seen);
  const speaking = bgp.get(own) ?? [];
  const found = speaking.length === 1 ? speaking : (cards.get(own) ?? []);
  return found.length === 1 ? found[0] : undefined;
}

/** The nodes that have this address on a card. */
export const holders = (seen: Seen, address: string): readonly NodeSeen[] => ownersOf(seen).cards.get(address) ?? [];

const spoken = new WeakMap<NodeSeen, readonly string[]>();

/** The addresses that the node's BIRDs speak from, or else the router id, which is an address of IPv4. */
function bgpAddresses(node: NodeSeen): readonly string[] {
  const known = spoken.get(node);
  if (known) return known;
  const sources = node.config.flatMap(({ peers }) => peers.flatMap(({ source }) => (source === undefined ? [] : [source])));
  const id = node.config[0]?.routerId ?? node.routerIds[0]?.value;
  const needsId = id !== undefined && !sources.some((source) => !source.includes(':'));
  const told = [...new Set(needsId ? [id, ...sources] : sources)];
  const untold = node.meshAddresses.filter((address) => !told.some((one) => one.includes(':') === address.includes(':')));
  const made = [...told, ...untold];
  spoken.set(node, made);
  return made;
}

/** The address that the node's BIRD speaks from, of the family of the address `towards`, or of IPv4. */
export function bgpAddress(node: NodeSeen, towards = '0.0.0.0'): string | undefined {
  const six = towards.includes(':');
  return bgpAddresses(node).find((address) => address.includes(':') === six);
}

/** confd makes the smaller address wait, compared as text (confd bgp_processor.go): the other one dials. */
export const dials = (from: string, to: string): boolean => from > to;

export type Encapsulation = 'vxlan' | 'ipip' | 'wireguard';
const tunnels: readonly (readonly [RegExp, Encapsulation])[] = [
  [/^(?:vxlan(?:-v6)?\.calico|flannel(?:-v6)?\.\d+)$/, 'vxlan'],
  [/^tunl0$/, 'ipip'],
  [/^(?:wireguard|wg-v6)\.cali$/, 'wireguard'],
];

/** What a device that Felix or flannel makes wraps packets in; undefined for cards, bridges and pods. */
export const encapsulationOf = (device: string): Encapsulation | undefined => tunnels.find(([name]) => name.test(device))?.[1];
export const isTunnel = (device: string): boolean => encapsulationOf(device) !== undefined;
export const isPodLink = (name: string): boolean => /^(?:cali|veth|tap|eni)[\da-f]/.test(name);
/** Bridges and tunnels of other programs, whose addresses no other node can reach. */
export const isForeign = (name: string): boolean => /^(?:docker|br-|virbr|cni|lxc|podman|tun|tap|wg|kube-|nodelocaldns|ppp|zt)/.test(name);
export const isCard = ({ name }: Pick<Link, 'name'>): boolean => name !== 'lo' && !isTunnel(name) && !isPodLink(name) && !isForeign(name);

/** The card that holds the node's BGP address, or else its first. */
export function cardOf(node: NodeSeen): Link | undefined {
  const own = bgpAddress(node);
  const dev = node.addresses.find(({ address }) => address === own)?.dev ?? node.routes.find(isDefault)?.dev;
  return node.links.find(({ name }) => name === dev) ?? node.links.find(isCard);
}

export type Block = { readonly cidr: string; readonly node: string; readonly quote: Quote };

/** The blocks of pod addresses that a node holds: blackholes of BIRD or Felix that hold its pods, or the only one of its family. */
export function blocksOf(node: NodeSeen): readonly Block[] {
  const holes = node.routes.filter(({ kind, to }) => kind === 'blackhole' && !isHost(to));
  if (holes.length === 0) return [];
  const pods = podsOf(node).map(hostCidr);
  const alone = (to: string): boolean => holes.filter((other) => other.to.includes(':') === to.includes(':')).length === 1;
  const held = holes.filter(({ to }) => pods.some((pod) => within(to, pod)) || alone(to));
  return held.map(({ to, quote }) => ({ cidr: to, node: node.name, quote }));
}

export const isDefault = ({ to }: Pick<Route, 'to'>): boolean => to === '0.0.0.0/0' || to === '::/0';
const isHost = (cidr: string): boolean => cidr.endsWith(cidr.includes(':') ? '/128' : '/32');
export const hostCidr = (address: string): string => `${address}/${address.includes(':') ? 128 : 32}`;

/** True where `outer` holds `inner`; false where one does not parse. */
export function within(outer: string, inner: string): boolean {
  const [a, b] = [parsed(outer), parsed(inner)];
  return a !== undefined && b !== undefined && contains(a, b);
}

/** The addresses of the pods on a node, from their links' routes. */
export const podsOf = (node: NodeSeen): readonly string[] =>
  node.routes.filter(({ dev, to }) => isPodLink(dev ?? '') && isHost(to)).map(({ to }) => to.replace(/\/\d+$/, ''));

/** The node has pods or BGP peers of IPv6. */
export const speaksSix = (node: NodeSeen): boolean =>
  node.peers.some(({ address }) => address.includes(':')) || podsOf(node).some((address) => address.includes(':'));

/** A probe, and the node that it was started on. */
export type Tried = { readonly probe: Probe; readonly node: string };

export const probesOf = (seen: Seen, is: (probe: Probe) => boolean): readonly Tried[] =>
  seen.nodes.flatMap(({ name, probes }) => probes.filter(is).map((probe) => ({ probe, node: name })));

const tables = new WeakMap<NodeSeen, Prefixes<Route>>();

/** The routes of a node by network. */
export function tableOf(node: NodeSeen): Prefixes<Route> {
  const known = tables.get(node);
  if (known) return known;
  const made = prefixesOf(node.routes.map((route) => [route.to, route] as const));
  tables.set(node, made);
  return made;
}
