/** What Kubernetes itself says about the network: Nodes, kubeadm's and kube-proxy's configuration, flags of the control plane. */
import { type Draft, state } from '../../cluster/draft.js';
import { isKnown, type Known } from '../../cluster/setting.js';
import { at, items, nested, type Path } from '../../source/index.js';
import { integer, setting, stated, text } from '../stated.js';
import { labelsOf, originOf, type Unit } from '../unit.js';
import { listed, readCapi } from './capi.js';
import {
  calicoAddresses,
  flagsOf,
  internalAddresses,
  isKubeadm,
  isKubeadmMap,
  isKubeProxy,
  isNode,
  kubernetes,
  portPaths,
} from './reader.js';

const { name: reader } = kubernetes;

export function read(claimed: readonly Unit[], draft: Draft, all: readonly Unit[]): void {
  readCapi(claimed, draft, all);
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
