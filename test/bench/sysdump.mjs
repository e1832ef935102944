// A dump of a large cluster, as a collector packs it: per node the table of calicoctl, routes, addresses, neighbours, the firewall of kube-proxy and
// Felix, and a log. One node drops TCP port 179. Invented and generated, the same bytes each time.
import { once } from 'node:events';
import { createWriteStream, statSync } from 'node:fs';
import { createGzip } from 'node:zlib';
import { peakOf } from './measure.mjs';

const megabyte = 1e6;
const goals = { seconds: 10, memory: 500 };

/** Writes the archive, and answers how many bytes it unpacks to. `size`: about so many bytes for each node. */
export async function writeDump(path, { nodes, size }) {
  const gzip = createGzip({ level: 1 });
  const file = createWriteStream(path);
  gzip.pipe(file);
  let bytes = 0;
  const add = async (name, text) => {
    const content = Buffer.from(text);
    const padding = Buffer.alloc((512 - (content.length % 512)) % 512);
    bytes += 512 + content.length + padding.length;
    if (!gzip.write(Buffer.concat([header(name, content.length), content, padding]))) await once(gzip, 'drain');
  };
  for (let i = 0; i < nodes; i++) {
    const folder = `dump/nodes/${name(i)}`;
    let left = size;
    for (const [file, make] of Object.entries(outputs)) {
      const text = make(i, nodes, left);
      left -= text.length;
      await add(`${folder}/${file}`, text);
    }
  }
  gzip.end(Buffer.alloc(1024));
  await once(file, 'close');
  return bytes;
}

/** ustar, as tar writes it (POSIX.1-1988). */
function header(name, size) {
  const block = Buffer.alloc(512);
  block.write(name, 0);
  block.write('0000644\0', 100);
  block.write(`${size.toString(8).padStart(11, '0')}\0`, 124);
  block.write('00000000000\0', 136);
  block.write('        0', 148);
  block.write('ustar\x0000', 257);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return block;
}

const name = (i) => `node-${String(i).padStart(3, '0')}`;
const address = (i) => `10.20.${i >> 8}.${(i & 255) + 1}`;
const block = (i) => `10.${128 + (i >> 8)}.${i & 255}.0/26`;
const pod = (i, n) => `10.${128 + (i >> 8)}.${i & 255}.${n + 2}`;
const all = (count, make) => Array.from({ length: count }, (_, i) => make(i)).join('');
/** The node with the smallest address waits for all others: it is the one that a firewall cuts off. */
const blocked = 0;

