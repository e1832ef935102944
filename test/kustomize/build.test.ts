import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type Captured, captured } from '../../packages/cli/src/captured.js';

const folders = (process.env['PATH'] ?? '').split(delimiter);
const folder = folders.find((one) => ['kustomize', 'kubectl'].some((name) => fs.existsSync(join(one, name))));
if (folder === undefined) console.warn('skipped: neither kustomize nor kubectl is installed, so the tests that build do not run');

const env = { PATH: [folder ?? '', dirname(process.execPath)].join(delimiter), HOME: tmpdir() };

const pool = (words: string): string =>
  `apiVersion: crd.projectcalico.org/v1\nkind: IPPool\nmetadata:\n  name: pods\nspec:\n  cidr: 10.60.0.0/16\n${words}`;
const off = pool('  ipipMode: Never\n  vxlanMode: Never\n');
const node = [
  'apiVersion: apps/v1',
  'kind: DaemonSet',
  'metadata: {name: calico-node, namespace: kube-system}',
  'spec:',
  '  template:',
  '    spec:',
  '      containers:',
  '        - name: calico-node',
  '          image: quay.io/calico/node:v3.30.4',
  '          env:',
  '            - {name: CALICO_NETWORKING_BACKEND, value: bird}',
  '            - {name: IP_AUTODETECTION_METHOD, value: "interface=eth0"}',
  '',
].join('\n');

function folderOf(files: Readonly<Record<string, string>>): string {
  const made = fs.realpathSync(fs.mkdtempSync(join(tmpdir(), 'canal-lint-kustomize-')));
  onTestFinished(() => fs.rmSync(made, { recursive: true }));
  for (const [path, text] of Object.entries(files)) {
    fs.mkdirSync(dirname(join(made, path)), { recursive: true });
    fs.writeFileSync(join(made, path), text);
  }
  return made;
}

const lint = (cwd: string, ...argv: readonly string[]): Promise<Captured> => captured(cwd, argv, { env });

async function found(cwd: string, ...argv: readonly string[]): Promise<readonly string[]> {
  const { code, stdout, stderr } = await lint(cwd, ...argv, '--format', 'json');
  if (code > 1) throw new Error(stderr);
  const { findings } = JSON.parse(stdout) as { findings: { rule: string; location: { file: string; line: number } }[] };
  return findings.map(({ rule, location }) => `${rule} ${location.file}:${location.line}`);
}

const overlay = 'resources: [../base]\n';

