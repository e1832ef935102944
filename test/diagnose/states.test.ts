/** States that listings, handshakes and programs tell of: what is not healthy, what is long past, what is not asked again. Invented. */
import { type Answer, diagnose, type Text } from '@canal-lint/core/diagnose';
import { describe, expect, test } from 'vitest';
import { readTexts } from '../../packages/core/src/diagnose/read.js';

const told = (text: string, ...more: readonly Text[]): Answer => diagnose({ texts: [{ name: 'paste.txt', text }, ...more] });
const chance = ({ causes }: Answer, id: string): number => causes.find((one) => one.id === id)?.probability ?? 0;
const first = ({ causes }: Answer): string => causes[0]?.id ?? '';

const oneNode = `$ kubectl get nodes -o wide
NAME   STATUS   ROLES           AGE   VERSION   INTERNAL-IP   EXTERNAL-IP   OS-IMAGE             KERNEL-VERSION
oak    Ready    control-plane   9d    v1.31.0   10.7.0.3      <none>        Ubuntu 24.04.1 LTS   6.8.0-45-generic
`;
const pods = (...rows: readonly string[]): string =>
  `$ kubectl get pods -A -o wide\nNAMESPACE     NAME     READY   STATUS    RESTARTS   AGE   IP         NODE   NOMINATED NODE   READINESS GATES\n${rows.join('\n')}\n`;
const agent = 'kube-system   calico-node-x7k2p   1/1   Running   0   9d   10.7.0.3   oak   <none>   <none>';

describe('pods that do not start', () => {
  test.each([
    ['creating', 'shop   web-5   0/1   ContainerCreating   0   22m   <none>   oak   <none>   <none>'],
    ['crashing names', 'kube-system   coredns-7b9-xk2r   0/1   CrashLoopBackOff   12 (2m ago)   4d   10.60.1.6   oak   <none>   <none>'],
    ['names that are not ready', 'kube-system   coredns-7b9-xk2r   0/1   Running   0   4d   10.60.1.6   oak   <none>   <none>'],
    ['their first containers', 'shop   web-5   0/1   Init:0/1   0   3h5m   10.60.1.7   oak   <none>   <none>'],
  ])('%s: not healthy, and events are asked for', (_, row) => {
    const answer = told(`${oneNode}${pods(agent, row)}`);
    expect([answer.verdict, first(answer) === 'healthy']).toEqual(['unknown', false]);
    expect(answer.next?.command).toContain('get events');
  });
  test.each([
    ['made seconds ago', 'shop   web-5   0/1   ContainerCreating   0   25s   <none>   oak   <none>   <none>'],
    ['over', 'shop   job-5   0/1   Completed   0   3h   10.60.1.7   oak   <none>   <none>'],
    ['without an image', 'shop   web-5   0/1   ImagePullBackOff   0   3h   10.60.1.7   oak   <none>   <none>'],
  ])('%s: says nothing', (_, row) => {
    expect(told(`${oneNode}${pods(agent, row)}`).verdict).toBe('healthy');
  });
});

test('one node has no other node to ping from', () => {
  const { next, unasked } = told(`${oneNode}${pods(agent)}`);
  expect([next?.command, ...unasked.map(({ command }) => command)].filter((command) => command?.includes('ping'))).toEqual([]);
});

describe('a program that is not there is not asked for again', () => {
  const asked = (text: string): readonly (string | undefined)[] => {
    const { next, unasked } = told(text);
    return [next?.command, ...unasked.map(({ command }) => command)];
  };
  test.each([
    'sudo: calicoctl: command not found',
    '-bash: calicoctl: command not found',
    'sh: 1: calicoctl: not found',
    'zsh: command not found: calicoctl',
  ])('%s: BIRD is asked in its pod', (said) => {
    const commands = asked(`$ sudo calicoctl node status\n${said}\n`);
    expect(commands.filter((command) => command?.includes('calicoctl'))).toEqual([]);
    expect(commands[0]).toContain('birdcl -s /var/run/calico/bird.ctl show protocols all');
  });
  test('steps of a fix do not call it either', () => {
    const { causes } = told(
      `$ sudo calicoctl node status\nsudo: calicoctl: command not found\n$ nc -zv -w 2 10.60.2.8 179\nnc: connect to 10.60.2.8 port 179 (tcp) failed: Connection timed out\n`,
    );
    const steps = causes.flatMap(({ fix }) => [...(fix?.then ?? []), ...(fix?.verify ?? []), ...(fix?.back ?? [])]);
    expect(steps.filter(({ command }) => command?.includes('node status'))).toEqual([]);
    expect(steps.some(({ text, command }) => /session/.test(text) && command?.includes('birdcl'))).toBe(true);
  });
  test('a pod without ping does not speak for the node', () => {
    const said =
      'OCI runtime exec failed: exec failed: unable to start container process: exec: "ping": executable file not found in $PATH: unknown';
    const draft = readTexts([{ name: 'a.txt', text: `$ kubectl exec web-5 -- ping 10.60.2.4\n${said}\n` }]);
    expect([[...draft.absent], draft.unread]).toEqual([['pod ping'], []]);
    expect(asked(`$ kubectl exec web-5 -- ping 10.60.2.4\n${said}\n`).filter((command) => command?.includes('-- ping'))).toEqual([]);
  });
  test('where calico-node does not start, its log is asked for, of all its containers', () => {
    const row = 'kube-system   calico-node-k2pzz   0/1   Init:CrashLoopBackOff   33 (2m ago)   40d   10.7.0.4   elm   <none>   <none>';
    const commands = asked(pods(agent, row));
    expect(commands.filter((command) => /node status|birdcl|ss -/.test(command ?? ''))).toEqual([]);
    expect(commands.some((command) => command?.includes('--all-containers'))).toBe(true);
  });
});

