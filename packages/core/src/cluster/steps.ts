/** Commands that bring a corrected file to a running cluster; fixes carry them in order. */
import { type Encapsulation, modesOf } from '../network/encapsulation.js';
import type { Cluster, Pool } from './model.js';
import { effective } from './precedence.js';
import { valueOf } from './setting.js';

/** Restarts calico-node, so that it reads its environment and ConfigMap again. */
export function restartNodes(cluster: Cluster): string {
  const workload = cluster.workloads.find(({ kind, name }) => kind === 'DaemonSet' && /^(?:calico-node|canal|canal-node)$/.test(name));
  return `kubectl -n ${workload?.namespace || 'kube-system'} rollout restart daemonset ${workload?.name ?? 'calico-node'}`;
}

/** Patches the pool in the cluster where an edit of the file no longer reaches it. */
export function patchPool(pool: Pool, to: Encapsulation): string {
  return `calicoctl patch ippool ${valueOf(pool.name) ?? '<name>'} --patch '${JSON.stringify({ spec: modesOf(to) })}'`;
}

/**
 * From the edited file to pods that talk. An installer that guards its pool, and environment that is read only at the first start, leave the
 * live pool alone: it is patched first. A pool's own manifest is applied again.
 */
export function encapsulationSteps(cluster: Cluster, pool: Pool, to: Encapsulation): readonly string[] {
  const installed = valueOf(effective(cluster.product.installer)) !== undefined;
  const first = pool.from === 'env' || installed ? patchPool(pool, to) : `kubectl apply -f ${pool.origin.document.source.name}`;
  return [first, restartNodes(cluster)];
}

/** A new pod MTU reaches new pods only. */
export function mtuSteps(cluster: Cluster, file: string): readonly string[] {
  const installed = valueOf(effective(cluster.product.installer)) !== undefined;
  return [...(installed ? [] : [`kubectl apply -f ${file}`]), restartNodes(cluster), 'restart the workloads: running pods keep their MTU'];
}
