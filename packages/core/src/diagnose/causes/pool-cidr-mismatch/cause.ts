import { type Cause, defineCause } from '../../cause.js';
import { podRange } from '../../fix/evidence.js';
import { movePods } from '../../fix/pools.js';

export const cause: Cause = defineCause({
  id: 'pool-cidr-mismatch',
  title: 'the pool lies outside of the pod CIDR that Kubernetes was told',
  prior: 0.03,
  signs: {
    'log.default-pool-refused': 0.2,
    'log.pool-outside': 0.95,
    'log.flannel-network': 0.6,
    'log.flannel-no-route': 0.3,
  },
  words: [
    /is not within the platform's configured pod network/,
    /(?:pod|cluster)[- ]?(?:network[- ])?cidr[^\n]{0,60}(?:mismatch|differ|not match|outside|does not contain|not the same)/i,
    /(?:ip ?pool|pool)[^\n]{0,60}(?:not within|outside|not (?:a )?(?:part|subset)|does not match)/i,
    /--cluster-cidr|clusterCIDR/,
    /Kubernetes controller manager[^\n]*cidr/i,
  ],
  rules: ['pool-cidr'],
  remedy: ({ seen }) => ({
    summary: 'one range for both: move the pods to a pool inside the cluster CIDR; the range of a pool cannot be changed',
    ...movePods(podRange(seen) ?? '<range inside the cluster CIDR>'),
  }),
});
