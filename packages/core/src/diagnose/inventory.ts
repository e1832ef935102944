/** What listings of the API server tell of the cluster: its agents, and whether it has more than one node. */
import type { KubeObject, Seen } from './seen.js';

/** Pods of calico-node, Canal and flannel whose state was given. */
export const agentsOf = (seen: Seen): readonly KubeObject[] =>
  seen.objects.filter(({ kind, name, ready }) => kind === 'pod' && isAgent(name) && ready !== undefined);

const isAgent = (name: string): boolean => /^(?:calico-node|(?:rke2-)?canal|kube-flannel)-/.test(name);

const crashed = /CrashLoop|Error|OOMKilled|ImagePull|ContainerCannotRun|CreateContainer/;
export const hasCrashed = ({ status = '' }: KubeObject): boolean => crashed.test(status);

/** Seconds after which a pod that is still starting is stuck. */
const patience = 120;

/** They need the network of pods to be ready: names, and clients of the API server. */
const networked = /^(?:coredns|kube-dns|rke2-coredns|calico-(?:kube-controllers|apiserver|typha)|metrics-server|goldmane|whisker)-/;

/** Pods other than the agents that do not start, or start again and again. Images that cannot be pulled are another matter, and so is a pod that was reached. */
export function stuckPods(seen: Seen): readonly KubeObject[] {
  const reached = new Set(
    seen.nodes.flatMap(({ probes }) => probes.flatMap(({ to, result }) => (/^(?:answered|refused)$/.test(result) ? [to] : []))),
  );
  return seen.objects.filter(
    ({ kind, name, status = '', ready, age = patience, addresses }) =>
      kind === 'pod' &&
      !isAgent(name) &&
      age >= patience &&
      !addresses.some((address) => reached.has(address)) &&
      (/^(?:ContainerCreating|PodInitializing|CrashLoopBackOff|Init:(?!.*ImagePull)\S+|Unknown)$/.test(status) ||
        (ready === false && networked.test(name) && /^(?:Running|Error)$/.test(status))),
  );
}

/** Pods other than the agents of which a state was given. */
export const otherPods = (seen: Seen): readonly KubeObject[] =>
  seen.objects.filter(({ kind, name, status }) => kind === 'pod' && !isAgent(name) && status !== undefined);

/** Policies keep out what they do not name. */
export const hasPolicies = ({ objects }: Seen): boolean => objects.some(({ kind }) => kind === 'policy');

/** The node of a cluster that has but one: a listing of all nodes has one, and nothing else in the input tells of another. */
export function onlyNode(seen: Seen): KubeObject | undefined {
  const first = seen.objects.find(({ kind, ofAll }) => kind === 'node' && ofAll === true);
  if (first === undefined) return undefined;
  const names = new Set([
    ...seen.objects.flatMap(({ kind, name, node }) => (kind === 'node' ? [name] : node === undefined ? [] : [node])),
    ...seen.nodes.flatMap(({ name }) => (name === '' || name.startsWith('pod/') ? [] : [name])),
  ]);
  return names.size === 1 && seen.nodes.every(({ peers }) => peers.length === 0) ? first : undefined;
}
