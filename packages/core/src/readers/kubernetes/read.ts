/** What Kubernetes itself says about the network: Nodes, kubeadm's and kube-proxy's configuration, flags of the control plane. */
import { type Draft, state } from '../../cluster/draft.js';
import { isKnown, type Known } from '../../cluster/setting.js';
import { at, items, nested, type Path } from '../../source/index.js';
import { integer, setting, stated, text } from '../stated.js';
import { labelsOf, originOf, type Unit } from '../unit.js';
import {
  calicoAddresses,
  flagsOf,
  internalAddresses,
  isCapiCluster,
  isKubeadm,
  isKubeadmMap,
  isKubeProxy,
  isNode,
  kubernetes,
  portPaths,
} from './reader.js';

const { name: reader } = kubernetes;

export function read(claimed: readonly Unit[], draft: Draft, all: readonly Unit[]): void {
  readCapiCluster(claimed, draft, all);
  for (const unit of claimed) {
    if (isNode(unit)) readNode(unit, draft);
    if (isKubeadm(unit)) readKubeadm(unit, draft);
    if (isKubeProxy(unit)) readKubeProxy(unit, draft);
    if (isKubeadmMap(unit)) readKubeadmMap(unit, draft);
    for (const { slot, value, place } of flagsOf(unit))
      state(draft.cidrs[slot], setting(value, 'explicit', place, { reader, layer: 'resource' }));
    for (const path of portPaths(unit)) state(draft.cni.hostPorts, stated(unit, path, integer, { reader, layer: 'resource' }));
  }
}

export { scalarEdits as edits } from '../write.js';

/** Node annotations of Calico carry the prefix length (libcalico-go/lib/backend/k8s/resources/node.go:44-59). */
function readNode(unit: Unit, draft: Draft): void {
  const list = (paths: readonly Path[]): Known<string>[] =>
    paths.flatMap((path) => stated(unit, path, text, { reader, layer: 'resource' }) ?? []);
  const annotated = list(calicoAddresses.map((key) => ['metadata', 'annotations', key]));
  const podCidrs = items(at(unit.document.root, [...unit.path, 'spec', 'podCIDRs'])).map((_, i): Path => ['spec', 'podCIDRs', i]);
  draft.nodes.push({
    name: unit.object?.name ?? '',
    origin: originOf(unit),
    addresses: annotated.length > 0 ? annotated : list(internalAddresses(unit)),
    podCidrs: podCidrs.length > 0 ? list(podCidrs) : list([['spec', 'podCIDR']]),
    asNumber: list([['metadata', 'annotations', 'projectcalico.org/ASNumber']]),
    routeReflectorClusterID: list([['metadata', 'annotations', 'projectcalico.org/RouteReflectorClusterID']]),
    labels: labelsOf(unit),
  });
}

function readKubeadm(unit: Unit, draft: Draft): void {
  for (const known of listed(unit, ['networking', 'podSubnet'])) state(draft.cidrs.pod, known);
  for (const known of listed(unit, ['networking', 'serviceSubnet'])) state(draft.cidrs.service, known);
}

/** Dual stack is written as one string, `v4,v6`. */
function listed(unit: Unit, path: Path): readonly Known<string>[] {
  const known = stated(unit, path, text, { reader, layer: 'resource' });
  if (!isKnown(known)) return known ? [known] : [];
  return known.value.split(',').map((value) => ({ ...known, value: value.trim() }));
}

/**
 * `clusterNetwork`: one range a family (kubernetes-sigs/cluster-api v1.9, api/v1beta1/cluster_types.go). It stands in the cluster that manages others:
 * it speaks about the network beside it only where that is brought to such a cluster, and there is one.
 */
function readCapiCluster(claimed: readonly Unit[], draft: Draft, all: readonly Unit[]): void {
  const [unit, other] = claimed.filter(isCapiCluster);
  if (!unit || other || !all.some(({ object }) => object?.group === 'addons.cluster.x-k8s.io')) return;
  for (const [name, slot] of [['pods', draft.cidrs.pod] as const, ['services', draft.cidrs.service] as const]) {
    const list: Path = ['spec', 'clusterNetwork', name, 'cidrBlocks'];
    items(at(unit.document.root, [...unit.path, ...list])).forEach((_, i) => {
      state(slot, stated(unit, [...list, i], text, { reader, layer: 'resource' }));
    });
  }
}

function readKubeProxy(unit: Unit, draft: Draft): void {
  for (const known of listed(unit, ['clusterCIDR'])) if (isKnown(known) && known.value !== '') state(draft.cidrs.pod, known);
  const modes = { iptables: 'iptables', ipvs: 'ipvs', nftables: 'nftables' } as const;
  state(
    draft.kubeProxy,
    stated(unit, ['mode'], (node) => modes[node.text as keyof typeof modes], { reader, layer: 'resource' }),
  );
}

function readKubeadmMap(unit: Unit, draft: Draft): void {
  const inner = nested(unit.document, [...unit.path, 'data', 'ClusterConfiguration']);
  if (inner?.document.root) readKubeadm({ document: inner.document, path: [], object: undefined }, draft);
}
