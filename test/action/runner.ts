// What GitHub's runner does around an action, and a stand-in for the REST API.
import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { parse } from 'yaml';

const root = resolve(import.meta.dirname, '../..');
type Action = { readonly inputs: Readonly<Record<string, { readonly default?: string }>>; readonly runs: { readonly main: string } };
export const action = parse(readFileSync(join(root, 'action.yml'), 'utf8')) as Action;

/** The committed bundle, or the one of CANAL_LINT_ACTION: a folder into which scripts/action.mjs has built it anew. */
const main = join(process.env['CANAL_LINT_ACTION'] ?? join(root, dirname(action.runs.main)), 'index.cjs');

export type Job = { readonly folder: string; readonly workspace: string; readonly git: (...args: readonly string[]) => string };

/** An empty repository in a folder of its own, with a folder for temporary files beside it. */
export function newJob(): Job {
  const folder = mkdtempSync(join(tmpdir(), 'canal-lint-job-'));
  const workspace = join(folder, 'work');
  for (const name of ['work', 'temp']) mkdirSync(join(folder, name));
  const author = ['-c', 'user.name=a', '-c', 'user.email=a@example.org', '-c', 'commit.gpgsign=false'];
  const git = (...args: readonly string[]): string =>
    execFileSync('git', [...author, ...args], { cwd: workspace, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();
  git('init', '-q', '-b', 'main');
  return { folder, workspace, git };
}

/** Writes files and commits them; the name of the commit. */
export function commit({ workspace, git }: Job, files: Readonly<Record<string, string | null>>): string {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(workspace, name)), { recursive: true });
    if (text === null) rmSync(join(workspace, name));
    else writeFileSync(join(workspace, name), text);
  }
  git('add', '-A');
  git('commit', '-qm', 'change');
  return git('rev-parse', 'HEAD');
}

export type Step = {
  readonly status: number | null;
  readonly log: string;
  readonly summary: string;
  readonly outputs: Readonly<Record<string, string>>;
};

type With = { readonly inputs?: Readonly<Record<string, string>>; readonly event?: object; readonly api?: string; readonly path?: string };

/** Runs the action as a step: inputs with their defaults, the event in a file, files for outputs and summary. */
export async function runStep(
  { folder, workspace }: Job,
  { inputs = {}, event = {}, api = 'http://127.0.0.1:9', path = '' }: With,
): Promise<Step> {
  const file = (name: string, text = ''): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const defaults = Object.entries(action.inputs).map(([name, one]) => [name, one.default?.includes('${{') ? '' : (one.default ?? '')]);
  const given = Object.entries({ ...Object.fromEntries(defaults), ...inputs }).map(([name, value]) => [
    `INPUT_${name.toUpperCase()}`,
    value,
  ]);
  const [outputs, summary] = [file('outputs'), file('summary')];
  const env = {
    ...{
      PATH: [path, process.env['PATH']].join(delimiter),
      HOME: folder,
      RUNNER_TEMP: join(folder, 'temp'),
      GITHUB_WORKSPACE: workspace,
      GITHUB_OUTPUT: outputs,
    },
    ...{ GITHUB_STEP_SUMMARY: summary, GITHUB_EVENT_PATH: file('event.json', JSON.stringify(event)), GITHUB_API_URL: api },
    ...{
      GITHUB_REPOSITORY: 'o/r',
      GITHUB_SERVER_URL: 'https://git.example',
      GITHUB_SHA: 'a'.repeat(40),
      GITHUB_ACTIONS: 'true',
      CI: 'true',
    },
    ...Object.fromEntries(given),
  };
  const child = spawn(process.execPath, [main], { cwd: workspace, env, stdio: ['ignore', 'pipe', 'inherit'] });
  let log = '';
  child.stdout.on('data', (data: Buffer) => {
    log += String(data);
  });
  const status = await new Promise<number | null>((done) => child.on('close', done));
  const lines = readFileSync(outputs, 'utf8').trim().split('\n');
  const pairs = lines
    .filter((line) => line.includes('='))
    .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]);
  return { status, log, summary: readFileSync(summary, 'utf8'), outputs: Object.fromEntries(pairs) };
}

type Comment = {
  readonly id: number;
  body: string;
  readonly user?: { readonly type: string };
  readonly author_association?: string;
  readonly path?: string;
  readonly line?: number;
  readonly start_line?: number;
};

export type Api = {
  readonly url: string;
  readonly calls: string[];
  readonly comments: Comment[];
  readonly reviews: Comment[];
  files: readonly object[];
  /** The status with which it answers every write whose path ends so. */
  refuse: { readonly status: number; readonly path?: string; readonly message?: string; readonly once?: boolean } | undefined;
  /** Instead of an answer: a page of a proxy, or half of one. */
  broken: 'page' | 'half' | undefined;
  readonly stop: () => void;
};

/** GitHub as far as the action knows it; its token is `secret`. */
export async function startApi(): Promise<Api> {
  const server = createServer((request, response) => {
    if (api.broken === 'page') return void response.end('<html>busy</html>');
    if (api.broken === 'half') {
      response.writeHead(200, { 'content-length': '100' }).write('[');
      return void setTimeout(() => response.destroy(), 20);
    }
    void answer(api, request).then(([status, body]) => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const api: Api = {
    ...{ url: `http://127.0.0.1:${port}`, calls: [], comments: [], reviews: [], files: [] },
    ...{ refuse: undefined, broken: undefined },
    stop: () => void server.close(),
  };
  return api;
}

async function answer(api: Api, request: IncomingMessage): Promise<readonly [number, unknown]> {
  const { pathname, searchParams } = new URL(request.url ?? '', api.url);
  api.calls.push(`${request.method} ${pathname}`);
  if (request.headers.authorization !== 'Bearer secret') return [401, { message: 'Bad credentials' }];
  if (request.method === 'GET') {
    const list = pathname.endsWith('/files') ? api.files : pathname.includes('/pulls/') ? api.reviews : api.comments;
    const size = Number(searchParams.get('per_page') ?? 30);
    const page = Number(searchParams.get('page') ?? 1);
    return [200, list.slice((page - 1) * size, page * size)];
  }
  const refused = refusal(api, pathname);
  if (refused) return refused;
  let text = '';
  for await (const part of request) text += String(part);
  const body = JSON.parse(text) as Omit<Comment, 'id'>;
  if (request.method === 'PATCH') {
    const found = api.comments.find(({ id }) => pathname.endsWith(`/comments/${id}`));
    if (!found) return [404, {}];
    found.body = body.body;
    return [200, found];
  }
  const list = pathname.includes('/pulls/') ? api.reviews : api.comments;
  list.push({ ...body, user: { type: 'Bot' }, id: api.comments.length + api.reviews.length + 1 });
  return [201, list.at(-1)];
}

function refusal(api: Api, path: string): readonly [number, object] | undefined {
  if (!api.refuse || !path.endsWith(api.refuse.path ?? '')) return undefined;
  const { status, message = 'Resource not accessible by integration', once } = api.refuse;
  if (once) api.refuse = undefined;
  return [status, { message }];
}

/** A file of a pull request as GitHub tells it. */
export function changedFile({ git }: Job, base: string, filename: string): object {
  const text = git('show', `HEAD:${filename}`);
  const patch = git('diff', base, 'HEAD', '--', filename);
  const bytes = Buffer.from(`${text}\n`);
  const sha = createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
  return { filename, sha, patch: patch.slice(patch.indexOf('@@')) };
}
