/** Who and what no policy stops, whatever it enforces: a network that is down must be able to come up again. */

/** Objects with this label are left alone. */
export const exemptLabel = 'canal-lint/exempt';

/**
 * Who makes a DaemonSet's pods where controllers have no accounts of their own, and the network's own accounts: calico-node makes the first pools and the default FelixConfiguration and ends where it is refused; the operator
 * repeats what it is refused for ever. Not calico-apiserver, which writes what users ask it for.
 * Names: manifests/calico.yaml and canal.yaml of Calico 3.31, tigera/operator pkg/render, flannel's kube-flannel.yml.
 */
export const systemUsers: readonly string[] = [
  'system:kube-controller-manager',
  ...['calico-node', 'calico-kube-controllers', 'calico-cni-plugin', 'calico-typha'].map((name) => account('calico-system', name)),
  account('tigera-operator', 'tigera-operator'),
  account('kube-flannel', 'flannel'),
];

/** Kubelets write their Node; Kubernetes' own controllers and the network of manifests and distributions run in kube-system. */
export const systemGroups: readonly string[] = ['system:nodes', 'system:serviceaccounts:kube-system'];

function account(namespace: string, name: string): string {
  return `system:serviceaccount:${namespace}:${name}`;
}
