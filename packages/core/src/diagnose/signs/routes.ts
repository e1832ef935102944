/** Where the kernel sends packets for the pods of other nodes. */
import { carriersOf, plainRoutes } from '../carriers.js';
import type { NodeSeen, Quote, Route, Seen } from '../seen.js';
import { answer, asked, perNode, type Sign } from '../sign.js';
import {
  blocksOf,
  type Encapsulation,
  encapsulationOf,
  hostCidr,
  isDefault,
  isForeign,
  isPodLink,
  isTunnel,
  podsOf,
  tableOf,
  viewOf,
} from '../view.js';
import { acrossNodes } from './prose.js';

const shownBy = ['routes'];

/** Routes to pods of other nodes through a device: what plain routing or an encapsulation programs. */
const remote = (node: NodeSeen, seen: Seen): readonly Route[] =>
  node.routes.filter((route) => route.kind === 'unicast' && !isPodLink(route.dev ?? '') && !isDefault(route) && podNetwork(route.to, seen));

function podNetwork(to: string, seen: Seen): boolean {
  const { held, pods } = viewOf(seen);
  return held.holding(to).length > 0 || held.hasWithin(to) || pods.hasWithin(to);
}

type Target = { readonly at: NodeSeen; readonly pod: string; readonly quote: Quote };
const targets = new WeakMap<Seen, readonly Target[]>();

/** An address of each node's pods: a pod, or the first of its block. */
function targetsOf(seen: Seen): readonly Target[] {
  const known = targets.get(seen) ?? seen.nodes.flatMap(targetOf);
  targets.set(seen, known);
  return known;
}

function targetOf(at: NodeSeen): readonly Target[] {
  const [block] = blocksOf(at);
  const first = podsOf(at)[0] ?? block?.cidr.split('/')[0];
  if (first === undefined) return [];
  const pod = hostCidr(first);
  const quote = block?.quote ?? at.routes.find(({ to }) => to === pod)?.quote;
  return quote ? [{ at, pod, quote }] : [];
}

const missing = perNode({
  id: 'route.missing',
  base: 0.01,
  says: 'no route leads to the pods of another node',
  shownBy,
  of: 'routes',
  hits: (node, seen) =>
    targetsOf(seen).flatMap(({ at, pod, quote }) => {
      const route =
        at === node ||
        tableOf(node)
          .holding(pod)
          .find((one) => !isDefault(one));
      return route ? [] : [{ quote, node: at.name }];
    }),
});

/** A table without protocols: whose route it is, nobody knows. */
const unsaid = (route: Route): boolean => route.proto === 'unsaid' && route.via !== undefined && !isDefault(route);

/** Routes to other nodes, as BIRD, Felix or flannel make them. */
const away = (node: NodeSeen, seen: Seen): readonly Route[] => [
  ...node.routes.filter(
    (route) => route.kind === 'unicast' && (route.proto === 'bird' || route.proto === '80' || isTunnel(route.dev ?? '') || unsaid(route)),
  ),
  ...plainRoutes(node, seen),
];

/** That no route to another node is wrong says nothing where there is none. */
export const whereAway = (sign: Sign): Sign => ({
  ...sign,
  look: (seen) => {
    const look = sign.look(seen);
    return look?.holds || asked(seen, 'routes').some((node) => away(node, seen).length > 0) ? look : undefined;
  },
});

const noPodRoutes = perNode({
  id: 'route.none-at-all',
  base: 0.01,
  says: 'a node with pods has no route to the pods of any other node',
  shownBy,
  of: 'routes',
  hits: (node, seen) => {
    // Where the cards of pods are another plugin's, the cloud routes between nodes.
    const local = node.routes.filter(({ dev = '' }) => isPodLink(dev) && !dev.startsWith('eni'));
    const others =
      asked(seen, 'routes').length > 1 || node.peers.length > 0 || node.agent.length > 0 || acrossNodes.look(seen)?.holds === true;
    return others && local.length > 0 && away(node, seen).length === 0 ? local.slice(0, 2) : [];
  },
});

const wrapped = (id: string, encapsulation: Encapsulation, { base, says }: Pick<Sign, 'base' | 'says'>): Sign => ({
  id,
  base,
  says,
  shownBy,
  look: (seen) => {
    const nodes = asked(seen, 'routes').filter(({ routes }) => routes.length > 0);
    if (nodes.length === 0) return undefined;
    const through = ({ routes }: NodeSeen): readonly Route[] => routes.filter(({ dev }) => encapsulationOf(dev ?? '') === encapsulation);
    return answer(carriersOf(seen).wrapped.has(encapsulation) ? nodes.flatMap(through) : []);
  },
});

const tunnel = wrapped('route.tunnelled', 'vxlan', {
  base: 0.35,
  says: 'pods travel in VXLAN: Felix or flannel programs their routes, and BIRD is not needed',
});

const ipip = wrapped('route.ipip', 'ipip', { base: 0.3, says: 'pods travel in IPIP, which is IP protocol 4' });

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
        !/\/(?:32|128)$/.test(to) &&
        (viewOf(seen)
          .held.holding(to)
          .some(({ cidr }) => cidr !== to) ||
          tableOf(node)
            .holding(to)
            .some((other) => other.to !== to && other.proto === 'bird')),
    ),
});

const byHand = perNode({
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
      ...viewOf(seen).blocks,
      ...nodes.flatMap((node) =>
        node.addresses.filter(({ dev }) => isTunnel(dev)).map(({ address, quote }) => ({ cidr: address, node: node.name, quote })),
      ),
    ];
    const hits = held.filter((one) => held.some((other) => other.node !== one.node && other.cidr === one.cidr));
    return answer(hits);
  },
};

export const routeSigns: readonly Sign[] = [missing, whereAway(noPodRoutes), tunnel, ipip, stale, byHand, sameBlock];
