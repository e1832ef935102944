import { type Cause, defineCause } from '../../cause.js';
import { podPing } from '../../fix/encapsulation.js';
import { nameOr } from '../../fix/evidence.js';
import { byHand, eachNode, run } from '../../fix/step.js';

export const cause: Cause = defineCause({
  id: 'duplicate-pod-cidr',
  title: 'two nodes hold one block of pod addresses',
  prior: 0.02,
  signs: {
    'pod-cidr.shared': 0.6,
    'block.shared': 0.97,
    'pods.lost': 0.95,
    'bgp.down': 0.05,
    'route.missing': 0.6,
    'words.across-nodes': 0.3,
  },
  remedy: (told) => ({
    summary:
      'one block for one node: take the node that came second out of the cluster and join it again, so that it gets a block of its own',
    then: [
      run('which blocks and affinities there are (Calico IPAM)', 'calicoctl ipam show --show-blocks; calicoctl ipam check'),
      run(
        'which podCIDR each node has (host-local, flannel, Canal)',
        'kubectl get nodes -o custom-columns=NAME:.metadata.name,SINCE:.metadata.creationTimestamp,PODCIDR:.spec.podCIDR',
      ),
      run(
        'a podCIDR cannot be changed: empty the node that came second; its pods start elsewhere',
        `kubectl drain ${nameOr(told.nodes.at(-1), '<node>')} --ignore-daemonsets --delete-emptydir-data`,
      ),
      run('and take it out', `kubectl delete node ${nameOr(told.nodes.at(-1), '<node>')}`),
      byHand('remove /var/lib/cni and /etc/cni/net.d of that machine, and join it again'),
    ],
    verify: [run('each block stands on one node', 'ip route', eachNode), podPing(told)],
    back: [run('the node takes pods again', `kubectl uncordon ${nameOr(told.nodes.at(-1), '<node>')}`)],
  }),
});
