/** Takes left-over routes and VXLAN entries away, where they come from. */
import type { Remedy, Told } from '../cause.js';
import type { Route, Seen } from '../seen.js';
import { podPing } from './encapsulation.js';
import { behind, nameOr } from './evidence.js';
import { flannelRestart } from './flannel.js';
import { birdcl, deletePod, inCalico, isCanal } from './installer.js';
import { byHand, eachNode, run, type Step } from './step.js';

type Place = { readonly node: string; readonly item: Route };

/** BIRD learns a route of one kernel and gives it to all: only the node on which it is not BIRD's can remove it (facts of the lab). */
export function removeRoutes(told: Told): Required<Pick<Remedy, 'then' | 'verify' | 'back'>> {
  const found = ['route.more-specific', 'route.left-by-hand'].flatMap((sign) => behind(told, sign, ({ routes }) => routes));
  const own = unique(found.filter(({ item }) => item.proto !== 'bird' && item.proto !== '80'));
  const entries = behind(told, 'vxlan.stale-entry', ({ forwards }) => forwards);
  const then: readonly Step[] = [
    ...own.map(({ node, item }) => run('the route that nobody owns', `sudo ip route del ${spelt(item)}`, nameOr(node, '<node>'))),
    ...(entries.length > 0
      ? [
          refresh(
            told,
            entries.map(({ node }) => node),
          ),
        ]
      : []),
    ...(own.length === 0 && entries.length === 0
      ? [origin(told.seen), run('there', 'sudo ip route del <network> via <next hop>', '<the node that it comes from>')]
      : []),
    byHand('find what wrote it: netplan, NetworkManager, a start script, a former CNI; else it is back after the next boot'),
  ];
  return {
    then,
    verify: [run('the block alone leads there', 'ip route', eachNode), podPing(told)],
    back:
      own.length > 0
        ? own.map(({ node, item }) => run('as it was', `sudo ip route add ${spelt(item)}`, nameOr(node, '<node>')))
        : [byHand('nothing to take back')],
  };
}

const spelt = ({ to, via, dev }: Route): string =>
  [to, ...(via === undefined ? [] : [`via ${via}`]), ...(dev === undefined ? [] : [`dev ${dev}`])].join(' ');
const unique = (places: readonly Place[]): readonly Place[] => [
  ...new Map(places.map((one) => [`${one.node} ${spelt(one.item)}`, one])).values(),
];

/** It stands in brackets behind the route: `[Mesh_… from …]`; that node has it as `kernel1`. */
const origin = (seen: Seen): Step =>
  run('from which node it comes', inCalico(seen, birdcl('show route'), seen.nodes[0]?.name || undefined));

/** Entries are programmed anew when their owner starts. */
function refresh(told: Told, nodes: readonly string[]): Step {
  if (isCanal(told.seen)) return run('flannel programs its entries anew when it starts', flannelRestart(told.seen));
  return run('Felix programs its entries anew when it starts', deletePod(told.seen, nameOr(nodes[0], '<node>')));
}
