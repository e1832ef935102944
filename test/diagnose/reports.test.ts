/** What stands in reports of people: tables of net-tools, captures, questions for names, logs of several pods, and prose. All invented. */
import { describe, expect, test } from 'vitest';
import { diagnose } from '../../packages/core/src/diagnose/diagnose.js';
import { claimsOf } from '../../packages/core/src/diagnose/prose.js';
import { readTexts } from '../../packages/core/src/diagnose/read.js';
import type { NodeSeen } from '../../packages/core/src/diagnose/seen.js';

const nodes = (text: string): readonly NodeSeen[] => [...readTexts([{ name: 'report.txt', text }]).nodes.values()];
const first = (text: string): string | undefined => diagnose({ texts: [{ name: 'report.txt', text }] }).causes[0]?.id;

describe('route -n and netstat -rn', () => {
  test('gateways, host routes, blackholes and rejecting routes', () => {
    const routes = nodes(`otter ~ $ route -n
Kernel IP routing table
Destination     Gateway         Genmask         Flags Metric Ref    Use Iface
0.0.0.0         10.71.3.1       0.0.0.0         UG    100    0        0 bond0
10.222.1.64     0.0.0.0         255.255.255.192 U     0      0        0 *
10.222.1.70     0.0.0.0         255.255.255.255 UH    0      0        0 cali0123456789a
10.222.2.0      10.71.3.12      255.255.255.192 UG    0      0        0 tunl0
10.222.9.0      -               255.255.255.0   !     0      -        0 -
`).flatMap((node) => node.routes);
    expect(routes.map(({ to, kind, via, dev }) => [to, kind, via, dev])).toEqual([
      ['0.0.0.0/0', 'unicast', '10.71.3.1', 'bond0'],
      ['10.222.1.64/26', 'blackhole', undefined, undefined],
      ['10.222.1.70/32', 'unicast', undefined, 'cali0123456789a'],
      ['10.222.2.0/26', 'unicast', '10.71.3.12', 'tunl0'],
      ['10.222.9.0/24', 'unreachable', undefined, undefined],
    ]);
  });

  test('names instead of numbers, and IPv6', () => {
    const [node] = nodes(`Destination     Gateway         Genmask         Flags   MSS Window  irtt Iface
default         10.71.3.1       0.0.0.0         UG        0 0          0 eth0
link-local      *               255.255.0.0     U         0 0          0 eth0
fd00:222:2::/122               fd00:71::12                UG   1024 0     0 eth0
`);
    expect(node?.routes.map(({ to, via }) => [to, via])).toEqual([
      ['0.0.0.0/0', '10.71.3.1'],
      ['fd00:222:2::/122', 'fd00:71::12'],
    ]);
  });

  test('no protocol is told, so none of its routes counts as left by hand, and a way to another node is one', () => {
    const text = (way: string): string => `otter ~ $ route -n
10.71.3.0       0.0.0.0         255.255.255.0   U     0      0        0 eth0
10.222.1.70     0.0.0.0         255.255.255.255 UH    0      0        0 cali0123456789a
${way}
otter ~ $ calicoctl node status
| 10.71.3.12 | node-to-node mesh | up | 08:01:02 | Established |
`;
    const signs = (way: string): string =>
      JSON.stringify(diagnose({ texts: [{ name: 'a.txt', text: text(way) }] }).causes.flatMap(({ evidence }) => evidence));
    const there = '10.222.2.0      10.71.3.12      255.255.255.192 UG    0      0        0 eth0';
    expect(signs(there)).not.toMatch(/by neither|no route to the pods/);
    expect(signs('')).toContain('no route to the pods of any other node');
  });
});

describe('tcpdump', () => {
  const packets = (text: string): readonly (readonly unknown[])[] =>
    nodes(text).flatMap((node) => node.packets.map(({ kind, tunnel, outer, checksum }) => [kind, tunnel, outer?.to, checksum]));

  test('VXLAN in two lines, with -v in more', () => {
    expect(
      packets(`12:00:01.000001 IP 10.71.3.11.40001 > 10.71.3.12.4789: VXLAN, flags [I] (0x08), vni 4096
IP 10.222.1.4.51000 > 10.222.2.4.53: Flags [S], seq 1, win 64240, length 0
12:00:02.000001 IP (tos 0x0, ttl 64, id 1, offset 0, flags [none], proto UDP (17), length 134)
    10.71.3.12.40002 > 10.71.3.11.4789: [bad udp cksum 0x1111 -> 0x2222!] VXLAN, flags [I] (0x08), vni 4096
IP (tos 0x0, ttl 63, id 2, offset 0, flags [DF], proto ICMP (1), length 84)
    10.222.2.4 > 10.222.1.4: ICMP echo reply, id 7, seq 1, length 64
3 packets captured
`),
    ).toEqual([
      ['outer', 'vxlan', undefined, undefined],
      ['syn', 'vxlan', '10.71.3.12', undefined],
      ['outer', 'vxlan', undefined, 'bad'],
      ['echo-reply', 'vxlan', '10.71.3.11', undefined],
    ]);
  });

  test('IPIP in one line, cards named by -i any', () => {
    expect(
      packets(`12:00:01.000001 eth0  Out IP 10.71.3.11 > 10.71.4.12: IP 10.222.1.4 > 10.222.2.4: ICMP echo request, id 7, seq 1, length 64 (ipip-proto-4)
12:00:01.000001 IP 10.71.3.11.44444 > 10.71.4.12.22: Flags [P.], ack 1, length 36
`),
    ).toEqual([
      ['echo-request', 'ipip', '10.71.4.12', undefined],
      ['tcp', undefined, undefined, undefined],
    ]);
  });

  const pair = (n: number, from: string, to: string, what: string): string =>
    `12:00:0${n}.000001 IP 10.71.3.1${from}.4000${n} > 10.71.3.1${to}.4789: VXLAN, flags [I] (0x08), vni 4096\nIP ${what}\n`;
  const ask = (n: number): string => pair(n, '1', '2', '10.222.1.4 > 10.222.2.4: ICMP echo request, id 7, seq 1, length 64');
  const reply = pair(2, '2', '1', '10.222.2.4 > 10.222.1.4: ICMP echo reply, id 7, seq 1, length 64');
  const call = pair(3, '1', '2', '10.222.1.4.51000 > 10.222.2.4.8080: Flags [S], seq 1, win 64240, length 0');

  test('pings pass and connections do not: checksums; nothing comes back: the port', () => {
    expect(first(ask(1) + reply + call)).toBe('vxlan-offload');
    expect(first(ask(1) + ask(4) + call)).toBe('vxlan-port-blocked');
  });
});

