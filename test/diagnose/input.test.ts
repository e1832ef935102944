/** Every kind of input that `diagnose` reads: an output as people paste it, and what is seen in it. Names and addresses are invented. */
import { describe, expect, test } from 'vitest';
import { diagnose } from '../../packages/core/src/diagnose/diagnose.js';
import type { Draft } from '../../packages/core/src/diagnose/draft.js';
import { readTexts } from '../../packages/core/src/diagnose/read.js';

const read = (text: string, name = 'paste.txt'): Draft => readTexts([{ name, text }]);
type Facts = Record<string, unknown>;
type Kind =
  | 'peers'
  | 'probes'
  | 'routes'
  | 'firewall'
  | 'sockets'
  | 'links'
  | 'neighbours'
  | 'sysctls'
  | 'counters'
  | 'agent'
  | 'addresses'
  | 'forwards'
  | 'processes';

/** What is seen of all nodes of a text. */
const all = (draft: Draft, key: Kind): readonly Facts[] =>
  [...draft.nodes.values()].flatMap((node): readonly object[] => node[key]) as Facts[];
const only = (list: readonly object[], ...keys: string[]): readonly unknown[][] =>
  list.map((one) => keys.map((key) => (one as Facts)[key]));

describe('BGP', () => {
  test('a table whose cells old calicoctl wrapped, cut off after its last row', () => {
    const peers = all(
      read(`| 10.7.0.2     | node-to-node mesh | start | 08:01:02 | Active Socket: Connection      |
|              |                   |       |          | refused                        |
| 10.7.0.3     | node specific     | start | 08:01:02 | Idle BGP Error: Bad BGP        |
|              |                   |       |          | identifier                     |`),
      'peers',
    );
    expect(only(peers, 'address', 'info')).toEqual([
      ['10.7.0.2', 'Active Socket: Connection refused'],
      ['10.7.0.3', 'Idle BGP Error: Bad BGP identifier'],
    ]);
  });

  test('the style of go-pretty, with colours, tabs and ends of lines of Windows, quoted in a mail', () => {
    const row = '> \u001b[1m│\u001b[0m 10.7.0.4.port.178 │ global\t│ up    │ 08:01:02 │ Established │\r\n';
    expect(only(all(read(`> ╭──────╮\r\n${row}`), 'peers'), 'address', 'type', 'info')).toEqual([
      ['10.7.0.4.port.178', 'global', 'Established'],
    ]);
  });

  test.each([
    ['No IPv4 peers found.', 'no-peers'],
    ['  The BGP backend process (BIRD) is not running.', 'bird-down'],
    ['None of the BGP backend processes (BIRD or GoBGP) are running.', 'bird-down'],
    ["INFO: BIRDv4 process: 'bird' is not running.", 'bird-down'],
    ['Failed to connect to BIRD', 'socket-missing'],
    ['birdclient: failed to connect to bird socket /var/run/calico/bird.ctl', 'socket-missing'],
    ['Unable to connect to server control socket (/var/run/bird.ctl): No such file or directory', 'no-socket'],
    ['error executing command: read unix @->/var/run/calico/bird.ctl: i/o timeout', 'socket-timeout'],
  ])('%s', (text, says) => {
    expect(all(read(text), 'agent').map((one) => one['says'])).toEqual([says]);
  });

  test('protocols of BIRD are peers where no table of calicoctl is there', () => {
    const text = `BIRD v0.3.3+birdv1.6.8 ready.
name     proto    table    state  since       info
Mesh_10_7_0_2 BGP      master   start  08:01:02    Active        Socket: No route to host
Node_10_7_0_3_port_178 BGP master up 08:01:02    Established
Global_fd00_7__9 BGP   master   start  08:01:02    Connect
`;
    expect(only(all(read(text), 'peers'), 'address', 'type', 'info')).toEqual([
      ['10.7.0.2', 'node-to-node mesh', 'Active Socket: No route to host'],
      ['10.7.0.3.port.178', 'node specific', 'Established'],
      ['fd00:7::9', 'global', 'Connect'],
    ]);
  });

  test('CalicoNodeStatus, whole or from one of its lines on', () => {
    const text = `apiVersion: projectcalico.org/v3
kind: CalicoNodeStatus
metadata:
  name: ask
spec:
  classes: [Agent, BGP]
  node: birch
status:
  agent:
    birdV4:
      state: Ready
  bgp:
    numberEstablishedV4: 1
    peersV4:
    - peerIP: 10.7.0.2
      since: "08:01:02"
      state: Established
      type: NodeMesh
    - peerIP: 10.7.0.3
      state: Connect
      type: GlobalPeer
`;
    const draft = read(text);
    expect([...draft.nodes.keys()]).toEqual(['birch']);
    expect(only(all(draft, 'peers'), 'address', 'type', 'info')).toEqual([
      ['10.7.0.2', 'node-to-node mesh', 'Established'],
      ['10.7.0.3', 'global', 'Connect'],
    ]);
  });
});

