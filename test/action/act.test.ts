// The workflows of docs/ci/github, end to end, with act in place of GitHub's runners; it runs jobs on this machine, without containers.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { tool } from '../tools.js';
import { commit, type Job, newJob } from './runner.js';

const root = resolve(import.meta.dirname, '../..');
const act = tool('act');

let job: Job;
beforeEach(() => {
  job = newJob();
});
afterEach(() => rmSync(job.folder, { recursive: true }));

function play(event: string, payload: object): { readonly status: number | null; readonly log: string } {
  const { folder, workspace } = job;
  // What GitHub would fetch: the action as it is committed.
  const action = join(folder, 'action');
  mkdirSync(join(action, 'packages/action'), { recursive: true });
  cpSync(join(root, 'action.yml'), join(action, 'action.yml'));
  cpSync(join(root, 'packages/action/dist'), join(action, 'packages/action/dist'), { recursive: true });
  writeFileSync(join(folder, 'event.json'), JSON.stringify(payload));
  const args = [
    event,
    '-P',
    'ubuntu-latest=-self-hosted',
    '-e',
    join(folder, 'event.json'),
    '--local-repository',
    `canal-lint/canal-lint@v1=${action}`,
  ];
  const env = { ...process.env, HOME: folder, XDG_CACHE_HOME: join(folder, 'cache') };
  const { status, stdout, stderr } = spawnSync(act ?? '', args, { cwd: workspace, env, encoding: 'utf8' });
  return { status, log: stdout + stderr };
}

const pool = (name: string, net: string, mode: string): string =>
  `apiVersion: projectcalico.org/v3\nkind: IPPool\nmetadata: { name: ${name} }\nspec:\n  cidr: ${net}\n  vxlanMode: ${mode}\n  ipipMode: Never\n`;
const workflow = (name: string): string => readFileSync(join(root, 'docs/ci/github', name), 'utf8');

describe.skipIf(!act)('act', () => {
  it('a pull request fails for what it brings, and only for that', () => {
    const base = commit(job, {
      '.github/workflows/canal-lint.yaml': workflow('pull-request.yaml'),
      'deploy/old.yaml': pool('old', '10.1.0.0/16', 'Never'),
    });
    job.git('remote', 'add', 'origin', 'https://github.com/o/r');
    const head = commit(job, { 'deploy/new.yaml': pool('new', '10.2.0.0/16', 'Never') });
    const payload = { pull_request: { number: 7, base: { sha: base, ref: 'main' }, head: { sha: head, ref: 'topic' } } };
    const { status, log } = play('pull_request', payload);
    expect(log).toContain('### canal-lint: 1 error in 2 files (1 suppressed)');
    expect(log).toContain('deploy/new.yaml:7');
    expect(log).toContain('Job failed');
    expect(status).toBe(1);
    commit(job, { 'deploy/new.yaml': pool('new', '10.2.0.0/16', 'Always') });
    const repaired = play('pull_request', payload);
    expect([repaired.status, repaired.log]).toEqual([0, expect.stringContaining('no findings in 2 files')]);
  });

  it('code scanning gets a SARIF file, whatever was found', () => {
    const steps = workflow('code-scanning.yaml').replace(
      / {6}- uses: github\/codeql-action[\s\S]*$/,
      '      - run: grep -c encapsulation-required "${{ steps.lint.outputs.sarif }}"\n',
    );
    commit(job, { '.github/workflows/canal-lint.yaml': steps, 'deploy/old.yaml': pool('old', '10.1.0.0/16', 'Never') });
    job.git('remote', 'add', 'origin', 'https://github.com/o/r');
    expect(play('push', { ref: 'refs/heads/main', before: '0'.repeat(40) })).toMatchObject({ status: 0 });
  });
});
