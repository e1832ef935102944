import { type Cause, defineCause } from '../../cause.js';

export const cause: Cause = defineCause({
  id: 'duplicate-router-id',
  title: 'two nodes have one BGP router id',
  prior: 0.03,
  signs: {
    'bgp.bad-id': 0.9,
    'router-id.shared': 0.95,
    'address.shared': 0.01,
    'bgp.down': 0.95,
    'bgp.passive': 0.3,
    'pods.lost': 0.8,
    'route.missing': 0.8,
    'route.tunnelled': 0.15,
  },
  words: [/[Bb]ad BGP/, /(?:same|duplicate|identical)[^\n]{0,20}router[- ]?id/i, /CALICO_ROUTER_ID/],
  rules: ['node-identity'],
  remedy: () => ({
    summary: 'give each node its own router id: remove CALICO_ROUTER_ID, or write hash',
    then: ['kubectl -n kube-system set env daemonset/calico-node -c calico-node CALICO_ROUTER_ID-'],
    verify: ['sudo calicoctl node status'],
    back: ['put CALICO_ROUTER_ID back'],
  }),
});
