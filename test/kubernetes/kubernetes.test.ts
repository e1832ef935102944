import { fileURLToPath } from 'node:url';
import { type CelPolicy, celPolicies, celTemplate, type PolicySource, policies } from '@canal-lint/policy';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { celTwinOf } from '../policy/cel.js';
import { parametersOf, twins } from '../policy/twins.js';
import { hasShared } from '../shared.js';
import { type Answer, type KubernetesObject, together } from './client.js';
import { type Cluster, startCluster } from './cluster.js';
import { admittedUsers, expected, life, loadUsers } from './exemptions.js';
import { audited, enforce, loadSync, loadTemplates, scoped } from './gatekeeper.js';
import { beside, upgraded } from './inventory.js';
import { admissionPolicyOf, type Judge, judgement, webhookOf } from './judgement.js';
import { generated, ownPolicy, settled } from './native.js';
import { type Judged, judgedOf, labelled, seedOf } from './objects.js';
import { eventually } from './processes.js';
import { toolsOfCluster } from './programs.js';
import { bySeverity, namespacesOf, refusedOf, releases, shippedIn } from './upstream.js';

const tools = toolsOfCluster();
const templates = fileURLToPath(new URL('../../policies/gatekeeper', import.meta.url));

const judged = twins.map((twin) => ({ twin, name: twin.rule.name, list: judgedOf(twin) }));
const native = celPolicies(policies).map((policy) => ({ policy, name: policy.rule, list: judgedOf(celTwinOf(policy)) }));
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

function under(scope: string, name: string): KubernetesObject {
  return labelled({ object: pool(name, both), scope });
}

function ownPolicies(policy: CelPolicy, list: readonly Judged[]): readonly KubernetesObject[] {
  const facts = new Map(list.map((one) => [one.scope, one.facts]));
  return [...facts].flatMap(([scope, some]) => ownPolicy(policy, scope, parametersOf(some)));
}

/** Asks for each object, and tells every judgement that is not the expected one. */
async function judgeAll(judge: Judge, list: readonly Judged[], ask: (object: KubernetesObject) => Promise<Answer>): Promise<void> {
  const all = await together(list, (one) => judgement(judge, one, ask));
  expect(all.flatMap((one) => (typeof one === 'object' ? one.wrong : [])).join('\n\n')).toBe('');
  // Beside no other object the mesh is nobody's fault.
  if (!list.some(({ scope }) => scope.startsWith('bgp-mesh'))) expect(all).toContain('refused');
  expect(all).toContain('admitted');
}

/** The scope is that of the first case without parameters. */
async function exemptions(): Promise<void> {
  expect(await admittedUsers(cluster, under('pool-modes-0', 'asked'))).toEqual(expected.users);
  expect(await life(cluster, under('pool-modes-0', 'there'))).toEqual(expected.life);
}

let cluster: Cluster;
const create = (object: KubernetesObject): Promise<Answer> => cluster.create(object, { dryRun: true });

beforeAll(async () => {
  if (!tools) return;
  cluster = await startCluster(tools);
  await loadUsers(cluster);
  await cluster.load(namespacesOf(judged.flatMap(({ list }) => list).map(({ object }) => object)));
}, 240_000);
afterAll(async () => cluster?.stop(), 30_000);

describe.skipIf(tools === undefined)('a real API server with our own ValidatingAdmissionPolicies says what TypeScript says', () => {
  beforeAll(async () => {
    for (const { policy, list } of native) await cluster.load(ownPolicies(policy, list));
    await settled(cluster);
  }, 120_000);
  afterAll(async () => {
    for (const { policy, list } of native) for (const object of ownPolicies(policy, list)) await cluster.remove(object);
  });
  test.each(native)('$name', ({ policy, list }) => judgeAll(admissionPolicyOf(policy, policy.rule), list, create));
  test('the network itself passes, and what is exempt', () => exemptions());
});

