import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { homepage } from '@canal-lint/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Captured, captured, sink } from './captured.js';
import { version } from './version.js';
import type { World } from './world.js';

let cwd: string;
beforeEach(() => {
  cwd = fs.realpathSync(fs.mkdtempSync(join(tmpdir(), 'canal-lint-run-')));
});
afterEach(() => fs.rmSync(cwd, { recursive: true }));

const pool = (vxlanMode: string, name = 'default'): string =>
  `apiVersion: crd.projectcalico.org/v1\nkind: IPPool\nmetadata: {name: ${name}}\nspec:\n  cidr: 10.244.0.0/16\n  ipipMode: Never\n  vxlanMode: ${vxlanMode} # why\n`;
const bad = pool('Never');
const good = pool('Always');
const warned = good.replace('10.244.0.0/16', '8.8.0.0/16');

const write = (name: string, text: string): void => fs.writeFileSync(join(cwd, name), text);
const text = (name: string): string => fs.readFileSync(join(cwd, name), 'utf8');
const run = (line: string, world: Partial<World> & { readonly input?: string } = {}): Promise<Captured> =>
  captured(
    cwd,
    line.split(' ').filter((arg) => arg !== ''),
    world,
  );
const rulesIn = (stdout: string): readonly string[] =>
  (JSON.parse(stdout) as { findings: { rule: string }[] }).findings.map(({ rule }) => rule);

describe('exit codes', () => {
  it('0 for a clean folder', async () => {
    write('a.yaml', good);
    expect(await run('')).toMatchObject({ code: 0, stderr: '' });
  });

  it('1 for an error', async () => {
    write('a.yaml', bad);
    expect(await run('a.yaml')).toMatchObject({ code: 1, stdout: expect.stringContaining('encapsulation-required'), stderr: '' });
  });

  it('1 for a text that does not parse', async () => {
    write('a.yaml', 'kind: IPPool\napiVersion: crd.projectcalico.org/v1\nspec: [\n');
    const { code, stdout } = await run('a.yaml --format json');
    expect([code, rulesIn(stdout)]).toEqual([1, ['syntax']]);
  });

  it('follows --fail-on', async () => {
    write('a.yaml', bad);
    write('warn.yaml', warned);
    const codes = async (file: string): Promise<readonly number[]> => {
      const runs = await Promise.all(['error', 'warning', 'info', 'never'].map((level) => run(`${file} --fail-on ${level}`)));
      return runs.map(({ code }) => code);
    };
    expect(await codes('a.yaml')).toEqual([1, 1, 1, 0]);
    expect(await codes('warn.yaml')).toEqual([0, 1, 1, 0]);
  });

  it('2 for a path that cannot be read, after the others were judged', async () => {
    write('a.yaml', good);
    const { code, stdout, stderr } = await run('gone.yaml a.yaml');
    expect([code, stderr]).toEqual([
      2,
      `canal-lint: cannot read gone.yaml: no such file or folder\n  check the spelling; paths are relative to ${cwd}\n`,
    ]);
    expect(stdout).toContain('in 1 file');
  });

  it('2 and no report where nothing can be read', async () => {
    expect(await run('gone.yaml')).toMatchObject({ code: 2, stdout: '' });
  });

  it('2 for a file that vanishes between the search and the reading', async () => {
    write('a.yaml', good);
    write('b.yaml', good);
    const readFileSync = ((path: string) => {
      if (path.endsWith('b.yaml')) throw Object.assign(new Error('gone'), { code: 'ENOENT' });
      return fs.readFileSync(path);
    }) as typeof fs.readFileSync;
    expect(await run('a.yaml b.yaml', { fs: { ...fs, readFileSync } })).toMatchObject({
      code: 2,
      stderr: 'canal-lint: cannot read b.yaml: no such file or folder\n',
    });
  });

  it('3 for a bug, with the stack only for DEBUG', async () => {
    const now = (): number => {
      throw new TypeError('boom');
    };
    const plain = await run('.', { now });
    expect(plain).toMatchObject({ code: 3, stdout: '' });
    expect(plain.stderr).toBe(
      `canal-lint: internal error: boom\n  this is a bug of canal-lint ${version()}: please report it with the command line at ${homepage}/issues; DEBUG=1 shows where it happened\n`,
    );
    expect((await run('.', { now, env: { DEBUG: '1' } })).stderr).toContain('TypeError: boom\n    at ');
  });
});

