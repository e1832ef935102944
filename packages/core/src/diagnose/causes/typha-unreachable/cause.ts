import { type Cause, defineCause } from '../../cause.js';
import { openBetween } from '../../fix/cloud.js';
import { placeOf, podsOn } from '../../fix/installer.js';
import { typha } from '../../fix/ports.js';
import { eachNode, run } from '../../fix/step.js';

export const cause: Cause = defineCause({
  id: 'typha-unreachable',
  title: 'Felix does not reach Typha (TCP port 5473)',
  prior: 0.03,
  signs: {
    'log.sandbox-failed': 0.05,
    'pods.stuck': 0.4,
    'agent.pod-not-ready': 0.85,
    'node.not-ready': 0.3,
    'words.typha-unreachable': 0.6,
    'metric.not-in-sync': 0.4,
    'metric.no-typha-client': 0.3,
    'log.typha-none': 0.9,
    'log.typha-port': 0.7,
    'log.felix-not-ready': 0.4,
  },
  words: [/\b5473\b/, { says: /(?<!\/)\btypha\b(?!:|,\w)/i, unless: /endpoints|discovery|skew|version|upgrad/i }],
  rules: ['typha-tls', 'underlay-port-blocked'],
  remedy: ({ seen }) => {
    const { namespace } = placeOf(seen);
    const open = openBetween([typha], { seen });
    return {
      summary: 'let Felix reach Typha: a pod of it that is ready, TCP port 5473 open between the nodes, certificates that fit',
      then: [
        run('does Typha run, and where', `kubectl -n ${namespace} get pods,endpoints -o wide -l k8s-app=calico-typha`),
        run('is its port open', 'nc -zv -w 3 <address of the node of Typha> 5473', eachNode),
        ...open.then,
      ],
      verify: [run('calico-node is ready', `kubectl ${podsOn(seen)} -o wide`)],
      back: open.back,
      manifests: open.manifests,
    };
  },
});
