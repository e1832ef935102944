import type { Cluster } from '../cluster/model.js';

/** Those of the clusters about whose pod network something is said: others hold alerts, packet filters or single workloads. */
export function podNetworks(clusters: readonly Cluster[]): readonly Cluster[] {
  return clusters.filter(({ plane, backend, pools, flannel }) => [plane, backend, pools, flannel.backend].some((slot) => slot.length > 0));
}
