/** Views of what was seen that several signs share: sessions between nodes, who dials, which network the pods use. */
import { contains, parseCidr } from '../network/cidr.js';
import type { Link, NodeSeen, Peer, Probe, Quote, Seen } from './seen.js';

export type Session = {
  readonly node: NodeSeen;
  readonly peer: Peer;
  readonly up: boolean;
  /** The node whose address the peer has, where it is among those that were given. */
  readonly other?: NodeSeen;
};

export function sessions(seen: Seen): readonly Session[] {
  return seen.nodes.flatMap((node) =>
    node.peers.map((peer) => {
      const other = nodeWith(seen, peer.address);
      return { node, peer, up: peer.info.startsWith('Established'), ...(other && other !== node && { other }) };
    }),
  );
}

/** The address of a peer without the port that calicoctl writes behind it. */
export const bare = (address: string): string => address.replace(/\.port\.\d+$/, '');

/** The node that uses this address for BGP, or has it on a card, and no other does. */
export function nodeWith(seen: Seen, address: string): NodeSeen | undefined {
  const own = bare(address);
  const bgp = seen.nodes.filter((node) => bgpAddress(node) === own);
  if (bgp.length === 1) return bgp[0];
  const cards = seen.nodes.filter((node) => node.addresses.some((card) => card.address === own));
  return cards.length === 1 ? cards[0] : undefined;
}

/** The address that the node's BIRD speaks from. */
export function bgpAddress(node: NodeSeen): string | undefined {
  const sources = node.config.flatMap(({ peers }) => peers.map(({ source }) => source)).filter((source) => source !== undefined);
  return sources[0] ?? node.config[0]?.routerId ?? node.routerIds[0]?.value;
}

/** confd makes the smaller address wait, compared as text (confd bgp_processor.go): the other one dials. */
export const dials = (from: string, to: string): boolean => from > to;

/** Devices that Felix and flannel make; the others are cards, bridges and pods. */
export const isTunnel = (name: string): boolean =>
  /^(?:vxlan(?:-v6)?\.calico|flannel\.\d+|flannel-v6\.\d+|tunl0|wireguard\.cali|wg-v6\.cali)$/.test(name);
export const isPodLink = (name: string): boolean => /^(?:cali|veth|tap|eni)[\da-f]/.test(name);
/** Bridges and tunnels of other programs, whose addresses no other node can reach. */
export const isForeign = (name: string): boolean => /^(?:docker|br-|virbr|cni|lxc|podman|tun|tap|wg|kube-|nodelocaldns|ppp|zt)/.test(name);
export const isCard = ({ name }: Link): boolean => name !== 'lo' && !isTunnel(name) && !isPodLink(name) && !isForeign(name);

/** The card that holds the node's BGP address, or else its first. */
export function cardOf(node: NodeSeen): Link | undefined {
  const own = bgpAddress(node);
  const dev = node.addresses.find(({ address }) => address === own)?.dev ?? node.routes.find(({ to }) => to === '0.0.0.0/0')?.dev;
  return node.links.find(({ name }) => name === dev) ?? node.links.find(isCard);
}

export type Block = { readonly cidr: string; readonly node: string; readonly quote: Quote };

/** The blocks of pod addresses that a node holds: blackholes of BIRD or Felix, and the network of flannel's device. */
export function blocksOf(node: NodeSeen): readonly Block[] {
  const holes = node.routes.filter(({ kind, to }) => kind === 'blackhole' && !/\/32$/.test(to));
  const held = holes.filter(({ to }) => node.routes.some((pod) => isPodLink(pod.dev ?? '') && within(to, pod.to)) || holes.length === 1);
  return held.map(({ to, quote }) => ({ cidr: to, node: node.name, quote }));
}

/** True where `outer` holds `inner`; false where one does not parse. */
export function within(outer: string, inner: string): boolean {
  const [a, b] = [parseCidr(outer), parseCidr(inner)];
  return a !== undefined && b !== undefined && a.family === b.family && contains(a, b);
}

/** The addresses of the pods on a node, from their links' routes. */
export const podsOf = (node: NodeSeen): readonly string[] =>
  node.routes.filter(({ dev, to }) => isPodLink(dev ?? '') && /\/32$/.test(to)).map(({ to }) => to.replace('/32', ''));

/** Pods travel in VXLAN: Felix's device or flannel's. */
export const tunnelled = (seen: Seen): boolean =>
  seen.nodes.some(({ routes }) => routes.some(({ dev }) => dev !== undefined && isTunnel(dev)));

/** BIRD carries pod routes here; where VXLAN does and no node has a peer, its absence is by design. */
export const birdNeeded = (seen: Seen): boolean => !tunnelled(seen) || seen.nodes.some(({ peers }) => peers.length > 0);

/** A probe, and the node that it was started on. */
export type Tried = { readonly probe: Probe; readonly node: string };

export const probesOf = (seen: Seen, is: (probe: Probe) => boolean): readonly Tried[] =>
  seen.nodes.flatMap(({ name, probes }) => probes.filter(is).map((probe) => ({ probe, node: name })));

/** The routes that a packet to the address may take, the most specific first. */
export function routesTo(node: NodeSeen, address: string): NodeSeen['routes'] {
  const bits = (to: string): number => Number(to.split('/')[1]);
  return node.routes.filter(({ to }) => within(to, `${address}/32`)).sort((a, b) => bits(b.to) - bits(a.to));
}
