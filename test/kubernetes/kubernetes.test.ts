import { fileURLToPath } from 'node:url';
import { constraint, type PolicySource, policies } from '@canal-lint/policy';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parametersOf, type Twin, twins } from '../policy/twins.js';
import { hasShared } from '../shared.js';
import { type Answer, type KubernetesObject, together } from './client.js';
import { type Cluster, startCluster } from './cluster.js';
import { audited, enforce, loadTemplates, scoped } from './gatekeeper.js';
import { judge } from './judgement.js';
import { judgedOf, labelled, seedOf } from './objects.js';
import { eventually } from './processes.js';
import { toolsOfCluster } from './programs.js';
import { namespacesOf, refusedOf, releases, shippedIn } from './upstream.js';

const tools = toolsOfCluster();
const templates = fileURLToPath(new URL('../../policies/gatekeeper', import.meta.url));

const judged = new Map(twins.map((twin) => [twin, judgedOf(twin)]));
const pairs = twins.map((twin) => [twin.rule.name, twin] as const);
const policyOf = new Map(policies.map((policy) => [policy.rule, policy]));

function named(rule: string): PolicySource {
  const policy = policyOf.get(rule);
  if (!policy) throw new Error(`${rule} has no policy`);
  return policy;
}

const pool = (name: string, modes: object): KubernetesObject => ({
  apiVersion: 'crd.projectcalico.org/v1',
  kind: 'IPPool',
  metadata: { name },
  ...{ spec: { cidr: '10.60.0.0/16', ...modes } },
});
const both = { ipipMode: 'Always', vxlanMode: 'Always' };
const refusal = 'has IPIP (Always) and VXLAN (Always) on at once';

describe.skipIf(tools === undefined)('a real API server with Gatekeeper', () => {
  let cluster: Cluster;
  const modes = (scope: string, enforcement: 'deny' | 'warn' | 'dryrun'): Promise<void> => {
    const policy = named('pool-modes');
    return enforce(cluster, policy, [scoped(policy, scope, { enforcement, parameters: {} })]);
  };
  const under = (scope: string, name: string, spec: object = both): KubernetesObject =>
    labelled({ object: pool(name, spec), scope, facts: {} });

  beforeAll(async () => {
    if (!tools) return;
    cluster = await startCluster(tools);
    await cluster.startGatekeeper();
    await cluster.load(namespacesOf([...judged.values()].flat().map(({ object }) => object)));
  }, 240_000);
  afterAll(async () => cluster?.stop(), 30_000);

  test('every template loads without a fault in its status', async () => {
    expect(await loadTemplates(cluster, templates)).toEqual([]);
  }, 120_000);

  describe('CREATE is refused where WebAssembly has something to say, with its words, and nowhere else', () => {
    test.each(pairs)('%s', async (name, twin) => {
      const list = judged.get(twin) ?? [];
      const facts = new Map(list.map((one) => [one.scope, one.facts]));
      const constraints = [...facts].map(([scope, some]) =>
        scoped(named(name), scope, { enforcement: 'deny', parameters: parametersOf(some) }),
      );
      await enforce(cluster, named(name), constraints);
      await judgesAll(twin, (object) => cluster.create(object, { dryRun: true }));
    });
  });

  describe('UPDATE as well', () => {
    const seeds = new Map<string, Promise<Answer>>();
    test.each(pairs)('%s', async (_, twin) => {
      await judgesAll(twin, async (object) => {
        const { apiVersion, kind, metadata } = object;
        const key = [apiVersion, kind, metadata.namespace, metadata.name].join(' ');
        const seed = seeds.get(key) ?? cluster.create(seedOf(object));
        seeds.set(key, seed);
        const { body, status, text } = await seed;
        if (status >= 300) return { body, status, text, warnings: [] };
        const { resourceVersion = '' } = (body as KubernetesObject).metadata;
        return cluster.update({ ...object, metadata: { ...object.metadata, resourceVersion } }, { dryRun: true });
      });
    });
  });

  async function judgesAll(twin: Twin, ask: (object: KubernetesObject) => Promise<Answer>): Promise<void> {
    const all = await together(judged.get(twin) ?? [], (one) => judge(twin, one, ask));
    expect(all.flatMap((one) => (typeof one === 'object' ? one.wrong : [])).join('\n\n')).toBe('');
    expect(all).toContain('refused');
    expect(all).toContain('admitted');
  }

  test('warn admits with a warning', async () => {
    await modes('warns', 'warn');
    const { status, warnings } = await cluster.create(under('warns', 'warned'), { dryRun: true });
    expect({ status, warnings }).toEqual({ status: 201, warnings: [expect.stringContaining(`[warns] pool warned ${refusal}`)] });
  });

  test('dryrun admits without a word, and the audit finds it', async () => {
    await modes('records', 'dryrun');
    expect(await cluster.create(under('records', 'recorded'))).toMatchObject({ status: 201, warnings: [] });
    await eventually('the audit', 60, async () => (await audited(cluster, named('pool-modes'), 'records')).length > 0);
    expect(await audited(cluster, named('pool-modes'), 'records')).toMatchObject([
      { name: 'recorded', enforcementAction: 'dryrun', message: expect.stringContaining(`pool recorded ${refusal}`) },
    ]);
  });

  test('without Gatekeeper the failure policy decides: Ignore admits, Fail refuses', async () => {
    await modes('denies', 'deny');
    const ask = (): Promise<Answer> => cluster.create(under('denies', 'asked'), { dryRun: true });
    expect(await ask()).toMatchObject({ status: 403, text: expect.stringContaining(`[denies] pool asked ${refusal}`) });
    await cluster.stopGatekeeper();
    expect(await ask()).toMatchObject({ status: 500, text: expect.stringContaining('failed calling webhook "validation.gatekeeper.sh"') });
    await cluster.webhook('Ignore');
    await eventually('Ignore', 20, async () => (await ask()).status === 201);
    await cluster.startGatekeeper();
    await eventually('Gatekeeper again', 60, async () => (await ask()).status === 403);
    await cluster.webhook('Fail');
  }, 180_000);

  describe.skipIf(!hasShared)(
    'manifests that Calico ships are taken with errors under deny, warnings under warn and the rest recorded',
    () => {
      const enforcements = [
        ['error', 'deny'],
        ['warning', 'warn'],
        ['info', 'dryrun'],
      ] as const;
      beforeAll(async () => {
        for (const policy of policies) {
          const constraints = enforcements.map(([severity, enforcement]) => ({
            ...(constraint(policy, { enforcement, parameters: { severity } }) as KubernetesObject),
            metadata: { name: enforcement },
          }));
          await enforce(cluster, policy, constraints);
        }
      }, 120_000);

      // Neither encapsulation nor a word about the underlay: the one refusal that is right.
      const bare = /^calico-bpf\.yaml DaemonSet calico-node: .*denied the request: \[deny\] pool \S+ has no encapsulation .*$/;
      test.each(releases)('%s', async (release) => {
        const shipped = shippedIn(release);
        await cluster.load(namespacesOf(shipped.map(({ object }) => object)));
        expect(await refusedOf(cluster, shipped)).toEqual([expect.stringMatching(bare)]);
      });
    },
  );
});
