/** The faults of the lab: what is done to a cluster that would work, and which cause is right. */
import { type BgpPeer, type Datastore, datastore } from './datastore.js';
import { type Lab, nodeNamed, within } from './network.js';
import { killBird } from './programs.js';
import type { Scenario } from './scenario.js';
import { must } from './shell.js';

const on = (lab: Lab, name: string, script: string): Promise<string> => must(within(nodeNamed(lab, name).net, script));
const everywhere = (lab: Lab, script: string): Promise<string> => must(lab.nodes.map(({ net }) => within(net, script)).join('\n'));
const fabric = (lab: Lab, script: string): Promise<string> => must(within(lab.fabric, script));
/** Security groups filter inside a subnet too: frames across the bridge meet FORWARD. */
const securityGroup = (lab: Lab, rule: string): Promise<string> =>
  fabric(lab, `sysctl -qw net.bridge.bridge-nf-call-iptables=1; iptables -A FORWARD ${rule} -j DROP`);

const vxlan = (mode: 'Always' | 'CrossSubnet', more: Partial<Datastore> = {}): Partial<Datastore> => ({
  pool: { ...datastore.pool, vxlanMode: mode },
  backend: 'vxlan',
  ...more,
});

/** The mesh as BGPPeers, one a node and neighbour. */
const explicit = (lab: Lab): readonly BgpPeer[] =>
  lab.nodes.flatMap((node) =>
    lab.nodes
      .filter((other) => other !== node)
      .map((other) => ({ name: `${node.name}-to-${other.name}`, node: node.name, peerIP: other.address, asNumber: 64512 })),
  );
const meshOff = { ...datastore.bgp, nodeToNodeMeshEnabled: false };

/** A bridge or NAT card that every machine has, with an address that no other machine can reach. */
const foreign = async (lab: Lab, nodes: readonly string[], dev: string, address: string): Promise<void> => {
  for (const name of nodes) {
    await on(lab, name, `ip link add ${dev} type bridge; ip addr add ${address} dev ${dev}; ip link set ${dev} up`);
    lab.found.set(name, address.split('/')[0] ?? '');
  }
};
const firstFound = { env: { IP_AUTODETECTION_METHOD: 'first-found' } };

const healthy: readonly Scenario[] = [
  { id: 'healthy: mesh on one subnet', topology: 'l2', causes: ['healthy'] },
  { id: 'healthy: VXLAN across subnets, no BIRD', topology: 'l3', causes: ['healthy'], store: () => vxlan('Always') },
  {
    id: 'healthy: VXLAN CrossSubnet beside BIRD',
    topology: 'l3',
    causes: ['healthy'],
    store: () => vxlan('CrossSubnet', { backend: 'bird' }),
  },
  {
    id: 'healthy: 179 closed on a node that only dials',
    topology: 'l2',
    causes: ['healthy'],
    inject: (lab) => on(lab, 'charlie', 'iptables -A INPUT -p tcp --dport 179 -m conntrack --ctstate NEW -j DROP'),
  },
];

const ports: readonly Scenario[] = [
  {
    id: '179 dropped on every node',
    topology: 'l2',
    causes: ['bgp-port-blocked'],
    inject: (lab) => everywhere(lab, 'iptables -A INPUT -p tcp --dport 179 -j DROP'),
    shows: /start .*Connect/,
  },
  {
    id: '179 refused on one node',
    topology: 'l2',
    causes: ['bgp-port-blocked'],
    inject: (lab) => on(lab, 'alpha', 'iptables -A INPUT -p tcp --dport 179 -j REJECT --reject-with tcp-reset'),
    shows: /start .*Connection refused/,
  },
  {
    id: '179 dropped by a security group',
    topology: 'l2',
    causes: ['bgp-port-blocked-by-underlay'],
    inject: (lab) => securityGroup(lab, '-p tcp --dport 179'),
    shows: /start .*Connect/,
  },
  {
    id: 'VXLAN port dropped on one node',
    topology: 'l2',
    causes: ['vxlan-port-blocked'],
    store: () => vxlan('Always'),
    inject: (lab) => on(lab, 'bravo', 'iptables -A INPUT -p udp --dport 4789 -j DROP'),
  },
  {
    id: 'VXLAN port dropped by a security group',
    topology: 'l3',
    causes: ['vxlan-port-blocked'],
    store: () => vxlan('Always'),
    inject: (lab) => securityGroup(lab, '-p udp --dport 4789'),
  },
  {
    id: 'VXLAN ports differ',
    topology: 'l3',
    causes: ['vxlan-port-mismatch'],
    store: () => vxlan('Always', { felixOf: { bravo: { vxlanPort: 8472 } } }),
  },
];