describe('WireGuard', () => {
  const show = (...peer: readonly string[]): string => `root@oak:~# wg show
interface: wireguard.cali
  public key: aaaa
  listening port: 51820

peer: bbbb
  endpoint: 10.7.0.4:51820
  allowed ips: 10.60.2.0/26, 10.7.0.4/32
${peer.map((line) => `  ${line}\n`).join('')}`;
  const ping = (received: number): string =>
    `root@oak:~# kubectl exec web-5 -- ping -c 2 10.60.2.4\nPING 10.60.2.4 (10.60.2.4) 56(84) bytes of data.\n2 packets transmitted, ${received} received\n`;

  test('a handshake of now speaks for health', () => {
    const text = `${show('latest handshake: 22 seconds ago', 'transfer: 1.20 GiB received, 930.12 MiB sent')}${ping(2)}`;
    const answer = told(text);
    expect([first(answer), answer.unread]).toEqual(['healthy', []]);
    expect(chance(answer, 'wireguard-misconfigured')).toBeLessThan(0.02);
  });
  test.each([
    ['no handshake', ['transfer: 0 B received, 21.12 KiB sent']],
    ['nothing comes back', ['latest handshake: 2 hours, 3 minutes ago', 'transfer: 0 B received, 8.5 MiB sent']],
  ])('%s, and pods are lost', (_, peer) => {
    const answer = told(`${show(...peer)}${ping(0)}`);
    expect([answer.verdict, first(answer)]).toEqual(['broken', 'wireguard-misconfigured']);
  });
  test('a peer that nobody calls says nothing', () => {
    const { causes } = told(show('latest handshake: 3 days, 1 hour ago', 'transfer: 1.20 KiB received, 1.12 KiB sent'));
    expect(causes.flatMap(({ evidence }) => evidence)).toEqual([]);
  });
});

describe('what is past', () => {
  const table = (info: string): string =>
    `root@oak:~# calicoctl node status\n| 10.7.0.4 | node-to-node mesh | ${info === 'Established' ? 'up   ' : 'start'} | 09:05:11 | ${info} |\n`;
  const event = (age: string): string =>
    `Warning  Unhealthy  ${age}  kubelet  Readiness probe failed: calico/node is not ready: BIRD is not ready: BGP not established with 10.7.0.4\n`;
  const quoted = (text: string): boolean => told(text).causes.some(({ evidence }) => evidence.some((one) => /Unhealthy/.test(one.text)));

  test('an event of a session that is up now', () => {
    expect(quoted(`${event('42m')}${pods(agent)}${table('Established')}`)).toBe(false);
  });
  test('not one of now, nor where the session is still down', () => {
    expect(quoted(`${event('10s (x9 over 2m)')}${table('Established')}`)).toBe(true);
    expect(quoted(`${event('42m')}${table('Connect')}`)).toBe(true);
  });
});

test('a dial that is taken and hung up is no graceful restart: the peer does not know the node', () => {
  const row = (info: string): string => `Calico process is running.\n| 10.7.0.4 | node-to-node mesh | start | 07:01:22 | ${info} |\n`;
  const dialled = told(row('Active Socket: Connection closed'));
  const waited = told(row('Passive Socket: Connection closed'));
  expect(chance(dialled, 'graceful-restart')).toBeLessThan(chance(dialled, 'one-sided-peering'));
  expect(chance(waited, 'graceful-restart')).toBeGreaterThan(chance(waited, 'one-sided-peering'));
});

