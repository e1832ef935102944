/**
 * A cluster of three nodes out of network namespaces: one for the fabric (a bridge a subnet, and the router between them), one a node, one a pod.
 * IPIP and WireGuard devices are left out: not every kernel of a test machine has them.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Datastore, datastore } from './datastore.js';
import { remove } from './reaper.js';
import { must, sh } from './shell.js';

/** `l2`: one subnet. `l3`: the third node is behind a router that knows no pods and drops their addresses, as a cloud's does. */
export type Topology = 'l2' | 'l3';

export type LabNode = {
  readonly name: string;
  /** Its network namespace, and that of its pod. */
  readonly net: string;
  readonly podNet: string;
  readonly address: string;
  readonly gateway: string;
  /** A card, bridge or VPN that `first-found` finds before eth0, where a scenario adds one. */
  readonly block: string;
  readonly pod: string;
  readonly link: string;
  readonly folder: string;
};

export type Lab = {
  readonly prefix: string;
  readonly fabric: string;
  readonly folder: string;
  readonly nodes: readonly LabNode[];
  readonly topology: Topology;
  /** The objects as they stand now. */
  store: Datastore;
  /** MTU of the pods that run: it stays until they are started again. */
  podMtu: number;
  /** What `first-found` finds on a node that has more than its card. */
  readonly found: Map<string, string>;
  remove(): Promise<void>;
};

const names = ['alpha', 'bravo', 'charlie'] as const;
const thirdOctet = [17, 62, 140];

export async function build(prefix: string, parent: string, topology: Topology): Promise<Lab> {
  const folder = join(parent, prefix);
  const nodes = names.map((name, i): LabNode => {
    const subnet = topology === 'l3' && i === 2 ? 2 : 1;
    const own = join(folder, name);
    mkdirSync(own, { recursive: true });
    return {
      name,
      net: `${prefix}-${name}`,
      podNet: `${prefix}-${name}-pod`,
      address: `10.70.${subnet}.${11 + i}`,
      gateway: `10.70.${subnet}.1`,
      block: `10.200.${thirdOctet[i]}.64/26`,
      pod: `10.200.${thirdOctet[i]}.${70 + i}`,
      link: `cali${'3f9a2b7c51d'.slice(i)}${'04e'.slice(0, i)}`,
      folder: own,
    };
  });
  const fabric = `${prefix}-fabric`;
  await must([fabricScript(fabric, topology), ...nodes.map((node) => nodeScript(node, fabric))].join('\n'));
  return {
    prefix,
    fabric,
    folder,
    nodes,
    topology,
    store: datastore,
    podMtu: 0,
    found: new Map(),
    remove: async () => void (await sh(remove(`${prefix}-`, folder))),
  };
}

function fabricScript(fabric: string, topology: Topology): string {
  const bridges = [1, 2].map(
    (n) =>
      `ip -n ${fabric} link add br${n} type bridge; ip -n ${fabric} addr add 10.70.${n}.1/24 dev br${n}; ip -n ${fabric} link set br${n} up`,
  );
  const router =
    topology === 'l3'
      ? `ip netns exec ${fabric} iptables -A FORWARD -s 10.200.0.0/16 -j DROP; ip netns exec ${fabric} iptables -A FORWARD -d 10.200.0.0/16 -j DROP`
      : '';
  return `ip netns add ${fabric}; ip -n ${fabric} link set lo up\n${bridges.join('\n')}
ip netns exec ${fabric} sysctl -qw net.ipv4.ip_forward=1 net.bridge.bridge-nf-call-iptables=0\n${router}`;
}

/** Segmentation offload is off: a large segment would ignore every MTU on its way. */
function nodeScript({ name, net, podNet, address, gateway, pod, link }: LabNode, fabric: string): string {
  const port = `to-${name}`;
  const bridge = `br${address.split('.')[2]}`;
  return `
ip netns add ${net}; ip -n ${net} link set lo up
ip -n ${net} link add eth0 type veth peer name ${port} netns ${fabric}; ip -n ${fabric} link set ${port} master ${bridge} up
ip -n ${net} addr add ${address}/24 dev eth0; ip -n ${net} link set eth0 up; ip -n ${net} route add default via ${gateway}
ip netns exec ${net} ethtool -K eth0 tso off gso off gro off; ip netns exec ${fabric} ethtool -K ${port} tso off gso off gro off
ip netns exec ${net} sysctl -qw net.ipv4.ip_forward=1 net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.eth0.rp_filter=0
ip netns add ${podNet}; ip -n ${podNet} link set lo up
ip -n ${net} link add ${link} address ee:ee:ee:ee:ee:ee type veth peer name eth0 netns ${podNet}
ip -n ${net} link set ${link} up; ip -n ${net} route add ${pod}/32 dev ${link} scope link
ip netns exec ${net} sysctl -qw net.ipv4.conf.${link}.proxy_arp=1; ip netns exec ${net} ethtool -K ${link} tso off gso off gro off
ip -n ${podNet} addr add ${pod}/32 dev eth0; ip -n ${podNet} link set eth0 up; ip netns exec ${podNet} ethtool -K eth0 tso off gso off gro off
ip -n ${podNet} route add 169.254.1.1 dev eth0; ip -n ${podNet} route add default via 169.254.1.1 dev eth0
`;
}

/** A script in the network of a node or a pod. */
export const within = (net: string, script: string): string => `ip netns exec ${net} bash -s <<'EOF_LAB'\n${script}\nEOF_LAB\n`;

export const nodeNamed = (lab: Lab, name: string): LabNode => {
  const node = lab.nodes.find((one) => one.name === name);
  if (!node) throw new Error(`no node ${name}`);
  return node;
};