describe('usage', () => {
  it.each([
    ['--formt json', 'there is no flag --formt\n  did you mean --format?'],
    ['--formt=json', 'there is no flag --formt\n  did you mean --format?'],
    ['-q', 'there is no flag -q\n'],
    ['mtu --nick 1', 'there is no flag --nick\n  did you mean --nic?'],
    ['rules extra', 'there is too much on the command line: extra\n'],
    [
      '--format xml',
      "--format does not take 'xml'\n  allowed are stylish, json, sarif, github, markdown, junit, gitlab, checkstyle, azure, teamcity and policyreport\n",
    ],
    ['--fail-on errors', "--fail-on does not take 'errors'\n  did you mean error? allowed are error, warning, info and never\n"],
    ['--format', '--format needs a value\n'],
    ['--calico-version 3', "--calico-version is not a release: '3'\n"],
    ['--underlay nicMTU=1', "--underlay does not know 'nicMTU'\n  did you mean nicMtu?"],
    ['--fix --fix-dry-run', '--fix and --fix-dry-run exclude each other\n'],
    ['--unsafe-fixes', '--unsafe-fixes does nothing alone\n'],
    ['- --fix', '--fix cannot rewrite standard input\n'],
    ['mtu', 'missing: --nic and --encapsulation\n'],
    ['explain', 'an argument is missing\n'],
    ['explain encapsulation-requird', "there is no rule 'encapsulation-requird', nor a cause\n  did you mean encapsulation-required?"],
    ['mtu --nic 10 --encapsulation none', "--nic is not an MTU: '10'\n"],
    ['mtu --nic 1500 --encapsulation gre', "--encapsulation does not take 'gre'\n"],
    ['mtu --nic 1500 --encapsulation none,vxlan', '--encapsulation none excludes vxlan\n'],
  ])('canal-lint %s', async (line, message) => {
    const { code, stdout, stderr } = await run(line);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(`canal-lint: ${message}`);
  });

  it.each([
    'rules',
    'explain pool-cidr',
    'mtu --nic 1500 --encapsulation vxlan',
    'policies list',
    'show --help',
    'diagnose --help',
    'redact --help',
  ])('takes --no-color before and behind %s', async (line) => {
    const [name = '', ...rest] = line.split(' ');
    const plain = await run(line);
    expect(plain).toMatchObject({ code: 0, stderr: '' });
    expect(await run(`--no-color ${line}`)).toEqual(plain);
    expect(await run([name, '--no-color', ...rest].join(' '))).toEqual(plain);
    expect((await run(`--format json ${name}`)).stderr).not.toContain('color');
  });

  it('prints the help of each command on standard output', async () => {
    for (const line of ['--help', 'show --help', 'explain --help', 'rules --help', 'mtu --help']) {
      expect(await run(line)).toMatchObject({ code: 0, stdout: expect.stringContaining('--help'), stderr: '' });
    }
  });

  it('prints the version', async () => {
    expect(await run('--version')).toEqual({ code: 0, stdout: `${version()}\n`, stderr: '' });
  });

  it('parses a line of paths like one with flags', async () => {
    write('a.yaml', bad);
    for (const paths of ['a.yaml', '', '. a.yaml', '-']) {
      const flagged = await run(`${paths} --format stylish`, { input: bad });
      expect(await run(paths, { input: bad })).toEqual(flagged);
    }
  });

  it('takes the last of a flag given twice, and all of --underlay', async () => {
    write('a.yaml', bad);
    const { code, stdout } = await run('a.yaml --format sarif --format json --underlay cloud=aws --underlay routesPods=true');
    expect([code, rulesIn(stdout)]).toEqual([0, []]);
  });

  it('takes everything behind -- for a path', async () => {
    write('--fix', bad);
    const { code, stdout } = await run('--format json -- --fix');
    expect([code, rulesIn(stdout)]).toEqual([1, ['encapsulation-required']]);
    expect(text('--fix')).toBe(bad);
  });
});

