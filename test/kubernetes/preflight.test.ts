/** The preflight against a real API server: its objects are taken, and its programs do their part with the rights that it gives them and no others. */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { placeholder, preflight } from '@canal-lint/core/generate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { clusterOf, inputs } from '../generate/preflight.js';
import { missing } from '../lab/missing.js';
import type { KubernetesObject } from './client.js';
import { type Cluster, startCluster } from './cluster.js';
import { type Door, doorOf } from './door.js';
import { eventually } from './processes.js';
import { toolsOfCluster } from './programs.js';

const tools = toolsOfCluster();
const why = missing(['curl', 'jq']);
if (why) console.warn(`skipped: the programs of the preflight are not run: ${why}`);

const programs = join(import.meta.dirname, '../../packages/core/src/generate/preflight');
const name = 'canal-lint-preflight';
const objects = async (input: keyof typeof inputs, helmHook = false): Promise<readonly KubernetesObject[]> =>
  preflight(await clusterOf(input), { image: placeholder, namespace: 'kube-system', helmHook })
    .objects as unknown as readonly KubernetesObject[];

const node = (of: string, address: string, ready: string): KubernetesObject & object => ({
  ...{ apiVersion: 'v1', kind: 'Node', metadata: { name: of, labels: { 'kubernetes.io/os': 'linux' } } },
  ...{ status: { addresses: [{ type: 'InternalIP', address }], conditions: [{ type: 'Ready', status: ready }] } },
});

let cluster: Cluster;
let door: Door;
let folder = '';

