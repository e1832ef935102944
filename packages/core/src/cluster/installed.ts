/** Who installed the network, and under which names it runs: what commands for it have to say. */
import type { Version } from '../network/version.js';
import type { Workload } from './input.js';
import type { Cluster } from './model.js';
import { effective } from './precedence.js';
import { isKnown, knownValue } from './setting.js';

export type Installed = {
  /** As readers call it: `tigera-operator`, `kubespray`, `rke2`. */
  readonly by?: string | undefined;
  readonly plane?: 'calico' | 'canal' | 'policy-only' | undefined;
  readonly calico?: Version | undefined;
  readonly agent?: Pick<Workload, 'namespace' | 'name'> | undefined;
  /** Names of the IPv4 pools. */
  readonly pools: readonly string[];
  readonly cloud?: string | undefined;
  /** Ranges of pods and services. */
  readonly ranges: readonly string[];
};

/** What is known of it. */
export function installedOf(cluster: Cluster): Installed {
  const { product, plane, cidrs, pools, underlay } = cluster;
  const agent = agentOf(cluster);
  return {
    by: isOperators(cluster) ? 'tigera-operator' : installerOf(cluster),
    plane: knownValue(effective(plane)),
    calico: knownValue(effective(product.calico)),
    cloud: knownValue(effective(underlay.cloud)),
    pools: pools.filter(({ family, from }) => family === 4 && from === 'resource').flatMap(({ name }) => knownValue(name) || []),
    agent: agent && { namespace: agent.namespace, name: agent.name },
    ranges: [...cidrs.pod, ...cidrs.service, ...pools.map(({ cidr }) => cidr)].filter(isKnown).map(({ value }) => value),
  };
}

export function installerOf(cluster: Cluster): string | undefined {
  return knownValue(effective(cluster.product.installer));
}

/** True where tigera-operator runs calico-node, whoever brings it its Installation. */
export function isOperators(cluster: Cluster): boolean {
  return installerOf(cluster) === 'tigera-operator' || cluster.pools.some(({ reader }) => reader === 'operator');
}

/** The DaemonSet of calico-node, or of Canal. */
export function agentOf({ workloads }: Cluster): Workload | undefined {
  return workloads.find(({ kind, name }) => kind === 'DaemonSet' && /^(?:calico-node|canal|canal-node|rke2-canal)$/.test(name));
}

/** Installers whose Canal is that of Calico's manifest; others bring the chart rke2-canal, whose objects are called after the release. */
const manifests: readonly (string | undefined)[] = [undefined, 'kubespray', 'rke1', 'kops', 'kubeone'];

/** The name of that DaemonSet: in the input, or as the installer calls it. */
export function agentName(cluster: Cluster): string {
  const found = agentOf(cluster)?.name;
  if (found !== undefined || knownValue(effective(cluster.plane)) !== 'canal') return found ?? 'calico-node';
  return manifests.includes(installerOf(cluster)) ? 'canal' : 'rke2-canal';
}