describe('output', () => {
  it('reads standard input as one whole cluster', async () => {
    const { code, stdout } = await run('- --format json', { input: bad });
    const report = JSON.parse(stdout) as { clusters: unknown[] };
    expect(code).toBe(1);
    expect(report.clusters).toMatchObject([{ closed: true, files: ['<stdin>'] }]);
  });

  it('wonders about empty standard input', async () => {
    expect(await run('-')).toMatchObject({ code: 0, stderr: expect.stringContaining('standard input is empty') });
  });

  it('writes the report to a file, without colours', async () => {
    write('a.yaml', bad);
    const plain = await run('a.yaml');
    const stdout = sink(true);
    expect(await run('a.yaml --output report.txt', { stdout })).toMatchObject({ code: 1, stderr: '' });
    expect([stdout.text(), text('report.txt')]).toEqual(['', plain.stdout]);
  });

  it('colours on a terminal', async () => {
    write('a.yaml', bad);
    const stdout = sink(true);
    await run('a.yaml', { stdout });
    expect(stdout.text()).toContain('\u001b[31m');
  });

  it('leaves warnings out for --quiet', async () => {
    write('a.yaml', warned);
    expect((await run('a.yaml')).stdout).toContain('warning');
    const { stdout } = await run('a.yaml --quiet');
    expect(stdout).not.toContain('warning');
  });

  it('tells on standard error what was read', async () => {
    write('a.yaml', `${good}---\nkind: Service\n`);
    const { stderr } = await run('a.yaml --stats');
    expect(stderr).toMatch(
      /^files {7}1\ndocuments {3}2\nunrelated {3}1\nskipped {5}0\nclusters {4}1\ntime {8}\d+ ms\nread {8}0\.00 MB, \d+\.\d MB\/s\n$/,
    );
  });

  it('shows progress on a terminal after a second, and takes it away', async () => {
    for (const name of ['a', 'b', 'c', 'd']) write(`${name}.yaml`, good);
    let clock = 0;
    const now = (): number => {
      clock += 400;
      return clock;
    };
    const stderr = sink(true);
    await run('.', { stderr, now });
    expect(stderr.text()).toBe('\rreading 3 of 4: c.yaml\u001b[K\rreading 4 of 4: d.yaml\u001b[K\r\u001b[K');
    const piped = sink();
    await run('.', { stderr: piped, now });
    expect(piped.text()).toBe('');
  });
});

