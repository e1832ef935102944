// The hooks, run by pre-commit itself out of a repository that holds what GitHub would hold.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { tool } from '../tools.js';

const root = resolve(import.meta.dirname, '../..');
const preCommit = tool('pre-commit');
const hooks = parse(readFileSync(join(root, '.pre-commit-hooks.yaml'), 'utf8')) as { id: string; entry: string }[];

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'canal-lint-hooks-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function run(cwd: string, program: string, ...args: readonly string[]): { readonly status: number | null; readonly stdout: string } {
  const env = { ...process.env, PRE_COMMIT_HOME: join(folder, 'cache'), PRE_COMMIT_COLOR: 'never' };
  const { status, stdout, stderr } = spawnSync(program, args, { cwd, env, encoding: 'utf8' });
  return { status, stdout: stdout + stderr };
}

function repository(name: string, files: Readonly<Record<string, string>>): string {
  const cwd = join(folder, name);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(cwd, path)), { recursive: true });
    writeFileSync(join(cwd, path), text);
  }
  run(cwd, 'git', 'init', '-q');
  return cwd;
}

function commit(cwd: string): string {
  run(cwd, 'git', 'add', '-A');
  run(cwd, 'git', '-c', 'user.name=a', '-c', 'user.email=a@example.org', 'commit', '-qm', 'x', '--no-verify');
  return run(cwd, 'git', 'rev-parse', 'HEAD').stdout.trim();
}

const pool = (mode: string): string =>
  `apiVersion: projectcalico.org/v3\nkind: IPPool\nmetadata: { name: p }\nspec:\n  cidr: 10.244.0.0/16\n  vxlanMode: ${mode}\n  ipipMode: Never\n`;

describe.skipIf(!preCommit)('pre-commit', () => {
  it.each(hooks)('$id fails a commit with a fault, and passes one without', ({ id }) => {
    const source = repository(`source-${id}`, { '.pre-commit-hooks.yaml': readFileSync(join(root, '.pre-commit-hooks.yaml'), 'utf8') });
    cpSync(join(root, 'packages/action/dist'), join(source, 'packages/action/dist'), { recursive: true });
    const rev = commit(source);
    const config = `repos:\n  - repo: ${source}\n    rev: ${rev}\n    hooks:\n      - id: ${id}\n`;
    const cwd = repository(`user-${id}`, { '.pre-commit-config.yaml': config, 'deploy/pool.yaml': pool('Never'), 'readme.md': 'x\n' });
    run(cwd, 'git', 'add', '-A');
    const bad = run(cwd, preCommit ?? '', 'run');
    expect(bad.stdout).toContain('encapsulation-required');
    expect(bad.status).toBe(1);
    writeFileSync(join(cwd, 'deploy/pool.yaml'), pool('Always'));
    run(cwd, 'git', 'add', '-A');
    const good = run(cwd, preCommit ?? '', 'run');
    expect([good.status, good.stdout]).toEqual([0, expect.stringContaining('Passed')]);
    commit(cwd);
    writeFileSync(join(cwd, 'readme.md'), 'y\n');
    run(cwd, 'git', 'add', '-A');
    expect(run(cwd, preCommit ?? '', 'run').stdout).toContain('Skipped');
  });
});

it('the hooks run a file that is there', () => {
  for (const { entry } of hooks)
    expect(spawnSync(join(root, entry), ['--version'], { encoding: 'utf8' }).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
});
