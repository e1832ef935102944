import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { diagnose, type Text } from '@canal-lint/core/diagnose';
import { redactor } from '@canal-lint/core/redact';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { shared } from '../shared.js';
import { casesOf } from './cases.js';

/** As `canal-lint redact` does it: the names of files are redacted too. */
function redacted(texts: readonly Text[]): readonly Text[] {
  const run = redactor();
  const result = run.redact(texts).texts;
  const [names] = run.redact([{ name: '', text: result.map(({ name }) => name).join('\n') }]).texts;
  const lines = names?.text.split('\n') ?? [];
  return result.map(({ name, text }, i) => ({ name: lines[i] ?? name, text }));
}

const said = (texts: readonly Text[]): readonly string[] => {
  const { verdict, causes, next } = diagnose({ texts });
  return [verdict, ...causes.map(({ id, probability }) => `${id} ${probability.toFixed(3)}`), next?.command.split(' ')[0] ?? ''];
};

const walk = (path: string): readonly string[] =>
  statSync(path).isDirectory()
    ? readdirSync(path)
        .sort()
        .flatMap((name) => walk(join(path, name)))
    : [path];

const lab = join(shared, 'corpus/lab');
const scenarios = existsSync(lab) ? readdirSync(lab).filter((name) => existsSync(join(lab, name, 'nodes'))) : [];

describe('the diagnosis of the redacted text is the same', () => {
  test.each(scenarios)('lab: %s', (name) => {
    const folder = join(lab, name);
    const texts = walk(join(folder, 'nodes')).map((file) => ({ name: file.slice(folder.length + 1), text: readFileSync(file, 'utf8') }));
    expect(said(redacted(texts))).toEqual(said(texts));
  });

  test.each(casesOf().map((one) => [`${one.cause}: ${one.title}`, one] as const))('%s', (_, { texts }) => {
    expect(said(redacted(texts))).toEqual(said(texts));
  });

  test('generated clusters: names, networks, rows and rules of any kind', () => {
    fc.assert(
      fc.property(clusters, (texts) => {
        expect(said(redacted(texts))).toEqual(said(texts));
      }),
      { numRuns: 150, ...(process.env['CANAL_LINT_SEED'] === undefined ? {} : { seed: Number(process.env['CANAL_LINT_SEED']) }) },
    );
  });
});

const infos = [
  'Established',
  'Connect',
  'Passive',
  'Active Socket: Connection refused',
  'Idle BGP Error: Bad peer AS',
  'Active Socket: No route to host',
];
const host = fc.stringMatching(/^[a-z]{2,8}-[a-z0-9]{1,4}$/).filter((name) => !/^(?:ip|ec2|kube|calico|canal|kind|bird)/.test(name));
const network = fc.constantFrom('10.71.3', '192.168.90', '172.22.5', '203.0.113', '10.0.2');
const clusters: fc.Arbitrary<readonly Text[]> = fc
  .record({
    names: fc.uniqueArray(host, { minLength: 2, maxLength: 4 }),
    prefix: network,
    rows: fc.array(fc.constantFrom(...infos), { minLength: 12, maxLength: 12 }),
    blocked: fc.option(fc.nat(3)),
    forwarding: fc.constantFrom('0', '1'),
  })
  .map(({ names, prefix, rows, blocked, forwarding }) =>
    names.flatMap((name, i): readonly Text[] => {
      const peers = names.map((_, j) => `${prefix}.${11 + j}`).filter((_, j) => j !== i);
      const table = peers.map(
        (peer, j) =>
          `| ${peer} | node-to-node mesh | ${rows[i * 3 + j] === 'Established' ? 'up' : 'start'} | 09:00:00 | ${rows[i * 3 + j] ?? 'Connect'} |`,
      );
      const rule = blocked === i ? '-A INPUT -p tcp -m tcp --dport 179 -j DROP\n' : '';
      return [
        { name: `${name}/status.txt`, text: `IPv4 BGP status\n${table.join('\n')}\n` },
        { name: `${name}/rules.txt`, text: `$ iptables-save\n*filter\n:INPUT ACCEPT [0:0]\n${rule}COMMIT\n` },
        {
          name: `${name}/addr.txt`,
          text: `$ ip addr\n2: eth0: <BROADCAST,UP> mtu 1500 state UP\n    inet ${prefix}.${11 + i}/24 scope global eth0\n`,
        },
        { name: `${name}/sysctl.txt`, text: `$ sysctl net.ipv4.ip_forward\nnet.ipv4.ip_forward = ${forwarding}\n` },
      ];
    }),
  );
