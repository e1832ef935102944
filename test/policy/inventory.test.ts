import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { constraintTemplate, policies } from '@canal-lint/policy';
import type { Case } from '@canal-lint/testkit';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyFacts, clusters } from './arbitrary/index.js';
import { admissionOf, casesOf, gator, literal, verify } from './gator.js';
import { seed } from './seed.js';
import { admitted, type Facts, judges, parametersOf, spoken, syncs, type Twin, twins } from './twins.js';

const referential = twins.filter(({ sync }) => sync.length > 0);

/** Each object of a case once as the newcomer, behind the others that Gatekeeper would have synced. */
describe.each(referential.map((twin) => [twin.rule.name, twin] as const))('%s says the same beside other objects', (name, twin) => {
  test('in TypeScript and in WebAssembly', async () => {
    for (const { one, object, others } of newcomers(twin)) await agree(twin, object, { ...one, others });
  });

  test.skipIf(gator === undefined)(
    'in Gatekeeper',
    async () => {
      const [policy] = policies.filter(({ rule }) => rule === name);
      if (!policy) throw new Error(`no policy ${name}`);
      const suites = await Promise.all(
        newcomers(twin).map(async ({ one, object, others }) => {
          const said = await admitted([twin], object, { ...one, others });
          const messages = said.map((text) => literal(text.replace(/^.*? at \S*: /, '')));
          return { parameters: parametersOf(one), asked: [{ object, others, messages }] };
        }),
      );
      const { status, output } = verify(
        policy,
        constraintTemplate(policy, { options: twin.rule.options.schema, version: '0.0.0' }),
        suites,
      );
      expect(status, output).toBe(0);
    },
    600_000,
  );
});

test.skipIf(gator === undefined).each(referential)('the sync.yaml of $rule.name brings what its template wants', ({ rule }) => {
  const folder = fileURLToPath(new URL(`../../policies/gatekeeper/${rule.name}/`, import.meta.url));
  const asked = (...files: string[]): number | null =>
    spawnSync(gator ?? '', ['sync', 'test', '-f', ...files.flatMap((file) => ['-n', folder + file])]).status;
  expect(asked('template.yaml', 'sync.yaml')).toBe(0);
  expect(asked('template.yaml')).toBe(1);
});

type Newcomer = { readonly one: Case; readonly object: unknown; readonly others: readonly unknown[] };

function newcomers(twin: Twin): readonly Newcomer[] {
  return casesOf(twin.rule.name).flatMap((one) => {
    const { objects } = admissionOf(one);
    const judged = objects.filter((object) => judges(twin, object));
    return judged.map((object) => ({ one, object, others: othersThan(object, objects, twin) }));
  });
}

/** Clusters of one run, of each rule. */
const runs = 300;

test.each(referential)(`$rule.name agrees on ${runs} generated clusters (seed ${seed})`, async (twin) => {
  let spoke = 0;
  await fc.assert(
    fc.asyncProperty(clusters[twin.rule.name] ?? fc.constant([]), anyFacts, async (objects, facts) => {
      const [object] = objects;
      const others = othersThan(object, objects, twin);
      spoke += await agree(twin, object, { ...facts, others });
      spoke -= (await admitted([twin], object, facts)).length;
    }),
    { seed, numRuns: runs },
  );
  // What an object alone would have been told proves nothing here.
  expect(spoke).toBeGreaterThan(runs / 60);
});

/** How many verdicts there are. */
async function agree(twin: Twin, object: unknown, facts: Facts): Promise<number> {
  const [said = []] = await spoken([twin], [object], facts);
  expect(await admitted([twin], object, facts), JSON.stringify([object, facts.others])).toEqual(said);
  return said.length;
}

type Named = { readonly apiVersion?: unknown; readonly kind?: unknown; readonly metadata?: { readonly name?: unknown } };

/**
 * Those of the kinds that are synced, each name once; what has no name cannot stand in a cluster. Beside an Installation stand the very pools
 * that the operator made of it.
 */
function othersThan(object: unknown, objects: readonly unknown[], twin: Twin): readonly unknown[] {
  const key = (one: unknown): string | undefined => {
    const { kind, metadata } = one as Named;
    return typeof metadata?.name === 'string' && metadata.name !== '' ? `${kind} ${metadata.name}` : undefined;
  };
  const place = (one: unknown): string => `${(one as Named).apiVersion} ${key(one)}`;
  if ((object as Named).kind === 'Installation') return [];
  const seen = new Set([key(object)]);
  const others = objects.filter((one) => {
    const name = key(one);
    if (one === object || name === undefined || seen.has(name) || !syncs(twin, one)) return false;
    seen.add(name);
    return true;
  });
  // The order of the inventory decides which of several is named.
  return others.sort((a, b) => (place(a) < place(b) ? -1 : 1));
}
