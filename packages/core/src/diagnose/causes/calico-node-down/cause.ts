import { type Cause, defineCause } from '../../cause.js';
import { lookAtPods, restart } from '../../fix/restart.js';
import { byHand, established } from '../../fix/step.js';

export const cause: Cause = defineCause({
  id: 'calico-node-down',
  title: 'calico-node does not run on a node',
  prior: 0.05,
  signs: {
    'log.sandbox-failed': 0.15,
    'agent.pods-ready': 0,
    'pods.stuck': 0.5,
    'agent.restarted': 0.3,
    'bgp.went-down': 0.03,
    'agent.pod-not-ready': 0.5,
    'node.not-ready': 0.35,
    'log.nodename-missing': 0.7,
    'log.bgp-not-established': 0.4,
    'agent.pod-crashes': 0.5,
    'bgp.refused-by-running': 0.03,
    'agent.calico-down': 0.97,
    'bgp.down': 0.85,
    'bgp.refused': 0.7,
    'bgp.no-route': 0.1,
    'bgp.closed': 0.2,
    'bgp.passive': 0.5,
    'shape.one-node': 0.7,
    'nc.refused': 0.8,
    'socket.none': 0.85,
    'route.missing': 0.6,
    'pods.lost': 0.7,
    'bird.peer-restarting': 0.1,
    'firewall.179': 0.003,
  },
  rules: ['tool-in-image', 'image-version-skew'],
  remedy: (told) => ({
    summary: 'start calico-node on that node: see why its pod ended',
    then: [...lookAtPods(told), ...restart(told)],
    verify: [established],
    back: [byHand('nothing to take back: the pod is the same, started again')],
  }),
});
