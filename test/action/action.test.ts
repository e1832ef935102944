// The built action, run as a runner does: with the events that workflows start from, and a stand-in for GitHub's API.

import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inputsOf } from '../../packages/action/src/inputs.js';
import { tool } from '../tools.js';
import { type Api, action, changedFile, commit, type Job, newJob, runStep, startApi } from './runner.js';

const helm = tool('helm');
const root = resolve(import.meta.dirname, '../..');

let job: Job;
let api: Api;
beforeEach(async () => {
  job = newJob();
  api = await startApi();
});
afterEach(() => {
  api.stop();
  rmSync(job.folder, { recursive: true });
});

const pool = (name: string, net: string, mode = 'Never'): string =>
  `apiVersion: projectcalico.org/v3\nkind: IPPool\nmetadata:\n  name: ${name}\nspec:\n  cidr: ${net}\n  vxlanMode: ${mode}\n  ipipMode: Never\n`;
const kubeadm = (services: string): string =>
  `apiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration\nnetworking: { serviceSubnet: ${services} }\n`;
const pull = (base: string, head: string): object => ({ pull_request: { number: 7, base: { sha: base }, head: { sha: head } } });
const commands = (log: string): readonly string[] => log.split('\n').filter((line) => /^::(?:error|warning|notice) /.test(line));

describe('a step', () => {
  it('annotates lines, writes summary, SARIF and outputs, and fails', async () => {
    commit(job, { 'infra/deploy/a.yaml': pool('a', '10.244.0.0/16') });
    const step = await runStep(job, { inputs: { 'working-directory': 'infra', paths: 'deploy\n', sarif: 'out.sarif' } });
    expect(step.status).toBe(1);
    expect(commands(step.log)).toEqual([
      expect.stringMatching(/^::error title=encapsulation-required,file=infra\/deploy\/a.yaml,line=8,col=13,endLine=8,endColumn=18::/),
    ]);
    expect(step.outputs).toEqual({ errors: '1', warnings: '0', infos: '0', skipped: '0', sarif: 'infra/out.sarif', 'exit-status': '1' });
    expect(step.summary).toContain('### canal-lint: 1 error in 1 file\n');
    expect(step.summary).toContain(`[infra/deploy/a.yaml:8](https://git.example/o/r/blob/${'a'.repeat(40)}/infra/deploy/a.yaml#L8)`);
    expect(step.summary).toContain('  8 │   ipipMode: Never');
    const sarif = JSON.parse(readFileSync(join(job.workspace, 'infra/out.sarif'), 'utf8')) as { runs: { results: object[] }[] };
    expect(sarif.runs[0]?.results).toHaveLength(1);
    expect(job.git('status', '--porcelain')).toBe('?? infra/out.sarif');
  });

  it('hands the inputs over', async () => {
    commit(job, { 'a.yaml': pool('a', '10.244.0.0/16'), 'config.yaml': 'rules: { encapsulation-required: warning }\n', 'b.txt': 'x' });
    const mild = await runStep(job, { inputs: { config: 'config.yaml', paths: 'a.yaml' } });
    expect([mild.status, mild.outputs['warnings']]).toEqual([0, '1']);
    expect((await runStep(job, { inputs: { config: 'config.yaml', paths: 'a.yaml', 'fail-on': 'warning' } })).status).toBe(1);
    expect((await runStep(job, { inputs: { paths: 'a.yaml', underlay: 'routesPods=true\nnicMtu=9001' } })).status).toBe(0);
    const stylish = await runStep(job, { inputs: { paths: 'a.yaml', format: 'stylish' } });
    expect(stylish.log).toMatch(/^::stop-commands::(\S+)\na.yaml:8:13 {2}error[\s\S]*\n::\1::\n$/);
    expect((await runStep(job, { inputs: { paths: '*.tf', 'pass-with-no-files': 'true' } })).status).toBe(0);
  });

  it.each([
    [{ paths: 'gone.yaml' }, 'cannot read gone.yaml'],
    [{ 'changed-only': 'yes' }, "the input changed-only is true or false, not 'yes'"],
    [{ 'fail-on': 'errors' }, "--fail-on does not take 'errors'"],
    [{ paths: '--version' }, 'cannot read --version'],
  ])('%j ends with status 2', async (inputs, message) => {
    commit(job, { 'a.yaml': pool('a', '10.244.0.0/16', 'Always') });
    const step = await runStep(job, { inputs: inputs as Record<string, string> });
    expect(step.status).toBe(2);
    expect(commands(step.log).join('\n')).toContain(message);
  });

  it.skipIf(!helm)('renders a chart with the values that are given', async () => {
    cpSync(join(root, 'examples/helm-chart/broken'), join(job.workspace, 'net'), { recursive: true });
    commit(job, {});
    const inputs = { 'working-directory': 'net', paths: 'calico', values: 'prod.yaml' };
    const { log, summary } = await runStep(job, { inputs, path: dirname(helm ?? '') });
    expect(commands(log)).toContainEqual(expect.stringMatching(/^::warning title=mtu-arithmetic,file=net\/prod.yaml,line=1,col=6/));
    expect(summary).toContain('[net/prod.yaml:1](https://git.example/o/r/blob/');
  });

  it('knows every input of action.yml', () => {
    const seen = new Set<string>();
    inputsOf(new Proxy({}, { get: (_, name) => void seen.add(String(name)) }));
    expect([...seen].sort()).toEqual(
      Object.keys(action.inputs)
        .map((name) => `INPUT_${name.toUpperCase()}`)
        .sort(),
    );
  });
});

