/** The collector and the gate of the preflight against an API server that fails now and then: what was not read is never a result. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { tool } from '../tools.js';

const programs = join(import.meta.dirname, '../../packages/core/src/generate/preflight');
const here = ['curl', 'jq'].every((name) => tool(name) !== undefined);
const names = ['alpha', 'bravo', 'charlie'];
const line = (node: string, check: string, ok: string): string =>
  `{"preflight":1,"node":"${node}","check":"${check}","peer":"","address":"","result":"open","ok":${ok},"detail":""}\n`;

type Fault = {
  readonly id: string;
  /** Requests that fail: each for its first `times`. */
  readonly on?: RegExp;
  readonly times?: number;
  readonly answer?: 'cut' | number;
  /** What the node charlie does. */
  readonly charlie?: 'silent' | 'no done line' | 'failed';
  readonly code: number;
  readonly says?: string;
};

const all = '3 of 3 nodes reported';
const faults: readonly Fault[] = [
  { id: 'nothing fails', code: 0, says: all },
  { id: 'the list of nodes once', on: /^GET .*\/nodes\?/, answer: 503, code: 0, says: all },
  { id: 'the list of nodes for ever', on: /^GET .*\/nodes\?/, times: 99, answer: 503, code: 2, says: 'the nodes could not be listed' },
  { id: 'the list of nodes is forbidden', on: /^GET .*\/nodes\?/, times: 99, answer: 403, code: 2, says: '403 instead of an answer' },
  { id: 'what the nodes reported, once', on: /^GET .*\/store$/, answer: 503, code: 0, says: all },
  { id: 'what the nodes reported, for ever', on: /^GET .*\/store$/, times: 99, answer: 503, code: 2, says: 'could not be read' },
  { id: 'the word to begin, twice', on: /^PATCH /, times: 2, answer: 429, code: 0, says: all },
  { id: 'the list of pods once, cut', on: /^GET .*\/pods\?/, answer: 'cut', code: 0, says: all },
  { id: 'the list of pods for ever', on: /^GET .*\/pods\?/, times: 99, answer: 503, code: 2, says: 'the pods could not be listed' },
  { id: 'one log once', on: /bravo\/log/, answer: 500, code: 0, says: all },
  { id: 'one log for ever', on: /bravo\/log/, times: 99, answer: 500, code: 2, says: 'preflight: bravo: nothing could be read' },
  { id: 'a node that does not report', charlie: 'silent', code: 2, says: '2 of 3 nodes reported' },
  { id: 'a log that ends early', charlie: 'no done line', code: 2, says: 'preflight: charlie: nothing could be read' },
  { id: 'a check that failed', charlie: 'failed', code: 1, says: 'preflight: charlie: vxlan open' },
];

let folder = '';

describe.skipIf(!here)('what an API server that fails makes of the preflight', () => {
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'canal-lint-collect-'));
    writeFileSync(join(folder, 'token'), 'token');
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test.concurrent.each(faults)('$id', async (fault) => {
    const server = await fake(fault);
    const { code, err } = await run('collect.sh', { NAME: 'check', START: '5', WAIT: '3', API: server.url });
    server.close();
    expect(err).toContain(fault.says ?? '');
    expect(code, err).toBe(fault.code);
    // What tells the nodes to begin names at least one that takes part, and the collector removes what it can.
    if (server.list !== undefined) expect(server.list).toMatch(/^alpha 10\.0\.0\.1 10\.0\.0\.1 own\n/);
    expect(server.removed.sort()).toEqual(['check', 'list', 'store']);
  });

  test.concurrent('the gate waits for a list that names somebody', async () => {
    const server = await fake({ id: 'gate', on: /^GET .*\/list$/, answer: 503, code: 0 });
    const own = mkdtempSync(join(folder, 'gate-'));
    for (const [name, text] of [
      ['mine', '10.0.0.1 own answers'],
      ['done', ''],
    ] as const)
      writeFileSync(join(own, name), text);
    server.list = '';
    setTimeout(() => {
      server.list = 'alpha 10.0.0.1 10.0.0.1 own answers\n';
    }, 2500);
    expect((await run('gate.sh', { NODE_NAME: 'alpha', RUN: own, API: server.url })).code).toBe(0);
    expect(server.asked.filter((asked) => asked === 'GET /api/v1/namespaces/net/configmaps/list').length).toBeGreaterThan(2);
    expect(server.store['alpha']).toBe('10.0.0.1 own answers done');
    server.close();
  });
});

