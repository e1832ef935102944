/** What pings between pods say of the network under them. */
import { parseCidr } from '../../network/cidr.js';
import type { NodeSeen, Seen } from '../seen.js';
import { cardOf, podsOf, within } from '../view.js';

/** Pods of two nodes in one subnet lose each other too: the network drops what is not of its own addresses, and CrossSubnet would not help. */
export function lostInSubnet(seen: Seen): boolean {
  const home = new Map(seen.nodes.flatMap((node) => podsOf(node).map((pod) => [pod, node] as const)));
  return seen.nodes.some((node) =>
    node.probes.some(({ tool, pod, to, result }) => {
      const other = home.get(to);
      return (
        tool === 'ping' && pod !== undefined && result !== 'answered' && other !== undefined && other !== node && together(node, other)
      );
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
