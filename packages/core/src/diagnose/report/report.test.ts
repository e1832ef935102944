import type { Log } from 'sarif';
import { describe, expect, test } from 'vitest';
import { lint } from '../../lint/run.js';
import { plainPalette } from '../../report/reporter.js';
import { sarifValidator } from '../../report/sarif-fixture.js';
import { diagnose } from '../diagnose.js';
import type { Text } from '../text.js';
import { formats } from './index.js';
import type { Told } from './reporter.js';

const table = (rows: readonly string[]): string => `Calico process is running.

IPv4 BGP status
+--------------+-------------------+-------+----------+-------------+
| PEER ADDRESS |     PEER TYPE     | STATE |  SINCE   |    INFO     |
+--------------+-------------------+-------+----------+-------------+
${rows.join('\n')}
+--------------+-------------------+-------+----------+-------------+
`;
const row = (address: string, state: string, info: string): string => `| ${address} | node-to-node mesh | ${state} | 07:12:01 | ${info} |`;

/** Three nodes; the firewall of beta drops what alpha and gamma dial. */
const blocked: readonly Text[] = [
  { name: 'alpha/status.txt', text: table([row('10.80.0.12', 'start', 'Passive'), row('10.80.0.13', 'up', 'Established')]) },
  { name: 'beta/status.txt', text: table([row('10.80.0.11', 'start', 'Connect'), row('10.80.0.13', 'start', 'Passive')]) },
  { name: 'gamma/status.txt', text: table([row('10.80.0.11', 'up', 'Established'), row('10.80.0.12', 'start', 'Connect')]) },
  { name: 'beta/rules.txt', text: '*filter\n:INPUT ACCEPT [0:0]\n-A INPUT -p tcp -m tcp --dport 179 -j DROP\nCOMMIT\n' },
];
const pool = `apiVersion: projectcalico.org/v3
kind: IPPool
metadata:
  name: pods
spec:
  cidr: 10.222.0.0/16
  ipipMode: Never
  vxlanMode: Never
`;

async function told(texts: readonly Text[], redacted = false): Promise<Told> {
  const run = await lint(texts.filter(({ name }) => name.endsWith('.yaml')));
  const answer = diagnose({ texts, clusters: run.clusters, findings: run.findings });
  return { answer, findings: run.findings, tool: { name: 'canal-lint', version: '1.2.3', url: 'https://example.org/' }, redacted };
}

async function printed(format: string, texts: readonly Text[]): Promise<string> {
  return formats.find(({ name }) => name === format)?.render(await told(texts), plainPalette) ?? '';
}

describe('stylish', () => {
  test('says the verdict first, then the cause with its lines, the sessions, the fix', async () => {
    const text = await printed('stylish', blocked);
    const order = [
      'broken',
      'a firewall on a node blocks BGP',
      'on beta',
      'beta/rules.txt:3',
      '--dport 179 -j DROP',
      'sessions',
      'fix  ',
      'verify',
      'way back',
    ];
    const places = order.map((part) => text.indexOf(part));
    expect(places).not.toContain(-1);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  });

  test('draws who sees whom', async () => {
    const text = await printed('stylish', blocked);
    expect(text).toMatch(/1 alpha 10\.80\.0\.11 +· +passive +up\n/);
    expect(text).toMatch(/2 beta 10\.80\.0\.12 +connect +· +passive\n/);
  });

  test('keeps prose within 80 columns', async () => {
    const long = (await printed('stylish', blocked)).split('\n').filter((line) => line.length > 80);
    expect(long.filter((line) => !/^ +(?:sudo|kubectl|calicoctl|nstat) /.test(line))).toEqual([]);
  });

  test('does not lead with healthy where it does not know', async () => {
    const text = await printed('stylish', [{ name: 'note.txt', text: 'pods are slow since noon' }]);
    expect(text.split('\n')[0]).toContain('not known');
    expect(text).toMatch(/ask next {2}on each node\n\n {2}sudo calicoctl node status/);
    expect(text.indexOf('nothing is wrong')).toBe(-1);
  });

  test('shows the line of configuration that makes the cause', async () => {
    const route =
      'default via 10.80.1.1 dev eth0\n10.80.1.0/24 dev eth0 proto kernel scope link src 10.80.1.5\nblackhole 10.222.8.0/26 proto bird\n10.222.8.4 dev cali0a1b2c3d4e5 scope link\n10.222.99.64/26 via 10.80.1.1 dev eth0 proto bird\n';
    const text = await printed('stylish', [
      { name: 'one/ip-route.txt', text: route },
      { name: 'deploy/pool.yaml', text: pool },
    ]);
    expect(text).toContain('in the configuration');
    expect(text).toMatch(/deploy\/pool\.yaml:\d+:\d+ {2}encapsulation-required/);
  });

  test('lets no text of the input steer the terminal', async () => {
    const texts = blocked.map(({ name, text }) => ({ name: `\u001b[2J${name}`, text }));
    expect(await printed('stylish', texts)).not.toContain('\u001b');
  });
});

