/** The check program of `generate preflight`, between network namespaces: each fault is named, a healthy net has none, and BIRD notices nothing. */
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { diagnose } from '@canal-lint/core/diagnose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { missing } from './missing.js';
import { build, type Lab, nodeNamed, within } from './network.js';
import { check, type Line, program } from './preflight.js';
import { killBird, reconcile, settled, startBird } from './programs.js';
import { type Reaper, reaper } from './reaper.js';
import { must, sh, until } from './shell.js';

const why = missing(['ip', 'bird', 'birdc', 'iptables', 'ethtool', 'ping', 'arping', 'nc', 'ss']);
if (why) console.warn(`skipped: the preflight does not run between network namespaces: ${why}`);

type Fault = {
  readonly id: string;
  readonly inject: (lab: Lab) => Promise<unknown>;
  /** Where `more` is set, what follows from the fault may be told beside it. */
  readonly shows: readonly string[];
  readonly more?: true;
  readonly causes: readonly string[];
  /** What the pairs say of the VXLAN port, where not all say that it is open. */
  readonly vxlan?: readonly string[];
};

const on = (lab: Lab, node: string, script: string): Promise<string> => must(within(nodeNamed(lab, node).net, script));
const filter = (rule: string) => (lab: Lab) => on(lab, 'bravo', `iptables -A INPUT ${rule}`);
const env = {
  BGP_PORT: '179',
  VXLAN_PORT: '4789',
  TYPHA_PORT: '5473',
  OVERHEAD: '50',
  EXCLUDE: '^docker.*|^veth.*|^lo|^br-.*|^cali.*|^cni.*|^vxlan[.]calico.*',
};

/** What both ends of each pair with bravo say. */
const both = (check: string, result: string): readonly string[] => [
  `alpha ${check} bravo ${result}`,
  `bravo ${check} alpha ${result}`,
  `bravo ${check} charlie ${result}`,
  `charlie ${check} bravo ${result}`,
];
const everywhere = (script: string) => (lab: Lab) => Promise.all(lab.nodes.map(({ name }) => on(lab, name, script)));
const inbound = (result: string): readonly string[] => [`alpha tcp-179 bravo ${result}`, `charlie tcp-179 bravo ${result}`];

const faults: readonly Fault[] = [
  { id: 'a healthy net', inject: async () => {}, shows: [], causes: [] },
  {
    id: 'port 179 dropped',
    inject: filter('-p tcp --dport 179 -j DROP'),
    shows: inbound('dropped'),
    causes: ['bgp-port-blocked', 'bgp-port-blocked-by-underlay'],
  },
  {
    id: 'port 179 refused',
    inject: filter('-p tcp --dport 179 -j REJECT --reject-with tcp-reset'),
    shows: inbound('refused'),
    causes: ['bgp-port-blocked'],
  },
  {
    id: 'port 179 prohibited',
    inject: filter('-p tcp --dport 179 -j REJECT --reject-with icmp-host-prohibited'),
    shows: inbound('unreachable'),
    causes: ['bgp-port-blocked'],
  },
  {
    id: 'VXLAN port dropped',
    inject: filter('-p udp --dport 4789 -j DROP'),
    shows: both('vxlan', 'dropped'),
    causes: ['vxlan-port-blocked'],
  },
  { id: 'ping dropped inside of the tunnel', inject: filter('-i cni-preflight -j DROP'), shows: [], causes: [] },
  {
    id: "kube-proxy's strictARP, and ICMPv6 dropped",
    inject: everywhere('sysctl -qw net.ipv4.conf.all.arp_ignore=1 net.ipv4.conf.all.arp_announce=2; ip6tables -P INPUT DROP'),
    shows: [],
    causes: [],
  },
  { id: 'nodes without IPv6', inject: everywhere('sysctl -qw net.ipv6.conf.all.disable_ipv6=1'), shows: [], causes: [] },
  {
    id: 'a node that answers neither ARP nor ICMPv6 in the tunnel',
    inject: (lab) => on(lab, 'bravo', 'sysctl -qw net.ipv4.conf.default.arp_ignore=8; ip6tables -P INPUT DROP'),
    shows: [],
    vxlan: ['not-looked-at', 'not-looked-at', 'open', 'open', 'open', 'open'],
    causes: [],
  },
  {
    id: "Felix's device of eBPF, which has the VXLAN port alone",
    inject: (lab) => on(lab, 'bravo', 'ip link add vxlan.calico type vxlan external dstport 4789 nolearning; ip link set vxlan.calico up'),
    shows: [],
    vxlan: ['not-looked-at', 'not-looked-at', 'not-looked-at', 'open', 'open'],
    causes: [],
  },
  {
    id: 'path MTU too small',
    inject: (lab) => must(`ip -n ${lab.fabric} link set to-bravo mtu 1430`),
    shows: [...both('vxlan', 'large-lost'), ...both('path-mtu', 'too-small')],
    causes: ['mtu-too-large', 'pmtu-black-hole'],
  },
  {
    id: 'duplicate node address',
    inject: (lab) => on(lab, 'charlie', 'ip addr flush dev eth0; ip addr add 10.70.1.12/24 dev eth0'),
    shows: ['bravo duplicate-address charlie duplicate', 'charlie duplicate-address bravo duplicate'],
    more: true,
    causes: ['duplicate-node-address'],
  },
  {
    id: 'an address that a machine outside of the cluster has',
    inject: (lab) => must(`ip -n ${lab.fabric} addr add 10.70.1.12/32 dev br1`),
    shows: ['bravo duplicate-address duplicate'],
    more: true,
    causes: ['duplicate-node-address'],
  },
  {
    id: 'wrong interface chosen',
    inject: (lab) => on(lab, 'bravo', 'ip link add tun0 type bridge; ip addr add 172.29.3.1/24 dev tun0; ip link set tun0 up'),
    shows: ['bravo autodetection wrong-interface'],
    more: true,
    causes: ['wrong-node-address'],
  },
];

