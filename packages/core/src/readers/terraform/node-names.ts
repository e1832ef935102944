/** Which hosts and groups say by their names or tags that they are nodes. */
import { entries } from '../../source/index.js';
import { attribute, type Resource, unsure } from './resource.js';

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