test('CalicoNodeStatus in flow style', () => {
  const draft = read(`apiVersion: projectcalico.org/v3
kind: CalicoNodeStatus
metadata: {name: ask}
spec: {node: birch, classes: [Agent, BGP], updatePeriodSeconds: 10}
status:
  bgp:
    numberNotEstablishedV4: 1
    peersV4:
    - {peerIP: 10.7.0.2, type: NodeMesh, state: Established, since: "08:01:02"}
    - {peerIP: 10.7.0.3, type: GlobalPeer, state: Connect, since: "08:01:02"}
`);
  expect([...draft.nodes.keys()]).toEqual(['birch']);
  expect(only(all(draft, 'peers'), 'address', 'type', 'info')).toEqual([
    ['10.7.0.2', 'node-to-node mesh', 'Established'],
    ['10.7.0.3', 'global', 'Connect'],
  ]);
  expect(draft.unread).toEqual([]);
});

describe('code that markdown shows by four blanks', () => {
  const code = (lines: string): string => lines.replace(/^(?=.)/gm, '    ');
  test('prompts tell the node; what stands further left ends it', () => {
    const draft = read(
      `It fails since today.\n\n${code('root@birch:~# ip route\ndefault via 10.7.0.254 dev eth0\n\nroot@oak:~# ip route\ndefault via 10.7.0.253 dev eth0\n')}\nAny idea?\n`,
    );
    expect([...draft.nodes.keys()]).toEqual(['birch', 'oak']);
    expect(draft.nodes.get('oak')?.routes.map(({ via, quote }) => [via, quote.line])).toEqual([['10.7.0.253', 7]]);
  });
  test('a script in a ConfigMap is configuration', () => {
    const map = 'apiVersion: v1\nkind: ConfigMap\ndata:\n  run.sh: |\n    $ ip route\n    default via 10.7.0.254 dev eth0\n';
    expect(read(map).configuration.map(({ text }) => text)).toEqual([map]);
  });
});

