import { type Cause, defineCause } from '../../cause.js';
import { lowerMtu } from '../../fix/mtu.js';

export const cause: Cause = defineCause({
  id: 'mtu-inconsistent',
  title: 'the nodes do not agree about the MTU',
  prior: 0.03,
  signs: {
    'log.host-mtu': 0.1,
    'mtu.cards-differ': 0.7,
    'mtu.tunnels-differ': 0.6,
    'counter.fragments': 0.4,
    'mtu.tunnel-above-card': 0.3,
    'ping.large-lost': 0.7,
    'ping.too-long': 0.3,
    'tcp.hung': 0.4,
    'pods.lost': 0.02,
    'bgp.down': 0.02,
    'route.missing': 0.02,
    'words.ping-only': 0.1,
    'words.large-only': 0.3,
    'words.across-nodes': 0.2,
    'capture.too-big': 0.3,
  },
  rules: ['mtu-arithmetic', 'canal-mtu'],
  remedy: (told) => ({
    summary: 'one MTU on all nodes: the smallest card less the outer header',
    ...lowerMtu(told),
  }),
});
