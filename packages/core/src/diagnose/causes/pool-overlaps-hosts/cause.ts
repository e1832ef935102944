import { type Cause, defineCause } from '../../cause.js';
import { freeRange, movePods } from '../../fix/pools.js';

export const cause: Cause = defineCause({
  id: 'pool-overlaps-hosts',
  title: 'the pool overlaps the network of the nodes, the services, or what lies beyond',
  prior: 0.03,
  signs: {
    'words.pool-overlaps-hosts': 0.7,
    'pods.lost': 0.4,
  },
  words: [
    /(?:overlap|distinct|conflict|collid|inside)\w*[^\n]{0,60}(?:ip range|range|subnet|cidr|network)|same (?:ip )?(?:range|subnet|cidr|network)s? (?:as|for|of)\b/i,
    /(?:ip range|range|subnet|cidr|network)s?[^\n]{0,40}(?:overlap|conflict|collid|clash)\w*/i,
    /dial tcp 192\.168\.[^\n]*(?:timed out|i\/o timeout|no route)/,
  ],
  settings: [[/192\.168\.0\.0\/16/, /(?:InternalIP|INTERNAL-IP|hosts?|nodes?|inet|dial tcp|ssh)[^\n]{0,40}\b192\.168\.\d/i]],
  rules: ['pool-cidr'],
  remedy: ({ seen }) => ({
    summary:
      'use a range that neither nodes, nor services, nor networks beyond use, and move the pods there; it has to lie inside the cluster CIDR',
    ...movePods(freeRange(seen)),
  }),
});