describe('probes', () => {
  const probe = (text: string): unknown => only(all(read(text), 'probes'), 'to', 'port', 'result')[0];
  test.each([
    ['Connection to 10.7.0.2 179 port [tcp/bgp] succeeded!', 'answered'],
    ['Connection to 10.7.0.2 (10.7.0.2) 179 port [tcp/bgp] succeeded!', 'answered'],
    ['nc: connect to 10.7.0.2 port 179 (tcp) failed: Connection refused', 'refused'],
    ['nc: connect to 10.7.0.2 port 179 (tcp) timed out: Operation now in progress', 'lost'],
    ['nc: connect to 10.7.0.2 port 179 (tcp) failed: No route to host', 'no-route'],
    ['Ncat: Connected to 10.7.0.2:179.', 'answered'],
    ['$ ncat -zv 10.7.0.2 179\nNcat: Connection refused.', 'refused'],
    ['$ nc -zv -w 2 10.7.0.2 179\nNcat: TIMEOUT.', 'lost'],
    ['(UNKNOWN) [10.7.0.2] 179 (bgp) open', 'answered'],
    ['alder.example [10.7.0.2] 179 (bgp) : Connection timed out', 'lost'],
    ['10.7.0.2 (10.7.0.2:179) open', 'answered'],
    ['nc: 10.7.0.2 (10.7.0.2:179): Connection refused', 'refused'],
    ["/ # nc -w 2 10.7.0.2 179\nnc: can't connect to remote host (10.7.0.2): Connection refused", 'refused'],
    ['# nc -zv 10.7.0.2 179\nnc: timed out', 'lost'],
    ['$ telnet 10.7.0.2 179\nTrying 10.7.0.2...\ntelnet: Unable to connect to remote host: No route to host', 'no-route'],
    ['bash: line 1: /dev/tcp/10.7.0.2/179: Connection refused', 'refused'],
  ])('%s', (text, result) => {
    expect(probe(text)).toEqual(['10.7.0.2', 179, result]);
  });

  test('UDP says nothing', () => {
    expect(all(read('Connection to 10.7.0.2 4789 port [udp/*] succeeded!'), 'probes')).toEqual([]);
  });

  test.each([
    [
      'PING 10.7.0.2 (10.7.0.2) 1472(1500) bytes of data.\nping: local error: message too long, mtu=1450\n\n1 packets transmitted, 0 received, +1 errors, 100% packet loss, time 0ms',
      ['too-long', 1500, 1450],
    ],
    [
      '$ ping -M do -s 1422 -c1 birch\nPING birch (10.7.0.2) 1422(1450) bytes of data.\n1 packets transmitted, 0 received, 100% packet loss, time 0ms',
      ['lost', 1450, undefined],
    ],
    [
      'PING 10.7.0.2 (10.7.0.2): 56 data bytes\n64 bytes from 10.7.0.2: seq=0 ttl=62 time=0.4 ms\n\n1 packets transmitted, 1 packets received, 0% packet loss',
      ['answered', undefined, undefined],
    ],
    [
      'PING fd00:7::2(fd00:7::2) 1452 data bytes\nFrom fd00:7::1 icmp_seq=1 Packet too big: mtu=1400\n\n1 packets transmitted, 0 received, +1 errors',
      ['too-long', 1500, 1400],
    ],
    [
      'PING 10.7.0.2 (10.7.0.2) 56(84) bytes of data.\nFrom 10.7.0.1 icmp_seq=1 Destination Host Unreachable\n1 packets transmitted, 0 received, +1 errors',
      ['unreachable', undefined, undefined],
    ],
    [
      'PING 10.7.0.2 (10.7.0.2) 56(84) bytes of data.\n64 bytes from 10.7.0.2: icmp_seq=1 ttl=64 time=0.1 ms\n^C\nPING 10.7.0.3 (10.7.0.3) 56(84) bytes of data.',
      ['answered', undefined, undefined],
    ],
    ['$ ping 10.7.0.2\nping: connect: Network is unreachable', ['unreachable', undefined, undefined]],
  ])('%s', (text, expected) => {
    expect(only(all(read(text), 'probes'), 'result', 'size', 'pathMtu')[0]).toEqual(expected);
  });

  test('traceroute: the last hop answers, or nobody does', () => {
    const head = 'traceroute to 10.7.9.5 (10.7.9.5), 30 hops max, 60 byte packets\n 1  10.7.0.1 (10.7.0.1)  0.2 ms  0.2 ms\n';
    expect(only(all(read(`${head} 2  10.7.9.5 (10.7.9.5)  0.4 ms  0.3 ms\n`), 'probes'), 'to', 'result')).toEqual([
      ['10.7.9.5', 'answered'],
    ]);
    expect(only(all(read(`${head} 2  * * *\n 3  * * *\n`), 'probes'), 'to', 'result')).toEqual([['10.7.9.5', 'lost']]);
  });

  test('a command in a pod is a probe of the pod; one in calico-node is of its node, which a listing names', () => {
    const draft = read(`$ kubectl exec -it web-5 -n shop -- ping -c1 10.7.9.5
PING 10.7.9.5 (10.7.9.5) 56(84) bytes of data.
1 packets transmitted, 0 received, 100% packet loss, time 0ms
$ kubectl exec -n kube-system calico-node-x7k2p -c calico-node -- birdcl show status
Router ID is 10.7.0.3
$ kubectl get pods -n kube-system -o wide
NAME                READY   STATUS             RESTARTS      AGE   IP         NODE   NOMINATED NODE   READINESS GATES
calico-node-x7k2p   0/1     CrashLoopBackOff   5 (3m ago)    9d    10.7.0.3   oak    <none>           <none>
`);
    expect(only(all(draft, 'probes'), 'pod', 'result')).toEqual([['web-5', 'lost']]);
    expect(draft.nodes.get('oak')?.routerIds.map(({ value }) => value)).toEqual(['10.7.0.3']);
    expect(draft.objects.map(({ name, node, ready, status }) => [name, node, ready, status])).toEqual([
      ['calico-node-x7k2p', 'oak', false, 'CrashLoopBackOff'],
    ]);
  });
});

