// The files as they were before the change, in a folder of their own.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { Event } from './event.js';
import type { Environment } from './inputs.js';

/** `foreign`: the checkout is of something else than the pull request, so that nothing of it is linted. */
export type Missing = { readonly missing: string; readonly foreign?: true };
export type Before = { readonly folder: string; readonly remove: () => void };

/** Checks the commit before the change out into a folder beside the workspace; says why where that is not possible. */
export function checkoutBefore({ base, pull }: Event, env: Environment): Before | Missing {
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
  const commit = pull ? beforePull(git, { base, head: pull.head }) : fetched(git, base);
  if (commit === undefined)
    return { missing: `git cannot get the commit ${base}; let actions/checkout run before, with fetch-depth: 2 or more` };
  if (commit === foreign) return { missing: `the checkout is not of the pull request, whose head is ${pull?.head}`, foreign: true };
  const folder = join(env['RUNNER_TEMP'] ?? workspace, `canal-lint-before-${process.pid}`);
  if (git('worktree', 'add', '--force', '--detach', folder, commit) === undefined) return { missing: `git cannot check out ${commit}` };
  return { folder, remove: () => void git('worktree', 'remove', '--force', folder) };
}

type Git = (...args: readonly string[]) => string | undefined;
type Ends = { readonly base: string; readonly head: string };
const foreign = Symbol('another checkout');

/**
 * actions/checkout takes GitHub's merge of a pull request into its base as it is now, which may be later than the one that the event names: what
 * came in between is no part of the change. A merge is that one only where it brings in the head: a head that is checked out itself may be a merge
 * too, of the base into it. Of a checkout that is no such merge it is the commit that both come from.
 */
function beforePull(git: Git, { base, head }: Ends): string | typeof foreign | undefined {
  const now = git('rev-parse', 'HEAD');
  if (now === undefined) return undefined;
  const parents = (): readonly string[] => (git('rev-list', '--parents', '-n', '1', 'HEAD') ?? '').split(' ').slice(1);
  if (now !== head && parents().length === 0 && isShallow(git)) git('fetch', '--no-tags', '--depth=2', 'origin', now);
  const [first, second, ...more] = parents();
  if (now !== head && first !== undefined && second === head && more.length === 0) return first;
  const known = fetched(git, base);
  if (known === undefined) return undefined;
  const common = forked(git, { base: known, head: now });
  if (now === head) return common ?? known;
  // Commits of the workflow itself may stand on the head. Without the head nothing can be told.
  if (fetched(git, head) === undefined) return undefined;
  return git('merge-base', '--is-ancestor', head, 'HEAD') === undefined ? foreign : (common ?? known);
}

/** The commit that both come from. A shallow checkout holds too little of the past to tell: the rest is fetched. */
function forked(git: Git, { base, head }: Ends): string | undefined {
  for (const more of ['--depth=50', '--depth=1000', '--unshallow']) {
    const common = git('merge-base', base, head);
    if (common !== undefined || !isShallow(git)) return common;
    git('fetch', '--no-tags', more, 'origin', base, head);
  }
  return git('merge-base', base, head);
}

function isShallow(git: Git): boolean {
  return git('rev-parse', '--is-shallow-repository') === 'true';
}

function fetched(git: Git, commit: string): string | undefined {
  const there = (): boolean => git('cat-file', '-e', `${commit}^{commit}`) !== undefined;
  if (!there()) git('fetch', '--no-tags', ...(isShallow(git) ? ['--depth=1'] : []), 'origin', commit);
  return there() ? commit : undefined;
}
