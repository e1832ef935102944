import { type Cause, defineCause } from '../../cause.js';
import { removeRoutes } from '../../fix/routes.js';

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
    'words.across-nodes': 0.3,
  },
  words: [/stale route|left-?over route|old routes?/i],
  remedy: (told) => ({
    summary: 'delete the route (or the VXLAN entry) that was left over, on the node that it comes from',
    ...removeRoutes(told),
  }),
});
