import { type Cause, defineCause } from '../../cause.js';

export const cause: Cause = defineCause({
  id: 'graceful-restart',
  title: 'BIRD restarts gracefully: routes are kept, or wait, until it is over',
  prior: 0.03,
  signs: {
    'bird.peer-restarting': 0.85,
    'bird.recovery': 0.7,
    'bird.restart-without-cause': 0.003,
    'agent.bird-down': 0.5,
    'socket.none': 0.5,
    'shape.one-node': 0.5,
    'bgp.waits': 0.3,
    'bgp.down': 0.7,
    'bgp.refused': 0.3,
    'bgp.closed': 0.4,
    'bgp.passive': 0.3,
    'bgp.connect': 0.2,
    'route.none-at-all': 0.4,
    'route.missing': 0.4,
    'pods.lost': 0.4,
    'agent.bird-missing-here': 0.5,
    'nc.refused': 0.5,
    'neighbour.failed': 0.3,
    'route.tunnelled': 0.15,
  },
  remedy: () => ({
    summary: 'wait for the recovery timer (at most 240 s), or remove the peer that never answers; start BIRD again where it ended',
    then: ['birdc show status'],
    verify: ['sudo calicoctl node status', 'ip route'],
    back: [],
  }),
});
