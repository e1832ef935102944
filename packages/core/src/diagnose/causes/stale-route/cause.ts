import { type Cause, defineCause } from '../../cause.js';
import { on, said } from '../../told.js';

export const cause: Cause = defineCause({
  id: 'stale-route',
  title: 'a route or a VXLAN entry that nobody removed sends pod packets to the wrong place',
  prior: 0.03,
  signs: {
    'route.more-specific': 0.7,
    'route.left-by-hand': 0.7,
    'vxlan.stale-entry': 0.45,
    'neighbour.failed': 0.4,
    'pods.lost': 0.95,
    'bgp.down': 0.02,
    'route.missing': 0.02,
    'counter.rp-filter': 0.2,
  },
  words: [/stale route|left-?over route|old routes?/i],
  remedy: (told) => {
    const left = said(told, 'route.left-by-hand', ({ routes }) => routes);
    const routes = left.map(({ node, item: { to, via, dev } }) => ({
      node,
      rest: `${to}${via ? ` via ${via}` : ''}${dev ? ` dev ${dev}` : ''}`,
    }));
    const known = routes.length > 0 ? routes : [{ node: '', rest: '<network> via <next hop>' }];
    return {
      summary: 'delete the route that was left over',
      then: known.map(({ node, rest }) => on(node, `sudo ip route del ${rest}`)),
      verify: ['ip route get <pod address>', 'ping a pod on another node from a pod'],
      back: known.map(({ node, rest }) => on(node, `sudo ip route add ${rest}`)),
    };
  },
});
