/** Commands that bring a corrected file to a running cluster; fixes carry them in order. */
import { type Encapsulation, modesOf } from '../network/encapsulation.js';
import type { Origin } from '../source/index.js';
import { agentName, agentOf, installerOf, isOperators } from './installed.js';
import type { Cluster, Pool } from './model.js';
import { isKnown, knownValue } from './setting.js';

/** A name of the input as one word of a shell: names are not trusted. Placeholders such as `<name>` are left to the reader. */
function word(text: string): string {
  return /^[\w@%+=:,./-]+$|^<[a-z]+>$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

/** Restarts calico-node, so that it reads its environment and ConfigMap again. tigera-operator does that by itself, and tells when it is done. */
function restartNodes(cluster: Cluster, client: string): string {
  if (isOperators(cluster)) return `${client} wait --for=condition=Available --timeout=10m tigerastatus/calico`;
  const flannel = /^kube-flannel(?:-ds)?$/;
  const workload = agentOf(cluster) ?? cluster.workloads.find(({ kind, name }) => kind === 'DaemonSet' && flannel.test(name));
  return `${client} -n ${word(workload?.namespace || 'kube-system')} rollout restart daemonset ${workload?.name ?? agentName(cluster)}`;
}

/** Patches the pool in the cluster where an edit of the file no longer reaches it. */
function patchPool(pool: Pool, to: Encapsulation): string {
  return `calicoctl patch ippool ${word(knownValue(pool.name) || '<name>')} --patch '${JSON.stringify({ spec: modesOf(to) })}'`;
}

/** How the file that states an installer gets to the cluster, by installer; objects go by kubectl where it is not in here. */
const deployments: Readonly<Record<string, (file: string) => string>> = {
  rke1: (file) => `rke up --config ${word(file)}`,
  kops: (file) => `kops replace -f ${word(file)} && kops update cluster --yes`,
  kubeone: (file) => `kubeone apply --manifest ${word(file)}`,
  helm: (file) => `helm upgrade <release> <chart> -f ${word(file)}`,
  'argo-cd': (file) => `commit ${word(file)} and let Argo CD sync it, or kubectl apply -f ${word(file)}`,
  flux: (file) => `commit ${word(file)} and let Flux reconcile it, or kubectl apply -f ${word(file)}`,
  fleet: (file) => `commit ${word(file)} and let Fleet deploy it`,
  kustomize: (file) => `kubectl kustomize --enable-helm ${word(file.replace(/[^/]+$/, '') || '.')} | kubectl apply -f -`,
};

/** What reads its file at its start only, and runs the network or brings it. */
const services: Readonly<Record<string, string>> = {
  k3s: 'on the servers, one after the other: systemctl restart k3s',
  rke2: 'on the servers, one after the other: systemctl restart rke2-server',
};

/**
 * Brings an edited file to the cluster: through the installer that reads it, or by kubectl where it holds objects. Undefined for a file that only
 * its user knows how to bring there.
 */
function deploy(cluster: Cluster, file: string): string | undefined {
  if (installerOf(cluster) === 'kubespray') return 'ansible-playbook -i <inventory> cluster.yml';
  // Beside the file of an installer stand objects, which are none of its input.
  const stated = statedIn(cluster, file);
  const through = stated !== undefined && Object.hasOwn(deployments, stated) ? deployments[stated] : undefined;
  if (through) return through(file);
  if (/(?:^|\/)</.test(file)) return 'render and apply it again';
  return holdsObjects(cluster, file) ? `${kubectl(file)} apply -f ${word(file)}` : undefined;
}

function statedIn({ product }: Cluster, file: string): string | undefined {
  return product.installer.filter(isKnown).find(({ origin }) => origin.document.source.name === file)?.value;
}

function holdsObjects({ objects }: Cluster, file: string): boolean {
  return objects.some(({ origin }) => origin.document.source.name === file);
}

const madeAgain = 'write the same to args/cni-env where that has a variable for it: MicroK8s makes its manifest again from there';

/** MicroK8s keeps the manifest of its network in a place of its own (canonical/microk8s, scripts/generate-cni.sh; scripts/cluster/join.py applies it). */
function kubectl(file: string): string {
  return /(?:^|\/)args\/cni-network\/[^/]+$/.test(file.replaceAll('\\', '/')) ? 'microk8s kubectl' : 'kubectl';
}

/** The service that reads a configuration of its own. */
function serviceOf(cluster: Cluster, file: string): string | undefined {
  const stated = holdsObjects(cluster, file) ? undefined : statedIn(cluster, file);
  return stated !== undefined && Object.hasOwn(services, stated) ? services[stated] : undefined;
}

/**
 * From the edited file to pods that talk. Environment that is read only at the first start leaves the live pool alone, and Kubespray refuses to
 * run against a pool that differs (roles/network_plugin/calico/tasks/check.yml): there the pool is patched first. tigera-operator changes its pools
 * itself, but for old releases, which read them at the first install only.
 */
export function encapsulationSteps(cluster: Cluster, pool: Pool, to: Encapsulation): readonly string[] {
  const once = pool.reader === 'operator' && pool.live === 'first-install';
  const guarded = pool.from === 'env' || once || installerOf(cluster) === 'kubespray';
  return [...(guarded ? [patchPool(pool, to)] : []), ...nodeSteps(cluster, pool.origin.document.source.name)];
}

/** From the edited file to an installer that takes it. */
export function deploySteps(cluster: Cluster, file: string): readonly string[] {
  return isOperators(cluster) ? nodeSteps(cluster, file) : nodeSteps(cluster, file).slice(0, 1);
}

/** From the edited file to nodes that run with it. */
export function nodeSteps(cluster: Cluster, file: string): readonly string[] {
  const service = serviceOf(cluster, file);
  if (service !== undefined) return [service];
  const step = deploy(cluster, file);
  if (step === undefined) return [];
  return [step, restartNodes(cluster, kubectl(file)), ...(kubectl(file) === 'kubectl' ? [] : [madeAgain])];
}

/**
 * From an edited image to pods that run it: Kubernetes makes the pods of a changed template again by itself, and takes no change of a Job's.
 * In values and inventories the image belongs to no workload yet.
 */
export function imageSteps(cluster: Cluster, { document, path }: Origin): readonly string[] {
  const file = document.source.name;
  const runs = cluster.workloads.find(
    ({ kind, origin }) => kind !== '' && origin.document === document && origin.path.every((step, i) => step === path[i]),
  );
  if (!runs || installerOf(cluster) !== undefined) return nodeSteps(cluster, file);
  return runs.kind === 'Job' ? [`${kubectl(file)} replace --force -f ${word(file)}`] : nodeSteps(cluster, file).slice(0, 1);
}

/** A new pod MTU reaches new pods only. */
export function mtuSteps(cluster: Cluster, file: string): readonly string[] {
  const steps = nodeSteps(cluster, file);
  return steps.length === 0 ? [] : [...steps, 'restart the workloads: running pods keep their MTU'];
}
