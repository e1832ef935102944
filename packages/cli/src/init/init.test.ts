import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Captured, captured, sink } from '../captured.js';
import { workflowText } from './texts.js';

let cwd: string;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'canal-lint-init-'));
  mkdirSync(join(cwd, '.git'));
});
afterEach(() => rmSync(cwd, { recursive: true }));

function put(path: string, text: string): void {
  mkdirSync(dirname(join(cwd, path)), { recursive: true });
  writeFileSync(join(cwd, path), text);
}

const text = (path: string): string => readFileSync(join(cwd, path), 'utf8');
const init = (...argv: readonly string[]): Promise<Captured> => captured(cwd, ['init', ...argv]);

/** On a terminal: the answers come line by line. */
async function answered(input: string): Promise<{ readonly code: number; readonly said: string }> {
  const stderr = sink(true);
  const { code } = await captured(cwd, ['init'], { input, stderr });
  return { code, said: stderr.text() };
}

it('writes configuration, workflow and hook, which canal-lint and the others take', async () => {
  const { code, stderr } = await init('--yes');
  expect(code).toBe(0);
  expect(stderr).toContain('found no installer in 0 files');
  expect(text('.github/workflows/canal-lint.yaml')).toBe(
    readFileSync(resolve(import.meta.dirname, '../../../../docs/ci/github/pull-request.yaml'), 'utf8'),
  );
  expect(text('.github/workflows/canal-lint.yaml')).toBe(workflowText);
  expect(text('.pre-commit-config.yaml')).toMatch(/^repos:\n {2}- repo: \S+\n {4}rev: v\d+\.\d+\.\d+\n {4}hooks:\n {6}- id: canal-lint\n$/);
  expect((await captured(cwd, ['--print-config'])).stdout).toContain('extends                 recommended  .canal-lint.yaml:2');
});

it('asks on a terminal, proposes what the files tell, and asks again for what says nothing', async () => {
  put('inventory/group_vars/k8s_cluster/k8s-net-calico.yml', 'calico_network_backend: bird\ncalico_mtu: 8951\n');
  const { code, said } = await answered('marsnet\naws\nbig\n9001\n3.31\n');
  expect(code).toBe(0);
  expect(said).toContain('found Kubespray');
  expect(said).toContain("'marsnet' is none of them");
  expect(text('.canal-lint.yaml')).toContain('extends: recommended\ncalicoVersion: v3.31\nunderlay:\n  cloud: aws\n  nicMtu: 9001\n');
  expect((await captured(cwd, ['--print-config'])).code).toBe(0);
});

it('takes Enter for what is proposed, and writes nothing where the answers end', async () => {
  expect((await answered('\n\n\n')).code).toBe(0);
  expect(text('.canal-lint.yaml')).toContain('# underlay:');
  rmSync(join(cwd, '.canal-lint.yaml'));
  expect((await answered('\n')).code).toBe(2);
  expect(existsSync(join(cwd, '.canal-lint.yaml'))).toBe(false);
});

it.each([
  ['operator', 'deploy/installation.yaml', 'apiVersion: operator.tigera.io/v1\nkind: Installation\nmetadata: { name: default }\n'],
  ['Helm', 'chart/Chart.yaml', 'apiVersion: v2\nname: net\nversion: 1.0.0\n'],
])('detects %s', async (installer, path, content) => {
  put(path, content);
  expect((await init('--yes')).stderr).toContain(`found ${installer} in`);
});

it('does not write down what the images tell', async () => {
  put(
    'a.yaml',
    'apiVersion: apps/v1\nkind: DaemonSet\nmetadata: { name: calico-node, namespace: kube-system }\nspec: { template: { spec: { containers: [{ name: calico-node, image: "quay.io/calico/node:v3.30.1" }] } } }\n',
  );
  expect((await init('--yes')).stderr).toContain('the files name Calico v3.30');
  expect(text('.canal-lint.yaml')).not.toContain('calicoVersion');
});

