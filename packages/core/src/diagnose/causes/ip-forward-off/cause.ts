import { type Cause, defineCause } from '../../cause.js';

export const cause: Cause = defineCause({
  id: 'ip-forward-off',
  title: 'the kernel of a node does not forward packets',
  prior: 0.03,
  signs: {
    'sysctl.forwarding-off': 0.97,
    'pods.lost': 0.95,
    'bgp.down': 0.02,
    'route.missing': 0.02,
  },
  words: [/ip_forward\s*=\s*0/],
  remedy: () => ({
    summary: 'turn forwarding on, and find the file that turned it off',
    then: ['sudo sysctl -w net.ipv4.ip_forward=1', 'grep -r ip_forward /etc/sysctl.conf /etc/sysctl.d'],
    verify: ['ping a pod on another node from a pod'],
    back: ['sudo sysctl -w net.ipv4.ip_forward=0'],
  }),
});
