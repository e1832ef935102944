// The files as they were before the change, in a folder of their own.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { Event } from './event.js';
import type { Environment } from './inputs.js';

export type Before = { readonly folder: string; readonly remove: () => void };

/** Checks the commit before the change out into a folder beside the workspace; says why where that is not possible. */
export function checkoutBefore({ base, pull }: Event, env: Environment): Before | { readonly missing: string } {
  const workspace = env['GITHUB_WORKSPACE'] ?? process.cwd();
  // In a container the workspace belongs to somebody else, which git refuses otherwise.
  const git = (...args: readonly string[]): string | undefined => {
    const { status, stdout } = spawnSync('git', ['-c', `safe.directory=${workspace}`, ...args], {
      cwd: workspace,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return status === 0 ? stdout.trim() : undefined;
  };
  if (base === undefined) return { missing: 'this event has no commit before it' };
  const commit = pull ? beforePull(git, base) : fetched(git, base);
  if (commit === undefined)
    return { missing: `git cannot get the commit ${base}; let actions/checkout run before, with fetch-depth: 2 or more` };
  const folder = join(env['RUNNER_TEMP'] ?? workspace, `canal-lint-before-${process.pid}`);
  if (git('worktree', 'add', '--force', '--detach', folder, commit) === undefined) return { missing: `git cannot check out ${commit}` };
  return { folder, remove: () => void git('worktree', 'remove', '--force', folder) };
}

type Git = (...args: readonly string[]) => string | undefined;

/**
 * actions/checkout takes the merge of a pull request into its base as it is now, which may be later than the one that the event names: what came
 * in between is no part of the change. Of another checkout it is the commit that both come from.
 */
function beforePull(git: Git, base: string): string | undefined {
  const head = git('rev-parse', 'HEAD') ?? '';
  const parents = (): readonly string[] => (git('rev-list', '--parents', '-n', '1', 'HEAD') ?? '').split(' ').slice(1);
  if (parents().length < 2 && git('rev-parse', '--is-shallow-repository') === 'true')
    git('fetch', '--no-tags', '--depth=2', 'origin', head);
  const [first, second] = parents();
  if (first !== undefined && second !== undefined) return first;
  const known = fetched(git, base);
  return known === undefined ? undefined : (git('merge-base', known, 'HEAD') ?? known);
}

function fetched(git: Git, commit: string): string | undefined {
  if (git('cat-file', '-e', `${commit}^{commit}`) === undefined) git('fetch', '--no-tags', '--depth=1', 'origin', commit);
  return git('cat-file', '-e', `${commit}^{commit}`) === undefined ? undefined : commit;
}
