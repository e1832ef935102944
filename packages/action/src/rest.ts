// The few calls of GitHub's REST API that the action makes: comments of one pull request.
import type { Environment } from './inputs.js';

export type Repository = {
  readonly get: (path: string) => Promise<readonly unknown[]>;
  readonly send: (method: 'POST' | 'PATCH', path: string, body: object) => Promise<void>;
};

/** GitHub said no, or nothing that can be read; the message holds what and why. */
export class RestError extends Error {
  override readonly name = 'RestError';
  /** 0 where there was no answer. */
  readonly status: number;
  /** The token has no right to do this: no further try would help. */
  readonly refused: boolean;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
    // Too many requests are told as 403 too (docs.github.com, "Rate limits for the REST API").
    this.refused = [401, 403, 404].includes(status) && !/rate limit/i.test(message);
  }
}

const pageSize = 100;
/** No pull request that anybody reads has more comments. */
const pages = 30;

/** The repository of this run. Throws a RestError where GitHub refuses or cannot be reached. */
export function repositoryOf(token: string, env: Environment): Repository {
  const root = `${env['GITHUB_API_URL'] ?? 'https://api.github.com'}/repos/${env['GITHUB_REPOSITORY'] ?? ''}`;
  const call = async (method: string, path: string, body?: object): Promise<unknown> => {
    const what = `${method} ${path.split('?')[0]}`;
    const init = { method, headers: headersOf(token), ...(body && { body: JSON.stringify(body) }) };
    // The time limit is over the body too, so that reading it may fail as well.
    const { status, ok, text } = await answerOf(`${root}/${path}`, init).catch((error: unknown) => {
      throw new RestError(0, `${what}: ${reasonOf(error)}`);
    });
    if (!ok) throw new RestError(status, `${what}: ${status} ${text.slice(0, 300)}`);
    try {
      return text === '' ? undefined : JSON.parse(text);
    } catch {
      throw new RestError(status, `${what}: ${status}, and not JSON: ${text.slice(0, 80)}`);
    }
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

function headersOf(token: string): Readonly<Record<string, string>> {
  return {
    authorization: `Bearer ${token}`,
    accept: 'application/vnd.github+json',
    'x-github-api-version': '2022-11-28',
    'user-agent': 'canal-lint',
  };
}

async function answerOf(url: string, init: object): Promise<{ readonly status: number; readonly ok: boolean; readonly text: string }> {
  const response = await fetch(url, { ...init, signal: AbortSignal.timeout(20_000) });
  return { status: response.status, ok: response.ok, text: await response.text() };
}

/** fetch says `fetch failed`, and why only in the cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}