type Fake = {
  readonly url: string;
  readonly store: Record<string, string>;
  readonly asked: string[];
  readonly removed: string[];
  list: string | undefined;
  readonly close: () => void;
};

/** Nodes in two pages, of which each is through as soon as it is told to begin. */
async function fake({ on, times = 1, answer, charlie }: Fault): Promise<Fake> {
  const store = Object.fromEntries(names.map((name, i) => [name, `10.0.0.${i + 1} own`]));
  if (charlie === 'silent') delete store['charlie'];
  const logs = Object.fromEntries(names.map((name) => [name, line(name, 'vxlan', 'true') + line(name, 'done', 'null')]));
  if (charlie === 'no done line') logs['charlie'] = line('charlie', 'vxlan', 'true');
  if (charlie === 'failed') logs['charlie'] += line('charlie', 'vxlan', 'false');
  const node = (name: string): object => ({
    metadata: { name },
    status: { addresses: [{ type: 'InternalIP', address: `10.0.0.${names.indexOf(name) + 1}` }] },
  });
  let left = on ? times : 0;
  const routes: readonly (readonly [RegExp, (path: string, body: string) => unknown])[] = [
    [/^DELETE /, (path) => own.removed.push(path.split('/').at(-1) ?? '')],
    [/^PATCH .*\/store$/, (_, body) => Object.assign(store, JSON.parse(body).data)],
    [
      /^PATCH .*\/list$/,
      (_, body) => {
        own.list = JSON.parse(body).data.nodes;
        for (const name of Object.keys(store)) store[name] += ' done';
      },
    ],
    [/\/nodes\?.*continue=next/, () => ({ items: names.slice(2).map(node) })],
    [/\/nodes\?/, () => ({ metadata: { continue: 'next' }, items: names.slice(0, 2).map(node) })],
    [/\/pods\?/, () => ({ items: Object.keys(store).map((name) => ({ metadata: { name } })) })],
    [/\/store$/, () => ({ data: store })],
    [/\/list$/, () => ({ data: own.list === undefined ? {} : { nodes: own.list } })],
    [/\/log\?/, (path) => logs[path.split('/').at(-2) ?? '']],
  ];
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const asked = `${request.method} ${request.url}`;
    own.asked.push(asked);
    let body = '';
    for await (const part of request) body += part;
    const fails = on?.test(asked) && left-- > 0;
    if (fails && answer === 'cut') return void request.socket.destroy();
    if (fails) return void response.writeHead(Number(answer)).end('{"kind":"Status"}');
    const told = routes.find(([pattern]) => pattern.test(asked))?.[1](asked, body);
    response.end(typeof told === 'string' ? told : JSON.stringify(told ?? {}));
  };
  const server = createServer((request, response) => void serve(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = (): void => {
    server.closeAllConnections();
    server.close();
  };
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const own: Fake = { url, store, asked: [], removed: [], list: undefined, close };
  return own;
}

function run(program: string, env: Readonly<Record<string, string>>): Promise<{ readonly code: number | null; readonly err: string }> {
  const own = { NAMESPACE: 'net', STORE: 'store', LIST: 'list', SECRETS: folder, PAUSE: '1', TRIES: '3', KUBERNETES_SERVICE_HOST: '' };
  const child = spawn('sh', [join(programs, program)], { env: { PATH: process.env['PATH'], ...own, ...env } });
  let err = '';
  child.stderr.on('data', (part) => (err += part));
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, err })));
}
