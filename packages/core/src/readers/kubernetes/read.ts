/** What Kubernetes itself says about the network: Nodes, kubeadm's and kube-proxy's configuration, flags of the control plane. */
import { type Draft, state } from '../../cluster/draft.js';
import { isKnown, type Known } from '../../cluster/setting.js';
import { at, items, nested, type Path } from '../../source/index.js';
import type { Reader } from '../reader.js';
import { setting, stated, text } from '../stated.js';
import { keysAt, labelsOf, originOf, textOf, type Unit } from '../unit.js';
import { containersOf, wordsAt } from '../workload.js';
import { scalarEdits } from '../write.js';

const reader = 'kubernetes';

export const kubernetes: Reader = {
  name: reader,
  words: ['kubeadm', 'kubeproxy.config', 'InternalIP', 'podCIDR', 'service-cluster-ip-range', 'cluster-cidr'],
  claims: (unit) => isNode(unit) || isKubeadm(unit) || isKubeProxy(unit) || isKubeadmMap(unit) || flagPods(unit).length > 0,
  read(claimed, draft) {
    for (const unit of claimed) {
      if (isNode(unit)) readNode(unit, draft);
      if (isKubeadm(unit)) readKubeadm(unit, draft);
      if (isKubeProxy(unit)) readKubeProxy(unit, draft);
      if (isKubeadmMap(unit)) readKubeadmMap(unit, draft);
      for (const flag of flagPods(unit)) state(draft.cidrs[flag.slot], flag.known);
    }
  },
  edits: scalarEdits,
};

const calicoAddresses = ['projectcalico.org/IPv4Address', 'projectcalico.org/IPv6Address'];

/** A Node matters by its addresses and pod CIDRs: one without them is left alone. */
function isNode(unit: Unit): boolean {
  if (unit.object?.kind !== 'Node' || unit.object.apiVersion !== 'v1') return false;
  return (
    keysAt(unit, ['spec']).some((key) => key.startsWith('podCIDR')) ||
    internalAddresses(unit).length > 0 ||
    keysAt(unit, ['metadata', 'annotations']).some((key) => calicoAddresses.includes(key))
  );
}

function internalAddresses(unit: Unit): readonly Path[] {
  const list: Path = ['status', 'addresses'];
  return items(at(unit.document.root, [...unit.path, ...list])).flatMap((_, i) =>
    textOf(unit, [...list, i, 'type']) === 'InternalIP' ? [[...list, i, 'address']] : [],
  );
}

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

function isKubeadm(unit: Unit): boolean {
  return unit.object?.kind === 'ClusterConfiguration' && unit.object.group === 'kubeadm.k8s.io';
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

function isKubeProxy(unit: Unit): boolean {
  return unit.object?.kind === 'KubeProxyConfiguration';
}

function readKubeProxy(unit: Unit, draft: Draft): void {
  for (const known of listed(unit, ['clusterCIDR'])) if (isKnown(known) && known.value !== '') state(draft.cidrs.pod, known);
  const modes = { iptables: 'iptables', ipvs: 'ipvs', nftables: 'nftables' } as const;
  state(
    draft.kubeProxy,
    stated(unit, ['mode'], (node) => modes[node.text as keyof typeof modes], { reader, layer: 'resource' }),
  );
}

/** kubeadm keeps its ClusterConfiguration as text in ConfigMap kubeadm-config. */
function isKubeadmMap(unit: Unit): boolean {
  return unit.object?.kind === 'ConfigMap' && unit.object.name === 'kubeadm-config';
}

function readKubeadmMap(unit: Unit, draft: Draft): void {
  const inner = nested(unit.document, [...unit.path, 'data', 'ClusterConfiguration']);
  if (inner?.document.root) readKubeadm({ document: inner.document, path: [], object: undefined }, draft);
}

type Flag = { readonly slot: 'pod' | 'service'; readonly known: Known<string> };

/** `--cluster-cidr` and `--service-cluster-ip-range` of static pods. */
function flagPods(unit: Unit): readonly Flag[] {
  if (unit.object?.kind !== 'Pod') return [];
  return containersOf(unit, reader).flatMap(({ path }) =>
    ['command', 'args'].flatMap((list) => wordsAt(unit, [...path, list]).flatMap((word, i) => flag(unit, [...path, list, i], word))),
  );
}

function flag(unit: Unit, path: Path, word: string): readonly Flag[] {
  const found = /^--(cluster-cidr|service-cluster-ip-range)=(.+)$/.exec(word);
  if (!found?.[2]) return [];
  const slot = found[1] === 'cluster-cidr' ? 'pod' : 'service';
  return found[2]
    .split(',')
    .map((value) => ({ slot, known: setting(value.trim(), 'explicit', originOf(unit, path), { reader, layer: 'resource' }) }));
}
