import { type Cause, defineCause } from '../../cause.js';

export const cause: Cause = defineCause({
  id: 'listen-port-mismatch',
  title: 'BIRD of one node listens on another port than its peers dial',
  prior: 0.02,
  signs: {
    'socket.other-port': 0.97,
    'bgp.refused': 0.9,
    'bgp.down': 0.95,
    'bgp.passive': 0.5,
    'nc.refused': 0.95,
    'pods.lost': 0.8,
    'route.missing': 0.8,
    'shape.one-node': 0.7,
    'socket.none': 0.01,
    'route.tunnelled': 0.15,
  },
  rules: ['bgp-peer'],
  remedy: () => ({
    summary: 'one listenPort for all nodes, or peers that name the port',
    then: ['calicoctl get bgpconfiguration -o yaml'],
    verify: ['sudo calicoctl node status'],
    back: ['put the former listenPort back'],
  }),
});
