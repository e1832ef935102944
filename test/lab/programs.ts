/** What confd, BIRD and Felix make of the datastore on each node. */
import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { podMtu } from './datastore.js';
import type { Lab, LabNode } from './network.js';
import { must, sh } from './shell.js';

/** What node autodetection says: a foreign card where `first-found` meets one. */
export const addressOf = (lab: Lab, node: LabNode): string =>
  (lab.store.env['IP_AUTODETECTION_METHOD'] === 'first-found' ? lab.found.get(node.name) : undefined) ?? node.address;

const socket = (node: LabNode): string => join(node.folder, 'bird.ctl');
const asOf = (lab: Lab, { name }: LabNode): number => lab.store.nodes[name]?.asNumber ?? lab.store.bgp.asNumber;

type Peering = {
  readonly name: string;
  readonly to: string;
  readonly as: number;
  readonly password?: string | undefined;
  readonly mesh: boolean;
};

/** Mesh peers without those that have our own address, which confd leaves out, and the BGPPeers of this node. */
function peerings(lab: Lab, node: LabNode): readonly Peering[] {
  const own = addressOf(lab, node);
  const mesh = lab.nodes.map((other) => ({ to: addressOf(lab, other), as: asOf(lab, other) })).filter(({ to }) => to !== own);
  const explicit = lab.store.peers.filter((peer) => peer.node === node.name);
  const wanted = [
    ...(lab.store.bgp.nodeToNodeMeshEnabled ? mesh.map((one) => ({ ...one, name: 'Mesh', mesh: true })) : []),
    ...explicit.map(({ peerIP, asNumber, password }) => ({ name: 'Node', to: peerIP, as: asNumber, password, mesh: false })),
  ];
  return wanted.filter(({ to }, i) => wanted.findIndex((other) => other.to === to) === i);
}