describe.skipIf(tools === undefined)('preflight', () => {
  beforeAll(async () => {
    if (!tools) return;
    folder = mkdtempSync(join(tmpdir(), 'canal-lint-preflight-'));
    cluster = await startCluster(tools);
    door = await doorOf(cluster.kubeconfig);
    for (const one of [node('alpha', '10.70.1.11', 'False'), node('bravo', '10.70.1.12', 'True'), node('gone', '10.70.1.13', 'Unknown')])
      expect((await cluster.create(one)).status).toBe(201);
  }, 200_000);
  afterAll(async () => {
    door?.close();
    await cluster?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test.each(Object.keys(inputs) as (keyof typeof inputs)[])('the API server takes each object of it: %s', async (input) => {
    for (const object of [...(await objects(input)), ...(await objects(input, true))]) {
      const { status, text, warnings } = await cluster.create(object, { dryRun: true });
      expect([status, text, warnings], object.kind).toEqual([201, '', []]);
    }
  });

  test.skipIf(why !== undefined)('the nodes learn of each other, the collector tells, and removes what it made', async () => {
    const found = (ok: string): string =>
      `{"preflight":1,"node":"alpha","check":"tcp-179","peer":"bravo","address":"10.70.1.12","result":"dropped","ok":${ok},"detail":"port 179"}\n`;
    const done = ['alpha', 'bravo'].map((on) => `{"preflight":1,"node":"${on}","check":"done","peer":"","ok":null}\n`).join('');
    for (const [ok, code] of [
      ['true', 0],
      ['false', 1],
    ] as const) {
      door.log = `noise\n${found(ok)}${done}`;
      for (const object of await objects('operator')) expect((await cluster.apply(object)).status, object.kind).toBeLessThan(300);
      for (const pod of await pods()) expect((await cluster.apply(pod)).status).toBeLessThan(300);
      const gates = [gate('alpha', '10.70.1.11 own'), gate('bravo', '10.70.1.12 bird')];
      const collector = run('collect.sh', `${name}-collector`, { NAME: name });
      const [first] = await Promise.all(gates.map(({ done }) => done));
      expect(first).toEqual({ code: 0, out: '', err: '' });
      for (const { peers } of gates) expect(peers()).toBe('alpha 10.70.1.11 10.70.1.11 own\nbravo 10.70.1.12 10.70.1.12 bird\n');
      const told = await collector;
      expect(told.code, told.err).toBe(code);
      expect(told.out).toBe(`${found(ok)}${done}`.repeat(2));
      expect(told.err).toContain('preflight: 2 of 2 nodes reported');
      if (code === 1) expect(told.err).toContain('preflight: alpha -> bravo: tcp-179 dropped: port 179');
      expect(await left()).toEqual(['ClusterRole', 'ClusterRoleBinding', 'ConfigMap', 'Job', 'Role', 'RoleBinding', 'ServiceAccount']);
    }
    expect(door.refused).toEqual([]);
  });

  test.skipIf(why !== undefined)('a collector that is ended removes the DaemonSet as well', async () => {
    for (const object of await objects('operator')) await cluster.apply(object);
    const child = start('collect.sh', `${name}-collector`, { NAME: name, START: '1' });
    const ended = new Promise((resolve) => child.once('exit', resolve));
    await eventually('the list of nodes', 30, async () => JSON.stringify((await told()).body).includes('alpha 10.70.1.11'));
    child.kill('SIGTERM');
    expect(await ended).toBe(143);
    expect(await left()).not.toContain('DaemonSet');
  });
});

const told = (): ReturnType<Cluster['get']> => cluster.get(`/api/v1/namespaces/kube-system/configmaps/${name}-list`);

/** Kinds of the objects that are still there, without the list of nodes where that is gone. */
async function left(): Promise<readonly string[]> {
  const kinds = new Set<string>();
  for (const object of await objects('operator')) if ((await cluster.read(object)).status === 200) kinds.add(object.kind);
  expect((await told()).status).toBe(404);
  return [...kinds].sort();
}

/** The pods that the controller of DaemonSets would make. */
async function pods(): Promise<readonly (KubernetesObject & object)[]> {
  const daemonSet = (await objects('operator')).find(({ kind }) => kind === 'DaemonSet') as unknown as {
    readonly spec: { readonly template: { readonly metadata: object; readonly spec: object } };
  };
  const { metadata, spec } = daemonSet.spec.template;
  return ['alpha', 'bravo'].map((on) => ({
    ...{ apiVersion: 'v1', kind: 'Pod', metadata: { ...metadata, name: `${name}-${on}`, namespace: 'kube-system' } },
    spec: { ...spec, nodeName: on },
  }));
}

/** The gate of one node beside a check program that has published `mine`, and is done once it has the list. */
function gate(on: string, mine: string): { readonly done: ReturnType<typeof run>; readonly peers: () => string } {
  const own = join(folder, on);
  rmSync(own, { recursive: true, force: true });
  mkdirSync(own);
  writeFileSync(join(own, 'mine'), `${mine}\n`);
  const done = run('gate.sh', name, { NODE_NAME: on, RUN: own });
  const look = setInterval(() => existsSync(join(own, 'peers')) && writeFileSync(join(own, 'done'), ''), 100);
  return { done: done.finally(() => clearInterval(look)), peers: () => readFileSync(join(own, 'peers'), 'utf8') };
}

function start(program: string, account: string, env: Readonly<Record<string, string>>) {
  const secrets = join(folder, account);
  mkdirSync(secrets, { recursive: true });
  writeFileSync(join(secrets, 'token'), account);
  const own = {
    NAMESPACE: 'kube-system',
    STORE: `${name}-nodes`,
    LIST: `${name}-list`,
    SECRETS: secrets,
    API: door.url,
    PAUSE: '1',
    WAIT: '60',
    KUBERNETES_SERVICE_HOST: '',
  };
  return spawn('sh', [join(programs, program)], { env: { PATH: process.env['PATH'], ...own, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
}

function run(
  program: string,
  account: string,
  env: Readonly<Record<string, string>>,
): Promise<{ readonly code: number | null; readonly out: string; readonly err: string }> {
  const child = start(program, account, env);
  const told = { out: '', err: '' };
  child.stdout.on('data', (part) => (told.out += part));
  child.stderr.on('data', (part) => (told.err += part));
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, ...told })));
}
