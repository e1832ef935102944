import { type Cause, defineCause } from '../../cause.js';
import { placeOf } from '../../fix/installer.js';
import { lookAtPods, restart } from '../../fix/restart.js';
import { byHand, established, run } from '../../fix/step.js';

export const cause: Cause = defineCause({
  id: 'bird-not-running',
  title: 'BIRD, or calico-node itself, does not run on a node that needs it',
  prior: 0.1,
  signs: {
    'agent.pods-ready': 0.3,
    'agent.no-socket': 0.6,
    'route.without-bird': 0,
    'carrier.flannel': 0,
    'bgp.went-down': 0.03,
    'agent.pod-not-ready': 0.45,
    'node.not-ready': 0.1,
    'log.confd-check': 0.5,
    'log.port-taken': 0.5,
    'log.bird-not-live': 0.6,
    'log.bird-socket': 0.6,
    'agent.no-peers': 0.002,
    'bgp.refused-by-running': 0.03,
    'agent.bird-missing-here': 0.7,
    'agent.bird-down': 0.75,
    'agent.socket-timeout': 0.01,
    'bgp.down': 0.8,
    'bgp.refused': 0.7,
    'bgp.closed': 0.2,
    'bgp.passive': 0.5,
    'shape.one-node': 0.6,
    'nc.refused': 0.8,
    'socket.none': 0.8,
    'route.tunnelled': 0.03,
    'route.none-at-all': 0.6,
    'route.missing': 0.7,
    'pods.lost': 0.75,
    'ping.peer-answers': 0.97,
    'firewall.179': 0.002,
    'bird.peer-restarting': 0.01,
    'bgp.connect': 0.1,
    'words.across-nodes': 0.2,
    'words.vxlan': 0.1,
    'log.bird-config-error': 0.4,
    'bgp.no-socket': 0.3,
  },
  words: [
    /(?:failed|unable) to connect to (?:BIRD|bird|birdv4) ?(?:socket)?|birdclient: failed/i,
    /bird(?:6)? (?:is |does )?(?:not (?!ready)|crash\w*|keeps? crash|died|exit\w*)/i,
  ],
  rules: ['probe-backend'],
  remedy: (told) => {
    const { namespace, name } = placeOf(told.seen);
    return {
      summary: 'bring BIRD back: see why it ended, and keep calico_backend bird where pods are routed by BGP',
      then: [
        ...lookAtPods(told),
        run(
          'is BIRD meant to run: bird, where pods are not in VXLAN',
          `kubectl -n ${namespace} exec daemonset/${name} -c calico-node -- printenv CALICO_NETWORKING_BACKEND`,
        ),
        ...restart(told),
      ],
      verify: [established],
      back: [byHand('nothing to take back: the pod is the same, started again')],
    };
  },
});
