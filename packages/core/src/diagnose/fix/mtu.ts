/** Gives pods and tunnels an MTU that fits into the path, where the installer keeps it. */
import { overhead } from '../../network/mtu.js';
import type { Remedy, Told } from '../cause.js';
import type { NodeSeen } from '../seen.js';
import { isTunnel } from '../view.js';
import { runKubespray } from './encapsulation.js';
import { podMtu, somePod } from './evidence.js';
import { installerOf, placeOf } from './installer.js';
import { kept, keptByOperator } from './keep.js';
import { helmChartConfig, installation, throughChart } from './kept-in.js';
import { byHand, type Manifest, quoted, run, type Step, startPods } from './step.js';

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
  const { change, back } = written(told, value);
  return {
    then: [...change, startPods(String(value))],
    verify,
    back: [...back, startPods('the former number')],
    manifests: manifests(told, value),
  };
}

type Value = number | string;
type Written = { readonly change: readonly Step[]; readonly back: readonly Step[] };

/** Where the installer keeps the number, and what it was. */
function written(told: Told, value: Value): Written {
  const installer = installerOf(told.seen);
  if (installer === 'operator') {
    const { keep, back } = keptByOperator('calicoNetwork.mtu');
    const text = 'one number for pods and tunnels; the operator restarts calico-node node by node';
    return { change: [keep, run(text, ofInstallation(value))], back: [back] };
  }
  if (installer === 'kubespray') {
    const group = byHand(`set calico_mtu: ${value} in group_vars: the CNI configuration and Felix have it from there`);
    return { change: [group, runKubespray], back: [byHand('write the former calico_mtu back, or take it away'), runKubespray] };
  }
  if (installer === 'rke2-canal') return byChart(told);
  const map = inMap(told, value);
  // Manifests give Felix veth_mtu in its environment, which beats FelixConfiguration (felix/config/config_params.go).
  if (installer !== 'unknown') return map;
  const felix = felixOf(told, value);
  return { change: [...felix.change, ...map.change], back: [...felix.back, ...map.back] };
}

const ofInstallation = (value: Value): string =>
  `kubectl patch installation default --type merge -p '{"spec":{"calicoNetwork":{"mtu":${quoted(value)}}}}'`;

function byChart({ seen }: Told): Written {
  const { change, back } = throughChart('rke2-canal');
  const { namespace, name } = placeOf(seen);
  const restart = run(
    'write the CNI configuration again: canal is restarted node by node',
    `kubectl -n ${namespace} rollout restart daemonset/${name}`,
  );
  return { change: [...change, restart], back: [...back, restart] };
}

function inMap({ seen }: Told, value: Value): Written {
  const { namespace, name, configMap } = placeOf(seen);
  const of = `-n ${namespace}`;
  const patch = (to: string): string => `kubectl ${of} patch configmap ${configMap} --type merge -p '{"data":{"veth_mtu":"${to}"}}'`;
  const restart = run(
    'write the CNI configuration again: calico-node is restarted node by node',
    `kubectl ${of} rollout restart daemonset/${name}`,
  );
  const who = installerOf(seen) === 'unknown' ? `; the operator has no such ConfigMap: there, instead, ${ofInstallation(value)}` : '';
  const keep = run(
    `keep veth_mtu for the way back${who}`,
    `kubectl ${of} get configmap ${configMap} -o jsonpath='{.data.veth_mtu}' | tee veth_mtu.before`,
  );
  return {
    change: [keep, run('the pods, and the tunnels of Felix', patch(quoted(value))), restart],
    back: [run('veth_mtu as before', patch(`'"$(cat veth_mtu.before)"'`)), restart],
  };
}

function felixOf(told: Told, value: Value): Written {
  const fields = tunnels(told);
  if (fields.length === 0) return { change: [], back: [] };
  const { keep, back } = kept('felixconfiguration', 'default', fields);
  const text = 'the tunnel, where no FELIX_*MTU of the DaemonSet beats it';
  const change = fields.map((field) => run(text, `calicoctl patch felixconfiguration default -p '{"spec":{"${field}":${quoted(value)}}}'`));
  return { change: [keep, ...change], back: [back] };
}

/** Where nobody looked for a tunnel, VXLAN's number does no harm: Felix reads it only for a device that it makes. */
function tunnels({ seen }: Told): readonly string[] {
  const has = (pattern: RegExp): boolean =>
    seen.nodes.some(({ links }: NodeSeen) => links.some(({ name }) => isTunnel(name) && pattern.test(name)));
  const found = [
    ...(has(/^vxlan/) ? ['vxlanMTU'] : []),
    ...(has(/^tunl0/) ? ['ipipMTU'] : []),
    ...(has(/^wireguard/) ? ['wireguardMTU'] : []),
  ];
  if (found.length > 0 || seen.nodes.some(({ links }) => links.length > 0)) return found;
  return [seen.notes.some(({ text }) => /wireguard/i.test(text)) ? 'wireguardMTU' : 'vxlanMTU'];
}

function manifests({ seen }: Told, value: Value): readonly Manifest[] {
  const installer = installerOf(seen);
  const sum = `# ${overhead.vxlan} bytes less than the card for VXLAN, ${overhead.ipip} for IPIP\n`;
  if (installer === 'operator') return [installation(seen, `calicoNetwork:\n  ${sum}  mtu: ${value}\n`)];
  // `vethuMTU` is how the chart spells it.
  if (installer === 'rke2-canal') return [helmChartConfig(installer, `calico:\n  ${sum}  vethuMTU: ${value}\n`)];
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