describe('firewalls', () => {
  const rules = (text: string): readonly unknown[][] =>
    all(read(text), 'firewall').map((rule) => [rule['hook'] ?? rule['chain'], rule['verdict'], rule['protocol'], rule['port']]);
  test.each([
    ['iptables-save', '-A INPUT -p tcp -m tcp --dport 179 -j DROP', [['INPUT', 'drop', 'tcp', 179]]],
    [
      'multiport',
      '-A INPUT -p tcp -m multiport --dports 22,179 -j REJECT',
      [
        ['INPUT', 'reject', 'tcp', 22],
        ['INPUT', 'reject', 'tcp', 179],
      ],
    ],
    ['counters', '[7:420] -A INPUT -p udp -m udp --dport 4789 -j DROP', [['INPUT', 'drop', 'udp', 4789]]],
    [
      '-L -n -v',
      'Chain INPUT (policy ACCEPT 0 packets, 0 bytes)\n    9   540 DROP       6    --  *      *       0.0.0.0/0            0.0.0.0/0            tcp dpt:179',
      [['INPUT', 'drop', 'tcp', 179]],
    ],
    [
      '-L',
      'Chain INPUT (policy ACCEPT)\ntarget     prot opt source               destination\nDROP       tcp  --  anywhere             anywhere             tcp dpt:bgp',
      [['INPUT', 'drop', 'tcp', 179]],
    ],
    [
      '-L --line-numbers',
      'Chain INPUT (policy ACCEPT)\n1    REJECT     udp  --  0.0.0.0/0  0.0.0.0/0  udp dpt:8472 reject-with icmp-port-unreachable',
      [['INPUT', 'reject', 'udp', 8472]],
    ],
    [
      'nft with a name of its own',
      'table inet guard {\n  chain from_outside {\n    type filter hook input priority filter; policy accept;\n    tcp dport { 22, 179 } counter packets 4 bytes 240 drop\n  }\n}',
      [
        ['input', 'drop', 'tcp', 22],
        ['input', 'drop', 'tcp', 179],
      ],
    ],
    ['policy of nft', 'chain x {\n type filter hook input priority 0; policy drop;\n}', [['input', 'drop', undefined, undefined]]],
    [
      'chain of a distribution',
      '-A INPUT -j ufw-user-input\n-A ufw-user-input -p tcp -m tcp --dport 179 -j DROP',
      [['INPUT', 'drop', 'tcp', 179]],
    ],
    [
      'what is not followed',
      '-A INPUT -m conntrack --ctstate INVALID -j DROP\n-A INPUT -m mark --mark 0x8000/0x8000 -j DROP\n-A INPUT ! -s 10.7.0.0/24 -p tcp --dport 179 -j DROP',
      [],
    ],
    ['what Felix and kube-proxy write', '-A KUBE-FIREWALL -j DROP\n-A cali-tw-cali1234 -j DROP', []],
  ])('%s', (_, text, expected) => {
    expect(rules(text)).toEqual(expected);
  });
});

