import { type Cause, defineCause } from '../../cause.js';

export const cause: Cause = defineCause({
  id: 'hold-timer',
  title: 'BIRD of a node hangs: its peers lose it after the hold time',
  prior: 0.03,
  signs: {
    'ping.large-answered': 0.5,
    'agent.socket-timeout': 0.85,
    'agent.socket-missing': 0.08,
    'bgp.hold-expired': 0.6,
    'bgp.open-unanswered': 0.45,
    'bgp.down': 0.5,
    'nc.refused': 0.01,
    'firewall.179': 0.002,
    'pods.lost': 0.5,
    'shape.one-node': 0.5,
    'route.missing': 0.5,
    'route.tunnelled': 0.15,
  },
  remedy: () => ({
    summary: 'restart calico-node on that node, and look why BIRD hung (CPU, memory)',
    then: ['kubectl -n kube-system delete pod <calico-node pod of that node>'],
    verify: ['sudo calicoctl node status'],
    back: [],
  }),
});
