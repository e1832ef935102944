import { type Cause, defineCause } from '../../cause.js';
import { newPool } from '../../fix/pools.js';
import { run } from '../../fix/step.js';

export const cause: Cause = defineCause({
  id: 'ipam-exhausted',
  title: 'the pools, or the blocks of a node, have no address left',
  prior: 0.03,
  signs: {
    'words.ipam-exhausted': 0.65,
    'log.no-addresses-left': 0.9,
    'log.block-limit': 0.6,
  },
  words: [/block size|borrow/i, /No IPs available in pools|(?:out of|no more|exhaust\w*) (?:ip|address)/i, /per host block limit/],
  settings: [/strictAffinity|maxBlocksPerHost|blockSize["']?\s*:\s*["']?(?:2[89]|3[0-2])\b/i],
  rules: ['pool-cidr'],
  remedy: () => ({
    summary: 'release addresses that leaked, or add a pool; a block size cannot be changed, a new pool has its own',
    then: [
      run('how full the pools are', 'calicoctl ipam show --show-blocks'),
      run('addresses that no pod has', 'calicoctl ipam check --show-problem-ips'),
      run('limits of blocks a node', 'calicoctl ipam show --show-configuration'),
      run(
        'release what leaked: the report names it; no pod is made while the datastore is locked',
        'calicoctl datastore migrate lock; calicoctl ipam check -o ipam.json; calicoctl ipam release --from-report=ipam.json; calicoctl datastore migrate unlock',
      ),
      run('or add a pool in a range that nobody else uses', 'calicoctl create -f ippool.yaml'),
    ],
    verify: [run('there is room', 'calicoctl ipam show'), run('no pod waits', 'kubectl get pods -A --field-selector status.phase=Pending')],
    back: [run('no more pods from the new pool', `calicoctl patch ippool pods-2 -p '{"spec":{"disabled":true}}'`)],
    manifests: [newPool('<a free range, as 10.96.0.0/16>')],
  }),
});