const routing: readonly Scenario[] = [
  { id: 'no encapsulation across a router', topology: 'l3', causes: ['no-encapsulation-across-l3'] },
  {
    id: 'routes not exported',
    topology: 'l2',
    causes: ['routes-not-exported'],
    store: () => ({ pool: { ...datastore.pool, disableBGPExport: true } }),
  },
  {
    id: 'pod MTU above the tunnel',
    topology: 'l3',
    causes: ['mtu-too-large'],
    store: () => vxlan('Always', { vethMtu: 1500 }),
  },
  {
    id: 'strict reverse path on a second card',
    topology: 'l3',
    causes: ['rp-filter'],
    store: () => vxlan('Always'),
    inject: async (lab) => {
      const { net } = nodeNamed(lab, 'bravo');
      await must(`ip -n ${net} link add eth1 type veth peer name to-bravo1 netns ${lab.fabric}
ip -n ${lab.fabric} link add br9 type bridge; ip -n ${lab.fabric} addr add 10.79.0.1/24 dev br9; ip -n ${lab.fabric} link set br9 up
ip -n ${lab.fabric} link set to-bravo1 master br9 up; ip -n ${net} addr add 10.79.0.12/24 dev eth1; ip -n ${net} link set eth1 up
ip -n ${net} route replace default via 10.79.0.1; ip netns exec ${net} sysctl -qw net.ipv4.conf.eth0.rp_filter=1`);
    },
  },
  {
    id: 'forwarding off on one node',
    topology: 'l2',
    causes: ['ip-forward-off'],
    inject: (lab) => on(lab, 'bravo', 'sysctl -qw net.ipv4.ip_forward=0'),
  },
  {
    id: 'a route left by hand',
    topology: 'l2',
    causes: ['stale-route'],
    later: (lab) =>
      on(lab, 'charlie', `ip route add ${nodeNamed(lab, 'alpha').block.replace('/26', '/28')} via 10.70.1.99 onlink dev eth0`),
  },
];

const sessions: readonly Scenario[] = [
  {
    id: 'address of docker0',
    topology: 'l2',
    causes: ['wrong-node-address'],
    store: () => firstFound,
    inject: (lab) => foreign(lab, ['bravo'], 'docker0', '172.17.0.1/16'),
    shows: /172_17_0_1 .*start/,
  },
  {
    id: 'one NAT address on all nodes',
    topology: 'l2',
    causes: ['duplicate-node-address'],
    store: () => firstFound,
    inject: (lab) => foreign(lab, ['alpha', 'bravo', 'charlie'], 'enp0s3', '10.0.2.15/24'),
    shows: /kernel1 .*up/,
  },
  {
    id: 'AS number of one node differs',
    topology: 'l2',
    causes: ['bad-peer-as'],
    store: (_, lab) => ({ bgp: meshOff, peers: explicit(lab), nodes: { bravo: { asNumber: 64999 } } }),
    shows: /Bad peer AS/,
  },
  {
    id: 'one router id for all nodes',
    topology: 'l2',
    causes: ['duplicate-router-id'],
    store: (healthyStore) => ({ env: { ...healthyStore.env, CALICO_ROUTER_ID: '10.70.1.250' } }),
    shows: /Bad BGP identifier/,
  },
  {
    id: 'passwords differ',
    topology: 'l2',
    causes: ['bgp-password'],
    store: (_, lab) => ({
      bgp: meshOff,
      peers: explicit(lab).map((peer) => ({
        ...peer,
        ...([peer.node, peer.name.split('-to-')[1]].includes('alpha') && { password: peer.node === 'alpha' ? 'one' : 'two' }),
      })),
    }),
    shows: /start .*Connect/,
  },
  {
    id: 'peering on one side only',
    topology: 'l2',
    causes: ['one-sided-peering'],
    store: (_, lab) => ({ bgp: meshOff, peers: explicit(lab).filter(({ name }) => name !== 'alpha-to-charlie') }),
    shows: /start .*(?:closed|reset|refused)/,
  },
  {
    id: 'mesh off, no peers',
    topology: 'l2',
    causes: ['mesh-off-no-peers'],
    store: () => ({ bgp: meshOff }),
    shows: /kernel1 .*up/,
  },
  {
    id: 'another listen port on one node',
    topology: 'l2',
    causes: ['listen-port-mismatch'],
    store: () => ({ nodes: { alpha: { listenPort: 1790 } } }),
    shows: /start .*Connection refused/,
  },
  {
    id: 'BIRD ended on one node',
    topology: 'l2',
    causes: ['bird-not-running', 'graceful-restart'],
    later: (lab) => killBird(nodeNamed(lab, 'bravo')),
    shows: /start .*(?:refused|closed|Passive)/,
  },
];

export const scenarios: readonly Scenario[] = [...healthy, ...ports, ...routing, ...sessions];
