import { existsSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { captured } from '../captured.js';
import { commands } from '../commands/index.js';
import { commands as kinds } from './index.js';

const pool = 'apiVersion: projectcalico.org/v3\nkind: IPPool\nmetadata: { name: pods }\nspec: { cidr: 10.244.0.0/16, vxlanMode: Always }\n';
/** What each kind is called with; one that has no line here fails its tests. */
const lines: Readonly<Record<string, readonly string[]>> = {
  config: ['--installer', 'manifest', '--cloud', 'aws', '--nic-mtu', '9001', '--calico-version', 'v3.31.4', '--pod-cidr', '10.60.0.0/16'],
  alerts: ['pool.yaml', '--calico-version', 'v3.31'],
  firewall: ['pool.yaml'],
  policies: ['pool-modes'],
  preflight: ['pool.yaml'],
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'canal-lint-generate-'));
  writeFileSync(join(folder, 'pool.yaml'), pool);
});
afterEach(() => rmSync(folder, { recursive: true }));

const files = (below = ''): readonly string[] => readdirSync(join(folder, below)).sort();
/** What is printed, without the names of the files. */
const bare = (text: string): string => text.replaceAll(/^--- # \S+\n/gm, '');
const read = (name: string): string => readFileSync(join(folder, name), 'utf8');

describe.each(kinds.map(({ usage }) => usage.split(' ')[0] ?? ''))('generate %s', (kind) => {
  const line = ['generate', kind, ...(lines[kind] ?? [])];

  test('prints to standard output, writes nothing, and says what to do next', async () => {
    const { code, stdout, stderr } = await captured(folder, line);
    expect(stderr).toMatch(/^canal-lint: next, .*--output.*:\n {2}\S/);
    expect(code).toBe(0);
    expect(stdout).not.toBe('');
    expect(files()).toEqual(['pool.yaml']);
  });

  test('writes the same text to --output, and to nothing that exists without --force', async () => {
    const { stdout } = await captured(folder, line);
    const first = await captured(folder, [...line, '--output', 'out/']);
    expect(first.stderr).toMatch(/^canal-lint: wrote out\/.*; next:\n {2}\S/);
    expect([first.code, first.stdout]).toEqual([0, '']);
    const names = files('out');
    // Printed is the order in which they are used, which is that of the message.
    const order = names.toSorted((a, b) => first.stderr.indexOf(a) - first.stderr.indexOf(b));
    expect(order.map((name) => read(`out/${name}`)).join('')).toBe(bare(stdout));

    const last = names.at(-1) ?? '';
    for (const name of names) writeFileSync(join(folder, 'out', name), 'mine\n');
    for (const name of names.slice(0, -1)) rmSync(join(folder, 'out', name));
    const again = await captured(folder, [...line, '--output', 'out']);
    expect(again).toMatchObject({ code: 2, stdout: '' });
    expect(again.stderr).toContain(`out/${last} exists, and nothing is written`);
    expect(files('out').map((name) => read(`out/${name}`))).toEqual(['mine\n']);

    expect(await captured(folder, [...line, '--output', 'out', '--force'])).toMatchObject({ code: 0, stdout: '' });
    expect(order.map((name) => read(`out/${name}`)).join('')).toBe(bare(stdout));
  });

  test('says what it is for, with an example', async () => {
    const { code, stdout } = await captured(folder, ['generate', kind, '--help']);
    expect(code).toBe(0);
    expect(stdout).toContain('Examples:');
    expect(stdout).toContain('--output');
    expect(stdout).toContain('--force');
  });
});

describe('generate', () => {
  test('one file gets the name that is asked for, and the steps call it by that', async () => {
    const { code, stderr } = await captured(folder, ['generate', 'policies', 'pool-modes', '--engine', 'kyverno', '--output', 'k.yaml']);
    expect([code, files()]).toEqual([0, ['k.yaml', 'pool.yaml']]);
    expect(stderr).toContain('kubectl apply --filename k.yaml\n');
  });

  test('the steps call several files by where they are, also where one name ends as another', async () => {
    const line = 'generate config --installer rke2 --cloud aws --nic-mtu 9001 --calico-version v3.31.4 --output out/';
    const { stderr } = await captured(folder, line.split(' '));
    expect(stderr).toContain('put out/config.yaml into /etc/rancher/rke2/');
    expect(stderr).toContain('put out/rke2-canal-config.yaml into /var/lib/rancher/rke2/');
  });

  test('several files: all or none', async () => {
    mkdirSync(join(folder, 'out/canal-lint-constraints.yaml'), { recursive: true });
    const { code, stderr } = await captured(folder, ['generate', 'policies', '--output', 'out', '--force']);
    expect(code).toBe(2);
    expect(stderr).toContain('canal-lint-constraints.yaml');
    expect(files('out')).toEqual(['canal-lint-constraints.yaml']);
  });

  test('a file is no folder', async () => {
    const { code, stderr } = await captured(folder, ['generate', 'policies', '--output', 'pool.yaml/']);
    expect([code, read('pool.yaml')]).toEqual([2, pool]);
    expect(stderr).toMatch(/cannot make the folder pool.yaml\/?: it is a file/);
    const named = await captured(folder, ['generate', 'policies', '--output', 'pool.yaml', '--force']);
    expect([named.code, read('pool.yaml')]).toEqual([2, pool]);
    expect(named.stderr).toContain('names one file, and these are 2');
  });

  test('a link is followed, and stays one', async () => {
    writeFileSync(join(folder, 'real.yaml'), 'old\n');
    symlinkSync('real.yaml', join(folder, 'link.yaml'));
    const line = ['generate', 'policies', 'pool-modes', '--engine', 'kyverno', '--output', 'link.yaml'];
    expect((await captured(folder, line)).code).toBe(2);
    expect((await captured(folder, [...line, '--force'])).code).toBe(0);
    expect(read('real.yaml')).toContain('ValidatingPolicy');
    expect(existsSync(join(folder, 'link.yaml'))).toBe(true);
  });

  test('a link to nothing leads to the file that comes to be', async () => {
    mkdirSync(join(folder, 'deep'));
    symlinkSync('deep/real.yaml', join(folder, 'link.yaml'));
    const line = ['generate', 'policies', 'pool-modes', '--engine', 'kyverno', '--output', 'link.yaml'];
    expect((await captured(folder, line)).code).toBe(0);
    expect(read('deep/real.yaml')).toContain('ValidatingPolicy');
    expect(lstatSync(join(folder, 'link.yaml')).isSymbolicLink()).toBe(true);
  });

  test('every kind is in the help of the group', () => {
    const words = commands.find(({ usage }) => usage.startsWith('generate'))?.describe.split(/\W+/) ?? [];
    expect(words).toEqual(expect.arrayContaining(kinds.map(({ usage }) => usage.split(' ')[0] ?? '')));
  });
});

test.each(['alerts', 'firewall', 'preflight'])('generate %s tells what cannot be read', async (kind) => {
  const { code, stderr } = await captured(folder, ['generate', kind, '-', '--calico-version', 'v3.31.4'], { input: 'x: [' });
  expect(code).toBe(2);
  expect(stderr).toMatch(/<stdin>:1:\d+ this document cannot be read: [\s\S]*no pod network in the input/);
});

describe('generate policies', () => {
  const named = (text: string): string => /kind: CanalPoolModes[\s\S]*/.exec(text)?.[0] ?? '';

  test('fills the parameters from .canal-lint.yaml', async () => {
    writeFileSync(
      join(folder, '.canal-lint.yaml'),
      [
        ...['calicoVersion: v3.31', 'underlay: { cloud: aws, nicMtu: 9001 }', 'rules:', '  pool-modes: off', '  image-pinned:'],
        ...['    options: { wide: true }', ''],
      ].join('\n'),
    );
    const { stdout, code } = await captured(folder, ['generate', 'policies']);
    expect(code).toBe(0);
    expect(named(stdout)).toBe('');
    const constraint = /kind: CanalImagePinned[\s\S]*?(?=\n---|$)/.exec(stdout.slice(stdout.lastIndexOf('ConstraintTemplate')))?.[0];
    expect(constraint).toMatch(/wide: true\n?/);
    expect(constraint).toMatch(/calicoVersion: v3\.31\n/);
    expect(constraint).toMatch(/underlay:\n +cloud: aws\n +nicMtu: 9001/);
  });

  test.each(['gatekeeper', 'kubernetes', 'kyverno'])('%s: no two objects of one kind share a name, by severity too', async (engine) => {
    const { stdout } = await captured(folder, ['generate', 'policies', '--engine', engine, '--enforce', 'severity']);
    const named = [...stdout.matchAll(/^kind: (\S+)\nmetadata:\n {2}name: (\S+)/gm)].map(([, kind, name]) => `${kind} ${name}`);
    expect(named.length).toBeGreaterThan(10);
    expect(new Set(named).size).toBe(named.length);
  });

  test('is told of a configuration with faults', async () => {
    writeFileSync(join(folder, '.canal-lint.yaml'), 'underlay: { cloud: moon }\n');
    expect(await captured(folder, ['generate', 'policies'])).toMatchObject({ code: 2, stdout: '' });
  });
});

describe('generate preflight', () => {
  test('runs as root on each node, so its image has a digest', async () => {
    const { code, stdout, stderr } = await captured(folder, ['generate', 'preflight', 'pool.yaml', '--image', 'tools:latest']);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('--image tools:latest has no digest');
  });

  test.each([
    [['--run-in', 'Bad_NS'], '--run-in Bad_NS names no namespace'],
    [['--api-server', 'https://'], '--api-server https:// is no address'],
  ])('refuses %j', async (flags, word) => {
    const { code, stdout, stderr } = await captured(folder, ['generate', 'preflight', 'pool.yaml', ...flags]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(word);
  });

  test.each([
    ['10.0.0.5', '10.0.0.5', '6443'],
    ['https://api.example:443/', 'api.example', '443'],
    ['[fd00::5]:8443', 'fd00::5', '8443'],
  ])('finds the API server without its Service: %s', async (address, host, port) => {
    const { stdout } = await captured(folder, ['generate', 'preflight', 'pool.yaml', '--api-server', address]);
    const [gate, collector] =
      [...stdout.matchAll(/name: KUBERNETES_SERVICE_(?:HOST|PORT)\n +value: "?([^"\n]*)/g)]
        .map(([, value]) => value)
        .join(' ')
        .match(/\S+ \S+/g) ?? [];
    expect([gate, collector]).toEqual([`${host} ${port}`, `${host} ${port}`]);
    expect(stdout).not.toContain('kubernetes-services-endpoint');
  });

  test('refuses a network of IPv6 alone', async () => {
    const { code, stdout, stderr } = await captured(folder, ['generate', 'preflight', '-'], {
      input: 'apiVersion: projectcalico.org/v3\nkind: IPPool\nmetadata: { name: v6 }\nspec: { cidr: "fd00:10::/56", vxlanMode: Always }\n',
    });
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('its pods have IPv6 alone');
  });

  test('says what the input does not tell, and which image is missing', async () => {
    const { stdout } = await captured(folder, ['generate', 'preflight', 'pool.yaml', '--run-in', 'net']);
    expect(stdout).toMatch(
      /^# the input does not tell the backend: TCP 179 is looked at, and a failure of it proves nothing\n# put an image .*\n---\n/,
    );
    expect(stdout).toContain('namespace: net\n');
    expect(stdout).not.toContain('kube-system');
  });
});
