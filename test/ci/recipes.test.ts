// The recipes of docs/ci: each is of the form that its reader asks for, and every command line in it is one that canal-lint takes.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { captured } from '../../packages/cli/src/captured.js';
import { argumentsOf } from '../scenarios/scenario.js';
import { tool } from '../tools.js';

const root = resolve(import.meta.dirname, '../..');
const recipes = join(root, 'docs/ci');
const files = readdirSync(recipes, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && !entry.name.endsWith('.md'))
  .map((entry) => join(entry.parentPath, entry.name).slice(recipes.length + 1))
  .sort();
const text = (file: string): string => readFileSync(join(recipes, file), 'utf8');
const { version } = JSON.parse(readFileSync(join(root, 'packages/cli/package.json'), 'utf8')) as { version: string };

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'canal-lint-recipes-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('command lines', () => {
  const lines = files.flatMap((file) =>
    [...text(file).matchAll(/(?:npx --yes )?canal-lint(?:@\S+)? (--[^'\n]*)/g)].map(
      ([, args = '']) => [file, args.replace(/ >&2$/, '')] as const,
    ),
  );
  it('are found', () => expect(lines.length).toBeGreaterThanOrEqual(5));

  it.each(lines)('%s: %s', async (_, args) => {
    const cwd = mkdtempSync(join(folder, 'work-'));
    for (const name of ['deploy', 'reports/canal-lint', 'staging']) mkdirSync(join(cwd, name), { recursive: true });
    cpSync(join(recipes, 'argo-cd/pool.yaml'), join(cwd, 'deploy/pool.yaml'));
    const filled = args
      .replace('$[[ inputs.args ]]', '')
      .replace('$[[ inputs.paths ]]', 'deploy')
      .replaceAll('$(Build.ArtifactStagingDirectory)', 'staging')
      .replace('- < "$out"', 'deploy');
    expect(await captured(cwd, argumentsOf(`canal-lint ${filled.replaceAll(/ +/g, ' ').trim()}`))).toMatchObject({ code: 0, stderr: '' });
  });

  it('name the version of this repository', () => {
    for (const file of files)
      for (const [, found] of text(file).matchAll(/canal-lint(?:@v?|:|": ")(\d+\.\d+\.\d+)/g))
        expect(`${file} ${found}`).toBe(`${file} ${version}`);
  });
});

describe('workflows of GitHub', () => {
  const actionlint = tool('actionlint');
  const workflows = ['docs/ci/github', '.github/workflows'].flatMap((path) =>
    readdirSync(join(root, path)).map((name) => join(path, name)),
  );

  it.skipIf(!actionlint)('pass actionlint', () => {
    const { stdout, stderr } = spawnSync(actionlint ?? '', ['-no-color', ...workflows], { cwd: root, encoding: 'utf8' });
    expect(stdout + stderr).toBe('');
  });

  it('use the action with inputs that it has', () => {
    const action = parse(readFileSync(join(root, 'action.yml'), 'utf8')) as { inputs: object; outputs: object };
    for (const path of workflows) {
      const { jobs } = parse(readFileSync(join(root, path), 'utf8')) as {
        jobs: Record<string, { steps: { uses?: string; with?: object }[] }>;
      };
      for (const { uses, with: given = {} } of Object.values(jobs).flatMap(({ steps }) => steps)) {
        if (!uses?.startsWith('canal-lint/canal-lint@') && uses !== './') continue;
        for (const name of Object.keys(given)) expect(Object.keys(action.inputs)).toContain(name);
      }
    }
  });
});

describe('GitLab', () => {
  it('the component has its inputs in a header, and a job', () => {
    const [header, job] = parseAllDocuments(text('gitlab/templates/canal-lint.yml')).map(
      (document) => document.toJS() as Record<string, Record<string, unknown>>,
    );
    expect(Object.keys(header ?? {})).toEqual(['spec']);
    const inputs = Object.keys(header?.['spec']?.['inputs'] ?? {});
    const used = [...text('gitlab/templates/canal-lint.yml').matchAll(/\$\[\[ inputs\.(\w+) \]\]/g)].map(([, name]) => name ?? '');
    expect([...new Set(used)].sort()).toEqual(inputs.sort());
    expect(Object.keys(job?.['canal-lint'] ?? {})).toEqual(['stage', 'image', 'script', 'artifacts']);
    expect(job?.['canal-lint']?.['artifacts']).toEqual({
      when: 'always',
      reports: { codequality: 'gl-code-quality-report.json', junit: 'canal-lint.xml' },
    });
    const { include } = parse(text('gitlab/.gitlab-ci.yml')) as { include: { component: string; inputs: object }[] };
    for (const { component, inputs: given } of include) {
      expect(component).toMatch(/^\$CI_SERVER_FQDN\/\S+\/canal-lint@v\d/);
      for (const name of Object.keys(given)) expect(inputs).toContain(name);
    }
  });
});

it('CircleCI: every job of the workflow is defined, with steps that CircleCI knows', () => {
  const {
    jobs,
    workflows,
    version: format,
  } = parse(text('circleci/config.yml')) as {
    version: number;
    jobs: Record<string, { steps: (string | object)[] }>;
    workflows: Record<string, { jobs: string[] }>;
  };
  expect(format).toBe(2.1);
  for (const name of Object.values(workflows).flatMap((one) => one.jobs)) expect(Object.keys(jobs)).toContain(name);
  const steps = Object.values(jobs).flatMap((job) => job.steps.map((step) => (typeof step === 'string' ? step : Object.keys(step)[0])));
  for (const step of steps) expect(['checkout', 'run', 'store_test_results', 'store_artifacts']).toContain(step);
});

it('Azure Pipelines: each step is a task or a script', () => {
  const { steps } = parse(text('azure/azure-pipelines.yml')) as { steps: object[] };
  for (const step of steps) expect(Object.keys(step)[0]).toMatch(/^(?:task|script)$/);
});

it('Jenkins: braces and quotes are closed, and the stages are of a declarative pipeline', () => {
  const code = text('jenkins/Jenkinsfile').replaceAll(/\/\/.*$/gm, '');
  const bare = code.replaceAll(/'[^'\n]*'/g, "''");
  expect(
    bare
      .replaceAll(/[^{}]/g, '')
      .replaceAll(/{|}/g, (c) => (c === '{' ? '+' : '-'))
      .split('')
      .reduce((n, c) => n + (c === '+' ? 1 : -1), 0),
  ).toBe(0);
  expect(bare).not.toContain('"');
  // npm finds no home in the container where Jenkins is not the user 1000.
  expect(code).toMatch(/^ {2}environment \{ npm_config_cache = '\.npm' \}$/m);
  expect(code).toMatch(/^\s*pipeline \{\s+agent [\s\S]+stages \{\s+stage\('canal-lint'\) \{\s+steps \{/);
});

describe('in a cluster', () => {
  const objects = [
    'argo-cd/presync.yaml',
    'argo-cd/plugin.yaml',
    'argo-cd/kustomization.yaml',
    'flux/network.yaml',
    'flux/job.yaml',
  ].flatMap((file) => parseAllDocuments(text(file)).map((document) => [file, document.toJS() as Manifest] as const));
  type Container = { name: string; image?: string; args?: string[]; volumeMounts?: { name: string }[] };
  type Manifest = {
    apiVersion: string;
    kind: string;
    metadata: { name: string };
    spec: {
      template?: { spec: { containers: Container[]; initContainers?: Container[]; volumes: { name: string }[]; restartPolicy: string } };
      dependsOn?: { name: string }[];
      sourceRef?: object;
      path?: string;
      interval?: string;
      prune?: boolean;
    };
  };

  it('Jobs mount volumes that they have, and run canal-lint with arguments that it takes', async () => {
    const jobs = objects.flatMap(([, object]) => (object.kind === 'Job' ? [object] : []));
    expect(jobs).toHaveLength(2);
    for (const { spec } of jobs) {
      const { containers = [], initContainers = [], volumes = [], restartPolicy } = spec.template?.spec ?? {};
      expect(restartPolicy).toBe('Never');
      const names = volumes.map(({ name }) => name);
      for (const { volumeMounts = [] } of [...containers, ...initContainers])
        for (const { name } of volumeMounts) expect(names).toContain(name);
      const cwd = mkdtempSync(join(folder, 'job-'));
      writeFileSync(join(cwd, 'pool.yaml'), text('argo-cd/pool.yaml'));
      const args = (containers[0]?.args ?? []).map((arg) => (arg.startsWith('/') ? 'pool.yaml' : arg));
      expect(await captured(cwd, args)).toMatchObject({ code: 0, stderr: '' });
    }
  });

  it('the Kustomizations of Flux have what their API requires, and wait for one another', () => {
    const kustomizations = objects.flatMap(([file, object]) => (file === 'flux/network.yaml' ? [object] : []));
    for (const { apiVersion, spec } of kustomizations) {
      expect(apiVersion).toBe('kustomize.toolkit.fluxcd.io/v1');
      expect(Object.keys(spec)).toEqual(expect.arrayContaining(['interval', 'prune', 'sourceRef']));
      for (const { name } of spec.dependsOn ?? []) expect(kustomizations.map(({ metadata }) => metadata.name)).toContain(name);
    }
  });

  it('the kustomization of Argo CD builds, and hands the manifests to the hook', () => {
    const kubectl = tool('kubectl');
    if (!kubectl) return;
    const { stdout, stderr } = spawnSync(kubectl, ['kustomize', join(recipes, 'argo-cd')], { encoding: 'utf8' });
    const built = parseAllDocuments(stdout).map((document) => document.toJS() as { kind: string; metadata: { name: string } });
    const map = built.find(({ kind }) => kind === 'ConfigMap');
    expect(map, stderr).toBeDefined();
    expect(stdout).toContain(`configMap:\n          name: ${map?.metadata.name}`);
  });
});

it('Argo CD: the plugin of one application does not meet that of another, and passes nothing on that has an error', () => {
  const plugin = parse(text('argo-cd/plugin.yaml')) as { spec: { generate: { command: string[]; args: string[] } } };
  const [script = ''] = plugin.spec.generate.args;
  const bin = join(mkdtempSync(join(folder, 'argo-')), 'bin');
  const temporary = join(bin, 'tmp');
  mkdirSync(temporary, { recursive: true });
  const program = (name: string, lines: string): void => writeFileSync(join(bin, name), `#!/bin/sh\n${lines}\n`, { mode: 0o755 });
  program('kustomize', 'echo "of $APP"');
  // While the first one is linted, the second one runs from its beginning to its end.
  program('canal-lint', '[ "$APP" = second ] || APP=second sh -c "$SCRIPT" > /dev/null\ncat\nexit $STATUS');
  const generate = (status: string): { readonly status: number | null; readonly stdout: string } => {
    const env = { PATH: [bin, process.env['PATH']].join(delimiter), TMPDIR: temporary, APP: 'first', SCRIPT: script, STATUS: status };
    return spawnSync('sh', ['-c', script], { env, encoding: 'utf8' });
  };
  expect(generate('0')).toMatchObject({ status: 0, stdout: 'of first\n' });
  expect(generate('1')).toMatchObject({ status: 1, stdout: '' });
  expect(readdirSync(temporary)).toEqual([]);
});

it('husky and lint-staged: the hook runs what package.json configures', () => {
  const manifest = JSON.parse(text('husky/package.json')) as {
    scripts: object;
    devDependencies: object;
    'lint-staged': Record<string, string>;
  };
  expect(manifest.scripts).toEqual({ prepare: 'husky' });
  expect(Object.keys(manifest.devDependencies)).toEqual(['canal-lint', 'husky', 'lint-staged']);
  expect(Object.values(manifest['lint-staged'])).toEqual(['canal-lint']);
  expect(text('husky/pre-commit')).toBe('npx lint-staged\n');
});