describe('changed-only', () => {
  const changedOnly = { 'changed-only': 'true' };

  it('a pull request: what it causes in untouched files, under what it does to the network', async () => {
    const base = commit(job, {
      'deploy/pool.yaml': pool('p', '10.244.0.0/16', 'Always'),
      'old/bad.yaml': pool('o', '10.9.0.0/16'),
      'kubeadm.yaml': kubeadm('10.96.0.0/12'),
    });
    job.git('checkout', '-qb', 'topic');
    const head = commit(job, { 'deploy/kubeadm.yaml': kubeadm('10.244.0.0/16') });
    const step = await runStep(job, { inputs: changedOnly, event: pull(base, head) });
    expect(commands(step.log)).toEqual([expect.stringContaining('::error title=pool-cidr,file=deploy/pool.yaml,line=6')]);
    expect(step.summary.indexOf('### Cluster deploy')).toBeLessThan(step.summary.indexOf('### canal-lint: 1 error in'));
    expect(step.summary.startsWith('### Cluster deploy')).toBe(true);
    expect(job.git('worktree', 'list').split('\n')).toHaveLength(1);
  });

  it('the merge of a pull request: not what came into the base meanwhile', async () => {
    const base = commit(job, { 'a.yaml': pool('a', '10.244.0.0/16', 'Always') });
    job.git('checkout', '-qb', 'topic');
    const head = commit(job, { 'topic.yaml': pool('t', '10.7.0.0/16') });
    job.git('checkout', '-q', 'main');
    commit(job, { 'meanwhile.yaml': pool('m', '10.8.0.0/16') });
    job.git('merge', '-q', '--no-ff', '-m', 'merge', 'topic');
    const step = await runStep(job, { inputs: changedOnly, event: pull(base, head) });
    expect(commands(step.log)).toEqual([expect.stringContaining('file=topic.yaml')]);
  });

  /** A topic with a fault of its own, into which the base was merged last. */
  const mergedTopic = (): readonly [base: string, head: string] => {
    commit(job, { 'a.yaml': pool('a', '10.244.0.0/16', 'Always') });
    job.git('checkout', '-qb', 'topic');
    commit(job, { 'topic.yaml': pool('t', '10.7.0.0/16') });
    job.git('checkout', '-q', 'main');
    const base = commit(job, { 'meanwhile.yaml': pool('m', '10.8.0.0/16') });
    job.git('checkout', '-q', 'topic');
    job.git('merge', '-q', '--no-ff', '-m', 'merge', 'main');
    return [base, job.git('rev-parse', 'HEAD')];
  };

  it('the head of a pull request that is a merge itself: all that the pull request brings', async () => {
    const step = await runStep(job, { inputs: changedOnly, event: pull(...mergedTopic()) });
    expect(commands(step.log)).toEqual([expect.stringContaining('file=topic.yaml')]);
  });

  it('the same in a shallow checkout: the past is fetched', async () => {
    const [base, head] = mergedTopic();
    const origin = join(job.folder, 'origin');
    renameSync(job.workspace, origin);
    mkdirSync(job.workspace);
    job.git('init', '-q');
    job.git('remote', 'add', 'origin', `file://${origin}`);
    job.git('fetch', '-q', '--depth=1', 'origin', head);
    job.git('checkout', '-q', head);
    const step = await runStep(job, { inputs: changedOnly, event: pull(base, head) });
    expect(commands(step.log)).toEqual([expect.stringContaining('file=topic.yaml')]);
  });

  it('pull_request_target, which checks out the base: it is said that nothing of the pull request is linted', async () => {
    const [base, head] = mergedTopic();
    job.git('checkout', '-q', 'main');
    const step = await runStep(job, { event: pull(base, head) });
    expect(commands(step.log)[0]).toBe(
      `::warning title=canal-lint::the checkout is not of the pull request, whose head is ${head}: what it changes is not linted; start the workflow on: pull_request`,
    );
  });

  it.each([
    ['merge_group', (base: string) => ({ merge_group: { base_sha: base } })],
    ['push', (base: string) => ({ before: base })],
  ])('%s', async (_, event) => {
    const base = commit(job, { 'a.yaml': pool('a', '10.244.0.0/16') });
    commit(job, { 'b.yaml': pool('b', '10.7.0.0/16') });
    const step = await runStep(job, { inputs: changedOnly, event: event(base) });
    expect(commands(step.log)).toEqual([expect.stringContaining('file=b.yaml')]);
  });

  it.each([
    ['workflow_dispatch', { inputs: {} }, 'this event has no commit before it'],
    ['a new branch', { before: '0'.repeat(40) }, 'this event has no commit before it'],
    ['a commit that is not there', { before: 'f'.repeat(40) }, 'fetch-depth: 2 or more'],
    ['what is no commit', { before: '--upload-pack=x' }, 'this event has no commit before it'],
  ])('%s: everything counts, and it is said', async (_, event, message) => {
    commit(job, { 'a.yaml': pool('a', '10.244.0.0/16') });
    const [warning, error, ...more] = commands((await runStep(job, { inputs: changedOnly, event })).log);
    expect([warning, error, more]).toEqual([expect.stringContaining(message), expect.stringContaining('file=a.yaml'), []]);
  });
});