/** The files that confd renders, in short: the same protocols, filters and options, timers that a test can wait for. */
function birdConfig(lab: Lab, node: LabNode): string {
  const { pool, bgp, env, nodes } = lab.store;
  const own = addressOf(lab, node);
  const routerId = env['CALICO_ROUTER_ID'] ?? own;
  const port = nodes[node.name]?.listenPort ?? bgp.listenPort;
  const tunnelled = pool.vxlanMode !== 'Never';
  const peers = peerings(lab, node).map(
    ({ name, to, as, password, mesh }) => `
protocol bgp ${name}_${to.replaceAll('.', '_')} from bgp_template {
  neighbor ${to} as ${as};
  source address ${own};
  ttl security off;
  multihop;
  import all;
  export filter { calico_export_to_bgp_peers(true); reject; };${password ? `\n  password "${password}";` : ''}${mesh && to > own ? '\n  passive on;' : ''}
}`,
  );
  return `router id ${routerId};
${port ? `listen bgp port ${port};` : ''}
debug protocols { states };
function calico_aggr() {
  if (net = ${node.block}) then { accept; }
  if (net ~ ${node.block}) then { reject; }
}
function calico_export_to_bgp_peers(bool internal_peer) {
  ${pool.disableBGPExport || tunnelled ? `if (net ~ ${pool.cidr}) then { reject; }` : ''}
  calico_aggr();
  if (net ~ ${pool.cidr}) then { accept; }
}
filter calico_kernel_programming {
  ${tunnelled ? `if (net ~ ${pool.cidr}) then { reject; } # VXLAN: Felix` : ''}
  accept;
}
protocol static { route ${node.block} blackhole; }
protocol kernel { learn; persist; scan time 1; import all; export filter calico_kernel_programming; graceful restart; merge paths on; }
protocol device { scan time 1; }
protocol direct { interface -"cali*", "*"; }
template bgp bgp_template {
  debug { states, events };
  local as ${asOf(lab, node)};
  gateway recursive;
  add paths on;
  graceful restart;
  connect delay time 1;
  connect retry time 2;
  error wait time 1,3;
}
${peers.join('\n')}
`;
}

/** Felix's part: the VXLAN device, its neighbours and the routes through it. */
function felix(lab: Lab, node: LabNode): string {
  const { pool, felix: all, felixOf } = lab.store;
  const index = lab.nodes.indexOf(node);
  const mac = (i: number): string => `66:1d:3c:7a:90:0${i + 1}`;
  const tunnel = (one: LabNode): string => one.block.replace(/\d+\/26$/, '64');
  const ip = `ip -n ${node.net}`;
  const lines = [
    `${ip} route show proto 80 | while read -r first second rest; do [ "$first" = blackhole ] && ${ip} route del blackhole $second || ${ip} route del $first; done`,
    `${ip} link del vxlan.calico 2>/dev/null || true`,
  ];
  if (pool.vxlanMode === 'Never') return lines.join('\n');
  const port = felixOf[node.name]?.vxlanPort ?? all.vxlanPort;
  const subnet = (one: LabNode): string => one.gateway;
  const own = addressOf(lab, node);
  lines.push(
    `${ip} link add vxlan.calico address ${mac(index)} type vxlan id 4096 dev eth0 local ${own} dstport ${port} nolearning`,
    `${ip} link set vxlan.calico mtu ${all.vxlanMTU} up; ${ip} addr add ${tunnel(node)}/32 dev vxlan.calico`,
    ...lab.nodes.flatMap((other, i) => {
      if (other === node) return [];
      const to = addressOf(lab, other);
      return pool.vxlanMode === 'CrossSubnet' && subnet(other) === subnet(node)
        ? [`${ip} route replace ${other.block} via ${to} dev eth0 proto 80 onlink`]
        : [
            `ip netns exec ${node.net} bridge fdb append ${mac(i)} dev vxlan.calico dst ${to}`,
            `${ip} neigh replace ${tunnel(other)} lladdr ${mac(i)} dev vxlan.calico nud permanent`,
            `${ip} route replace ${other.block} via ${tunnel(other)} dev vxlan.calico proto 80 onlink`,
          ];
    }),
  );
  if (lab.store.backend === 'vxlan') lines.push(`${ip} route replace blackhole ${node.block} proto 80`);
  return lines.join('\n');
}

/** Writes what follows from the datastore into each node. A BIRD that was ended stays so. */
export async function reconcile(lab: Lab): Promise<void> {
  for (const node of lab.nodes) {
    // Renamed in one step, as confd does: a BIRD that starts must not read half of it.
    writeFileSync(join(node.folder, 'bird.new'), birdConfig(lab, node));
    renameSync(join(node.folder, 'bird.new'), join(node.folder, 'bird.cfg'));
  }
  const bird =
    lab.store.backend === 'bird'
      ? lab.nodes.map((node) => `[ ! -S ${socket(node)} ] || birdc -s ${socket(node)} configure >/dev/null 2>&1 || true`)
      : [];
  await must([...lab.nodes.map((node) => felix(lab, node)), ...bird].join('\n'));
}

/** Starts the pods again, with the MTU that the CNI plugin gives now. */
export async function startPods(lab: Lab): Promise<void> {
  lab.podMtu = podMtu(lab.store);
  await must(
    lab.nodes
      .map(({ net, podNet, link }) => `ip -n ${net} link set ${link} mtu ${lab.podMtu}; ip -n ${podNet} link set eth0 mtu ${lab.podMtu}`)
      .join('\n'),
  );
}

const pidsOf = (node: LabNode): string =>
  `ip netns pids ${node.net} | while read -r p; do [ "$(cat /proc/$p/comm)" = bird ] && echo $p; done || true`;

export async function startBird(lab: Lab, nodes: readonly LabNode[] = lab.nodes): Promise<void> {
  if (lab.store.backend !== 'bird') return;
  await must(
    nodes
      .map(
        (node) => `kill -9 $(${pidsOf(node)}) 2>/dev/null || true; rm -f ${socket(node)}
ip netns exec ${node.net} bird -d -s ${socket(node)} -c ${node.folder}/bird.cfg >>${node.folder}/bird.log 2>&1 </dev/null &`,
      )
      .join('\n'),
  );
}

export const killBird = (node: LabNode): Promise<unknown> =>
  must(`kill -9 $(${pidsOf(node)}); rm -f ${socket(node)}; ip -n ${node.net} route flush proto bird`);

/** What birdc answers; nothing where BIRD does not. */
export async function birdc(node: LabNode, question: string): Promise<string> {
  const { code, out } = await sh(`timeout 3 birdc -s ${socket(node)} ${question}`);
  return code === 0 ? out : '';
}

export const protocols = (lab: Lab): Promise<readonly string[]> => Promise.all(lab.nodes.map((node) => birdc(node, 'show protocols')));

/** Every BIRD runs, and each of its sessions is up. */
export async function settled(lab: Lab): Promise<boolean> {
  if (lab.store.backend !== 'bird') return true;
  const all = await protocols(lab);
  return all.every((text) => text !== '' && text.split('\n').every((line) => !/ BGP /.test(line) || /Established/.test(line)));
}