describe('--fix', () => {
  it('rewrites the file, tells what to run, and judges what is left', async () => {
    write('a.yaml', bad);
    fs.chmodSync(join(cwd, 'a.yaml'), 0o640);
    const { code, stdout, stderr } = await run('a.yaml --fix');
    expect(code).toBe(0);
    expect(text('a.yaml')).toBe(good);
    expect(fs.statSync(join(cwd, 'a.yaml')).mode & 0o777).toBe(0o640);
    expect(stderr).toMatch(/^canal-lint: fixed a\.yaml\ncanal-lint: now run, in this order:\n {2}kubectl /);
    expect(stdout).toContain('no findings');
  });

  it('keeps a byte order mark and CRLF', async () => {
    const windows = (body: string): string => `\uFEFF${body.replaceAll('\n', '\r\n')}`;
    write('a.yaml', windows(bad));
    await run('a.yaml --fix');
    expect(text('a.yaml')).toBe(windows(good));
  });

  it('says so where there is nothing to fix', async () => {
    write('a.yaml', good);
    expect(await run('a.yaml --fix')).toMatchObject({ code: 0, stderr: 'canal-lint: nothing to fix\n' });
  });

  it('leaves a file alone that changed meanwhile', async () => {
    write('a.yaml', bad);
    let reads = 0;
    const readFileSync = ((path: string) =>
      path.endsWith('a.yaml') && reads++ > 0 ? Buffer.from('other') : fs.readFileSync(path)) as typeof fs.readFileSync;
    const { code, stderr } = await run('a.yaml --fix', { fs: { ...fs, readFileSync } });
    expect([code, text('a.yaml')]).toEqual([2, bad]);
    expect(stderr).toContain('a.yaml was changed by someone else meanwhile');
  });

  it('fixes a file once that is reached by two names', async () => {
    write('a.yaml', bad);
    fs.mkdirSync(join(cwd, 'sub'));
    fs.symlinkSync('../a.yaml', join(cwd, 'sub/link.yaml'));
    const { code, stderr } = await run('. --fix');
    expect([code, text('a.yaml')]).toEqual([0, good]);
    expect(stderr.match(/fixed/g)).toHaveLength(1);
  });

  it('prints a diff and writes nothing for --fix-dry-run', async () => {
    write('a.yaml', bad);
    const { code, stdout, stderr } = await run('a.yaml --fix-dry-run');
    expect([code, text('a.yaml')]).toEqual([0, bad]);
    expect(stdout).toMatch(/^--- a\.yaml\n\+\+\+ a\.yaml\n@@ .*@@\n/);
    expect(stdout).toContain('\n-  vxlanMode: Never # why\n+  vxlanMode: Always # why\n');
    expect(stderr).toContain('canal-lint: 0 findings would be left\n');
  });
});

describe('other commands', () => {
  it('rules lists them as text and as JSON', async () => {
    const { stdout } = await run('rules --format json');
    const names = (JSON.parse(stdout) as { name: string }[]).map(({ name }) => name);
    expect(names).toContain('encapsulation-required');
    expect((await run('rules')).stdout.split('\n').map((line) => line.split(' ')[0])).toEqual([...names, '']);
  });

  it('explain prints the page of a rule', async () => {
    const { code, stdout } = await run('explain encapsulation-required');
    expect(code).toBe(0);
    expect(stdout).toContain('encapsulation-required (error)');
    expect(stdout).toContain('docs/rules/encapsulation-required.md');
  });

  it.each([
    [
      '--nic 9001 --encapsulation ipip,wireguard',
      'ipip       9001 - 20 (ipip) = 8981\nwireguard  9001 - 60 (wireguard) = 8941\npod MTU    9001 - 60 (wireguard) = 8941\n',
    ],
    [
      '--nic 1500 --encapsulation vxlan --ipv6',
      'vxlan     1500 - 50 (vxlan) = 1450\nvxlan-v6  1500 - 70 (vxlan-v6) = 1430\npod MTU   1500 - 70 (vxlan-v6) = 1430\n',
    ],
    ['--nic 1500 --encapsulation none', 'pod MTU  1500\n'],
  ])('mtu %s', async (flags, stdout) => {
    expect(await run(`mtu ${flags}`)).toEqual({ code: 0, stdout, stderr: '' });
  });

  it('mtu says where --aks-host-encryption changes nothing', async () => {
    expect((await run('mtu --nic 1500 --encapsulation vxlan --aks-host-encryption')).stderr).toContain('changes nothing without wireguard');
    expect((await run('mtu --nic 1500 --encapsulation wireguard --aks-host-encryption')).stdout).toContain('= 1340');
  });

  it('show prints the network', async () => {
    write('a.yaml', good);
    const { code, stdout } = await run('show . --underlay nicMtu=1500');
    expect(code).toBe(0);
    expect(stdout).toContain('10.244.0.0/16');
    expect(await run('show gone')).toMatchObject({ code: 2, stdout: '' });
  });
});