const outputs = {
  'calicoctl-node-status.txt': (i, nodes) =>
    `Calico process is running.\n\nIPv4 BGP status\n| PEER ADDRESS |     PEER TYPE     | STATE |  SINCE   |    INFO     |\n${all(
      nodes,
      (j) => (j === i ? '' : `| ${address(j).padEnd(12)} | node-to-node mesh | ${state(i, j)} |\n`),
    )}\nIPv6 BGP status\nNo IPv6 peers found.\n`,
  'ip-route.txt': (i, nodes) =>
    `default via 10.20.255.254 dev eth0\n10.20.0.0/16 dev eth0 proto kernel scope link src ${address(i)}\nblackhole ${block(i)} proto bird\n${all(
      30,
      (n) => `${pod(i, n)} dev cali${(i * 64 + n).toString(16).padStart(11, '0')} scope link\n`,
    )}${all(nodes, (j) => (j === i || i === blocked || j === blocked ? '' : `${block(j)} via ${address(j)} dev eth0 proto bird\n`))}`,
  'ip-addr.txt': (i) =>
    `2: eth0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc mq state UP group default\n    link/ether 52:54:00:00:${hex(i >> 8)}:${hex(i)} brd ff:ff:ff:ff:ff:ff\n    inet ${address(i)}/16 brd 10.20.255.255 scope global eth0\n${all(
      30,
      (n) =>
        `${n + 3}: cali${(i * 64 + n).toString(16).padStart(11, '0')}@if3: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UP group default\n    link/ether ee:ee:ee:ee:ee:ee brd ff:ff:ff:ff:ff:ff\n`,
    )}`,
  'ip-neigh.txt': (i, nodes) =>
    all(nodes, (j) => (j === i ? '' : `${address(j)} dev eth0 lladdr 52:54:00:00:${hex(j >> 8)}:${hex(j)} REACHABLE\n`)),
  'iptables-save.txt': (i) =>
    `*filter\n:INPUT ACCEPT [0:0]\n:FORWARD ACCEPT [0:0]\n${i === blocked ? '-A INPUT -p tcp -m tcp --dport 179 -j DROP\n' : ''}${all(
      3000,
      (n) =>
        `-A KUBE-SERVICES -d 172.16.${n >> 8}.${n & 255}/32 -p tcp -m comment --comment "shop/web-${n}:http cluster IP" -m tcp --dport 80 -j KUBE-SVC-${n.toString(36).padStart(16, 'A').toUpperCase()}\n`,
    )}${all(2000, (n) => `-A cali-tw-cali${n.toString(16).padStart(11, '0')} -m comment --comment "cali:Xb${n}" -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n`)}COMMIT\n`,
  'calico-node.log': (i, _, left) => {
    const lines = [];
    for (let [n, length] = [0, 0]; length < left; n++) {
      const line = `2026-03-01 ${clock(n)}.${String(n % 1000).padStart(3, '0')} [INFO][62] ${sayings[(n * 7 + i) % sayings.length].replace('#', n)}\n`;
      lines.push(line);
      length += line.length;
    }
    return lines.join('');
  },
};

const hex = (n) => (n & 255).toString(16).padStart(2, '0');
const clock = (n) => [(n / 3600) % 24, (n / 60) % 60, n % 60].map((part) => String(Math.floor(part)).padStart(2, '0')).join(':');
/** Who has the greater address as text dials. */
function state(i, j) {
  if (i !== blocked && j !== blocked) return 'up    | 08:01:04 | Established';
  return `start | 08:01:04 | ${address(i) > address(j) ? 'Connect    ' : 'Passive    '}`;
}

const sayings = [
  'felix/summary.go 100: Summarising 11 dataplane reconciliation loops over 1m3.1s: avg=#ms longest=67ms ()',
  'felix/int_dataplane.go 1260: Linux interface state changed. ifIndex=# ifaceName="cali0" state="up"',
  'felix/route_table.go 1185: Failed to access interface because it doesn\'t exist. error=Link not found ifaceName="cali#" ifaceRegex="^cali.*" ipVersion=0x4',
  'felix/calc_graph.go 507: Local endpoint updated id=WorkloadEndpoint(node=n, orchestrator=k8s, workload=shop/web-#, name=eth0)',
  'monitor-addresses/autodetection_methods.go 103: Using autodetected IPv4 address on interface eth0: 10.20.0.#/16',
  'confd/client.go 995: Recompute BGP peerings: HostBGPConfig(node=n; name=ip_addr_v4) updated #',
];

/** How long the command takes for the dump, and what it needs; its answer must be right. */
export function measured(command, path, bytes) {
  const { bytes: peak, wall } = peakOf([command, 'diagnose', '--format', 'json', path]);
  return [
    ['diagnose: dump', `${(bytes / megabyte).toFixed(0)} MB, packed ${(statSync(path).size / megabyte).toFixed(0)} MB`, '≤ 1 GB'],
    ['diagnose: time', `${(wall / 1000).toFixed(1)} s, ${(bytes / megabyte / (wall / 1000)).toFixed(0)} MB/s`, `≤ ${goals.seconds} s`],
    ['diagnose: memory', `${Math.round(peak / megabyte)} MB`, `≤ ${goals.memory} MB`],
  ];
}