describe('markdown', () => {
  test('quotes so that no line of the input becomes markup', async () => {
    const texts: readonly Text[] = [
      ...blocked.slice(0, 3),
      { name: 'beta/r`ul`es.txt', text: '-A INPUT -p tcp -m tcp --dport 179 -m comment --comment "```x" -j DROP\n' },
    ];
    const text = await printed('markdown', texts);
    expect(text).toContain('````');
    expect(text).toMatch(/^# Pod network: broken$/m);
  });

  test('quotes what speaks for and against where nothing is decided', async () => {
    const ping = '$ ping -c1 10.80.0.12\n1 packets transmitted, 1 received, 0% packet loss, time 0ms\n';
    const all = await told([{ name: 'alpha.txt', text: `${table([row('10.80.0.12', 'start', 'Connect')])}${ping}` }]);
    const causes = all.answer.causes.map((cause) => ({
      ...cause,
      evidence: cause.evidence.map((one) => ({ ...one, supports: !one.text.startsWith('ping') })),
    }));
    const text = formats.find(({ name }) => name === 'markdown')?.render({ ...all, answer: { ...all.answer, causes } }, plainPalette) ?? '';
    expect(text).toContain('# Pod network: cause not known');
    const firewall = text.split(/^### \d+ %: /m).find((part) => part.startsWith('a firewall on a node')) ?? '';
    expect(firewall).toMatch(/^For it:\n\n- .+\n {2}- `alpha\.txt:7`: `\| 10\.80\.0\.12 .* Connect \|`$/m);
    expect(firewall).toMatch(/^Against it:\n\n- .+\n {2}- `alpha\.txt:\d+`: `ping 10\.80\.0\.12: /m);
    expect(text.indexOf('For it:')).toBeLessThan(text.indexOf('## Ask next'));
  });

  test('quotes a line once for a cause', async () => {
    const { answer } = await told(blocked);
    for (const { evidence } of answer.causes) {
      const places = evidence.map(({ location, supports }) => `${location.file}:${location.line} ${supports}`);
      expect(new Set(places).size).toBe(places.length);
    }
  });

  test('says that it shows stand-ins', async () => {
    const format = formats.find(({ name }) => name === 'markdown');
    expect(format?.render(await told(blocked, true), plainPalette)).toContain('stand-ins');
    expect(format?.render(await told(blocked, false), plainPalette)).not.toContain('stand-ins');
  });
});

describe('sarif', () => {
  const faults = sarifValidator();

  test('is valid, and points at the line that says most', async () => {
    const log: Log = JSON.parse(await printed('sarif', blocked));
    expect(faults(log)).toBe('');
    const [result] = log.runs[0]?.results ?? [];
    expect(result?.ruleId).toBe('bgp-port-blocked');
    expect(result?.level).toBe('error');
    expect(result?.locations?.[0]?.physicalLocation).toMatchObject({
      artifactLocation: { uri: 'beta/rules.txt' },
      region: { startLine: 3 },
    });
    expect(log.runs[0]?.tool.driver.rules?.[result?.ruleIndex ?? -1]?.id).toBe('bgp-port-blocked');
  });

  test('is valid where nothing is known', async () => {
    expect(faults(JSON.parse(await printed('sarif', [])))).toBe('');
  });
});

test('json is the answer, and nothing in it obeys a terminal', async () => {
  const answer = JSON.parse(await printed('json', blocked));
  expect(answer).toMatchObject({ version: 1, verdict: 'broken' });
  expect(answer.causes[0]).toMatchObject({ id: 'bgp-port-blocked', nodes: ['beta'], harmless: false });
  expect(answer.matrix.states).toEqual([
    ['·', 'passive', 'up'],
    ['connect', '·', 'passive'],
    ['up', 'connect', '·'],
  ]);
});