it('overwrites nothing without a word', async () => {
  put('.canal-lint.yaml', 'extends: strict\n');
  put('.pre-commit-config.yaml', 'repos: []\n');
  const { stderr } = await init('--yes');
  expect(stderr).toContain('.canal-lint.yaml is there and is left alone\n  take --force to replace it\n');
  expect(stderr).toContain('.pre-commit-config.yaml is there and is left alone; add to its repos:');
  expect([text('.canal-lint.yaml'), text('.pre-commit-config.yaml')]).toEqual(['extends: strict\n', 'repos: []\n']);
  expect((await init('--yes', '--force')).stderr).toContain('replaced .canal-lint.yaml');
  expect(text('.pre-commit-config.yaml')).toBe('repos: []\n');
  expect((await init('--yes')).stderr).toContain('.canal-lint.yaml is as it should be');
});

it('leaves a repository on GitLab without a workflow of GitHub', async () => {
  put('.gitlab-ci.yml', 'stages: [test]\n');
  expect((await init('--yes')).stderr).toContain('the recipe for GitLab CI: https://github.com/canal-lint/canal-lint/blob/main/docs/ci.md');
  expect(existsSync(join(cwd, '.github'))).toBe(false);
});

it('writes into the root of the repository, where workflows and hooks are read', async () => {
  put('apps/a/pool.yaml', 'kind: Other\n');
  const { code, stderr } = await captured(join(cwd, 'apps/a'), ['init', '--yes', '--gatekeeper', 'policies']);
  expect(code).toBe(0);
  expect(stderr).toContain('the repository begins at ../..: ');
  for (const path of ['.canal-lint.yaml', '.github/workflows/canal-lint.yaml', '.pre-commit-config.yaml']) {
    expect(stderr).toContain(`wrote ../../${path}\n`);
    expect([existsSync(join(cwd, path)), existsSync(join(cwd, 'apps/a', path))]).toEqual([true, false]);
  }
  expect(existsSync(join(cwd, 'apps/a/policies/1-templates.yaml'))).toBe(true);
});

it('refuses to write beside a configuration of another spelling, which it would hide', async () => {
  put('.canal-lint.yml', 'extends: strict\n');
  const { code, stderr } = await init('--yes', '--force');
  expect(code).toBe(2);
  expect(stderr).toContain('.canal-lint.yml is not read: the configuration is called .canal-lint.yaml');
  expect(existsSync(join(cwd, '.canal-lint.yaml'))).toBe(false);
});

it.each([
  ['.github/workflows/lint.yml', 'jobs: { a: { steps: [{ uses: canal-lint/canal-lint@v1 }] } }\n'],
  ['.pre-commit-config.yaml', 'repos:\n  - repo: https://github.com/canal-lint/canal-lint\n'],
])('sees that %s has it already, and that a comment is none', async (path, content) => {
  put(path, content);
  const { stderr } = await init('--yes');
  expect(stderr).toContain(`${path} has canal-lint already`);
  expect(existsSync(join(cwd, '.github/workflows/canal-lint.yaml'))).toBe(path.startsWith('.pre'));
  put(path, '# canal-lint: not yet\nrepos: []\n');
  expect((await init('--yes')).stderr).not.toContain(`${path} has canal-lint already`);
});

it.each(['azure-pipelines.yml', '.circleci/config.yml', 'Jenkinsfile'])('beside %s it names the recipe', async (path) => {
  put(path, '');
  expect((await init('--yes')).stderr).toMatch(/no workflow of GitHub: .+ is there\n {2}the recipe for /);
  expect(existsSync(join(cwd, '.github'))).toBe(false);
});

it('writes the constraints of Gatekeeper into a folder that is named by its whole path', async () => {
  const folder = join(cwd, 'elsewhere', 'policies');
  mkdirSync(join(cwd, 'repo', '.git'), { recursive: true });
  const { stderr } = await captured(join(cwd, 'repo'), ['init', '--yes', '--gatekeeper', folder]);
  expect(stderr).toContain('wrote ../elsewhere/policies/1-templates.yaml');
  expect(existsSync(join(folder, '2-constraints.yaml'))).toBe(true);
});

it('writes the constraints of Gatekeeper on demand', async () => {
  await init('--yes', '--gatekeeper', 'policies');
  expect(text('policies/1-templates.yaml')).toContain('kind: ConstraintTemplate');
  expect(text('policies/2-constraints.yaml')).toContain('enforcementAction: dryrun');
  // The first run after it speaks of the network, not of these files.
  expect((await captured(cwd, [])).stdout).toContain('no findings in 2 files');
});
