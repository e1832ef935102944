// Where the web view of a repository shows a line, as the environment of a pipeline tells it.
import { relative, sep } from 'node:path';
import type { Env } from '@canal-lint/core';
import type { World } from './world.js';

/** Links to lines, in a job of GitHub Actions or GitLab CI; undefined elsewhere. */
export function linkIn({ env, cwd }: Pick<World, 'env' | 'cwd'>): Env['link'] {
  const [base, root] = viewOf(env);
  if (base === undefined || root === undefined) return undefined;
  const folder = relative(root, cwd).split(sep).join('/');
  if (folder.startsWith('..')) return undefined;
  return ({ file, line }) => {
    const path = folder === '' ? file : `${folder}/${file}`;
    return file.startsWith('/') || path.includes('../')
      ? undefined
      : `${base}/${path.split('/').map(encodeURIComponent).join('/')}#L${line}`;
  };
}

/** The repository of a job, as `owner/name`. */
export function repositoryIn({ env }: Pick<World, 'env'>): Env['repository'] {
  return env['GITHUB_REPOSITORY'] || env['CI_PROJECT_PATH'] || undefined;
}

type View = readonly [base: string | undefined, root: string | undefined];

/** Sources: docs.github.com "Variables reference", docs.gitlab.com "Predefined CI/CD variables reference". */
function viewOf(env: World['env']): View {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_SHA: sha, GITHUB_WORKSPACE: workspace } = env;
  if (server && repository && sha) return [`${server}/${repository}/blob/${sha}`, workspace];
  const { CI_PROJECT_URL: project, CI_COMMIT_SHA: commit, CI_PROJECT_DIR: folder } = env;
  return project && commit ? [`${project}/-/blob/${commit}`, folder] : [undefined, undefined];
}
