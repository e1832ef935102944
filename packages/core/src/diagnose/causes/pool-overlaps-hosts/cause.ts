import { type Cause, defineCause } from '../../cause.js';

export const cause: Cause = defineCause({
  id: 'pool-overlaps-hosts',
  title: 'the pool overlaps the network of the nodes, the services, or what lies beyond',
  prior: 0.03,
  signs: {
    'pods.lost': 0.4,
  },
  words: [
    /(?:overlap|distinct|conflict|collid|same|inside)\w*[^\n]{0,60}(?:ip range|range|subnet|cidr|network)/i,
    /(?:ip range|range|subnet|cidr|network)s?[^\n]{0,40}(?:overlap|conflict|collid|clash)\w*/i,
    /dial tcp 192\.168\.[^\n]*(?:timed out|i\/o timeout|no route)/,
    /192\.168\.0\.0\/16/,
  ],
  rules: ['pool-cidr'],
  remedy: () => ({
    summary: 'use a range that nobody else uses, and move the pods to the new pool',
    then: ['calicoctl apply -f <new pool>', 'calicoctl patch ippool <old pool> -p \'{"spec":{"disabled":true}}\''],
    verify: ['calicoctl get ippool -o wide'],
    back: ['enable the old pool again'],
  }),
});
