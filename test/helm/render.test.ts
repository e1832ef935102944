import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { captured } from '../../packages/cli/src/captured.js';
import { folderWith, hasHelm, lint, toldOf, withHelm } from './helm.js';

const rules = async (cwd: string, ...argv: readonly string[]): Promise<readonly string[]> =>
  (await toldOf(cwd, ...argv)).map(({ rule }) => rule).sort();

describe.skipIf(!hasHelm)('charts as input', () => {
  test('a chart is rendered with its own values, and is one closed cluster', async () => {
    const cwd = folderWith(['canal']);
    const { stdout, stderr } = await lint(cwd, 'canal', '--format', 'json');
    const run = JSON.parse(stdout) as { clusters: object[]; skipped: object[]; findings: { rule: string }[] };
    expect(stderr).toBe('');
    expect(run.skipped).toEqual([]);
    expect(run.clusters).toEqual([
      { id: 'canal/<helm template>', name: 'canal/<helm template>', closed: true, files: ['canal/<helm template>'] },
    ]);
    expect(run.findings.map(({ rule }) => rule)).toEqual(['setting-no-effect']);
  });

  test('values files count in their order, --set beats them, --set-string stays a string', async () => {
    const cwd = folderWith(['canal'], {
      'a.yaml': 'calico: {nodeImage: {tag: latest}}\n',
      'b.yaml': 'calico: {nodeImage: {tag: v3.30.4}}\n',
      'with,comma.yaml': 'calico: {nodeImage: {tag: latest}}\n',
    });
    const pinned = ['setting-no-effect'];
    const floating = ['image-pinned', 'setting-no-effect'];
    expect(await rules(cwd, 'canal', '-f', 'a.yaml')).toEqual(floating);
    expect(await rules(cwd, 'canal', '-f', 'with,comma.yaml')).toEqual(floating);
    expect(await rules(cwd, 'canal', '-f', 'a.yaml', '--values', 'b.yaml')).toEqual(pinned);
    expect(await rules(cwd, 'canal', '-f', 'b.yaml', '-f', 'a.yaml')).toEqual(floating);
    expect(await rules(cwd, 'canal', '-f', 'a.yaml', '--set', 'calico.nodeImage.tag=v3.30.4')).toEqual(pinned);
    expect(await rules(cwd, 'canal', '--set-string', 'calico.nodeImage.tag=3')).toContain('image-pinned');
  });

  test('both sides of a diff are rendered with the values that are given', async () => {
    const cwd = folderWith(['canal']);
    fs.cpSync(join(cwd, 'canal'), join(cwd, 'next'), { recursive: true });
    const values = join(cwd, 'next/values.yaml');
    fs.writeFileSync(values, fs.readFileSync(values, 'utf8').replace('tag: v3.30.4', 'tag: v3.29.1'));
    expect((await lint(cwd, 'diff', 'canal', 'next')).stdout).toContain('v3.29.1');
    expect((await lint(cwd, 'diff', 'canal', 'next', '--set', 'calico.nodeImage.tag=v3.30.4')).stdout).not.toContain('v3.29.1');
  });

  test('a chart that a folder holds is rendered too, and what it is made of is not read again', async () => {
    const cwd = folderWith(['canal'], { 'other/pool.yaml': 'kind: ConfigMap\napiVersion: v1\nmetadata: {name: x}\n' });
    const { stdout } = await lint(cwd, '--format', 'json');
    const { summary, skipped } = JSON.parse(stdout) as { summary: { files: number }; skipped: object[] };
    expect(summary.files).toBe(2);
    expect(skipped).toEqual([]);
  });

  test('an archive is rendered as the folder is', async () => {
    const cwd = folderWith(['canal']);
    execFileSync('helm', ['package', 'canal'], { cwd, env: withHelm.env });
    fs.rmSync(join(cwd, 'canal'), { recursive: true });
    expect(await rules(cwd, 'canal-1.0.0.tgz')).toEqual(['setting-no-effect']);
    expect(await rules(cwd, '.')).toEqual(['setting-no-effect']);
    expect(await rules(cwd, '.', '--set', 'calico.nodeImage.tag=latest')).toContain('image-pinned');
  });

  test('release and namespace reach the templates', async () => {
    const cwd = folderWith([], {
      'c/Chart.yaml': 'apiVersion: v2\nname: c\nversion: 1.0.0\n',
      'c/templates/pool.yaml':
        'apiVersion: crd.projectcalico.org/v1\nkind: IPPool\nmetadata: {name: "{{ .Release.Name }}-{{ .Release.Namespace }}-{{ .Capabilities.KubeVersion }}"}\nspec: {cidr: 10.1.0.0/16}\n',
    });
    const { stdout } = await lint(cwd, 'show', 'c', '--release-name', 'red', '-n', 'blue', '--kube-version', 'v1.30.1');
    expect(stdout).toContain('red-blue-v1.30.1');
  });

  test('warnings of helm do not hide a chart', async () => {
    const cwd = folderWith(['canal'], { 'v.yaml': 'flannel: {image: {tag: {deep: 1}}}\nunused: {a: 1}\n' });
    fs.appendFileSync(join(cwd, 'canal/values.yaml'), 'unused: text\n');
    expect((await lint(cwd, 'canal', '-f', 'v.yaml')).stdout).toContain('setting-no-effect');
  });

  test('what helm refuses is told in its own words; a named chart makes the run fail, another does not', async () => {
    const cwd = folderWith(['canal'], { 'canal/templates/bad.yaml': '{{ fail "calico: name an interface" }}\n' });
    const named = await lint(cwd, 'canal');
    expect(named.code).toBe(2);
    expect(named.stderr).toContain('helm does not render the chart canal: ');
    expect(named.stderr).toContain('calico: name an interface');
    expect(named.stdout).toContain('canal/templates/daemonset.yaml  skipped');
    const walked = await lint(cwd);
    expect(walked.code).toBe(0);
    expect(walked.stderr).toContain('calico: name an interface');
  });

  test('missing dependencies are told, not fetched', async () => {
    const chart =
      'apiVersion: v2\nname: c\nversion: 1.0.0\ndependencies: [{name: tigera-operator, version: 3.30.4, repository: "https://example.org"}]\n';
    const cwd = folderWith([], { 'c/Chart.yaml': chart, 'c/values.yaml': 'tigera-operator: {}\n' });
    const { code, stderr } = await lint(cwd, 'c');
    expect(code).toBe(2);
    expect(stderr).toContain('missing in charts/ directory: tigera-operator');
    expect(stderr).toContain('run helm dependency build');
    expect(stderr).toContain('or name c/values.yaml itself');
    expect((await lint(cwd, 'c/values.yaml')).code).toBe(0);
  });

  test('libraries and charts of other fields cost nothing and say nothing', async () => {
    const cwd = folderWith([], {
      'lib/Chart.yaml': 'apiVersion: v2\nname: lib\nversion: 1.0.0\ntype: library\n',
      'lib/templates/_calico.tpl': '{{ define "calico" }}{{ end }}\n',
      'web/Chart.yaml': 'apiVersion: v2\nname: web\nversion: 1.0.0\n',
      'web/templates/web.yaml': '{{ fail "rendered" }}\n',
    });
    const { code, stderr, stdout } = await lint(cwd);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain('no findings');
  });

  test('what goes wrong in helm itself is told as well', async () => {
    const cwd = folderWith(['canal']);
    fs.writeFileSync(join(cwd, 'helm'), '#!/bin/sh\necho "Error: slow" >&2; exit 1\n', { mode: 0o755 });
    const { stderr } = await captured(cwd, ['canal'], { env: { PATH: cwd } });
    expect(stderr).toContain('helm does not render the chart canal: slow');
  });

  test('values without a chart are refused', async () => {
    const cwd = folderWith(['canal'], { 'b/Chart.yaml': 'apiVersion: v2\nname: b\nversion: 1.0.0\n' });
    const { code, stderr } = await lint(cwd, '.', '--set', 'a=1');
    expect(code).toBe(2);
    expect(stderr).toContain('name one of them: b, canal');
    expect((await lint(cwd, 'canal', '-f', 'https://example.org/values.yaml')).stderr).toContain('there is no values file');
  });
});

test('without helm the templates are read as they stand, and that is told', async () => {
  const cwd = folderWith(['canal']);
  const { code, stdout, stderr } = await captured(cwd, ['canal']);
  expect(code).toBe(0);
  expect(stderr).toContain('the chart canal was not rendered, since helm is not on the PATH');
  expect(stdout).toContain('canal/templates/daemonset.yaml  skipped');
});
