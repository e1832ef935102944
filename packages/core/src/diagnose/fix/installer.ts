/** Who installed Calico, and under which names its parts live there: by the model that the linter read, by pods, by words, by devices. */
import type { Installed } from '../../cluster/installed.js';
import { parseVersion, type Version } from '../../network/version.js';
import type { Remedy } from '../cause.js';
import type { Seen } from '../seen.js';
import { established, run, type Step } from './step.js';

/** Who installed Calico decides where a setting is written: the operator takes back what others write into its objects. */
export type Installer = 'operator' | 'kubespray' | 'rke2-canal' | 'canal' | 'flannel' | 'manifest' | 'unknown';

export type Place = {
  readonly namespace: string;
  /** The DaemonSet. */
  readonly name: string;
  /** What selects its pods. */
  readonly label: string;
  /** The ConfigMap with veth_mtu and the like; the operator has none. */
  readonly configMap?: string;
};

/** A variable of the shell, where nothing tells who installed Calico. */
const namespaceVariable = '$NS';

/** Finds it before the first command that names it. */
export function withNamespace(remedy: Remedy): Remedy {
  const names = ({ then, verify, back }: Remedy): boolean =>
    [...then, ...verify, ...back].some(({ command }) => command?.includes(namespaceVariable));
  return names(remedy) ? { ...remedy, then: [findNamespace, ...remedy.then] } : remedy;
}

/** Sessions are looked at by BIRD's own client, which calico-node always has, where a node has no calicoctl. */
export function withoutCalicoctl(remedy: Remedy, seen: Seen): Remedy {
  if (!seen.absent.has('calicoctl')) return remedy;
  const asked = (steps: readonly Step[]): readonly Step[] =>
    steps.map((step) => (step.command === established.command ? { ...step, command: inCalico(seen, birdcl('show protocols')) } : step));
  return { ...remedy, then: asked(remedy.then), verify: asked(remedy.verify), back: asked(remedy.back) };
}

const findNamespace: Step = run(
  'where calico-node lives: kube-system, or calico-system under the operator',
  "NS=$(kubectl get daemonset -A --field-selector metadata.name=calico-node -o jsonpath='{.items[0].metadata.namespace}'); echo $NS",
);

/** A command that stands alone finds the namespace itself. */
export function standingAlone(command: string): string {
  return command.includes(namespaceVariable) ? `${findNamespace.command?.replace(/ echo \S+$/, '')} ${command}` : command;
}

export const places: Readonly<Record<Installer, Place>> = {
  operator: { namespace: 'calico-system', name: 'calico-node', label: 'k8s-app=calico-node' },
  kubespray: { namespace: 'kube-system', name: 'calico-node', label: 'k8s-app=calico-node', configMap: 'calico-config' },
  manifest: { namespace: 'kube-system', name: 'calico-node', label: 'k8s-app=calico-node', configMap: 'calico-config' },
  // rancher/rke2-charts packages/rke2-canal: objects are called after the release.
  'rke2-canal': { namespace: 'kube-system', name: 'rke2-canal', label: 'k8s-app=canal', configMap: 'rke2-canal-config' },
  canal: { namespace: 'kube-system', name: 'canal', label: 'k8s-app=canal', configMap: 'canal-config' },
  flannel: { namespace: 'kube-flannel', name: 'kube-flannel-ds', label: 'app=flannel', configMap: 'kube-flannel-cfg' },
  unknown: { namespace: namespaceVariable, name: 'calico-node', label: 'k8s-app=calico-node', configMap: 'calico-config' },
};

export const isCanal = (seen: Seen): boolean => /canal$/.test(installerOf(seen));

const known = new WeakMap<Seen, Installer>();

export function installerOf(seen: Seen): Installer {
  const found =
    known.get(seen) ?? byModel(seen) ?? byPods(seen) ?? byWords(seen, sure) ?? byDevices(seen) ?? byWords(seen, loose) ?? 'unknown';
  known.set(seen, found);
  return found;
}

/** What to do instead under the operator, for where nothing tells who installed Calico: it takes back what others write into its objects. */
export const unlessOperator = (seen: Seen, instead: string): string =>
  installerOf(seen) === 'unknown' ? `; the operator takes this back: there ${instead}` : '';

/** Where calico-node lives. */
export function placeOf(seen: Seen): Place {
  const place = places[installerOf(seen)];
  const agent = seen.clusters.find((one) => one.agent)?.agent;
  return agent ? { ...place, name: agent.name, namespace: agent.namespace || place.namespace } : place;
}

/** The pods of calico-node on one node, or on all. */
export function podsOn(seen: Seen, node?: string): string {
  const { namespace, label } = placeOf(seen);
  return `-n ${namespace} get pods -l ${label}${node === undefined ? '' : ` --field-selector spec.nodeName=${node}`}`;
}