describe.skipIf(tools === undefined)('a real API server with Gatekeeper', () => {
  const modes = (scope: string, enforcement: 'deny' | 'warn' | 'dryrun'): Promise<void> => {
    const policy = named('pool-modes');
    return enforce(cluster, policy, [scoped(policy, scope, { enforcement, parameters: {} })]);
  };

  beforeAll(async () => {
    await cluster.startGatekeeper();
    await cluster.webhook('Fail');
  }, 120_000);

  test('every template loads without a fault in its status', async () => {
    expect(await loadTemplates(cluster, templates)).toEqual([]);
  });

  describe('CREATE is refused where WebAssembly has something to say, with its words, and nowhere else', () => {
    test.each(judged)('$name', async ({ twin, name, list }) => {
      const facts = new Map(list.map((one) => [one.scope, one.facts]));
      const constraints = [...facts].map(([scope, some]) =>
        scoped(named(name), scope, { enforcement: 'deny', parameters: parametersOf(some) }),
      );
      await enforce(cluster, named(name), constraints);
      await judgeAll(webhookOf(twin), list, create);
    });
  });

  describe('UPDATE as well', () => {
    const seeds = new Map<string, Promise<Answer>>();
    const update = async (object: KubernetesObject): Promise<Answer> => {
      const { apiVersion, kind, metadata } = object;
      const key = [apiVersion, kind, metadata.namespace, metadata.name].join(' ');
      const seed = seeds.get(key) ?? cluster.create(seedOf(object));
      seeds.set(key, seed);
      const { body, status, text } = await seed;
      if (status >= 300) return { body, status, text, warnings: [] };
      const { resourceVersion = '' } = (body as KubernetesObject).metadata;
      return cluster.update({ ...object, metadata: { ...object.metadata, resourceVersion } }, { dryRun: true });
    };
    afterAll(async () => {
      for (const { body, status } of await Promise.all(seeds.values())) if (status === 201) await cluster.remove(body as KubernetesObject);
    });
    test.each(judged)('$name', ({ twin, list }) => judgeAll(webhookOf(twin), list, update));
  });

  test('the network itself passes, and what is exempt', () => exemptions());

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

  describe('what is there is compared', () => {
    beforeAll(() => loadSync(cluster, templates));
    afterAll(async () => {
      for (const { there } of beside) for (const object of there) await cluster.remove(object);
    });
    test.each(beside)('$rule', async ({ rule, there, refused, message, admitted }) => {
      const scope = `${rule}-beside`;
      await cluster.load(there);
      await enforce(cluster, named(rule), [scoped(named(rule), scope, { enforcement: 'deny', parameters: {} })]);
      const apply = (object: KubernetesObject): Promise<Answer> => cluster.apply(labelled({ object, scope }), { dryRun: true });
      await eventually('the refusal', 30, async () => (await apply(refused)).status === 403);
      expect((await apply(refused)).text).toContain(message);
      expect((await apply(admitted)).status).toBeLessThan(300);
    });
  });

  test('an upgrade goes on one workload after the other, and the audit tells that it is not done', async () => {
    const [rule, scope] = ['image-version-skew', 'upgrade'];
    await enforce(cluster, named(rule), [scoped(named(rule), scope, { enforcement: 'deny', parameters: {} })]);
    await cluster.load(upgraded.map((object) => labelled({ object, scope })));
    await eventually('the audit', 60, async () => (await audited(cluster, named(rule), scope)).length > 0);
    expect((await audited(cluster, named(rule), scope))[0]?.message).toContain('is of v3.30');
    for (const object of upgraded) await cluster.remove(object);
  });

  describe.skipIf(!hasShared)('manifests that Calico ships are taken, with errors under deny and warnings under warn', () => {
    beforeAll(async () => {
      for (const policy of policies) await enforce(cluster, policy, bySeverity(policy));
    }, 120_000);
    afterAll(async () => {
      for (const policy of policies) for (const object of bySeverity(policy)) await cluster.remove(object);
    });
    // Neither encapsulation nor a word about the underlay: the one refusal that is right.
    const bare = /^calico-bpf\.yaml DaemonSet calico-node: .*denied the request: \[deny\] pool \S+ has no encapsulation .*$/;
    test.each(releases)('%s', async (release) => {
      const shipped = shippedIn(release);
      await cluster.load(namespacesOf(shipped.map(({ object }) => object)));
      expect(await refusedOf(cluster, shipped)).toEqual([expect.stringMatching(bare)]);
    });
  });

  describe('the policies that Gatekeeper generates of CEL hold without it', () => {
    beforeAll(async () => {
      for (const { policy } of native) {
        const { options } = celTwinOf(policy).rule;
        await cluster.load([celTemplate(policy, { options: options.schema, version: '0.0.0' }) as unknown as KubernetesObject]);
      }
      await generated(cluster, [...new Set(native.flatMap(({ list }) => list.map(({ scope }) => scope)))]);
      await cluster.removeWebhook();
      await cluster.stopGatekeeper();
      await settled(cluster);
    }, 180_000);
    test.each(native)('$name', ({ policy, list }) => judgeAll(admissionPolicyOf(policy, 'gatekeeper-'), list, create));
  });
});
