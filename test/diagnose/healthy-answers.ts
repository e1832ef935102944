/** What each command of diagnose answers on clusters where nothing is wrong, kind by kind. Names and addresses are invented. */

export type Kind = 'mesh' | 'ipip' | 'reflectors' | 'vxlan' | 'canal' | 'host-gw' | 'policy-only';
export const kinds: readonly Kind[] = ['mesh', 'ipip', 'reflectors', 'vxlan', 'canal', 'host-gw', 'policy-only'];

/** `id` is that of a command in commands.ts, or tells what else people paste. */
export type Pasted = { readonly id: string; readonly text: string };

const elm = { address: '10.34.7.22', block: '10.56.2.0', pod: '10.56.2.7' };
const fir = { address: '10.34.7.23', block: '10.56.3.0', pod: '10.56.3.9' };
const own = { address: '10.34.7.21', block: '10.56.1.0', pod: '10.56.1.4' };
const others = [elm, fir];

const speaksBgp = (kind: Kind): boolean => /^(?:mesh|ipip|reflectors)$/.test(kind);
const isCanal = (kind: Kind): boolean => /^(?:canal|host-gw)$/.test(kind);
/** The device of the tunnel, what it costs, and how routes go through it. */
const tunnels: Partial<Record<Kind, { readonly dev: string; readonly mtu: number; readonly port?: number; readonly id?: number }>> = {
  ipip: { dev: 'tunl0', mtu: 1480 },
  vxlan: { dev: 'vxlan.calico', mtu: 1450, port: 4789, id: 4096 },
  canal: { dev: 'flannel.1', mtu: 1450, port: 8472, id: 1 },
};

const at = (command: string, answer: string): string => `root@oak:~# ${command}\n${answer}\n`;

function routes(kind: Kind): string {
  const blocks: Record<Kind, (to: typeof elm) => string> = {
    mesh: ({ block, address }) => `${block}/26 via ${address} dev ens3 proto bird`,
    reflectors: ({ block, address }) => `${block}/26 via ${address} dev ens3 proto bird`,
    ipip: ({ block, address }) => `${block}/26 via ${address} dev tunl0 proto bird onlink`,
    vxlan: ({ block }) => `${block}/26 via ${block} dev vxlan.calico onlink`,
    canal: ({ block }) => `${block}/24 via ${block} dev flannel.1 onlink`,
    'host-gw': ({ block, address }) => `${block}/24 via ${address} dev ens3`,
    'policy-only': () => '',
  };
  return [
    'default via 10.34.7.1 dev ens3 proto dhcp src 10.34.7.21 metric 100',
    '10.34.7.0/24 dev ens3 proto kernel scope link src 10.34.7.21',
    ...(speaksBgp(kind) ? [`blackhole ${own.block}/26 proto bird`] : []),
    `${own.pod} dev ${kind === 'policy-only' ? 'eni5a1b2c3d4e5' : 'cali5a1b2c3d4e5'} scope link`,
    ...others.map(blocks[kind]).filter((line) => line !== ''),
    '172.17.0.0/16 dev docker0 proto kernel scope link src 172.17.0.1 linkdown',
  ].join('\n');
}

function status(kind: Kind): string {
  if (!speaksBgp(kind)) return 'Calico process is running.\n\nThe BGP backend process (BIRD) is not running.';
  const type = kind === 'reflectors' ? 'global' : 'node-to-node mesh';
  const rows = others.map(({ address }) => `| ${address} | ${type} | up | 2026-08-04 | Established |`);
  return `Calico process is running.\n\nIPv4 BGP status\n| PEER ADDRESS | PEER TYPE | STATE | SINCE | INFO |\n${rows.join('\n')}\n\nIPv6 BGP status\nNo IPv6 peers found.`;
}

const ping = (to: string, received: number, payload = 56): string =>
  [
    `PING ${to} (${to}) ${payload}(${payload + 28}) bytes of data.`,
    ...(received > 0 ? [`${payload + 8} bytes from ${to}: icmp_seq=1 ttl=62 time=0.41 ms`] : []),
    '',
    `--- ${to} ping statistics ---`,
    `2 packets transmitted, ${received} received, ${100 - 50 * received}% packet loss, time 1004ms`,
  ].join('\n');
const fromPod = (to: string, received: number): string =>
  at(`kubectl exec web-0 -- ping -c 2 -W 1 ${to}`, ping(to, received) + (received > 0 ? '' : '\ncommand terminated with exit code 1'));

function birdcl(kind: Kind, question: string, answer: string): string {
  const pod = isCanal(kind) ? 'canal-4kq9z' : 'calico-node-4kq9z';
  const asked = `kubectl -n kube-system exec ${pod} -c calico-node -- birdcl -s /var/run/calico/bird.ctl ${question}`;
  const missing =
    'Unable to connect to server control socket (/var/run/calico/bird.ctl): No such file or directory\ncommand terminated with exit code 1';
  return at(asked, speaksBgp(kind) ? answer : missing);
}

