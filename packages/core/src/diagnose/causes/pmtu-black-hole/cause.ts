import { type Cause, defineCause } from '../../cause.js';
import { behind, nameOr } from '../../fix/evidence.js';
import { lowerMtu } from '../../fix/mtu.js';
import { run } from '../../fix/step.js';

export const cause: Cause = defineCause({
  id: 'pmtu-black-hole',
  title: 'path MTU discovery is broken: ICMP fragmentation needed does not come back',
  prior: 0.03,
  signs: {
    'firewall.icmp': 0.6,
    'mtu.pod-above-tunnel': 0.5,
    'path.too-small': 0.4,
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
  remedy: (told) => {
    const fix = lowerMtu(told);
    const rules = behind(told, 'firewall.icmp', ({ firewall }) => firewall);
    const open = rules.map(({ node, item }) =>
      run(
        'let the kernel say that a packet is too large',
        `sudo iptables -I ${item.chain} 1 -p icmp --icmp-type fragmentation-needed -j ACCEPT`,
        nameOr(node, '<node>'),
      ),
    );
    const close = rules.map(({ node, item }) =>
      run(
        'take the rule out again',
        `sudo iptables -D ${item.chain} -p icmp --icmp-type fragmentation-needed -j ACCEPT`,
        nameOr(node, '<node>'),
      ),
    );
    return {
      summary:
        'let ICMP type 3 code 4 pass on hosts, routers and security groups, and lower the MTU of the pods to the path: then nobody has to ask for it',
      ...fix,
      then: [...open, ...fix.then],
      back: [...close, ...fix.back],
    };
  },
});
