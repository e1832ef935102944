/** Gives nodes the address that the others reach them by. */
import type { Remedy, Told } from '../cause.js';
import { nodeNetworks } from './evidence.js';
import { installerOf, placeOf } from './installer.js';
import { byHand, established, type Manifest, run, type Step } from './step.js';

type Fix = Required<Pick<Remedy, 'then' | 'verify' | 'back' | 'manifests'>>;

/** What Calico wrote to the Node: the address that BIRD, VXLAN and IPIP use. */
const written: Step = run(
  'each node has its own address, out of the network of the nodes',
  `kubectl get nodes -o jsonpath='{range .items[*]}{.metadata.name} {.metadata.annotations.projectcalico\\.org/IPv4Address}{"\\n"}{end}'`,
);

const restarts = 'calico-node is restarted node by node, and sessions come back in seconds';

/**
 * By the network of the nodes where the evidence tells it; else by what the kubelet registered, which is the address of the NAT itself where
 * that was the default route. Calico asks a method only where IP is `autodetect`: another value keeps the stored address (startup.go:626-657).
 */
export function autodetect(told: Told): Fix {
  // One method in the steps and in the corrected file: the linter writes kubernetes-internal-ip.
  const corrected = told.seen.findings.find(({ rule, fix }) => rule === 'autodetection-method' && fix !== null)?.fix;
  const networks = corrected ? [] : nodeNetworks(told.seen);
  if (installerOf(told.seen) === 'operator') return byOperator(networks);
  const { namespace, name } = placeOf(told.seen);
  const method = networks.length > 0 ? `cidr=${networks.join(',')}` : 'kubernetes-internal-ip';
  return {
    then: [
      ...(networks.length > 0
        ? []
        : [run('see that INTERNAL-IP is the address that the nodes reach each other by', 'kubectl get nodes -o wide')]),
      // What is set beside a file is lost at its next apply.
      ...(corrected
        ? [byHand(`correct the file as above; ${restarts}`), ...corrected.then.map(byHand)]
        : [
            run(
              `choose the address by its network; ${restarts}`,
              `kubectl -n ${namespace} set env daemonset/${name} -c calico-node IP=autodetect IP_AUTODETECTION_METHOD=${method}`,
            ),
          ]),
      run('wait until each node has restarted', `kubectl -n ${namespace} rollout status daemonset/${name}`),
    ],
    verify: [written, established],
    back: [
      corrected
        ? byHand('put the file back as it was, and do the same')
        : run('the former environment', `kubectl -n ${namespace} rollout undo daemonset/${name}`),
    ],
    manifests: [environment(method), ...kubespray(told, method)],
  };
}

/** The operator takes back what others write into the DaemonSet; of its methods one alone may be set (operator validation.go:455-490). */
function byOperator(networks: readonly string[]): Fix {
  const others = { firstFound: null, interface: null, skipInterface: null, canReach: null };
  const method =
    networks.length > 0 ? { ...others, kubernetes: null, cidrs: networks } : { ...others, cidrs: null, kubernetes: 'NodeInternalIP' };
  const patch = JSON.stringify({ spec: { calicoNetwork: { nodeAddressAutodetectionV4: method } } });
  const chosen = networks.length > 0 ? `cidrs: [${networks.join(', ')}]` : 'kubernetes: NodeInternalIP';
  const text = `apiVersion: operator.tigera.io/v1\nkind: Installation\nmetadata:\n  name: default\nspec:\n  calicoNetwork:\n    nodeAddressAutodetectionV4:\n      ${chosen}\n`;
  return {
    then: [
      run(
        'keep what is set now for the way back',
        `kubectl get installation default -o jsonpath='{.spec.calicoNetwork.nodeAddressAutodetectionV4}'`,
      ),
      run(
        'choose the address by its network; the operator restarts calico-node node by node',
        `kubectl patch installation default --type merge -p '${patch}'`,
      ),
      run('wait until each node has restarted', 'kubectl -n calico-system rollout status daemonset/calico-node'),
    ],
    verify: [written, established],
    back: [byHand('patch nodeAddressAutodetectionV4 back to what step 1 printed')],
    manifests: [{ title: 'what belongs into the Installation', name: 'installation.yaml', language: 'yaml', text }],
  };
}

function environment(method: string): Manifest {
  return {
    title: 'what belongs into the environment of calico-node, so that the next apply keeps it',
    name: 'calico-node-env.yaml',
    language: 'yaml',
    text: `- name: IP\n  value: autodetect\n- name: IP_AUTODETECTION_METHOD\n  value: "${method}"\n`,
  };
}

const kubespray = ({ seen }: Told, method: string): readonly Manifest[] =>
  installerOf(seen) === 'kubespray'
    ? [{ title: 'the same for Kubespray', name: 'k8s-net-calico.yml', language: 'yaml', text: `calico_ip_auto_method: "${method}"\n` }]
    : [];