describe('hosts', () => {
  test('routes as grep leaves them, IPv6, several next hops', () => {
    const routes = all(
      read(`$ ip route | grep bird
10.60.1.64/26 via 10.7.0.2 dev tunl0 proto bird onlink
blackhole 10.60.2.0/26 proto bird
$ ip route | grep 10.60.
10.60.2.7 dev cali0a1b2c3d4e5 scope link
$ ip -6 route
default via fe80::1 dev eth0 proto ra metric 100
fd00:60:1::/122 via fd00:7::2 dev eth0 proto bird metric 1024
10.60.3.0/26 proto bird
	nexthop via 10.7.0.3 dev eth0 weight 1
	nexthop via 10.7.0.4 dev eth0 weight 1
`),
      'routes',
    );
    expect(only(routes, 'to', 'kind', 'via', 'proto')).toEqual([
      ['10.60.1.64/26', 'unicast', '10.7.0.2', 'bird'],
      ['10.60.2.0/26', 'blackhole', undefined, 'bird'],
      ['10.60.2.7/32', 'unicast', undefined, undefined],
      ['::/0', 'unicast', 'fe80::1', 'ra'],
      ['fd00:60:1::/122', 'unicast', 'fd00:7::2', 'bird'],
      ['10.60.3.0/26', 'unicast', '10.7.0.3', 'bird'],
      ['10.60.3.0/26', 'unicast', '10.7.0.4', 'bird'],
    ]);
  });

  test('links with VXLAN, indented as a list is', () => {
    const draft = read(`    5: vxlan.calico: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1450 qdisc noqueue state UNKNOWN
        link/ether 66:aa:bb:cc:dd:01 brd ff:ff:ff:ff:ff:ff
        vxlan id 4096 local 10.7.0.1 dev eth0 srcport 0 0 dstport 4789 nolearning
        inet 10.60.2.0/32 scope global vxlan.calico
        inet6 fd00:60::1/128 scope global`);
    expect(all(draft, 'links')).toMatchObject([{ name: 'vxlan.calico', mtu: 1450, vxlan: { id: 4096, port: 4789, local: '10.7.0.1' } }]);
    expect(only(all(draft, 'addresses'), 'address', 'bits')).toEqual([
      ['10.60.2.0', 32],
      ['fd00:60::1', 128],
    ]);
  });

  test.each([
    [
      'sockets',
      'LISTEN 0      8            0.0.0.0:179       0.0.0.0:*    users:(("bird",pid=9,fd=7))',
      { port: 179, process: 'bird', state: 'LISTEN' },
    ],
    ['sockets', 'tcp   LISTEN 0  8  [::]:179  [::]:*', { port: 179, protocol: 'tcp' }],
    [
      'sockets',
      'tcp        0      0 0.0.0.0:179             0.0.0.0:*               LISTEN      1234/bird',
      { port: 179, process: 'bird' },
    ],
    ['sockets', 'udp   UNCONN 0  0  0.0.0.0:4789  0.0.0.0:*', { port: 4789, protocol: 'udp' }],
    ['sysctls', 'net.ipv4.ip_forward = 0', { key: 'net.ipv4.ip_forward', value: '0' }],
    ['sysctls', '/proc/sys/net/ipv4/conf/all/rp_filter:1', { key: 'net.ipv4.conf.all.rp_filter', value: '1' }],
    ['sysctls', '$ cat /proc/sys/net/ipv4/ip_forward\n1', { key: 'net.ipv4.ip_forward', value: '1' }],
    ['counters', 'TcpExtTCPMD5NotFound            4                  0.0', { key: 'TcpExtTCPMD5NotFound', value: '4' }],
    ['neighbours', '10.7.0.2 dev eth0  FAILED', { address: '10.7.0.2', state: 'FAILED' }],
    ['neighbours', 'fd00:7::2 dev eth0  INCOMPLETE', { address: 'fd00:7::2', state: 'INCOMPLETE' }],
    [
      'neighbours',
      '10.7.0.2                         (incomplete)                              eth0',
      { address: '10.7.0.2', state: 'INCOMPLETE' },
    ],
    ['forwards', '66:aa:bb:cc:dd:02 dev vxlan.calico dst 10.7.0.2 self permanent', { dev: 'vxlan.calico', to: '10.7.0.2' }],
    [
      'processes',
      'root      4242  0.3  0.1 1234 567 ?  Sl  08:01  0:07 bird -R -s /var/run/calico/bird.ctl -d -c /etc/calico/confd/config/bird.cfg',
      { key: 'bird' },
    ],
  ] as const)('%s: %s', (key, text, expected) => {
    expect(all(read(text), key)).toMatchObject([expected]);
  });

  test('an answer that is empty was an answer', () => {
    const draft = read('root@larch:~# sudo iptables-save\nroot@larch:~# ss -tlnp\n[core@larch ~]$ ip r | grep bird\n');
    expect([...(draft.nodes.get('larch')?.outputs ?? [])].sort()).toEqual(['firewall', 'routes', 'sockets']);
  });

  test('a machine that a command names', () => {
    const draft = read(
      '$ ssh admin@larch sudo ip route\n10.60.1.64/26 via 10.7.0.2 dev eth0 proto bird\n$ kubectl debug node/yew -it --image=busybox -- chroot /host ip route\n10.60.2.64/26 via 10.7.0.1 dev eth0 proto bird\n',
    );
    expect([...draft.nodes].map(([name, { routes }]) => [name, routes.map(({ to }) => to)])).toEqual([
      ['larch', ['10.60.1.64/26']],
      ['yew', ['10.60.2.64/26']],
    ]);
  });
});

