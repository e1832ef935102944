import { type Cause, defineCause } from '../../cause.js';
import { flannelRestart, netConf, netConfNow } from '../../fix/flannel.js';
import { byHand, run } from '../../fix/step.js';

export const cause: Cause = defineCause({
  id: 'flannel-lease',
  title: 'a node has no pod CIDR that flannel could lease',
  prior: 0.02,
  signs: {
    'pods.stuck': 0.6,
    'agent.pod-not-ready': 0.3,
    'node.not-ready': 0.4,
    'log.flannel-pod-cidr': 0.9,
    'log.no-pod-cidr': 0.7,
    'log.flannel-network': 0.4,
    'log.flannel-no-route': 0.4,
    'log.flannel-subnet-env': 0.6,
    'agent.pod-crashes': 0.4,
  },
  rules: ['flannel-network'],
  remedy: ({ seen }) => ({
    summary:
      'let the controller manager give each node a podCIDR (--allocate-node-cidrs=true, --cluster-cidr) out of the Network in net-conf.json',
    then: [
      run('which nodes have none', 'kubectl get nodes -o custom-columns=NAME:.metadata.name,PODCIDR:.spec.podCIDR'),
      run(
        'what the controller manager was told',
        `kubectl -n kube-system get pods -l component=kube-controller-manager -o yaml | grep -E 'cluster-cidr|allocate-node-cidrs'`,
      ),
      run('what flannel was told: Network must hold the range of the nodes', netConfNow(seen)),
      byHand(
        'add the two flags to /etc/kubernetes/manifests/kube-controller-manager.yaml on each control-plane node; the kubelet restarts it',
      ),
      run('restart flannel', flannelRestart(seen)),
    ],
    verify: [run('each node has a range', 'kubectl get nodes -o custom-columns=NAME:.metadata.name,PODCIDR:.spec.podCIDR')],
    back: [byHand('take the flags out again')],
    manifests: [netConf(seen)],
  }),
});
