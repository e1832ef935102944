import { type Cause, defineCause } from '../../cause.js';
import { lookAtPods, restart } from '../../fix/restart.js';
import { byHand, eachNode, established, run } from '../../fix/step.js';

export const cause: Cause = defineCause({
  id: 'graceful-restart',
  title: 'BIRD of a node ended or was restarted: its peers keep its routes for 120 seconds, and then drop them',
  prior: 0.025,
  signs: {
    'bgp.hung-up': 0.08,
    'agent.restarted': 0.5,
    'bgp.went-down': 0.03,
    'agent.pod-not-ready': 0.15,
    'bgp.refused-by-running': 0.03,
    'bgp.no-rows': 0.05,
    'ping.large-answered': 0.6,
    'bird.peer-restarting': 0.97,
    'bird.recovery': 0.05,
    'bird.restart-without-cause': 0.003,
    'agent.bird-down': 0.6,
    'agent.bird-missing-here': 0.6,
    'socket.none': 0.6,
    'shape.one-node': 0.7,
    'bgp.down': 0.9,
    'bgp.refused': 0.5,
    'bgp.closed': 0.7,
    'bgp.closed-for-days': 0.01,
    'log.session-restarting': 0.6,
    'bgp.passive': 0.3,
    'bgp.connect': 0.1,
    'nc.refused': 0.6,
    'pods.lost': 0.3,
    'route.missing': 0.1,
    'route.none-at-all': 0.02,
    'route.tunnelled': 0.15,
  },
  remedy: (told) => ({
    summary: 'start BIRD again on that node within 120 seconds of its end: nothing is lost until then',
    then: [...lookAtPods(told), ...restart(told)],
    verify: [established, run('the routes are still there', 'ip route', eachNode)],
    back: [byHand('nothing to take back: the pod is the same, started again')],
  }),
});