describe('reverse-path filtering', () => {
  const martian = '[ 1221.331] IPv4: martian source 10.60.1.9 from 10.60.2.7, on dev eth1\n';
  const sysctl = (value: number): string =>
    `$ sysctl net.ipv4.conf.eth1.rp_filter net.ipv4.conf.cali0ef24.rp_filter\nnet.ipv4.conf.eth1.rp_filter = ${value}\nnet.ipv4.conf.cali0ef24.rp_filter = 1\n`;
  const counter = (packets: number): string => `$ nstat -az\nTcpExtIPReversePathFilter       ${packets}                 0.0\n`;
  test('a martian packet on a strict card', () => {
    const answer = told(`${martian}${sysctl(1)}`);
    expect([answer.verdict, first(answer)]).toEqual(['broken', 'rp-filter']);
  });
  test('some packets since the start are noise where no card is strict', () => {
    expect(chance(told(`${sysctl(2)}${counter(12)}`), 'rp-filter')).toBeLessThan(0.05);
    expect(chance(told(`${sysctl(1)}${counter(12)}`), 'rp-filter')).toBeGreaterThan(0.1);
    expect(chance(told(counter(54_321)), 'rp-filter')).toBeGreaterThan(0.1);
  });
});

describe('the address that calico-node has', () => {
  const nodes =
    'NAME   STATUS   ROLES    AGE   VERSION   INTERNAL-IP   EXTERNAL-IP\noak    Ready    <none>   9d    v1.31.0   10.7.0.3      <none>\n';
  test.each([
    ['10.0.2.15', true],
    ['10.7.0.3', false],
  ])('its log says that it chose %s', (address, wrong) => {
    const log = `=== oak ===\n2026-03-01 08:00:00.000 [INFO][9] startup/startup.go 523: Using autodetected IPv4 address on interface eth0: ${address}/24\n`;
    const { causes } = told(nodes, { name: 'b.txt', text: log });
    const quoted = causes.some(({ id, evidence }) => id === 'wrong-node-address' && evidence.some(({ text }) => /autodetected/.test(text)));
    expect(quoted).toBe(wrong);
  });
  test.each([
    ['fd00:9::3', true],
    ['fd00:7::3', false],
  ])('its annotation of IPv6 is %s', (address, wrong) => {
    const answer = told(`apiVersion: v1
kind: Node
metadata:
  name: oak
  annotations:
    projectcalico.org/IPv4Address: 10.7.0.3/24
    projectcalico.org/IPv6Address: ${address}/64
status:
  addresses:
  - address: 10.7.0.3
    type: InternalIP
  - address: fd00:7::3
    type: InternalIP
`);
    expect(answer.causes.some(({ evidence }) => evidence.some(({ sign }) => /not the one that Kubernetes has/.test(sign)))).toBe(wrong);
  });
});

describe('words are weak', () => {
  const sentence = 'We use VXLAN port 4789 udp, MTU 1450, on ESXi hosts of vSphere';
  test('a question in which nothing fails raises nothing', () => {
    const answer = told(`Question: how do I change the MTU from 1440 to 1450? The cluster works. ${sentence}.\n`);
    expect([answer.verdict, Math.max(...answer.causes.map(({ probability }) => probability)) < 0.25]).toEqual(['unknown', true]);
  });
  test('one line counts less than the same said in several', () => {
    const said = ['Pods on different nodes time out.', 'UDP port 4789 is closed by a firewall.'];
    const id = 'vxlan-port-blocked';
    expect(chance(told(`${said.join(' ')}\n`), id)).toBeLessThan(chance(told(`${said.join('\n')}\n`), id));
  });
});

describe('the folder of a paste', () => {
  const down = '| 10.7.0.4 | node-to-node mesh | start | 07:01:22 | Connect |\n';
  const nodesOf = (...names: readonly string[]): readonly string[] =>
    diagnose({ texts: names.map((name) => ({ name, text: down })) }).nodes.map(({ name }) => name);
  test('is no node, unless another one stands beside it, or it is one of a collection', () => {
    expect(nodesOf('Downloads/status.txt')).toEqual(['']);
    expect(nodesOf('Downloads/status.txt', 'note.txt')).toEqual(['']);
    expect(nodesOf('oak/status.txt', 'elm/status.txt')).toEqual(['oak', 'elm']);
    expect(nodesOf('dump/nodes/oak/status.txt')).toEqual(['oak']);
  });
  test('is a node where the input names it so', () => {
    const text = 'NAME   STATUS   ROLES    AGE   VERSION\noak    Ready    <none>   9d    v1.31.0\n';
    const { nodes } = diagnose({
      texts: [
        { name: 'oak/status.txt', text: down },
        { name: 'nodes.txt', text },
      ],
    });
    expect(nodes.map(({ name }) => name)).toEqual(['oak']);
  });
});
