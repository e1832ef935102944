/** Which hosts of a module are nodes of the cluster. */
import type { HostGroup } from '../../cluster/host-groups.js';
import { nodePairs } from '../../cluster/node-groups.js';
import { entries } from '../../source/index.js';
import type { Module } from './module.js';
import { attribute, itemsOf, type Resource, referencesAt, unsure } from './resource.js';

/** Addresses of the hosts that their name, a tag of theirs or a port of the field, open among the members of their group, shows to be nodes. */
export function nodesOf({ resources }: Module, groups: readonly HostGroup[]): ReadonlySet<string> {
  const pairs = nodePairs(groups, true).filter(({ evidence }) => evidence.peers.some(({ kind }) => kind === 'group'));
  const theirs = new Set(pairs.flatMap(({ from, to }) => [from.name.value, to.name.value]));
  const isMember = (host: Resource): boolean =>
    itemsOf(referencesAt(host, ['vpc_security_group_ids'])).some((group) => typeof group === 'string' && theirs.has(group));
  return new Set(resources.filter((host) => isShownNode(host) || isMember(host)).map(({ address }) => address));
}

const words = new Set(
  'node nodes worker workers master masters minion minions control controller controllers controlplane plane cp kube k8s kubernetes k3s rke rke2 cluster instance instances pool group'.split(
    ' ',
  ),
);

/** By its own name or a tag, whatever group it is in. */
export function isShownNode(host: Resource): boolean {
  return isNamedNode(host) || isTagged(host);
}

/** Nothing but words of a cluster: a `jenkins_worker` or a `k8s_bastion` is none of its nodes. */
export function isNamedNode({ name }: Pick<Resource, 'name'>): boolean {
  const said = name
    .toLowerCase()
    .split(/[-_\d]+(?=[-_]|$)|[-_]+/)
    .filter((word) => word !== '');
  return said.every((word) => words.has(word)) && /node|worker|master|minion|control|cp|kube|k8s|k3s|rke/.test(name.toLowerCase());
}

/** The cloud provider of Kubernetes finds its hosts by `kubernetes.io/cluster/<name>` (kubernetes/cloud-provider-aws pkg/providers/v1/tags.go). */
function isTagged(host: Resource): boolean {
  const tags = attribute(host, ['tags']);
  return tags !== undefined && tags !== unsure && entries(tags).some(({ name }) => name.startsWith('kubernetes.io/cluster/'));
}