const protocols = `BIRD v0.3.3+birdv1.6.8 ready.
name     proto    table    state  since       info
kernel1  Kernel   master   up     2026-08-04
${others.map(({ address }) => `Mesh_${address.replaceAll('.', '_')} BGP      master   up     2026-08-04  Established\n  Description:    Connection to BGP peer\n  Routes:         1 imported, 1 exported, 1 preferred`).join('\n')}`;
const birdConfig = `router id 10.34.7.21;
template bgp bgp_template {
  local as 64512;
}
${others
  .map(
    ({ address }) =>
      `protocol bgp Mesh_${address.replaceAll('.', '_')} from bgp_template {\n  neighbor ${address} as 64512;\n  source address 10.34.7.21;\n}`,
  )
  .join('\n')}`;

function pods(kind: Kind): string {
  const name = isCanal(kind) ? 'canal' : 'calico-node';
  const ready = isCanal(kind) ? '2/2' : '1/1';
  const rows = [own, ...others].map(
    ({ address }, i) =>
      `kube-system   ${name}-${['4kq9z', 'b7w2d', 'xx5mn'][i]}   ${ready}     Running   1 (31d ago)   90d   ${address}   ${['oak', 'elm', 'fir'][i]}   <none>   <none>`,
  );
  return `NAMESPACE     NAME              READY   STATUS    RESTARTS   AGE   IP           NODE   NOMINATED NODE   READINESS GATES\n${rows.join('\n')}`;
}

const nodes = `NAME   STATUS   ROLES           AGE   VERSION   INTERNAL-IP   EXTERNAL-IP   OS-IMAGE             KERNEL-VERSION      CONTAINER-RUNTIME
oak    Ready    control-plane   90d   v1.30.4   10.34.7.21    <none>        Ubuntu 22.04.5 LTS   5.15.0-119-generic   containerd://1.7.20
elm    Ready    <none>          90d   v1.30.4   10.34.7.22    <none>        Ubuntu 22.04.5 LTS   5.15.0-119-generic   containerd://1.7.20
fir    Ready    <none>          90d   v1.30.4   10.34.7.23    <none>        Ubuntu 22.04.5 LTS   5.15.0-119-generic   containerd://1.7.20`;

const card = '2: ens3: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc mq state UP group default qlen 1000';

function devices(kind: Kind, detailed: boolean): string {
  const tunnel = tunnels[kind];
  const wraps =
    tunnel?.port === undefined
      ? ''
      : `    vxlan id ${tunnel.id} local ${own.address} dev ens3 srcport 0 0 dstport ${tunnel.port} nolearning`;
  return [
    card,
    detailed ? '' : '    inet 10.34.7.21/24 brd 10.34.7.255 scope global dynamic ens3',
    ...(tunnel ? [`7: ${tunnel.dev}: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu ${tunnel.mtu} qdisc noqueue state UNKNOWN group default`] : []),
    tunnel && !detailed ? `    inet ${own.block}/32 scope global ${tunnel.dev}` : wraps,
    `9: cali5a1b2c3d4e5@if3: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu ${tunnel?.mtu ?? 1500} qdisc noqueue state UP group default`,
  ]
    .filter((line) => line !== '')
    .join('\n');
}

/** Calico's and kube-proxy's own drops, and a host firewall that lets in what the network needs. */
const firewall = (kind: Kind): string => `*filter
:INPUT DROP [0:0]
:FORWARD DROP [0:0]
:OUTPUT ACCEPT [0:0]
:cali-INPUT - [0:0]
-A INPUT -m comment --comment "cali:Cz_u1IQiXIMmKD4c" -j cali-INPUT
-A INPUT -i lo -j ACCEPT
-A INPUT -s 10.34.7.0/24 -j ACCEPT
-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT
-A FORWARD -m comment --comment "cali:wUHhoiAYhphO9Mso" -j cali-FORWARD
-A KUBE-FIREWALL ! -s 127.0.0.0/8 -d 127.0.0.0/8 -m conntrack ! --ctstate RELATED,ESTABLISHED,DNAT -j DROP
${kind === 'vxlan' ? '-A cali-INPUT -p udp -m comment --comment "cali:abc" -m comment --comment "Drop IPv4 VXLAN packets from non-allowed hosts" -m multiport --dports 4789 -m addrtype --dst-type LOCAL -j DROP\n' : ''}-A cali-tw-cali5a1b2c3d4e5 -m comment --comment "Drop if no profiles matched" -j DROP
COMMIT`;

const felix = `[pod/calico-node-4kq9z/calico-node] 2026-09-01 08:00:00.000 [INFO][62] felix/summary.go 100: Summarising 12 dataplane reconciliation loops over 1m3s: avg=4ms longest=9ms ()`;

