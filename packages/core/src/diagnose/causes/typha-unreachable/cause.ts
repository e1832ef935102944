import { type Cause, defineCause } from '../../cause.js';

export const cause: Cause = defineCause({
  id: 'typha-unreachable',
  title: 'Felix does not reach Typha (TCP port 5473)',
  prior: 0.03,
  signs: {
    'log.typha-none': 0.9,
    'log.typha-port': 0.7,
    'log.felix-not-ready': 0.4,
  },
  words: [/\btypha\b/i, /\b5473\b/],
  rules: ['typha-tls', 'underlay-port-blocked'],
  remedy: () => ({
    summary: 'allow TCP port 5473 between the nodes, and look whether Typha runs and its certificates fit',
    then: ['kubectl -n kube-system get pods -l k8s-app=calico-typha -o wide'],
    verify: ['kubectl -n kube-system logs -l k8s-app=calico-node -c calico-node'],
    back: [],
  }),
});
