// What started the workflow, of which the runner leaves the payload in a file.
import { readFileSync } from 'node:fs';
import type { Environment } from './inputs.js';

export type Event = {
  /** The commit before the change; undefined where there is none, as by hand or on a new branch. */
  readonly base: string | undefined;
  readonly pull: { readonly number: number; readonly head: string } | undefined;
};

type Payload = {
  readonly before?: unknown;
  readonly merge_group?: { readonly base_sha?: unknown };
  readonly pull_request?: {
    readonly number?: unknown;
    readonly base?: { readonly sha?: unknown };
    readonly head?: { readonly sha?: unknown };
  };
};

/** The event of this run. A payload that cannot be read is one without a change. */
export function eventOf(env: Environment): Event {
  const { pull_request: pull, merge_group: group, before } = payloadOf(env['GITHUB_EVENT_PATH']);
  const head = shaOf(pull?.head?.sha);
  return {
    base: shaOf(pull?.base?.sha) ?? shaOf(group?.base_sha) ?? shaOf(before),
    pull: typeof pull?.number === 'number' && head !== undefined ? { number: pull.number, head } : undefined,
  };
}

function payloadOf(path: string | undefined): Payload {
  try {
    return JSON.parse(readFileSync(path ?? '', 'utf8')) as Payload;
  } catch {
    return {};
  }
}

/** A push that creates a branch comes from the commit 0000…; what is no commit goes to no command. */
function shaOf(value: unknown): string | undefined {
  return typeof value === 'string' && /^[0-9a-f]{40,64}$/.test(value) && !/^0+$/.test(value) ? value : undefined;
}