const autodetect = join(import.meta.dirname, '../../packages/core/src/generate/preflight/autodetect.sh');
const [card, vpn] = ['eth0 10.70.1.12', 'tun0 172.29.3.1'];
/** What each method takes on a node with a card and, made later, a VPN. */
const chosen = {
  'first-found': vpn,
  'interface=eth.*': card,
  'interface=wlan.*,tun0': vpn,
  'skip-interface=^tun': card,
  'cidr=10.70.0.0/16': card,
  'cidr=192.168.0.0/16, 172.29.0.0/20': vpn,
  'cidr=10.70.1.13/32': '',
  'can-reach=10.70.1.11': card,
  'default-route': card,
  'kubernetes-internal-ip': card,
};

const bad = (lines: readonly Line[]): readonly string[] =>
  lines
    .filter(({ ok }) => ok === false)
    .map(({ node, check, peer, result }) => [node, check, peer, result].filter((word) => word !== '').join(' '))
    .sort();

let folder = '';
let end: Reaper | undefined;
const prefix = `pf${process.pid}-`;

describe.skipIf(why !== undefined)('preflight', () => {
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'canal-lint-preflight-'));
    end = reaper(prefix, folder);
  });
  afterAll(async () => {
    await end?.end();
    expect((await must('ip netns list')).split('\n').filter((line) => line.startsWith(prefix))).toEqual([]);
  });

  test.concurrent.each(faults.map((fault, i) => ({ ...fault, i })))('$id', async ({ i, inject, shows, more, causes, vxlan }) => {
    const lab = await build(`${prefix}${i}`, folder, 'l2');
    await inject(lab);
    const { lines, text } = await check(lab, env);
    expect(bad(lines)).toEqual(more ? expect.arrayContaining([...shows]) : [...shows].sort());
    if (causes.length === 0) {
      const results = lines.filter(({ check: what }) => what === 'vxlan').map(({ result }) => result);
      expect(results.sort()).toEqual(vxlan ?? Array(6).fill('open'));
    }
    expect(await leftOver(lab)).toBe('');
    const answer = diagnose({ texts: [{ name: 'preflight.log', text }] });
    expect(answer.unread).toEqual([]);
    if (causes.length === 0) expect(answer.verdict).not.toBe('broken');
    else {
      expect(answer.verdict).toBe('broken');
      expect(causes).toContain(answer.causes[0]?.id);
    }
    await lab.remove();
  });

  test.concurrent('each method of autodetection chooses what calico-node would', async () => {
    const lab = await build(`${prefix}m`, folder, 'l2');
    await on(lab, 'bravo', 'ip link add tun0 type bridge; ip addr add 172.29.3.1/24 dev tun0; ip link set tun0 up');
    const choose = (method: string): string =>
      `METHOD='${method}'; EXCLUDE='${env.EXCLUDE}'; HOST_IP=10.70.1.12; . ${autodetect}; echo "${method} $(choose)"`;
    const told = await on(lab, 'bravo', Object.keys(chosen).map(choose).join('\n'));
    expect(told.trim().split('\n')).toEqual(Object.entries(chosen).map(([method, takes]) => `${method} ${takes}`));
  });

  test.concurrent('a node whose InternalIP is of IPv6: the IPv4 address beside it, or nothing is looked at', async () => {
    const lab = await build(`${prefix}6`, folder, 'l2');
    const asked = `ip addr add fd00:70::12/64 dev eth0 nodad; . ${autodetect}; beside fd00:70::12; beside fd00:70::13`;
    expect(await on(lab, 'bravo', asked)).toBe('10.70.1.12\n');
    const alone = `METHOD=kubernetes-internal-ip RUN=${lab.folder} NODE_NAME=bravo HOST_IP=fd00:70::12 WAIT=0 HOLD=0 PATIENCE=-3`;
    const { out } = await sh(within(nodeNamed(lab, 'bravo').net, `ip -4 addr flush dev eth0; ${alone} sh ${program}`));
    expect(out.match(/"check":"[^"]*"|"result":"[^"]*"|"ok":\w+/g)).toEqual([
      ...['"check":"autodetection"', '"result":"not-looked-at"', '"ok":null'],
      ...['"check":"done"', '"result":"probed"', '"ok":null'],
    ]);
    await lab.remove();
  });

  test.concurrent('a node that joins meanwhile is told, and its ports stay free', async () => {
    const lab = await build(`${prefix}j`, folder, 'l2');
    const { lines, listeners } = await check(lab, env, 'charlie');
    expect(bad(lines)).toEqual([]);
    expect(lines.filter(({ node }) => node === 'charlie').map(({ check: what, result }) => `${what} ${result}`)).toEqual([
      'nodes late',
      'autodetection right',
      'duplicate-address unique',
      'done probed',
    ]);
    expect(listeners).toEqual(['alpha 179', 'alpha 5473', 'bravo 179', 'bravo 5473']);
    expect(await leftOver(lab)).toBe('');
    await lab.remove();
  });

  test.concurrent('sessions of BIRD are told, and not disturbed', async () => {
    const lab = await build(`${prefix}b`, folder, 'l2');
    lab.store = { ...lab.store, pool: { ...lab.store.pool, vxlanMode: 'Always' } };
    await reconcile(lab);
    await startBird(lab);
    expect(await until(() => settled(lab), 60)).toBe(true);
    const before = [birdLogs(lab), await network(lab)];
    const { lines } = await check(lab, env);
    expect(bad(lines)).toEqual([]);
    expect(lines.filter(({ check }) => check === 'tcp-179').map(({ result }) => result)).toEqual(Array(6).fill('established'));
    expect([birdLogs(lab), await network(lab)]).toEqual(before);

    await killBird(nodeNamed(lab, 'charlie'));
    const [, , charlie] = lab.nodes;
    await must(`ip -n ${charlie?.net} route add blackhole 10.200.140.64/26 proto bird`);
    const again = await check(lab, env);
    expect(bad(again.lines)).toEqual([]);
    const towards = again.lines.filter(({ check, peer }) => check === 'tcp-179' && peer === 'charlie');
    expect(towards.map(({ result }) => result)).toEqual(['not-looked-at', 'not-looked-at']);
  });
});

/** What each BIRD wrote: a connection that it does not expect is a line of its log, and so is each step of a session. */
const birdLogs = (lab: Lab): readonly string[] => lab.nodes.map(({ folder: own }) => readFileSync(join(own, 'bird.log'), 'utf8'));
/** Devices, addresses, rules and routes: what the program must leave as they were. */
const network = (lab: Lab): Promise<string> =>
  must(
    lab.nodes
      .map(({ net }) =>
        ['-o link', '-o -4 addr', 'rule', '-4 route show table all'].map((asked) => `ip -n ${net} ${asked} 2>/dev/null`).join('\n'),
      )
      .join('\n'),
  );

/** What of the check program is left in the namespaces of the nodes. */
async function leftOver(lab: Lab): Promise<string> {
  const looks = lab.nodes.map(({ net }) => `ip -n ${net} -o link show dev cni-preflight; ip netns pids ${net}`);
  const { out } = await sh(`{ ${looks.join('; ')}; } 2>/dev/null`);
  return out;
}