describe('Kubernetes', () => {
  const objects = (text: string): readonly unknown[][] => only(read(text).objects, 'kind', 'name', 'addresses', 'calico', 'podCidrs');
  test('nodes as a table, with names and addresses alone, as JSON, as YAML in a list, described', () => {
    expect(
      objects(
        'NAME   STATUS     ROLES           AGE   VERSION   INTERNAL-IP   EXTERNAL-IP   OS-IMAGE\noak    NotReady   control-plane   9d    v1.31.2   10.7.0.3      <none>        Debian',
      ),
    ).toEqual([['node', 'oak', ['10.7.0.3'], undefined, []]]);
    expect(objects('oak\t10.7.0.3\t172.17.0.1/16\nelm\t10.7.0.4\t172.17.0.1/16')).toEqual([
      ['node', 'oak', ['10.7.0.3'], '172.17.0.1', []],
      ['node', 'elm', ['10.7.0.4'], '172.17.0.1', []],
    ]);
    expect(objects('nameserver 10.96.0.10\n')).toEqual([]);
    const yaml = `apiVersion: v1
items:
- apiVersion: v1
  kind: Node
  metadata:
    annotations:
      projectcalico.org/IPv4Address: 10.0.2.15/24
    name: oak
    ownerReferences:
    - apiVersion: example.org/v1
      kind: Machine
      name: not-a-node
  spec:
    podCIDR: 10.60.3.0/24
  status:
    addresses:
    - address: 10.7.0.3
      type: InternalIP
    - address: oak
      type: Hostname
kind: List
`;
    const expected = [['node', 'oak', ['10.7.0.3'], '10.0.2.15', ['10.60.3.0/24']]];
    expect(objects(yaml)).toEqual(expected);
    expect(
      objects(`{
    "apiVersion": "v1",
    "kind": "Node",
    "metadata": {
        "annotations": {
            "projectcalico.org/IPv4Address": "10.0.2.15/24"
        },
        "name": "oak"
    },
    "spec": {
        "podCIDR": "10.60.3.0/24"
    },
    "status": {
        "addresses": [
            {
                "address": "10.7.0.3",
                "type": "InternalIP"
            }
        ]
    }
}
`),
    ).toEqual(expected);
    expect(
      objects(`Name:               oak
Annotations:        projectcalico.org/IPv4Address: 10.0.2.15/24
Addresses:
  InternalIP:  10.7.0.3
PodCIDR:                      10.60.3.0/24
`),
    ).toEqual(expected);
  });
});

describe('what the API server tells is evidence', () => {
  const first = (text: string): string | undefined => diagnose({ texts: [{ name: 'paste.txt', text }] }).causes[0]?.id;
  test('one address of Calico on two nodes', () => {
    expect(first('oak\t10.7.0.3\t172.17.0.1/16\nelm\t10.7.0.4\t172.17.0.1/16')).toBe('duplicate-node-address');
  });
  test('one pod CIDR on two nodes', () => {
    const node = (name: string, at: string): string =>
      `apiVersion: v1\nkind: Node\nmetadata:\n  name: ${name}\nspec:\n  podCIDR: 10.60.3.0/24\nstatus:\n  addresses:\n  - address: ${at}\n    type: InternalIP\n`;
    expect(first(`${node('oak', '10.7.0.3')}---\n${node('elm', '10.7.0.4')}`)).toBe('duplicate-pod-cidr');
  });
  test('flannel announces another card', () => {
    expect(
      first(
        'Name:               oak\nAnnotations:        flannel.alpha.coreos.com/public-ip: 192.168.77.3\nAddresses:\n  InternalIP:  10.7.0.3\n',
      ),
    ).toBe('flannel-interface');
  });
});

