/** The check program of `generate preflight`, between network namespaces: each fault is named, a healthy net has none, and no session of BIRD notices. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { build, type Lab, nodeNamed, within } from './network.js';
import { check, type Line } from './preflight.js';
import { birdc, reconcile, startBird } from './programs.js';
import { type Reaper, reaper } from './reaper.js';
import { must, until } from './shell.js';

const on = (lab: Lab, node: string, script: string): Promise<string> => must(within(nodeNamed(lab, node).net, script));

type Fault = { readonly id: string; readonly inject: (lab: Lab) => Promise<unknown>; readonly shows: readonly string[] };

const exclude = '^docker.*|^veth.*|^lo|^br-.*|^cali.*|^cni.*';
const env = { BGP_PORT: '179', VXLAN_PORT: '4789', TYPHA_PORT: '5473', OVERHEAD: '50', EXCLUDE: exclude };
const input = (rule: string) => (lab: Lab) => on(lab, 'bravo', `iptables -A INPUT ${rule}`);

const faults: readonly Fault[] = [
  { id: 'healthy', inject: async () => {}, shows: [] },
  { id: 'tcp dropped', inject: input('-p tcp --dport 179 -j DROP'), shows: ['alpha tcp-179 bravo dropped', 'charlie tcp-179 bravo dropped'] },
  {
    id: 'tcp refused',
    inject: input('-p tcp --dport 179 -j REJECT --reject-with tcp-reset'),
    shows: ['alpha tcp-179 bravo refused', 'charlie tcp-179 bravo refused'],
  },
  {
    id: 'vxlan dropped',
    inject: input('-p udp --dport 4789 -j DROP'),
    shows: ['alpha vxlan bravo dropped', 'bravo vxlan alpha dropped', 'bravo vxlan charlie dropped', 'charlie vxlan bravo dropped'],
  },
  {
    id: 'path too small',
    inject: (lab) => must(`ip -n ${lab.fabric} link set to-bravo mtu 1430`),
    shows: ['x'],
  },
  {
    id: 'duplicate address',
    inject: (lab) => on(lab, 'charlie', 'ip addr flush dev eth0; ip addr add 10.70.1.12/24 dev eth0; ip link set eth0 up'),
    shows: ['x'],
  },
  {
    id: 'wrong interface',
    inject: (lab) => on(lab, 'bravo', 'ip link add tun0 type bridge; ip addr add 172.29.3.1/24 dev tun0; ip link set tun0 up'),
    shows: ['x'],
  },
];

let folder = '';
let end: Reaper | undefined;

const bad = (lines: readonly Line[]): readonly string[] =>
  lines.filter(({ ok }) => ok === false).map(({ node, check, peer, result }) => [node, check, peer, result].filter((word) => word !== '').join(' '));

describe('preflight', () => {
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'canal-lint-preflight-'));
    end = reaper(`pf${process.pid}-`, folder);
  });
  afterAll(() => end?.end());
  test.concurrent.each(faults.map((fault, i) => ({ ...fault, i })))('$id', async ({ i, inject, shows }) => {
    const lab = await build(`pf${process.pid}-${i}`, folder, 'l2');
    await inject(lab);
    const start = Date.now();
    const { lines, text } = await check(lab, env);
    console.log(faults[i]?.id, Date.now() - start, text.split('\n').filter((l) => !l.includes('"ok":true')).join('\n'));
    expect([...bad(lines)].sort()).toEqual([...shows].sort());
  });
});
