/** flannel, alone or in Canal. */
import type { Remedy, Told } from '../cause.js';
import type { Seen } from '../seen.js';
import { cardsIn, installerOf, nodeNetworks, podRange, somePod } from './evidence.js';
import { byHand, eachNode, type Manifest, run } from './step.js';

const canal = (seen: Seen): boolean => installerOf(seen) === 'canal';

export const flannelMap = (seen: Seen): string =>
  canal(seen) ? 'kubectl -n kube-system get configmap canal-config' : 'kubectl -n kube-flannel get configmap kube-flannel-cfg';

/** Routes and entries of the others are programmed again; pods keep their addresses. */
export const flannelRestart = (seen: Seen): string =>
  canal(seen)
    ? 'kubectl -n kube-system rollout restart daemonset/canal'
    : 'kubectl -n kube-flannel rollout restart daemonset/kube-flannel-ds';

export function netConf(seen: Seen): Manifest {
  const network = podRange(seen) ?? '<range of the pods: --cluster-cidr>';
  const conf = `  net-conf.json: |\n    {\n      "Network": "${network}",\n      "Backend": {\n        "Type": "vxlan"\n      }\n    }\n`;
  return {
    title: 'what belongs into the ConfigMap, beside its other keys',
    name: canal(seen) ? 'canal-config.yaml' : 'kube-flannel-cfg.yaml',
    language: 'yaml',
    text: `data:\n${conf}`,
  };
}

/** flannel takes one name or one address; a regular expression, which an address may meet too, only in --iface-regex (flannel pkg/ipmatch/match.go). */
export function chooseCard({ seen }: Told): Required<Pick<Remedy, 'then' | 'verify' | 'back'>> {
  const networks = nodeNetworks(seen);
  const cards = cardsIn(seen, networks);
  const card = cards.length === 1 ? cards[0] : undefined;
  const undo = byHand('write the former value back, and restart again');
  const verify = [
    run('each other node is reached by the address that is meant', 'bridge fdb show dev flannel.1', eachNode),
    run('a pod reaches a pod on another node', `kubectl exec <pod> -- ping -c 3 ${somePod(seen)}`),
  ];
  const look = run('which card has the address that the nodes reach each other by', 'ip addr', eachNode);
  if (card !== undefined && canal(seen))
    return {
      then: [
        run('name the card', `kubectl -n kube-system patch configmap canal-config --type merge -p '{"data":{"canal_iface":"${card}"}}'`),
        run('restart; pods lose the other nodes for seconds', flannelRestart(seen)),
      ],
      verify,
      back: [undo],
    };
  const args =
    card !== undefined
      ? `--iface=${card}`
      : `--iface-regex=${networks[0] ? expression(networks[0]) : '<start of the addresses of the nodes, as ^10\\.0\\.1\\.>'}`;
  return {
    then: [
      look,
      byHand(
        `the cards have different names, or flannel stands alone: give the container kube-flannel the argument ${args} (rke2: flannel.regexIface, Kubespray: flannel_interface_regexp)`,
      ),
      run('restart; pods lose the other nodes for seconds', flannelRestart(seen)),
    ],
    verify,
    back: [undo],
  };
}

/** The whole octets that a network fixes: 10.0.1.0/24 → ^10\.0\.1\. */
function expression(network: string): string {
  const [address = '', bits = ''] = network.split('/');
  const octets = address.split('.').slice(0, Math.floor(Number(bits) / 8));
  return `^${octets.map((octet) => `${octet}\\.`).join('')}`;
}
