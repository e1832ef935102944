import { type Cause, defineCause } from '../../cause.js';

export const cause: Cause = defineCause({
  id: 'ipam-exhausted',
  title: 'the pools, or the blocks of a node, have no address left',
  prior: 0.03,
  signs: {
    'log.no-addresses-left': 0.9,
    'log.block-limit': 0.6,
  },
  words: [
    /No IPs available in pools|(?:out of|no more|exhaust\w*) (?:ip|address)/i,
    /strictAffinity|maxBlocksPerHost|blockSize|block size|borrow/i,
    /per host block limit/,
  ],
  rules: ['pool-cidr'],
  remedy: () => ({
    summary: 'a larger pool or smaller blocks; release addresses that leaked',
    then: ['calicoctl ipam check', 'calicoctl ipam show --show-blocks'],
    verify: ['calicoctl ipam show'],
    back: [],
  }),
});