describe.skipIf(folder === undefined)('kustomizations', () => {
  test('an overlay is built: a patch cures what its base lacks', async () => {
    const cwd = folderOf({
      'base/kustomization.yaml': 'resources: [pool.yaml]\n',
      'base/pool.yaml': off,
      'prod/kustomization.yaml': `${overlay}patches: [{path: patch.yaml}]\n`,
      'prod/patch.yaml': pool('  vxlanMode: Always\n'),
    });
    expect(await found(cwd)).toEqual([]);
    expect(await found(cwd, 'base')).toEqual(['encapsulation-required base/pool.yaml:7']);
  });

  test('a fault of a base is told once, on its line, however many overlays build it', async () => {
    const cwd = folderOf({
      'base/kustomization.yaml': 'resources: [pool.yaml]\n',
      'base/pool.yaml': off,
      'a/kustomization.yaml': overlay,
      'b/kustomization.yml': overlay,
    });
    expect(await found(cwd)).toEqual(['encapsulation-required base/pool.yaml:7']);
  });

  test('a strategic merge patch that sets the value is the place, in whatever order its list stands', async () => {
    const env = '          env:\n            - {name: IP_AUTODETECTION_METHOD, value: "interface=eth*"}\n';
    const patch = `${node.split('          image:')[0]}${env}`;
    const cwd = folderOf({
      'base/kustomization.yaml': 'resources: [node.yaml]\n',
      'base/node.yaml': node,
      'prod/kustomization.yaml': `${overlay}namePrefix: x-\npatches: [{path: patch.yaml}]\n`,
      'prod/patch.yaml': patch,
    });
    expect(await found(cwd)).toContain('autodetection-method prod/patch.yaml:10');
  });

  test('patches of JSON, in a file and in the kustomization', async () => {
    const step = '[{"op": "replace", "path": "/spec/vxlanMode", "value": "always"}]';
    const target = 'target: {kind: IPPool, name: pods}';
    const cwd = folderOf({
      'base/kustomization.yaml': 'resources: [pool.yaml]\n',
      'base/pool.yaml': off,
      'a/kustomization.yaml': `${overlay}patches:\n  - path: patch.json\n    ${target}\n`,
      'a/patch.json': step,
      'b/kustomization.yaml': `${overlay}patches:\n  - ${target}\n    patch: |-\n      - op: replace\n        path: /spec/vxlanMode\n        value: always\n`,
    });
    expect(await found(cwd, 'a')).toEqual(['pool-modes a/patch.json:1']);
    expect(await found(cwd, 'b')).toEqual(['pool-modes b/kustomization.yaml:7']);
  });

  test('images and literals of a kustomization', async () => {
    const cwd = folderOf({
      'base/kustomization.yaml': 'resources: [node.yaml]\n',
      'base/node.yaml': node,
      'prod/kustomization.yaml': `${overlay}images:\n  - name: quay.io/calico/node\n    newTag: latest\n`,
    });
    expect(await found(cwd)).toEqual(['image-pinned prod/kustomization.yaml:4']);
    await lint(cwd, '--fix');
    expect(fs.readFileSync(join(cwd, 'prod/kustomization.yaml'), 'utf8')).toMatch(/newTag: v3\.\d+\.\d+\n/);
    expect(fs.readFileSync(join(cwd, 'base/node.yaml'), 'utf8')).toBe(node);
  });

  test('what a replacement copies is told where it stands: in a generator, or in another object', async () => {
    const base = pool('  vxlanMode: XXX\n');
    const target = 'targets:\n  - select: {kind: IPPool}\n    fieldPaths: [spec.vxlanMode]\n';
    const replacement = (kind: string, field: string): string =>
      `replacements:\n- source: {kind: ${kind}, name: net, fieldPath: ${field}}\n  ${target}`;
    const generated = folderOf({
      'kustomization.yaml': `resources: [pool.yaml]\n${replacement('ConfigMap', 'data.mode')}configMapGenerator:\n- name: net\n  literals: [a=b, mode=sometimes]\n`,
      'pool.yaml': base,
    });
    expect(await found(generated, '.')).toContain('pool-modes kustomization.yaml:9');
    const copied = folderOf({
      'kustomization.yaml': `resources: [pool.yaml, net.yaml]\n${replacement('Network', 'spec.modes.0')}`,
      'pool.yaml': base,
      'net.yaml': 'apiVersion: example.com/v1\nkind: Network\nmetadata: {name: net}\nspec:\n  modes:\n    - sometimes\n',
    });
    expect(await found(copied, '.')).toContain('pool-modes net.yaml:6');
  });

  test('a fix goes to the file that set the value, and to no other', async () => {
    const files = {
      'base/kustomization.yaml': 'resources: [pool.yaml]\n',
      'base/pool.yaml': off,
      'prod/kustomization.yaml': `${overlay}patches: [{path: patch.yaml}]\n`,
      'prod/patch.yaml': pool('  vxlanMode: always # all of it\n'),
    };
    const cwd = folderOf(files);
    await lint(cwd, '--fix');
    expect(fs.readFileSync(join(cwd, 'prod/patch.yaml'), 'utf8')).toBe(pool('  vxlanMode: Always # all of it\n'));
    expect(fs.readFileSync(join(cwd, 'base/pool.yaml'), 'utf8')).toBe(off);
  });

  test('what is missing is told at the object in its file', async () => {
    const cwd = folderOf({ 'kustomization.yaml': 'resources: [pool.yaml]\n', 'pool.yaml': pool('') });
    expect(await found(cwd)).toEqual(['encapsulation-required pool.yaml:5']);
  });

  test('a build is closed, and files beside it are read as they stand', async () => {
    const cwd = folderOf({ 'kustomization.yaml': 'resources: [pool.yaml]\n', 'pool.yaml': off, 'other.yaml': off.replace('pods', 'more') });
    expect(await found(cwd)).toEqual(['encapsulation-required other.yaml:7', 'encapsulation-required pool.yaml:7']);
  });

  test('nothing is fetched, and helm is not run: the files are read as they stand', async () => {
    const cwd = folderOf({
      'web/kustomization.yaml': 'resources: [https://example.invalid/calico.yaml, pool.yaml]\n',
      'web/pool.yaml': off,
      'gone/kustomization.yaml': 'resources: [example.invalid/repository, pool.yaml]\n',
      'gone/pool.yaml': off,
      'chart/kustomization.yaml': 'helmCharts: [{name: tigera-operator}]\nresources: [pool.yaml]\n',
      'chart/pool.yaml': off,
    });
    const { code, stdout, stderr } = await lint(cwd);
    expect(code).toBe(1);
    expect(stderr).toContain('web is not built: it takes https://example.invalid/calico.yaml, and canal-lint fetches nothing');
    expect(stderr).toContain('gone is not built: example.invalid/repository is not there');
    expect(stderr).toContain('chart is not built: it has helmCharts');
    expect(stdout).toContain('web/pool.yaml:7');
  });

  test('what kustomize refuses is told in its own words; a named folder makes the run fail', async () => {
    const cwd = folderOf({ 'a/kustomization.yaml': 'resources: [pool.yaml]\nimages: {}\n', 'a/pool.yaml': off });
    const named = await lint(cwd, 'a');
    expect(named.code).toBe(2);
    expect(named.stderr).toContain('the kustomization a is not built: kustomize says: ');
    expect(named.stdout).toContain('a/pool.yaml:7');
    expect((await lint(cwd)).code).toBe(1);
  });

  test('kustomizations of other fields cost nothing', async () => {
    const cwd = folderOf({ 'kustomization.yaml': 'resources: [https://example.invalid/web.yaml]\n' });
    expect((await lint(cwd)).stderr).toBe('');
  });
});

test('without kustomize the files are read as they stand, and that is told', async () => {
  const cwd = folderOf({ 'kustomization.yaml': 'resources: [pool.yaml]\n', 'pool.yaml': off });
  const { stdout, stderr } = await captured(cwd, []);
  expect(stderr).toContain('neither kustomize nor kubectl is on the PATH');
  expect(stdout).toContain('pool.yaml:7');
});

test.skipIf(folder === undefined)('a linked folder that a build reads through its link is not skipped; another one is', async () => {
  const top = folderOf({
    'base/kustomization.yaml': 'resources: [pool.yaml]\n',
    'base/pool.yaml': off,
    'repo/kustomization.yaml': 'resources: [base]\n',
  });
  for (const name of ['base', 'other']) fs.symlinkSync('../base', join(top, 'repo', name));
  const { stdout } = await lint(join(top, 'repo'), '--format', 'json');
  const { findings, skipped } = JSON.parse(stdout) as { findings: { location: { file: string } }[]; skipped: { file: string }[] };
  expect([findings.map(({ location }) => location.file), skipped.map(({ file }) => file)]).toEqual([['base/pool.yaml'], ['other']]);
});
