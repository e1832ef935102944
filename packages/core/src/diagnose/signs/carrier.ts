/** Who carries the pods where it is not BIRD: what asks for BIRD is out of the question there. */
import { carriersOf, plainRoutes } from '../carriers.js';
import { isCanal } from '../fix/installer.js';
import type { Seen } from '../seen.js';
import { answer, type Hit, type Sign } from '../sign.js';
import { quoteAt } from '../text.js';

/** Says nothing by its absence: nobody has to tell of it. */
const onlyYes = (sign: Omit<Sign, 'look'>, hits: (seen: Seen) => readonly Hit[]): Sign => ({
  ...sign,
  look: (seen) => {
    const found = hits(seen);
    return found.length > 0 ? answer(found) : undefined;
  },
});

const canal = onlyYes(
  {
    id: 'carrier.flannel',
    base: 0.3,
    says: 'Canal: flannel carries the pods, and no BIRD runs',
    shownBy: ['kubernetes-pods'],
    against: [
      ...['bird-not-running', 'bird-socket-missing', 'backend-mismatch', 'mesh-off-no-peers', 'routes-not-exported'],
      ...['ipip-blocked-by-cloud', 'bgp-port-blocked', 'bgp-port-blocked-by-underlay', 'wrong-node-address'],
    ],
  },
  (seen) => {
    if (!isCanal(seen) || carriersOf(seen).birdTraces) return [];
    const pods = seen.objects.filter(({ kind, name }) => kind === 'pod' && /^(?:rke2-)?canal-/.test(name));
    const words = seen.notes.flatMap((note) => {
      const at = note.text.search(/canal/i);
      return at < 0 ? [] : [{ quote: quoteAt(note, at) }];
    });
    return (pods.length > 0 ? pods : words).slice(0, 1).map(({ quote }) => ({ quote }));
  },
);

const plain = onlyYes(
  {
    id: 'route.without-bird',
    base: 0.3,
    says: "another program than BIRD made the routes to other nodes' pods",
    shownBy: ['routes'],
    against: ['bird-not-running', 'bird-socket-missing', 'mesh-off-no-peers', 'backend-mismatch'],
  },
  (seen) =>
    carriersOf(seen).birdTraces
      ? []
      : seen.nodes.flatMap((node) => plainRoutes(node, seen).map(({ quote }) => ({ quote, node: node.name }))),
);

export const carrierSigns: readonly Sign[] = [canal, plain];
