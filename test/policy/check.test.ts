// `canal-lint policies check` and `list`: what admission would say, without one.
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Captured, captured } from '../../packages/cli/src/captured.js';

let cwd: string;
beforeEach(() => {
  cwd = fs.realpathSync(fs.mkdtempSync(join(tmpdir(), 'canal-lint-check-')));
});
afterEach(() => fs.rmSync(cwd, { recursive: true }));

const write = (name: string, text: string): void => fs.writeFileSync(join(cwd, name), text);
const run = (...args: readonly string[]): Promise<Captured> => captured(cwd, ['policies', ...args]);
const pool = (metadata: string): string =>
  `apiVersion: projectcalico.org/v3\nkind: IPPool\nmetadata: ${metadata}\nspec:\n  cidr: 10.0.0.0/16\n  ipipMode: Never\n  vxlanMode: Never\n`;
const deployment = (image: string): string =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: typha, namespace: calico-system }\nspec: { template: { spec: { containers: [{ name: a, image: "${image}" }] } } }\n`;

it('answers object by object, and fails where one is denied', async () => {
  write('pool.yaml', pool('{ name: a }'));
  write('typha.yaml', deployment('docker.io/calico/typha:latest'));
  write('service.yaml', 'apiVersion: v1\nkind: Service\nmetadata: { name: calico }\n');
  const { code, stdout } = await run('check');
  expect([code, stdout.split('\n').filter((line) => !line.startsWith('    '))]).toEqual([
    1,
    [
      'deny    pool.yaml:6:13  encapsulation-required',
      expect.stringMatching(/^deny {4}typha\.yaml:4:\d+ {2}image-pinned$/),
      '2 objects asked about: 2 deny, 0 warn, 0 dryrun',
      '',
    ],
  ]);
  expect((await run('check', '--fail-on', 'never')).code).toBe(0);
});

it('knows what constraints know: facts and the label that exempts, not comments', async () => {
  write(
    'pool.yaml',
    `# canal-lint-disable encapsulation-required -- routed\n${pool('{ name: a, annotations: { canal-lint/ignore: encapsulation-required } }')}`,
  );
  expect((await run('check')).stdout).toContain('1 object asked about: 1 deny');
  expect(await run('check', '--underlay', 'routesPods=true')).toMatchObject({
    code: 0,
    stdout: '1 object asked about: 0 deny, 0 warn, 0 dryrun\n',
  });
  write('pool.yaml', pool('{ name: a, labels: { canal-lint/exempt: "" } }'));
  expect(await run('check')).toMatchObject({
    stdout: '0 objects asked about: 0 deny, 0 warn, 0 dryrun\n',
    stderr: expect.stringContaining('no policy judges anything here') as string,
  });
  write('web.yaml', deployment('docker.io/acme/web:latest'));
  expect((await run('check', 'web.yaml')).stdout).toBe('1 object asked about: 0 deny, 0 warn, 0 dryrun\n');
});

it('gives the options of the configuration to their rule', async () => {
  write('web.yaml', deployment('docker.io/acme/web:latest'));
  write('.canal-lint.yaml', 'rules: { image-pinned: { options: { wide: true } } }\n');
  expect((await run('check', 'web.yaml')).stdout).toContain('1 object asked about: 1 deny');
});

it('looks up what stands beside, as Gatekeeper does what is synced', async () => {
  const good = (name: string, cidr: string): string =>
    `apiVersion: projectcalico.org/v3\nkind: IPPool\nmetadata: { name: ${name} }\nspec: { cidr: ${cidr}, vxlanMode: Always }\n`;
  write('a.yaml', good('a', '10.0.0.0/16'));
  write('b.yaml', good('b', '10.0.128.0/17'));
  const { stdout } = await run('check');
  expect(stdout).toMatch(/^deny {4}b\.yaml:4:\d+ {2}pool-cidr$/m);
  expect(stdout).toContain('2 objects asked about: 1 deny');
  expect((await run('check', 'a.yaml')).stdout).toContain('1 object asked about: 0 deny');
});

