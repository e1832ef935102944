/** What Kubernetes itself says about the network: Nodes, kubeadm's and kube-proxy's configuration, flags of the control plane. */
import { at, items, type Origin, type Path, scalarAt } from '../../source/index.js';
import type { Reader } from '../reader.js';
import { keysAt, originOf, ownKey, textOf, type Unit } from '../unit.js';
import { containersOf, podSpecPath, wordsAt } from '../workload.js';

const reader = 'kubernetes';

export const kubernetes: Reader = {
  name: reader,
  words: [
    'kubeadm',
    'kubeproxy.config',
    'InternalIP',
    'podCIDR',
    'service-cluster-ip-range',
    'cluster-cidr',
    'cluster.x-k8s.io',
    'hostPort',
  ],
  claims: (unit) =>
    isNode(unit) ||
    isKubeadm(unit) ||
    isCapiCluster(unit) ||
    isControlPlane(unit) ||
    isAwsCluster(unit) ||
    isKubeProxy(unit) ||
    isKubeadmMap(unit) ||
    flagsOf(unit).length > 0 ||
    portPaths(unit).length > 0,
  install: (unit) => {
    const key = isKubeadm(unit) || isCapiCluster(unit) ? ownKey(unit) : undefined;
    return key === undefined ? undefined : { key: `${reader}:${key}`, alone: true, joins: true };
  },
  load: () => import('./read.js'),
};

/** Annotations of a Node that hold its BGP addresses. */
export const calicoAddresses: readonly string[] = ['projectcalico.org/IPv4Address', 'projectcalico.org/IPv6Address'];

/** A Node matters by its addresses and pod CIDRs: one without them is left alone. */
export function isNode(unit: Unit): boolean {
  if (unit.object?.kind !== 'Node' || unit.object.apiVersion !== 'v1') return false;
  return (
    keysAt(unit, ['spec']).some((key) => key.startsWith('podCIDR')) ||
    internalAddresses(unit).length > 0 ||
    keysAt(unit, ['metadata', 'annotations']).some((key) => calicoAddresses.includes(key))
  );
}

export function internalAddresses(unit: Unit): readonly Path[] {
  const list: Path = ['status', 'addresses'];
  return items(at(unit.document.root, [...unit.path, ...list])).flatMap((_, i) =>
    textOf(unit, [...list, i, 'type']) === 'InternalIP' ? [[...list, i, 'address']] : [],
  );
}

export function isKubeadm(unit: Unit): boolean {
  return unit.object?.kind === 'ClusterConfiguration' && unit.object.group === 'kubeadm.k8s.io';
}

/** Cluster API's Cluster, which says which ranges the pods and services of one cluster have. */
export function isCapiCluster({ object }: Unit): boolean {
  return object?.kind === 'Cluster' && object.group === 'cluster.x-k8s.io';
}

/** What kubeadm is told for the nodes of its control plane. */
export function isControlPlane({ object }: Unit): boolean {
  return object?.kind === 'KubeadmControlPlane' && object.group === 'controlplane.cluster.x-k8s.io';
}

export function isAwsCluster({ object }: Unit): boolean {
  return object?.kind === 'AWSCluster' && object.group === 'infrastructure.cluster.x-k8s.io';
}

export function isKubeProxy(unit: Unit): boolean {
  return unit.object?.kind === 'KubeProxyConfiguration' && unit.object.group === 'kubeproxy.config.k8s.io';
}

/** kubeadm keeps its ClusterConfiguration as text in ConfigMap kubeadm-config. */
export function isKubeadmMap(unit: Unit): boolean {
  return unit.object?.kind === 'ConfigMap' && unit.object.name === 'kubeadm-config';
}

/** One range that a flag names: `--cluster-cidr` for pods, `--service-cluster-ip-range` for services. */
export type Flag = { readonly slot: 'pod' | 'service'; readonly value: string; readonly place: Origin };

/** The flags of static pods. */
export function flagsOf(unit: Unit): readonly Flag[] {
  if (unit.object?.kind !== 'Pod') return [];
  return containersOf(unit, reader).flatMap(({ path }) =>
    ['command', 'args'].flatMap((list) =>
      wordsAt(unit, [...path, list]).flatMap((word, i) => flagIn(word, originOf(unit, [...path, list, i]))),
    ),
  );
}

function flagIn(word: string, place: Origin): readonly Flag[] {
  const found = /^--(cluster-cidr|service-cluster-ip-range)=(.+)$/.exec(word);
  if (!found?.[2]) return [];
  const slot = found[1] === 'cluster-cidr' ? 'pod' : 'service';
  return found[2].split(',').map((value) => ({ slot, value: value.trim(), place }));
}

/** Where ports stand that a plugin opens on the node for a pod; a pod with the network of its node opens them itself. */
export function portPaths(unit: Unit): readonly Path[] {
  const spec = podSpecPath(unit);
  const own = spec && scalarAt(unit.document.root, [...unit.path, ...spec, 'hostNetwork']);
  if (!spec || (own && own.value !== false)) return [];
  return containersOf(unit, reader).flatMap(({ path }) =>
    items(at(unit.document.root, [...unit.path, ...path, 'ports'])).flatMap((_, i) => {
      const port: Path = [...path, 'ports', i, 'hostPort'];
      return scalarAt(unit.document.root, [...unit.path, ...port]) ? [port] : [];
    }),
  );
}