/** Makes the pod of a node anew; its DaemonSet starts another at once. */
export function deletePod(seen: Seen, node: string): string {
  const { namespace, label } = placeOf(seen);
  return `kubectl -n ${namespace} delete pod -l ${label} --field-selector spec.nodeName=${node}`;
}

/** A command inside calico-node, on the node that is named, or else in the pod of a gap. */
export function inCalico(seen: Seen, command: string, node?: string): string {
  const { namespace } = placeOf(seen);
  const pod = node === undefined ? '<calico-node pod>' : `$(kubectl ${podsOn(seen, node)} -o name)`;
  return `kubectl -n ${namespace} exec ${pod} -c calico-node -- ${command}`;
}

/** A question to BIRD's client; each family has a BIRD of its own. */
export const birdcl = (question: string, six = false): string => `birdcl -s /var/run/calico/bird${six ? '6' : ''}.ctl ${question}`;

/** The release of Calico: as configured, or as images and words in the input have it. Undefined where they differ. */
export function releaseOf(seen: Seen): Version | undefined {
  const configured = seen.clusters.find(({ calico }) => calico)?.calico;
  if (configured) return configured;
  const written = seen.notes.flatMap(({ text }) => [...text.matchAll(release)].map(([, version = '']) => version));
  const minors = new Set(written.map((version) => version.split('.').slice(0, 2).join('.')));
  return minors.size === 1 && written[0] !== undefined ? parseVersion(written[0]) : undefined;
}

/** `calico/node:v3.17.3`, `Calico v3.26.1`, `calico version 3.26`. */
const release = /\bcalico(?:\/(?:node|cni|typha|kube-controllers))?(?::|[ -]+(?:version|release)?:? ?)v?(3\.\d{1,2}(?:\.\d{1,2})?)\b/gi;

function byModel({ clusters }: Seen): Installer | undefined {
  for (const installed of clusters) {
    const found = ofCluster(installed);
    if (found) return found;
  }
  return undefined;
}

function ofCluster({ by, plane, agent }: Installed): Installer | undefined {
  if (plane === 'canal') return by === 'rke2' ? 'rke2-canal' : 'canal';
  if (by === 'tigera-operator' || by === 'rke2') return 'operator';
  if (by === 'kubespray') return 'kubespray';
  return agent?.name === 'calico-node' ? 'manifest' : undefined;
}

const pods: readonly (readonly [Installer, RegExp])[] = [
  ['rke2-canal', /^rke2-canal-[a-z\d]{5}$/],
  ['canal', /^canal-[a-z\d]{5}$/],
  ['operator', /^tigera-operator-/],
  ['flannel', /^kube-flannel-(?:ds-)?[a-z\d-]*[a-z\d]{5}$/],
];

function byPods({ objects }: Seen): Installer | undefined {
  const all = objects.filter(({ kind }) => kind === 'pod');
  const named = pods.find(([, pattern]) => all.some(({ name }) => pattern.test(name)))?.[0];
  if (named) return named;
  const namespace = all.find(({ name, namespace: own }) => own !== undefined && /^calico-node-[a-z\d]{5}$/.test(name))?.namespace;
  return namespace === 'calico-system' ? 'operator' : undefined;
}

const sure: readonly (readonly [Installer, RegExp])[] = [
  ['operator', /operator\.tigera\.io|calico-system|tigera-operator|kind:\s*Installation\b|rke2-calico/],
  ['kubespray', /calico_network_backend|calico_(?:ipip|vxlan)_mode|kube_network_plugin|kubespray/i],
  ['rke2-canal', /\brke2-canal\b/],
  ['canal', /\bcanal-config\b|\bk8s,canal\b|canal_iface|\b(?:daemonset|ds)[/ ]canal\b|\bcanal\.ya?ml\b|\bcanal-[a-z\d]{5} .*kube-flannel/i],
  ['flannel', /\bkube-flannel-(?:ds|cfg)\b|-n kube-flannel\b/],
  ['manifest', /\bcalico-config\b|\bcalico\.ya?ml\b|kube-system\W[^\n]{0,40}calico-node|calico-node[^\n]*\s*Namespace: +kube-system/],
];
const loose: typeof sure = [
  ['operator', /\b(?:tigera|calico) operator\b/i],
  ['canal', /\bcanal\b(?!-lint)/i],
];

const byWords = ({ notes }: Seen, traces: typeof sure): Installer | undefined =>
  traces.find(([, pattern]) => notes.some(({ text }) => pattern.test(text)))?.[0];

/** flannel's device beside Calico's pods is Canal. */
function byDevices({ nodes }: Seen): Installer | undefined {
  const canal = nodes.some(
    ({ links, routes }) =>
      [...links.map(({ name }) => name), ...routes.map(({ dev }) => dev ?? '')].some((name) => /^flannel\./.test(name)) &&
      routes.some(({ dev }) => /^cali/.test(dev ?? '')),
  );
  return canal ? 'canal' : undefined;
}
