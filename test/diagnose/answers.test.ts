/** What diagnose asks for it reads: a plausible answer to each command of `next` and of the checks of all causes. Invented. */

import { expect, test } from 'vitest';
import { commands } from '../../packages/core/src/diagnose/commands.js';
import type { Draft } from '../../packages/core/src/diagnose/draft.js';
import { readTexts } from '../../packages/core/src/diagnose/read.js';
import { causes } from '../../packages/core/src/diagnose/registry.gen.js';
import { nothing } from './nothing.js';

const asked = [
  ...new Set([
    ...commands.flatMap((command) => command.ask(nothing)?.command ?? []),
    ...causes.flatMap(({ harmless, remedy }) =>
      harmless ? [] : remedy({ seen: nothing, nodes: [], looks: new Map() }).verify.flatMap(({ command }) => command ?? []),
    ),
  ]),
];

type Answer = readonly [command: RegExp, answer: string, seen: (draft: Draft) => unknown];
const node = ({ nodes }: Draft) => [...nodes.values()][0];
const ping = (size: number, whole: number): string =>
  `PING 10.60.2.4 (10.60.2.4) ${size}(${whole}) bytes of data.\n${size + 8} bytes from 10.60.2.4: icmp_seq=1 ttl=62 time=0.9 ms\n\n--- 10.60.2.4 ping statistics ---\n1 packets transmitted, 1 received, 0% packet loss, time 0ms`;
const pods = `NAMESPACE     NAME                READY   STATUS    RESTARTS   AGE   IP         NODE   NOMINATED NODE   READINESS GATES
kube-system   calico-node-x7k2p   1/1     Running   0          9d    10.7.0.3   oak    <none>           <none>`;
const people = (): unknown => true;

