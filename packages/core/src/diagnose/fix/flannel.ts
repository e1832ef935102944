/** flannel, alone or in Canal. */
import type { Remedy, Told } from '../cause.js';
import type { Seen } from '../seen.js';
import { cardsIn, nodeNetworks, podRange, somePod } from './evidence.js';
import { installerOf, isCanal, type Place, placeOf, places as placesOf } from './installer.js';
import { helmChartConfig, throughChart } from './kept-in.js';
import { byHand, eachNode, type Manifest, quoted, run } from './step.js';

/** Where flannel lives: in Canal, or alone; where nothing tells, one after the other is tried. */
function flannelIn(seen: Seen, command: (place: Place) => string): string {
  const found = installerOf(seen);
  if (isCanal(seen)) return command(placeOf(seen));
  return found === 'flannel' ? command(placesOf.flannel) : `${command(placesOf.canal)} || ${command(placesOf.flannel)}`;
}

export const netConfNow = (seen: Seen): string =>
  flannelIn(seen, ({ namespace, configMap }) => `kubectl -n ${namespace} get configmap ${configMap} -o jsonpath='{.data.net-conf\\.json}'`);

/** Routes and entries of the others are programmed again; pods keep their addresses. */
export const flannelRestart = (seen: Seen): string =>
  flannelIn(seen, ({ namespace, name }) => `kubectl -n ${namespace} rollout restart daemonset/${name}`);

export function netConf(seen: Seen): Manifest {
  // The range is that of RKE2's own cluster-cidr, which values of the chart do not change.
  if (installerOf(seen) === 'rke2-canal') return helmChartConfig('rke2-canal', 'flannel:\n  backend: vxlan\n');
  const network = podRange(seen) ?? '<range of the pods: --cluster-cidr>';
  const conf = `  net-conf.json: |\n    {\n      "Network": "${network}",\n      "Backend": {\n        "Type": "vxlan"\n      }\n    }\n`;
  return {
    title: 'what belongs into the ConfigMap, beside its other keys',
    name: installerOf(seen) === 'flannel' ? 'kube-flannel-cfg.yaml' : `${isCanal(seen) ? placeOf(seen).configMap : 'net-conf'}.yaml`,
    language: 'yaml',
    text: `data:\n${conf}`,
  };
}

/** flannel takes one name or one address; a regular expression, which an address may meet too, only in --iface-regex (flannel pkg/ipmatch/match.go). */
export function chooseCard({ seen }: Told): Pick<Remedy, 'then' | 'verify' | 'back' | 'manifests'> {
  const networks = nodeNetworks(seen);
  const { namespace, configMap } = placeOf(seen);
  const cards = cardsIn(seen, networks);
  const card = cards.length === 1 ? cards[0] : undefined;
  const verify = [
    run('each other node is reached by the address that is meant', 'bridge fdb show dev flannel.1', eachNode),
    run('a pod reaches a pod on another node', `kubectl exec <pod> -- ping -c 3 ${somePod(seen)}`),
  ];
  const restart = run('restart; pods lose the other nodes for seconds', flannelRestart(seen));
  const look = run('which card has the address that the nodes reach each other by', 'ip addr', eachNode);
  const regex = networks[0] ? expression(networks[0]) : '<start of the addresses of the nodes, as ^10\\.0\\.1\\.>';
  const args = card !== undefined ? `--iface=${card}` : `--iface-regex=${regex}`;
  if (installerOf(seen) === 'rke2-canal') {
    const { change, back } = throughChart('rke2-canal');
    const value = card !== undefined ? `iface: ${card}` : `regexIface: '${regex}'`;
    const manifests = [helmChartConfig('rke2-canal', `flannel:\n  ${value}\n`)];
    return { then: [look, ...change, restart], verify, back: [...back, restart], manifests };
  }
  if (isCanal(seen)) {
    const named = card ?? '<card>';
    const patch = (value: string): string =>
      `kubectl -n ${namespace} patch configmap ${configMap} --type merge -p '{"data":{"canal_iface":"${value}"}}'`;
    return {
      then: [
        ...(card === undefined ? [look, byHand(sameName)] : []),
        run(
          'keep the card for the way back',
          `kubectl -n ${namespace} get configmap ${configMap} -o jsonpath='{.data.canal_iface}' | tee canal_iface.before`,
        ),
        run('name the card', patch(quoted(named))),
        restart,
      ],
      verify,
      back: [run('the former card', patch(`'"$(cat canal_iface.before)"'`)), restart],
    };
  }
  return {
    then: [look, byHand(`give the container kube-flannel the argument ${args} (Kubespray: flannel_interface_regexp)`), restart],
    verify,
    back: [byHand('take the argument out again'), restart],
  };
}

const sameName =
  'canal_iface is one name for all nodes; where their cards differ, the container kube-flannel takes --iface-regex with the start of their addresses instead';

/** The whole octets that a network fixes: 10.0.1.0/24 → ^10\.0\.1\. */
function expression(network: string): string {
  const [address = '', bits = ''] = network.split('/');
  const octets = address.split('.').slice(0, Math.floor(Number(bits) / 8));
  return `^${octets.map((octet) => `${octet}\\.`).join('')}`;
}
