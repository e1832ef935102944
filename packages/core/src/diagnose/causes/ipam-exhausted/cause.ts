import { type Cause, defineCause } from '../../cause.js';
import { freeRange, newPool, rangesTaken } from '../../fix/pools.js';
import { run } from '../../fix/step.js';

export const cause: Cause = defineCause({
  id: 'ipam-exhausted',
  title: 'the pools, or the blocks of a node, have no address left',
  prior: 0.03,
  signs: {
    'log.sandbox-failed': 0.1,
    'pods.stuck': 0.85,
    'words.ipam-exhausted': 0.65,
    'log.no-addresses-left': 0.9,
    'log.block-limit': 0.6,
  },
  words: [/block size|borrow/i, /No IPs available in pools|(?:out of|no more|exhaust\w*) (?:ip|address)/i, /per host block limit/],
  settings: [
    /strictAffinity(?!["']?\s*[:=]\s*["']?false)|maxBlocksPerHost(?!["']?\s*[:=]\s*0\b)|blockSize["']?\s*:\s*["']?(?:2[89]|3[0-2])\b/i,
  ],
  rules: ['pool-cidr'],
  remedy: ({ seen }) => ({
    summary: 'release addresses that leaked, or add a pool; a block size cannot be changed, a new pool has its own',
    then: [
      run('how full the pools are', 'calicoctl ipam show --show-blocks'),
      run('addresses that no pod has', 'calicoctl ipam check --show-problem-ips'),
      run('limits of blocks a node', 'calicoctl ipam show --show-configuration'),
      run(
        'release what leaked: the report names it; no pod is made while the datastore is locked',
        'calicoctl datastore migrate lock; calicoctl ipam check -o ipam.json; calicoctl ipam release --from-report=ipam.json; calicoctl datastore migrate unlock',
      ),
      rangesTaken,
      run('where the pools are full of pods that live: one more, in a range that nobody else uses', 'calicoctl create -f ippool.yaml'),
    ],
    verify: [run('there is room', 'calicoctl ipam show'), run('no pod waits', 'kubectl get pods -A --field-selector status.phase=Pending')],
    back: [
      run(
        'no more pods from the new pool; it can be deleted when its pods are gone',
        `calicoctl patch ippool pods-2 -p '{"spec":{"disabled":true}}'`,
      ),
    ],
    manifests: [newPool(freeRange(seen))],
  }),
});
