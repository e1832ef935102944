import { type Cause, defineCause } from '../../cause.js';

export const cause: Cause = defineCause({
  id: 'pool-not-selected',
  title: 'no pool takes this node or this pod',
  prior: 0.02,
  signs: {
    'log.no-pool-for-node': 0.9,
    'log.no-qualified-pool': 0.6,
  },
  words: [
    /no configured Calico pools for node|cannot find a qualified ippool/,
    /nodeSelector[^\n]{0,60}(?:no|not|match|cover|exclude)/i,
    /(?:no|not any|none of the) (?:ip ?)?pools? (?:select|match|for)/i,
    /can-?reach|remote Destination=/i,
  ],
  rules: ['pool-coverage'],
  remedy: () => ({
    summary: 'a nodeSelector that takes the node, or a pool for it; no pool disabled by mistake',
    then: ['calicoctl get ippool -o yaml', 'kubectl get nodes --show-labels'],
    verify: ['kubectl get pods -o wide'],
    back: ['put the former selector back'],
  }),
});
