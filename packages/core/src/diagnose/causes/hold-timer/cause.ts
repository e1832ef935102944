import { type Cause, defineCause } from '../../cause.js';
import { placeOf } from '../../fix/installer.js';
import { restart } from '../../fix/restart.js';
import { byHand, established, run } from '../../fix/step.js';

export const cause: Cause = defineCause({
  id: 'hold-timer',
  title: 'BIRD of a node hangs: its peers lose it after the hold time',
  prior: 0.025,
  signs: {
    'bgp.went-down': 0.03,
    'agent.pod-not-ready': 0.6,
    'log.bgp-not-established': 0.4,
    'bgp.no-rows': 0.1,
    'ping.large-answered': 0.5,
    'agent.socket-timeout': 0.85,
    'agent.socket-missing': 0.08,
    'bgp.hold-expired': 0.6,
    'bgp.open-unanswered': 0.65,
    'bgp.down': 0.5,
    'nc.refused': 0.01,
    'firewall.179': 0.002,
    'pods.lost': 0.5,
    'shape.one-node': 0.5,
    'route.missing': 0.5,
    'route.tunnelled': 0.15,
  },
  remedy: (told) => ({
    summary: 'restart calico-node on the node whose BIRD hangs, and see why it hung (CPU, memory, disk)',
    then: [...restart(told), run('was it starved', `kubectl top pods -n ${placeOf(told.seen).namespace} -l ${placeOf(told.seen).label}`)],
    verify: [established],
    back: [byHand('nothing to take back: the pod is the same, started again')],
  }),
});