describe('questions for names', () => {
  test.each([
    ['heron:~> nslookup a.example 10.222.2.9\n;; connection timed out; no servers could be reached\n', ['10.222.2.9', 'lost', undefined]],
    ['$ dig +tcp @10.222.2.9 a.example\n;; Got answer:\n;; ->>HEADER<<- opcode: QUERY\n', ['10.222.2.9', 'answered', true]],
    [';; communications error to 10.222.2.9#53: timed out\n', ['10.222.2.9', 'lost', undefined]],
    ["Server:\t\t10.222.2.9\nAddress:\t10.222.2.9#53\n\n** server can't find a.example: NXDOMAIN\n", ['10.222.2.9', 'answered', undefined]],
  ])('%s', (text, expected) => {
    const [probe] = nodes(text).flatMap(({ probes }) => probes);
    expect([probe?.to, probe?.result, probe?.tcp]).toEqual(expected);
  });
});

test('a log of several pods: each line is of the pod in front of it', () => {
  const line = '2026-02-02 02:02:02.002 [INFO][9] startup/autodetection_methods.go 103: Using autodetected IPv4 address on interface';
  const { causes } = diagnose({
    texts: [
      {
        name: 'a.log',
        text: `calico-node-abcde calico-node ${line} eth0: 10.71.3.11/24\ncalico-node-fghij calico-node ${line} nodelocaldns: 10.97.0.10/32\n`,
      },
    ],
  });
  expect([causes[0]?.id, causes[0]?.nodes]).toEqual(['wrong-node-address', ['calico-node-fghij']]);
});

test('a heading that begins with the name of a command is no prompt', () => {
  const [title] = readTexts([{ name: 'a.md', text: '# ip conflict on tunl0\nboth have the same.\n' }]).prose;
  expect(title?.text).toContain('both have');
  expect(readTexts([{ name: 'a.md', text: '# ping between pods fails\nWhy is that?\n' }]).prose).toHaveLength(1);
  expect(nodes('# ip ro\ndefault via 10.71.3.1 dev eth0\n')[0]?.routes).toHaveLength(1);
});

describe('prose', () => {
  const claims = (text: string): string =>
    claimsOf([{ name: 'note.txt', text }])
      .map(({ about, works }) => `${works ? '+' : '-'}${about}`)
      .join(' ');

  test.each([
    ['Ping to the pod works, but curl hangs.', '+ping -tcp'],
    ['Every connection between hosts fails except ICMP', '-away +ping'],
    ['We lose UDP, TCP seems fine', '-udp +tcp'],
    ['UDP from node A reaches its card, but it does not reach the pod', '+udp -udp'],
    ['Answers with more than 1400 bytes never arrive; those below 1300 bytes are fine.', '-large +small'],
    ['Is ping to another node supposed to fail?', ''],
    ['vxlanMode: Always', ''],
    ['2026-02-02 02:02:02.002 [INFO][9] felix/x.go 1: ping of the service timed out', ''],
  ])('%s', (text, expected) => {
    expect(claims(text)).toBe(expected);
  });

  test.each([
    ['Pods are in VXLAN. From a node ping to a pod of another node is answered, an HTTP request to it times out.', 'vxlan-offload'],
    ['With ipip everything is fine. With vxlan pods cannot ping pods on other nodes.', 'vxlan-port-blocked'],
    ['Requests with small payloads work, responses with more than 1400 bytes hang.', 'mtu-too-large'],
    ['Port 179 was blocked by the firewall, opening it helped: BGP not established before.', 'bgp-port-blocked'],
  ])('%s', (text, expected) => {
    expect(first(text)).toBe(expected);
  });

  test.each(['ufw is disabled on all nodes', 'TCP port 179 is open everywhere', 'there is no firewall, 179/tcp is not blocked'])(
    'not a firewall: %s',
    (text) => {
      const { causes } = diagnose({ texts: [{ name: 'note.txt', text }] });
      const said = causes.find(({ id }) => id === 'bgp-port-blocked')?.evidence.filter(({ supports }) => supports);
      expect(said ?? []).toEqual([]);
    },
  );
});
