import { type Cause, defineCause } from '../../cause.js';

export const cause: Cause = defineCause({
  id: 'mtu-inconsistent',
  title: 'the nodes do not agree about the MTU',
  prior: 0.03,
  signs: {
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
  },
  rules: ['mtu-arithmetic', 'canal-mtu'],
  remedy: () => ({
    summary: 'one MTU on all nodes: the smallest card less the outer header',
    then: ['calicoctl patch felixconfiguration default -p \'{"spec":{"vxlanMTU":<smallest card - 50>}}\''],
    verify: ['ping -M do -s <pod MTU - 28> <pod on another node>'],
    back: ['put the former MTU back'],
  }),
});
