/** Next hops that are routers, where pods of other nodes should be sent to their nodes. */
import type { KubeObject, NodeSeen, Route, Seen } from '../seen.js';
import { answer, asked, perNode, type Sign } from '../sign.js';
import { bare, bgpAddress, hostCidr, isCard, isDefault, isTunnel, tableOf, viewOf, within } from '../view.js';
import { whereAway } from './routes.js';

/** Nodes by a listing of all of them, or by one of which some are in no network of this node's cards. */
function listedFrom(node: NodeSeen, { objects }: Seen): ReadonlySet<string> {
  const listed = objects.filter(({ kind, addresses }) => kind === 'node' && addresses.length > 0);
  const cards = node.addresses.filter(({ dev }) => isCard({ name: dev })).map(({ address, bits }) => `${address}/${bits}`);
  const far = ({ addresses: [own = ''] }: KubeObject): boolean => cards.length > 0 && !cards.some((card) => within(card, hostCidr(own)));
  const enough = new Set(listed.map(({ name }) => name)).size > 1 && listed.some((one) => one.ofAll === true || far(one));
  return new Set(enough ? listed.flatMap(({ addresses, calico }) => [...addresses, calico ?? []].flat()) : []);
}

const peers = new WeakMap<Seen, ReadonlySet<string>>();

/** Of all nodes, once: 500 nodes in a mesh have 250,000 rows. */
function peersOf(seen: Seen): ReadonlySet<string> {
  const known = peers.get(seen) ?? new Set(seen.nodes.flatMap((node) => node.peers.map(({ address }) => bare(address))));
  peers.set(seen, known);
  return known;
}

/** The next hops of a node that are routers: those of its default routes, and beside a listing of nodes whatever is none of them and no peer. */
function routersOf(node: NodeSeen, seen: Seen): (via: string) => boolean {
  const gateways = new Set(node.routes.filter(isDefault).map(({ via }) => via));
  const listed = listedFrom(node, seen);
  return (via) => gateways.has(via) || (listed.size > 0 && !listed.has(via) && !peersOf(seen).has(via));
}

/** BIRD's next hop is in another network, and the kernel hands the packet to a router that knows no pods. */
const viaGateway = perNode({
  id: 'route.via-gateway',
  base: 0.005,
  says: "the route to another node's pods goes to a router, not to the node, and without encapsulation",
  shownBy: ['routes'],
  of: 'routes',
  hits: (node, seen) => {
    const isRouter = routersOf(node, seen);
    return node.routes.filter(
      (route) =>
        route.kind === 'unicast' &&
        !isDefault(route) &&
        route.proto === 'bird' &&
        route.via !== undefined &&
        isRouter(route.via) &&
        !seen.nodes.some((other) => bgpAddress(other, route.via) === route.via) &&
        !isTunnel(route.dev ?? '') &&
        wide(route.to, node, seen),
    );
  },
});

/** `ip route | grep 10.233.` shows neither the default route nor the card's network: whose address a next hop is, tell only peers and listings. */
const whereRoutersShow = (sign: Sign): Sign => ({
  ...sign,
  look: (seen) => {
    const look = sign.look(seen);
    if (look?.holds) return look;
    const shows = (route: Route): boolean => isDefault(route) || (route.proto === 'kernel' && route.via === undefined);
    const tables = asked(seen, 'routes').map((node) => {
      const listed = listedFrom(node, seen);
      const hops = node.routes.flatMap(({ kind, proto, via }) => (kind === 'unicast' && proto === 'bird' ? (via ?? []) : []));
      const routers = node.peers.filter(({ info, type }) => info === 'Established' && type !== 'node-to-node mesh');
      const learnt = hops.length > 0 && hops.every((via) => routers.some(({ address }) => bare(address) === via));
      return { learnt, cut: !node.routes.some(shows) && !hops.every((via) => listed.has(via) || peersOf(seen).has(via)) };
    });
    if (tables.some(({ cut }) => cut)) return undefined;
    return look ?? (tables.some(({ learnt }) => learnt) ? answer([]) : undefined);
  },
});

/** A whole block, not a more specific route that somebody left. */
const wide = (to: string, node: NodeSeen, seen: Seen): boolean =>
  !tableOf(node)
    .holding(to)
    .some((other) => other.to !== to && !isDefault(other)) &&
  !viewOf(seen)
    .held.holding(to)
    .some(({ cidr }) => cidr !== to);

export const gatewaySigns: readonly Sign[] = [whereRoutersShow(whereAway(viaGateway))];