const answers: readonly Answer[] = [
  [
    /-o jsonpath=.*InternalIP.*IPv4Address/,
    'oak 10.7.0.3 10.7.0.3/24\nelm 10.7.0.4 10.0.2.15/24',
    (draft) => draft.objects[1]?.calico === '10.0.2.15',
  ],
  [
    /-o jsonpath=.*get daemonset|^NS=.*show status$/,
    'Router ID is 10.7.0.3\nDaemon is up and running',
    (draft) => node(draft)?.routerIds[0],
  ],
  [/show protocols all$/, 'Mesh_10_7_0_4 BGP      master   up     08:01:02    Established   ', (draft) => node(draft)?.protocols[0]],
  [/bird6?\.cfg$/, 'router id 10.7.0.3;\ntemplate bgp bgp_template {\n  local as 64512;\n}', (draft) => node(draft)?.config[0]],
  [/get nodes -o jsonpath=.*IPv4Address/, 'oak 10.7.0.3/24\nelm 10.7.0.4/24', (draft) => draft.objects[1]?.calico === '10.7.0.4'],
  [
    /custom-columns=NAME:.metadata.name,PODCIDR/,
    'NAME   PODCIDR\noak    10.60.1.0/24\nelm    <none>',
    (draft) => draft.objects[0]?.podCidrs[0] === '10.60.1.0/24',
  ],
  [/custom-columns=NAME:.metadata.name,IPS/, 'NAME    IPS\nweb-5   10.60.1.4,fd00:60::4', people],
  [/get events/, 'shop   3m   Warning   FailedCreatePodSandBox   pod/web-5   No IPs available in pools: [10.60.0.0/24]', people],
  [/get pods|NAME.*READY/, pods, (draft) => draft.objects[0]?.node === 'oak'],
  [
    /--tail 300/,
    '[pod/calico-node-x7k2p/calico-node] 2026-03-01 08:00:00.000 [INFO][62] felix/summary.go 100: Summarising',
    (draft) => draft.logsOf.has('felix'),
  ],
  [
    /logs .*grep -i bpf/,
    '2026-03-01 08:00:00.000 [INFO][62] felix/int_dataplane.go 500: BPF enabled, starting BPF endpoint manager',
    people,
  ],
  [/calicoctl node status/, '| 10.7.0.4 | node-to-node mesh | up | 08:01:02 | Established |', (draft) => node(draft)?.peers[0]],
  [/^ip route/, '10.60.2.0/26 via 10.7.0.4 dev eth0 proto bird', (draft) => node(draft)?.routes[0]],
  [/ping .*-M do/, ping(1472, 1500), (draft) => node(draft)?.probes[0]?.size === 1500],
  [/ -- ping /, ping(56, 84), (draft) => node(draft)?.probes[0]?.pod],
  [/nstat/, 'TcpExtTCPMD5NotFound            12                 0.0\nIpExtReversePathFilter 1 0.0', (draft) => node(draft)?.counters[0]],
  [/iptables-save; sudo nft/, '-A INPUT -p tcp -m tcp --dport 179 -j DROP', (draft) => node(draft)?.firewall[0]],
  [/grep -c cali/, '0\n214', people],
  [/^sudo ss/, 'LISTEN 0 8 0.0.0.0:179 0.0.0.0:* users:(("bird",pid=71,fd=7))', (draft) => node(draft)?.sockets[0]],
  [
    /^ip -d link/,
    '2: eth0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc mq state UP mode DEFAULT group default qlen 1000',
    (draft) => node(draft)?.links[0],
  ],
  [
    /^ip addr/,
    '2: eth0: <BROADCAST,UP,LOWER_UP> mtu 1500 qdisc mq state UP\n    inet 10.7.0.3/24 brd 10.7.0.255 scope global eth0',
    (draft) => node(draft)?.addresses[0],
  ],
  [/^sysctl/, 'net.ipv4.ip_forward = 1\nnet.ipv4.conf.all.rp_filter = 0', (draft) => node(draft)?.sysctls[1]],
  [/^ip neigh/, '10.7.0.4 dev eth0 lladdr 52:54:00:00:00:04 FAILED', (draft) => node(draft)?.neighbours[0]],
  [/^bridge fdb/, '66:11:22:33:44:55 dev flannel.1 dst 10.7.0.4 self permanent', (draft) => node(draft)?.forwards[0]],
  [
    /calicoctl version/,
    'Client Version:    v3.30.1\nGit commit:        abcdef0\nCluster Version:   v3.28.2\nCluster Type:      k8s,bgp,kdd',
    people,
  ],
  [
    /calicoctl ipam/,
    '+----------+--------------+-----------+------------+-----------+\n| GROUPING |     CIDR     | IPS TOTAL | IPS IN USE | IPS FREE  |\n+----------+--------------+-----------+------------+-----------+\n| IP Pool  | 10.60.0.0/16 |     65536 | 12 (0%)    | 65524     |\n+----------+--------------+-----------+------------+-----------+',
    people,
  ],
  [
    /calicoctl get ippool -o wide/,
    'NAME   CIDR           NAT    IPIPMODE   VXLANMODE     DISABLED   DISABLEBGPEXPORT   SELECTOR\nmain   10.60.0.0/16   true   Never      CrossSubnet   false      false              all()',
    people,
  ],
  [
    /calicoctl get .*-o yaml/,
    'apiVersion: projectcalico.org/v3\nkind: IPPool\nmetadata:\n  name: main\nspec:\n  cidr: 10.60.0.0/16',
    (draft) => draft.configuration[0],
  ],
  [/wget|curl/, '<html><body>hello</body></html>', people],
  [
    /wg show/,
    'interface: wireguard.cali\n  public key: xTIBA5rboUvnH4htodjb6e697QjLERt1NAB4mZqp8Dg=\n  private key: (hidden)\n  listening port: 51820',
    people,
  ],
  [/terraform plan/, 'No changes. Your infrastructure matches the configuration.', people],
];

test.each(asked)('%s', (command) => {
  const [, answer, seen] = answers.find(([is]) => is.test(command)) ?? [];
  expect(answer, 'no plausible answer is written down for it').toBeDefined();
  const draft = readTexts([{ name: 'paste.txt', text: `root@oak:~# ${command.replace(/<[^>]*>/g, 'web-5')}\n${answer}\n` }]);
  expect(draft.unread).toEqual([]);
  expect(seen?.(draft), 'it is not seen').toBeTruthy();
});
