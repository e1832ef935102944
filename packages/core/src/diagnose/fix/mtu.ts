/** Gives pods and tunnels an MTU that fits into the path, where the installer keeps it. */
import { overhead } from '../../network/mtu.js';
import type { Remedy, Told } from '../cause.js';
import type { NodeSeen } from '../seen.js';
import { isTunnel } from '../view.js';
import { podMtu, somePod } from './evidence.js';
import { installerOf, placeOf } from './installer.js';
import { byHand, type Manifest, run, type Step, startPods } from './step.js';

type Fix = Required<Pick<Remedy, 'then' | 'verify' | 'back' | 'manifests'>>;

/** The header of ICMP and IPv4, which `ping -s` does not count. */
const pingHeaders = 28;

/** `podMtu`: bytes; where the evidence tells no number it stays a gap. */
export function lowerMtu(told: Told): Fix {
  const mtu = podMtu(told.seen);
  const value = mtu ?? '<smallest card less 50 for VXLAN, less 20 for IPIP>';
  const verify = [
    run(
      'a full packet arrives, and none is cut',
      `kubectl exec <pod> -- ping -M do -c 3 -s ${mtu === undefined ? '<pod MTU - 28>' : mtu - pingHeaders} ${somePod(told.seen)}`,
    ),
    run('the devices have it', 'ip -d link', 'each node'),
  ];
  return {
    then: [...steps(told, value), startPods(String(value))],
    verify,
    back: [byHand('write the former number back in the same places, and recreate the pods')],
    manifests: manifests(told, value),
  };
}

type Value = number | string;

function steps(told: Told, value: Value): readonly Step[] {
  const { namespace, name } = placeOf(told.seen);
  const installer = installerOf(told.seen);
  if (installer === 'operator')
    return [
      run(
        'one number for pods and tunnels; the operator restarts calico-node node by node',
        `kubectl patch installation default --type merge -p '{"spec":{"calicoNetwork":{"mtu":${value}}}}'`,
      ),
    ];
  if (installer === 'kubespray')
    return [
      ...felix(told, value),
      byHand(`set calico_mtu: ${value} in group_vars and run Kubespray again: its CNI configuration has the number of the pods`),
    ];
  const map = installer === 'canal' ? 'canal-config' : 'calico-config';
  return [
    ...(installer === 'canal' ? [] : felix(told, value)),
    run('the pods', `kubectl -n ${namespace} patch configmap ${map} --type merge -p '{"data":{"veth_mtu":"${value}"}}'`),
    run(
      'write the CNI configuration again: calico-node is restarted node by node',
      `kubectl -n ${namespace} rollout restart daemonset/${name}`,
    ),
  ];
}

const felix = (told: Told, value: Value): readonly Step[] =>
  tunnels(told).map((field) => run('the tunnel', `calicoctl patch felixconfiguration default -p '{"spec":{"${field}":${value}}}'`));

/** Where nobody looked for a tunnel, VXLAN's number does no harm: Felix reads it only for a device that it makes. */
function tunnels({ seen }: Told): readonly string[] {
  const has = (pattern: RegExp): boolean =>
    seen.nodes.some(({ links }: NodeSeen) => links.some(({ name }) => isTunnel(name) && pattern.test(name)));
  const found = [
    ...(has(/^vxlan/) ? ['vxlanMTU'] : []),
    ...(has(/^tunl0/) ? ['ipipMTU'] : []),
    ...(has(/^wireguard/) ? ['wireguardMTU'] : []),
  ];
  return found.length > 0 || seen.nodes.some(({ links }) => links.length > 0) ? found : ['vxlanMTU'];
}

function manifests({ seen }: Told, value: Value): readonly Manifest[] {
  const installer = installerOf(seen);
  const sum = `# ${overhead.vxlan} bytes less than the card for VXLAN, ${overhead.ipip} for IPIP\n`;
  if (installer === 'operator')
    return [
      {
        title: 'what belongs into the Installation',
        name: 'installation.yaml',
        language: 'yaml',
        text: `apiVersion: operator.tigera.io/v1\nkind: Installation\nmetadata:\n  name: default\nspec:\n  calicoNetwork:\n    ${sum}    mtu: ${value}\n`,
      },
    ];
  if (installer === 'kubespray')
    return [
      {
        title: 'what belongs into group_vars (calico_veth_mtu alone has no effect)',
        name: 'k8s-net-calico.yml',
        language: 'yaml',
        text: `${sum}calico_mtu: ${value}\n`,
      },
    ];
  return [];
}