describe('logs', () => {
  const hits = (text: string): readonly unknown[][] => only(read(text).logs, 'signature');
  test.each([
    ['2026-03-01 08:00:00.000 [ERROR][62] felix/daemon.go 491: Failed to connect to Typha. Retrying...', 'typha-none'],
    [
      "[pod/calico-node-x7k2p/calico-node] 2026-03-01 08:00:00.000 [FATAL][8] startup/startup.go 404: Couldn't autodetect an IPv4 address",
      'no-address-detected',
    ],
    ['{"level":"error","ts":"2026-03-01T08:00:00Z","msg":"Failed to create VXLAN device","error":"file \\"exists\\""}', 'vxlan-device'],
    [
      '2026-03-01T08:00:00.123456789Z stderr F E0301 08:00:00.123456       1 main.go:332] Error registering network: failed to acquire lease: node "oak" pod cidr not assigned',
      'flannel-pod-cidr',
    ],
    ['bird: BGP: Unexpected connect from unknown address 10.7.0.9 (port 41231)', 'unexpected-connect'],
    [
      'Warning  FailedCreatePodSandBox  3m  kubelet  error adding container: failed to request IPv4 addresses: No IPs available in pools: [10.60.0.0/24]',
      'no-addresses-left',
    ],
    [
      '  Warning  Unhealthy  4m  kubelet  Readiness probe failed: calico/node is not ready: BIRD is not ready: BGP not established with 10.7.0.2',
      'bgp-not-established',
    ],
  ])('%s', (text, signature) => {
    expect(hits(text)).toEqual([[signature]]);
  });

  test('what a node says thousands of times is kept a few times; what it says once after that is seen', () => {
    const says = (at: string): string =>
      `2026-03-01 08:00:00.000 [INFO][62] monitor-addresses/autodetection_methods.go 103: Using autodetected IPv4 address on interface ${at}\n`;
    const draft = read(`${says('ens3: 10.7.0.3/24').repeat(2000)}${says('docker0: 172.17.0.1/16')}`);
    const count = (id: string): number => draft.logs.filter(({ signature }) => signature === id).length;
    expect(count('autodetected-address')).toBeLessThan(10);
    expect(draft.logs.map(({ signature, quote }) => [signature, quote.line])).toContainEqual(['autodetected-bridge', 2001]);
  });

  test('a line between thousands that say nothing', () => {
    const dull = '2026-03-01 08:00:00.000 [INFO][62] felix/summary.go 100: Summarising 11 dataplane reconciliation loops over 1m3.1s\n';
    const draft = read(
      `${dull.repeat(3000)}2026-03-01 08:00:01.000 [WARNING][62] felix/int_dataplane.go 1821: Configured MTU is larger than detected host interface MTU\n${dull.repeat(3000)}`,
    );
    expect(draft.logs.map(({ signature, quote }) => [signature, quote.line])).toEqual([['mtu-above-host', 3001]]);
    expect([...draft.logsOf]).toEqual(['felix']);
    expect(draft.unread).toEqual([]);
  });
});

test('results of Prometheus, as text and as the answer of its API', () => {
  const text = 'felix_resync_state{instance="10.7.0.3:9091",job="felix"} 2\n';
  const json =
    '{"status":"success","data":{"resultType":"vector","result":[{"metric":{"__name__":"felix_resync_state","instance":"10.7.0.3:9091"},"value":[1772352000,"2"]}]}}\n';
  for (const one of [text, json]) expect(all(read(one), 'counters')).toMatchObject([{ key: 'felix_resync_state', value: '2' }]);
});

