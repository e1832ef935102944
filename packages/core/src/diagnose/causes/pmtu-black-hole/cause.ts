import { type Cause, defineCause } from '../../cause.js';

export const cause: Cause = defineCause({
  id: 'pmtu-black-hole',
  title: 'path MTU discovery is broken: ICMP fragmentation needed does not come back',
  prior: 0.03,
  signs: {
    'firewall.icmp': 0.6,
    'mtu.pod-above-tunnel': 0.5,
    'ping.large-lost': 0.97,
    'ping.too-long': 0.05,
    'tcp.hung': 0.9,
    'pods.lost': 0.02,
    'bgp.down': 0.02,
    'route.missing': 0.02,
    'mtu.tunnel-above-card': 0.01,
    'mtu.tunnels-differ': 0.01,
  },
  rules: ['mtu-arithmetic'],
  remedy: () => ({
    summary: 'let ICMP type 3 code 4 pass, and lower the pod MTU to the path',
    then: ['sudo iptables -I OUTPUT 1 -p icmp --icmp-type fragmentation-needed -j ACCEPT'],
    verify: ['ping -M do -s <pod MTU - 28> <pod on another node>'],
    back: ['sudo iptables -D OUTPUT -p icmp --icmp-type fragmentation-needed -j ACCEPT'],
  }),
});
