/** Where the kernel sends packets for the pods of other nodes. */
import type { NodeSeen, Route, Seen } from '../seen.js';
import { answer, asked, perNode, type Sign } from '../sign.js';
import { bgpAddress, blocksOf, isForeign, isPodLink, isTunnel, podsOf, routesTo, tunnelled, within } from '../view.js';

const shownBy = ['routes'];

const blocks = (seen: Seen): ReturnType<typeof blocksOf> => seen.nodes.flatMap(blocksOf);

/** Routes to pods of other nodes through a device: what plain routing or an encapsulation programs. */
const remote = (node: NodeSeen, seen: Seen): readonly Route[] =>
  node.routes.filter(({ to, kind, dev }) => kind === 'unicast' && !isPodLink(dev ?? '') && to !== '0.0.0.0/0' && podNetwork(to, seen));

function podNetwork(to: string, seen: Seen): boolean {
  return seen.nodes.some(
    (node) =>
      blocksOf(node).some(({ cidr }) => within(cidr, to) || within(to, cidr)) || podsOf(node).some((pod) => within(to, `${pod}/32`)),
  );
}

const missing = perNode({
  id: 'route.missing',
  base: 0.01,
  says: 'no route leads to the pods of another node',
  shownBy,
  of: 'routes',
  hits: (node, seen) =>
    seen.nodes
      .filter((other) => other !== node)
      .flatMap((other) => {
        const [block] = blocksOf(other);
        const pod = podsOf(other)[0] ?? block?.cidr.split('/')[0];
        if (pod === undefined || podsOf(node).includes(pod)) return [];
        const route = routesTo(node, pod).find(({ to }) => to !== '0.0.0.0/0');
        const quote = block?.quote ?? other.routes.find(({ to }) => to === `${pod}/32`)?.quote;
        return route || !quote ? [] : [{ quote, node: other.name }];
      }),
});

const noPodRoutes = perNode({
  id: 'route.none-at-all',
  base: 0.01,
  says: 'a node with pods has no route to the pods of any other node',
  shownBy,
  of: 'routes',
  hits: (node, seen) => {
    const local = node.routes.filter(({ dev }) => isPodLink(dev ?? ''));
    const others = asked(seen, 'routes').length > 1 || node.peers.length > 0 || node.agent.length > 0;
    const away = node.routes.filter(
      ({ kind, dev, proto }) => kind === 'unicast' && (proto === 'bird' || proto === '80' || isTunnel(dev ?? '')),
    );
    return others && local.length > 0 && away.length === 0 ? local.slice(0, 2) : [];
  },
});

/** BIRD's next hop is in another network, and the kernel hands the packet to a router that knows no pods. */
const viaGateway = perNode({
  id: 'route.via-gateway',
  base: 0.005,
  says: "the route to another node's pods goes to a router, not to the node, and without encapsulation",
  shownBy,
  of: 'routes',
  hits: (node, seen) => {
    const gateways = new Set(node.routes.filter(({ to, via }) => to === '0.0.0.0/0' && via !== undefined).map(({ via }) => via));
    const hosts = new Set(seen.nodes.map(bgpAddress));
    return node.routes.filter(
      ({ kind, to, via, dev, proto }) =>
        kind === 'unicast' &&
        to !== '0.0.0.0/0' &&
        proto === 'bird' &&
        via !== undefined &&
        gateways.has(via) &&
        !hosts.has(via) &&
        !isTunnel(dev ?? '') &&
        wide(to, node, seen),
    );
  },
});

/** A whole block, not a more specific route that somebody left. */
const wide = (to: string, node: NodeSeen, seen: Seen): boolean =>
  !node.routes.some((other) => other.to !== to && other.to !== '0.0.0.0/0' && within(other.to, to)) &&
  !blocks(seen).some(({ cidr }) => cidr !== to && within(cidr, to));

const tunnel: Sign = {
  id: 'route.tunnelled',
  base: 0.35,
  says: 'pods travel in VXLAN: Felix or flannel programs their routes, and BIRD is not needed',
  shownBy,
  look: (seen) => {
    const nodes = asked(seen, 'routes').filter(({ routes }) => routes.length > 0);
    if (nodes.length === 0) return undefined;
    return answer(
      tunnelled(seen) ? nodes.flatMap(({ routes }) => routes.filter(({ dev }) => isTunnel(dev ?? '')).map(({ quote }) => ({ quote }))) : [],
    );
  },
};

/** A route inside somebody's block that is more specific than the block, and that no pod link explains. */
const stale = perNode({
  id: 'route.more-specific',
  base: 0.005,
  says: "a route into another node's block is more specific than the block: somebody left it",
  shownBy,
  of: 'routes',
  hits: (node, seen) =>
    node.routes.filter(
      ({ to, dev, kind }) =>
        kind !== 'blackhole' &&
        !isPodLink(dev ?? '') &&
        !/\/32$/.test(to) &&
        (blocks(seen).some(({ cidr }) => cidr !== to && within(cidr, to)) ||
          node.routes.some((other) => other.to !== to && other.proto === 'bird' && within(other.to, to))),
    ),
});

const staleSource = perNode({
  id: 'route.left-by-hand',
  base: 0.005,
  says: 'a route to pods was made by neither BIRD nor Felix nor flannel',
  shownBy,
  of: 'routes',
  hits: (node, seen) =>
    remote(node, seen).filter(
      ({ proto, dev }) =>
        !isTunnel(dev ?? '') &&
        !isForeign(dev ?? '') &&
        (proto === undefined || proto === 'static' || proto === 'boot') &&
        node.links.some(({ name }) => name === dev),
    ),
});

const sameBlock: Sign = {
  id: 'block.shared',
  base: 0.003,
  says: 'two nodes hold one block of pod addresses',
  shownBy: ['routes', 'addresses'],
  look: (seen) => {
    const nodes = asked(seen, 'routes');
    if (nodes.length < 2) return undefined;
    const held = [
      ...blocks(seen),
      ...nodes.flatMap((node) =>
        node.addresses.filter(({ dev }) => isTunnel(dev)).map(({ address, quote }) => ({ cidr: address, node: node.name, quote })),
      ),
    ];
    const hits = held.filter((one) => held.some((other) => other.node !== one.node && other.cidr === one.cidr));
    return answer(hits);
  },
};

export const routeSigns: readonly Sign[] = [missing, noPodRoutes, viaGateway, tunnel, stale, staleSource, sameBlock];
