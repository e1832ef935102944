/** What pings between pods say of the network under them. */
import { parseCidr } from '../../network/cidr.js';
import type { NodeSeen, Seen } from '../seen.js';
import { cardOf, hostCidr, isDefault, isTunnel, podsOf, tableOf, within } from '../view.js';

/** Pods of two nodes in one subnet lose each other too: the network drops what is not of its own addresses, and CrossSubnet would not help. */
export function lostInSubnet(seen: Seen): boolean {
  const home = new Map(seen.nodes.flatMap((node) => podsOf(node).map((pod) => [pod, node] as const)));
  return seen.nodes.some((node) =>
    node.probes.some(({ tool, pod, to, result }) => {
      if (tool !== 'ping' || pod === undefined || result === 'answered') return false;
      const other = home.get(to);
      return (other !== undefined && other !== node && together(node, other)) || throughNeighbour(node, to);
    }),
  );
}

function together(a: NodeSeen, b: NodeSeen): boolean {
  const [card, other] = [cardOf(a), cardOf(b)];
  const own = a.addresses.find(({ dev }) => dev === card?.name);
  const far = b.addresses.find(({ dev }) => dev === other?.name);
  if (!own || !far || parseCidr(`${far.address}/32`)?.family !== 4) return false;
  return within(`${own.address}/${own.bits}`, `${far.address}/32`);
}

/** BIRD hands the packet to an address in a network of the node's own, and that is not its router. */
function throughNeighbour(node: NodeSeen, to: string): boolean {
  const {
    via,
    dev = '',
    proto,
  } = tableOf(node)
    .holding(hostCidr(to))
    .find((route) => !isDefault(route)) ?? {};
  if (via === undefined || proto !== 'bird' || isTunnel(dev)) return false;
  const router = node.routes.some((route) => isDefault(route) && route.via === via);
  return (
    !router &&
    node.routes.some((route) => route.via === undefined && route.dev === dev && !isDefault(route) && within(route.to, hostCidr(via)))
  );
}