describe('configuration', () => {
  const pool = 'apiVersion: projectcalico.org/v3\nkind: IPPool\nmetadata:\n  name: main\nspec:\n  cidr: 10.60.0.0/16\n';
  test('a file from end to end, whatever its name; Terraform is called so', () => {
    expect(read(pool, 'what').configuration).toEqual([{ name: 'what', text: pool }]);
    expect(read('calico_vxlan_mode: Always\n', 'x').configuration).toHaveLength(1);
    expect(read('resource "aws_instance" "n" {\n  ami = "x"\n}\n', 'x.txt').configuration.map(({ name }) => name)).toEqual(['x.txt.tf']);
  });
  test('between outputs: it keeps its lines', () => {
    const [found] = read(
      `$ ip route\n10.60.1.64/26 via 10.7.0.2 dev eth0 proto bird\n$ kubectl get ippool -o yaml\n${pool}$ ip route\n`,
    ).configuration;
    expect(found?.text.split('\n').indexOf('kind: IPPool')).toBe(4);
  });
  test('a file that was pasted twice is one', () => {
    expect(read(`before\n${pool}$ cat pool.yaml\n${pool}`).configuration[0]?.text.match(/kind: IPPool/g)).toHaveLength(1);
    expect(
      readTexts([
        { name: 'a', text: pool },
        { name: 'b', text: pool },
      ]).configuration,
    ).toHaveLength(1);
  });
  test('an output is none', () => {
    expect(read('default via 10.7.0.254 dev eth0\n10.7.0.0/24 dev eth0 proto kernel\n').configuration).toEqual([]);
    expect(read('net.ipv4.ip_forward = 1\n').configuration).toEqual([]);
  });
});

describe('what is not understood', () => {
  test('a file of which nothing is known', () => {
    expect(read('lorem ipsum dolor\nsit amet\n').unread).toEqual([{ file: 'paste.txt', reason: 'nothing in it is known' }]);
    expect(read('\0\u0001\u0002\n').unread).toEqual([{ file: 'paste.txt', reason: 'not text' }]);
  });
  test('more places than are listed: all are counted', () => {
    const { unread } = read('who knows\ndefault via 10.7.0.254 dev eth0\n'.repeat(30));
    expect(unread).toHaveLength(21);
    expect(unread[20]).toMatchObject({ line: 41, to: 59, blocks: 10 });
  });
  test('lines between outputs', () => {
    expect(read('$ ip route\ndefault via 10.7.0.254 dev eth0\nhm, odd\nand odder\n\n$ ss -tlnp\nState  Recv-Q Send-Q\n').unread).toEqual([
      { file: 'paste.txt', line: 3, to: 4, reason: 'not understood' },
    ]);
  });
});

test('a text in pieces says what it says at once', () => {
  const text = `$ ip route\n10.60.1.64/26 via 10.7.0.2 dev eth0 proto bird\nbird: BGP: Unexpected connect from unknown address 10.7.0.9 (port 41231)\n`;
  expect(read(text).nodes.get('')?.routes).toHaveLength(1);
});

test('dual stack: a node has an address of each family, and one row of the matrix', () => {
  const table = (four: string, six: string, info: string): string =>
    `Calico process is running.\n\nIPv4 BGP status\n| ${four} | node-to-node mesh | up | 07:01:22 | Established |\n\nIPv6 BGP status\n| ${six} | node-to-node mesh | start | 07:01:22 | ${info} |\n`;
  const answer = diagnose({
    texts: [
      { name: 'oak/status.txt', text: table('10.7.0.4', 'fd00:7::4', 'Active Socket: Network is unreachable') },
      { name: 'elm/status.txt', text: table('10.7.0.3', 'fd00:7::3', 'Passive') },
    ],
  });
  expect(answer.matrix).toEqual({
    nodes: [
      { name: 'oak', address: '10.7.0.3', given: true },
      { name: 'elm', address: '10.7.0.4', given: true },
    ],
    states: [
      ['·', 'up/unreach'],
      ['up/passive', '·'],
    ],
  });
});

test('a variable with a number is no sample of a metric, and its folder no node', () => {
  const { nodes } = readTexts([{ name: 'inventory/group_vars/all/net.yml', text: 'calico_pool_blocksize: 26\ncalico_mtu: 1450\n' }]);
  expect([...nodes.keys()]).toEqual([]);
});

test('networks among variables are no nodes', () => {
  const text =
    'kube_network_plugin: calico\nkube_service_addresses: 10.61.0.0/18\nkube_pods_subnet: 10.60.0.0/18\npods: 10.60.0.0/18\nservices: 10.61.0.0/18\n';
  expect(read(text).objects).toEqual([]);
  expect(read(text).configuration.map(({ text: whole }) => whole)).toEqual([text]);
});
