import { type Cause, defineCause } from '../../cause.js';

export const cause: Cause = defineCause({
  id: 'duplicate-pod-cidr',
  title: 'two nodes hold one block of pod addresses',
  prior: 0.02,
  signs: {
    'block.shared': 0.97,
    'pods.lost': 0.95,
    'bgp.down': 0.05,
    'route.missing': 0.6,
  },
  remedy: () => ({
    summary: 'one block per node: release the affinity of one, or join the node again',
    then: ['calicoctl ipam check'],
    verify: ['ip route on both nodes'],
    back: ['calicoctl ipam show --show-blocks'],
  }),
});