describe('comment', () => {
  const commenting = { comment: 'true', token: 'secret', paths: 'deploy' };
  const prepared = (): { readonly event: object; readonly base: string } => {
    const base = commit(job, { 'deploy/a.yaml': pool('a', '10.244.0.0/16', 'Always') });
    const head = commit(job, { 'deploy/a.yaml': pool('a', '10.244.0.0/16'), 'deploy/b.yaml': pool('b', '10.7.0.0/16') });
    api.files = [changedFile(job, base, 'deploy/a.yaml')];
    return { event: pull(base, head), base };
  };

  it('writes one and updates it in place, among those of people', async () => {
    const { event } = prepared();
    api.comments.push(...Array.from({ length: 120 }, (_, id) => ({ id: 1000 + id, body: 'canal-lint is nice' })));
    const stranger = { id: 2000, body: '<!-- canal-lint -->\nall is well', user: { type: 'User' }, author_association: 'CONTRIBUTOR' };
    api.comments.push({ ...stranger });
    await runStep(job, { inputs: commenting, event, api: api.url });
    expect(api.comments).toHaveLength(122);
    const [mine] = api.comments.slice(121);
    expect(mine?.body).toMatch(/^<!-- canal-lint -->\n### Cluster [\s\S]*### canal-lint: 2 errors in 2 files/);
    commit(job, { 'deploy/a.yaml': pool('a', '10.244.0.0/16', 'Always'), 'deploy/b.yaml': null });
    await runStep(job, { inputs: commenting, event, api: api.url });
    expect(api.comments).toHaveLength(122);
    expect(mine?.body).toContain('no findings in 1 file');
    expect(api.comments[120]).toEqual(stranger);
  });

  it('names places as the repository does where something is gone, the same in every run', async () => {
    const base = commit(job, {
      'deploy/a.yaml': pool('a', '10.244.0.0/16', 'Always'),
      'deploy/b.yaml': pool('b', '10.7.0.0/16', 'Always'),
    });
    const head = commit(job, { 'deploy/b.yaml': null });
    await runStep(job, { inputs: commenting, event: pull(base, head), api: api.url });
    expect(api.comments[0]?.body).toContain('| was at deploy/b.yaml:1 |');
  });

  it('says nothing where there is nothing to say', async () => {
    const base = commit(job, { 'deploy/a.yaml': pool('a', '10.244.0.0/16', 'Always') });
    const head = commit(job, { 'readme.md': 'x' });
    await runStep(job, { inputs: commenting, event: pull(base, head), api: api.url });
    expect(api.comments).toEqual([]);
  });

  it('suggests fixes beside lines of the diff, once', async () => {
    const { event } = prepared();
    const files = job.git('ls-files');
    await runStep(job, { inputs: commenting, event, api: api.url });
    await runStep(job, { inputs: commenting, event, api: api.url });
    expect(api.reviews).toHaveLength(1);
    const [{ path, line, start_line: start, body } = { path: '', line: 0, start_line: 0, body: '' }] = api.reviews;
    expect(path).toBe('deploy/a.yaml');
    const [, suggested = ''] = /```suggestion\n([\s\S]*?)\n```/.exec(body) ?? [];
    const lines = readFileSync(join(job.workspace, 'deploy/a.yaml'), 'utf8').split('\n');
    lines.splice((start ?? line ?? 0) - 1, (line ?? 0) - (start ?? line ?? 0) + 1, ...suggested.split('\n'));
    // What people get who press the button is what --fix writes.
    spawnSync(process.execPath, [join(root, 'packages/cli/bin/canal-lint.cjs'), '--fix', 'deploy/a.yaml'], { cwd: job.workspace });
    expect(lines.join('\n')).toBe(readFileSync(join(job.workspace, 'deploy/a.yaml'), 'utf8'));
    expect(files).toContain('deploy/b.yaml');
  });

  it('offers no unsafe fix at one click, and says what it is', async () => {
    const felix = (name: string): string =>
      `apiVersion: projectcalico.org/v3\nkind: FelixConfiguration\nmetadata: { name: ${name} }\nspec: { mtuIfacePattern: "eth" }\n`;
    const base = commit(job, { 'deploy/a.yaml': felix('default') });
    const head = commit(job, { 'deploy/a.yaml': felix('defalt') });
    api.files = [changedFile(job, base, 'deploy/a.yaml')];
    const { log } = await runStep(job, { inputs: commenting, event: pull(base, head), api: api.url });
    expect(log).toMatch(/fix: .+ \[unsafe: /);
    expect(api.reviews).toEqual([]);
  });

  it('makes no suggestion for a file that the merge has changed once more', async () => {
    const { event } = prepared();
    api.files = api.files.map((file) => ({ ...file, sha: '0'.repeat(40) }));
    await runStep(job, { inputs: commenting, event, api: api.url });
    expect(api.reviews).toEqual([]);
  });

  it('goes on where a fork may not write', async () => {
    const { event } = prepared();
    api.refuse = { status: 403 };
    const step = await runStep(job, { inputs: commenting, event, api: api.url });
    expect([step.status, step.outputs['errors']]).toEqual([1, '2']);
    expect(step.log).toContain('::notice title=canal-lint::no comment: the token may not write to pull requests');
  });

  it.each([
    [{ ...commenting, token: '' }, 'no comment: there is no token'],
    [{ ...commenting, token: 'wrong' }, 'no comment: GET issues/7/comments: 401'],
  ])('%j: it is said', async (inputs, message) => {
    const { event } = prepared();
    const step = await runStep(job, { inputs, event, api: api.url });
    expect([step.status, commands(step.log).at(-1)]).toEqual([1, expect.stringContaining(message)]);
  });

  it.each([
    ['page', 'GET issues/7/comments: 200, and not JSON: <html>busy</html>'],
    ['half', 'GET issues/7/comments: '],
  ] as const)('goes on where the answer is a %s', async (broken, message) => {
    const { event } = prepared();
    api.broken = broken;
    const step = await runStep(job, { inputs: commenting, event, api: api.url });
    expect([step.status, step.outputs['exit-status']]).toEqual([1, '1']);
    expect(commands(step.log)).toContainEqual(expect.stringContaining(`::no comment: ${message}`));
    expect(step.log).not.toContain('a bug of the action');
  });

  it('goes on with the other suggestions where GitHub cannot place one', async () => {
    const { base } = prepared();
    const head = commit(job, { 'deploy/b.yaml': pool('b', '10.7.0.0/16'), 'deploy/c.yaml': pool('c', '10.9.0.0/16') });
    api.files = ['deploy/a.yaml', 'deploy/b.yaml', 'deploy/c.yaml'].map((name) => changedFile(job, base, name));
    api.refuse = { status: 422, path: '/pulls/7/comments', message: 'line must be part of the diff', once: true };
    const step = await runStep(job, { inputs: commenting, event: pull(base, head), api: api.url });
    expect(api.reviews.length).toBeGreaterThan(0);
    expect(commands(step.log).at(-1)).toContain('no suggestions: POST pulls/7/comments: 422');
    expect(step.log).not.toContain('no comment');
  });

  it('tells too many requests from a missing right', async () => {
    const { event } = prepared();
    api.refuse = { status: 403, message: 'You have exceeded a secondary rate limit' };
    const step = await runStep(job, { inputs: commenting, event, api: api.url });
    expect(commands(step.log)).toContainEqual(expect.stringMatching(/no comment: POST issues\/7\/comments: 403 .*secondary rate limit/));
  });

  it('is of a pull request only', async () => {
    const { base } = prepared();
    const step = await runStep(job, { inputs: commenting, event: { before: base }, api: api.url });
    expect(commands(step.log).at(-1)).toContain('this run is of no pull request');
    expect(api.calls).toEqual([]);
  });
});
