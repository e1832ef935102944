/** Gives nodes the address that the others reach them by. */

import { atLeast } from '../../network/version.js';
import type { Remedy, Told } from '../cause.js';
import type { Seen } from '../seen.js';
import { bare, sessions } from '../view.js';
import { nodeNetworks } from './evidence.js';
import { installerOf, placeOf, releaseOf, unlessOperator } from './installer.js';
import { keptByOperator } from './keep.js';
import { installation } from './kept-in.js';
import { byHand, established, type Manifest, quoted, run, type Step } from './step.js';

type Fix = Required<Pick<Remedy, 'then' | 'verify' | 'back' | 'manifests'>>;
type Family = 4 | 6;

/** What Calico wrote to the Node: the address that BIRD, VXLAN and IPIP use. */
const written = (family: Family): Step =>
  run(
    'each node has its own address, out of the network of the nodes',
    `kubectl get nodes -o jsonpath='{range .items[*]}{.metadata.name} {.metadata.annotations.projectcalico\\.org/IPv${family}Address}{"\\n"}{end}'`,
  );

const restarts = 'calico-node is restarted node by node, and sessions come back in seconds';

/** The family whose sessions are down, where those of the other are up. */
function familyOf({ seen }: Told): Family {
  const six = (up: boolean): readonly boolean[] =>
    sessions(seen).flatMap((session) => (session.up === up ? bare(session.peer.address).includes(':') : []));
  return six(false).length > 0 && six(false).every(Boolean) && six(true).some((is) => !is) ? 6 : 4;
}

/** By what the kubelet registered, where the release is known to have that (since 3.22: autodetection_methods.go). */
function methodOf(seen: Seen, networks: readonly string[]): string {
  if (networks.length > 0) return `cidr=${networks.join(',')}`;
  const release = releaseOf(seen);
  return release && atLeast(release, '3.22') ? 'kubernetes-internal-ip' : 'cidr=<network of the nodes>';
}

/**
 * By the network of the nodes where the evidence tells it. Calico asks a method only where IP is `autodetect`: another value keeps the stored
 * address (startup.go:626-657); a method that a release does not know ends every calico-node.
 */
export function autodetect(told: Told): Fix {
  const family = familyOf(told);
  // One method in the steps and in the corrected file.
  const corrected = told.seen.findings.find(({ rule, fix }) => rule === 'autodetection-method' && fix !== null)?.fix;
  const networks = corrected ? [] : nodeNetworks(told.seen, family);
  if (installerOf(told.seen) === 'operator') return byOperator(told, networks, family);
  const { namespace, name } = placeOf(told.seen);
  const method = methodOf(told.seen, networks);
  const [ip, variable] = family === 6 ? ['IP6', 'IP6_AUTODETECTION_METHOD'] : ['IP', 'IP_AUTODETECTION_METHOD'];
  const who = unlessOperator(told.seen, `set nodeAddressAutodetectionV${family} of the Installation`);
  const choose = run(
    `choose the address by its network${who}; ${restarts}`,
    `kubectl -n ${namespace} set env daemonset/${name} -c calico-node ${ip}=autodetect ${variable}=${method}`,
  );
  const internal = corrected ? corrected.title.includes('kubernetes-internal-ip') : method === 'kubernetes-internal-ip';
  return {
    then: [
      ...(internal && !releaseOf(told.seen) ? [has322(namespace, name)] : []),
      ...(internal ? [run('see that INTERNAL-IP is the address that the nodes reach each other by', 'kubectl get nodes -o wide')] : []),
      // What is set beside a file is lost at its next apply.
      ...(corrected ? [byHand(`correct the file as above; ${restarts}`), ...corrected.then.map(byHand)] : [choose]),
      run('wait until each node has restarted', `kubectl -n ${namespace} rollout status daemonset/${name}`),
    ],
    verify: [written(family), established],
    back: [
      corrected
        ? byHand('put the file back as it was, and do the same')
        : run('the former environment', `kubectl -n ${namespace} rollout undo daemonset/${name}`),
    ],
    manifests: [environment(ip, variable, method), ...kubespray(told, method)],
  };
}

/** Of the methods of the operator one alone may be set (operator validation.go:455-490): the others go. */
export function detectionByOperator(
  family: Family,
  method: { readonly cidrs: readonly string[] } | { readonly kubernetes: string },
): Readonly<Record<'keep' | 'choose' | 'back', readonly Step[]>> {
  const field = `nodeAddressAutodetectionV${family}`;
  const none = { firstFound: null, interface: null, skipInterface: null, canReach: null, cidrs: null, kubernetes: null };
  const patch = JSON.stringify({ spec: { calicoNetwork: { [field]: { ...none, ...method } } } }).replaceAll(/<[^<>]*>/g, quoted);
  const { keep, back } = keptByOperator(`calicoNetwork.${field}`);
  // A merge would leave the chosen method beside the former one.
  const clear = run(
    'take the method away',
    `kubectl patch installation default --type json -p '[{"op":"remove","path":"/spec/calicoNetwork/${field}"}]'`,
  );
  return {
    keep: [keep],
    choose: [
      run(
        'choose the address by its network; the operator restarts calico-node node by node',
        `kubectl patch installation default --type merge -p '${patch}'`,
      ),
    ],
    back: [clear, back],
  };
}

/** The operator takes back what others write into the DaemonSet. */
function byOperator({ seen }: Told, networks: readonly string[], family: Family): Fix {
  const field = `nodeAddressAutodetectionV${family}`;
  const { keep, choose, back } = detectionByOperator(family, networks.length > 0 ? { cidrs: networks } : { kubernetes: 'NodeInternalIP' });
  const chosen = networks.length > 0 ? `cidrs: [${networks.map((one) => `"${one}"`).join(', ')}]` : 'kubernetes: NodeInternalIP';
  return {
    then: [...keep, ...choose, run('wait until each node has restarted', 'kubectl -n calico-system rollout status daemonset/calico-node')],
    verify: [written(family), established],
    back,
    manifests: [installation(seen, `calicoNetwork:\n  ${field}:\n    ${chosen}\n`)],
  };
}

/** autodetection_methods.go of v3.21.6 does not have it. */
const has322 = (namespace: string, name: string): Step =>
  run(
    'see that calico-node is 3.22 or later: an older one does not know kubernetes-internal-ip, and ends (there cidr=<network of the nodes>)',
    `kubectl -n ${namespace} get daemonset ${name} -o jsonpath='{.spec.template.spec.containers[*].image}'`,
  );

/** What the environment of calico-node should have, as items of its list: that of the address first. */
export const environmentFile = 'calico-node-env.yaml';

function environment(ip: string, variable: string, method: string): Manifest {
  return {
    title: 'what belongs into the environment of calico-node, so that the next apply keeps it',
    name: environmentFile,
    language: 'yaml',
    text: `- name: ${ip}\n  value: autodetect\n- name: ${variable}\n  value: "${method}"\n`,
  };
}

const kubespray = ({ seen }: Told, method: string): readonly Manifest[] =>
  installerOf(seen) === 'kubespray'
    ? [{ title: 'the same for Kubespray', name: 'k8s-net-calico.yml', language: 'yaml', text: `calico_ip_auto_method: "${method}"\n` }]
    : [];