/** One answer, or several, to each command; and what else is pasted of a cluster of this kind. */
export function answersOf(kind: Kind): readonly Pasted[] {
  const tunnel = tunnels[kind];
  const payload = (tunnel?.mtu ?? 1500) - 28;
  const toNode = speaksBgp(kind)
    ? 'Connection to 10.34.7.22 179 port [tcp/bgp] succeeded!'
    : 'nc: connect to 10.34.7.22 port 179 (tcp) failed: Connection refused';
  const fdb = others.map(({ address }, i) => `66:0c:9a:11:22:3${i} dst ${address} self permanent`).join('\n');
  const all: Readonly<Record<string, string>> = {
    'node-status': at('sudo calicoctl node status', status(kind)),
    'node-status of 3.33': at('sudo calicoctl node status', 'Calico process is not running.'),
    'node-status in a pod': at(
      'kubectl exec -ti -n kube-system calicoctl -- /calicoctl node status',
      'Calico process is not running.\ncommand terminated with exit code 1',
    ),
    routes: at('ip route', routes(kind)),
    'ping-pods': fromPod(elm.pod, 2),
    'ping of a service': fromPod('10.96.0.10', 0),
    'ping of what lies outside': fromPod('9.9.9.9', 0),
    'ping of the DNS cache': fromPod('169.254.20.10', 0),
    'ping of the gateway from a pod': fromPod('10.34.7.1', 0),
    'ping of the gateway': at('ping -c 2 10.34.7.1', ping('10.34.7.1', 0)),
    'ping-nodes': at('ping -c 2 -W 1 10.34.7.22', ping('10.34.7.22', 2)),
    addresses: at('ip addr', devices(kind, false)),
    firewall: at('sudo iptables-save', firewall(kind)),
    sockets: at(
      'sudo ss -tlnp | grep -E ":179|bird"',
      speaksBgp(kind) ? 'LISTEN 0 8 0.0.0.0:179 0.0.0.0:* users:(("bird",pid=71,fd=7))' : '',
    ),
    'nc-179': at('nc -zv -w 2 10.34.7.22 179', toNode),
    'nc to a load balancer': at('nc -zv 10.34.7.200 179', 'nc: connect to 10.34.7.200 port 179 (tcp) failed: Connection refused'),
    links: at('ip -d link', devices(kind, true)),
    'ping-sizes': at(`kubectl exec web-0 -- ping -M do -c 2 -W 1 -s ${payload} ${elm.pod}`, ping(elm.pod, 2, payload)),
    'a ping larger than the pod may send': at(
      `kubectl exec web-0 -- ping -M do -c 1 -W 1 -s 1500 ${elm.pod}`,
      `PING ${elm.pod} (${elm.pod}) 1500(1528) bytes of data.\nping: local error: message too long, mtu=${tunnel?.mtu ?? 1500}\n\n--- ${elm.pod} ping statistics ---\n1 packets transmitted, 0 received, +1 errors, 100% packet loss, time 0ms`,
    ),
    packets: '',
    sysctl: at('sysctl net.ipv4.ip_forward net.ipv4.conf.all.rp_filter', 'net.ipv4.ip_forward = 1\nnet.ipv4.conf.all.rp_filter = 0'),
    counters: at('nstat -asz | grep -E "ReversePath|TCPMD5|Frag"', 'IpFragCreates                   0                  0.0'),
    neighbours: at('ip neigh', '10.34.7.22 dev ens3 lladdr 52:54:00:aa:00:22 REACHABLE\n10.34.7.99 dev ens3 FAILED'),
    fdb: at(
      'bridge fdb',
      tunnel?.port === undefined ? '33:33:00:00:00:01 dev ens3 self permanent' : fdb.replaceAll(' dst', ` dev ${tunnel.dev} dst`),
    ),
    'bird-status': birdcl(kind, 'show status', 'BIRD v0.3.3+birdv1.6.8\nRouter ID is 10.34.7.21\nDaemon is up and running'),
    'bird-protocols': birdcl(kind, 'show protocols all', protocols),
    'bird-config': at(
      'cat /etc/calico/confd/config/bird.cfg',
      speaksBgp(kind) ? birdConfig : 'cat: /etc/calico/confd/config/bird.cfg: No such file or directory',
    ),
    'kubernetes-pods': at("kubectl get pods -A -o wide | grep -E 'calico|canal|flannel|tigera'", pods(kind)),
    'kubernetes-nodes': at('kubectl get nodes -o wide', nodes),
    'log-calico-node': isCanal(kind) ? felix.replaceAll('calico-node-4kq9z', 'canal-4kq9z') : felix,
    'log-flannel': 'I0901 08:00:00.000000       1 main.go:379] Found network config - Backend type: vxlan',
    events: at('kubectl get events -A --field-selector type=Warning', 'No resources found'),
    'log-operator': '',
  };
  return Object.entries(all).flatMap(([id, text]) => (text === '' ? [] : [{ id, text }]));
}
