// The few calls of GitHub's REST API that the action makes: comments of one pull request.
import type { Environment } from './inputs.js';

export type Repository = {
  readonly get: (path: string) => Promise<readonly unknown[]>;
  readonly send: (method: 'POST' | 'PATCH', path: string, body: object) => Promise<void>;
};

/** GitHub said no; the message holds what and why. */
export class RestError extends Error {
  override readonly name = 'RestError';
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

const pageSize = 100;
/** No pull request that anybody reads has more comments. */
const pages = 30;

/** The repository of this run. Throws a RestError where GitHub refuses or cannot be reached. */
export function repositoryOf(token: string, env: Environment): Repository {
  const root = `${env['GITHUB_API_URL'] ?? 'https://api.github.com'}/repos/${env['GITHUB_REPOSITORY'] ?? ''}`;
  const call = async (method: string, path: string, body?: object): Promise<unknown> => {
    const response = await fetch(`${root}/${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        accept: 'application/vnd.github+json',
        'x-github-api-version': '2022-11-28',
        'user-agent': 'canal-lint',
      },
      signal: AbortSignal.timeout(20_000),
      ...(body && { body: JSON.stringify(body) }),
    }).catch((error: unknown) => {
      throw new RestError(0, `${method} ${path}: ${error instanceof Error ? error.message : String(error)}`);
    });
    const text = await response.text();
    if (!response.ok) throw new RestError(response.status, `${method} ${path.split('?')[0]}: ${response.status} ${text.slice(0, 300)}`);
    return text === '' ? undefined : JSON.parse(text);
  };
  return {
    get: async (path) => {
      const all: unknown[] = [];
      for (let page = 1; page <= pages; page++) {
        const some = await call('GET', `${path}?per_page=${pageSize}&page=${page}`);
        if (!Array.isArray(some)) return all;
        all.push(...some);
        if (some.length < pageSize) return all;
      }
      return all;
    },
    send: async (method, path, body) => {
      await call(method, path, body);
    },
  };
}