it('finds of pools that lie in each other what the linter finds', async () => {
  const pools = [
    ...[18, 16, 17].map((prefix, i) => ['a', 'b', 'c'].map((name) => ({ name: `${name}${i}`, cidr: `10.${90 + i}.0.0/${prefix}` }))),
    ['/18', '/16', '/17'].map((prefix, i) => ({ name: ['zz', 'p1', 'p2'][i], cidr: `10.80.0.0${prefix}` })),
  ].flat();
  const text = pools.map(
    (one) =>
      `apiVersion: projectcalico.org/v3\nkind: IPPool\nmetadata: { name: ${one.name} }\nspec: { cidr: ${one.cidr}, vxlanMode: Always }\n`,
  );
  write('pools.yaml', text.join('---\n'));
  const places = (stdout: string): readonly string[] =>
    stdout.match(/^.*pool-cidr\n.*overlaps.*$/gm)?.map((line) => line.replace(/^\w+ +/, '').replaceAll(/\s+/g, ' ')) ?? [];
  const linted = (await captured(cwd, ['pools.yaml', '--rule', 'encapsulation-required=off', '--format', 'json'])).stdout;
  const wanted = (JSON.parse(linted) as { readonly findings: readonly Found[] }).findings.filter(({ rule }) => rule === 'pool-cidr');
  expect(places((await run('check', 'pools.yaml')).stdout)).toEqual(
    wanted.map(({ location, rule, message }) => `${location.file}:${location.line}:${location.column} ${rule} ${message}`),
  );
  expect(wanted).toHaveLength(8);
});

type Found = {
  readonly rule: string;
  readonly message: string;
  readonly location: { readonly file: string; readonly line: number; readonly column: number };
};

it('says what it cannot know', async () => {
  write('pool.yaml', pool('{ name: "${NAME}" }'));
  write('broken.yaml', 'kind: IPPool\napiVersion: projectcalico.org/v3\nspec: [\n');
  const { stdout } = await run('check');
  expect(stdout).toContain('unknown pool.yaml  document 1: a template fills in a part of it\n');
  expect(stdout).toMatch(/^deny {4}broken\.yaml:3:\d+ {2}syntax$/m);
});

it('reports in the formats of the linter', async () => {
  write('pool.yaml', pool('{ name: a }'));
  const { stdout } = await run('check', '--format', 'json');
  expect(JSON.parse(stdout)).toMatchObject({ findings: [{ rule: 'encapsulation-required', severity: 'error', location: { line: 6 } }] });
});

it('lists every rule, with what its policy leaves unsaid or why there is none', async () => {
  const { stdout } = await run('list', '--format', 'json');
  const { policies, others } = JSON.parse(stdout) as {
    readonly policies: readonly {
      readonly rule: string;
      readonly kinds: readonly string[];
      readonly unsaid: Readonly<Record<string, string>>;
    }[];
    readonly others: readonly { readonly rule: string; readonly why: string }[];
  };
  expect(policies.find(({ rule }) => rule === 'bgp-peer')).toMatchObject({
    kinds: ['BGPPeer'],
    unsaid: { twice: 'needs the other peers' },
  });
  // To the end of its paragraph, over the lines of the page.
  expect(others.filter(({ why }) => !/^[^\n]+\.$/.test(why))).toEqual([]);
  expect(others.find(({ rule }) => rule === 'cloud-encapsulation')?.why.length).toBeGreaterThan(150);
  const { stdout: text } = await run('list');
  for (const { rule } of [...policies, ...others]) expect(text).toMatch(new RegExp(`^${rule} `, 'm'));
});

it('helps, and knows what was meant', async () => {
  expect((await run('--help')).stdout).toMatch(/canal-lint policies check/);
  // A run that was meant to lint a folder called policies must not pass for a clean one.
  expect(await run()).toMatchObject({ code: 2, stderr: expect.stringContaining('a folder of this name is ./policies') as string });
  expect(await run('lst')).toMatchObject({ code: 2, stderr: expect.stringContaining('did you mean list?') as string });
  expect(await run('check', '--fial-on', 'never')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('did you mean --fail-on?') as string,
  });
});
