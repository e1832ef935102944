// The ValidatingPolicies in Kyverno's own engine, where its command is at hand (.ci/tools kyverno).
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CelPolicy, celPolicies, kyvernoPolicy, policies, separator } from '@canal-lint/policy';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { tool } from '../tools.js';
import { celTwinOf, failuresOf } from './cel.js';
import { admissionOf, casesOf } from './gator.js';
import { type Facts, findings, judges, type Twin } from './twins.js';

const kyverno = tool('kyverno');

type Report = { readonly results?: readonly { readonly result: string; readonly message: string }[] };
type Named = { readonly apiVersion: string; readonly kind: string; readonly metadata?: { readonly name?: unknown } };

describe.skipIf(kyverno === undefined)('in Kyverno', () => {
  test.each(celPolicies(policies).map((policy) => [policy.rule, policy] as const))(
    '%s says what TypeScript says',
    async (name, policy) => {
      const twin = celTwinOf(policy);
      let spoke = 0;
      for (const { parameters, facts, objects } of groups(twin, name)) {
        const wanted = (await findings([twin], objects, facts)).map((spoken) => failuresOf(policy, spoken));
        const { passed, failed } = asked(policy, { objects, parameters });
        const failing = wanted.filter((failures) => failures.length > 0);
        // It stops at the first validation that fails.
        for (const failures of failing) {
          const texts = failures.map((messages) => [...messages].sort().join('\n'));
          const at = failed.findIndex((text) => texts.includes(text));
          expect(at, `${texts.join(' or ')} is not among\n${failed.join('\n')}`).toBeGreaterThanOrEqual(0);
          failed.splice(at, 1);
        }
        expect({ passed, failed }).toEqual({ passed: objects.length - failing.length, failed: [] });
        spoke += failing.length;
      }
      expect(spoke).toBeGreaterThan(0);
    },
    240_000,
  );
});

type Group = { readonly parameters: object; readonly facts: Facts; readonly objects: readonly Named[] };

/** The objects of the cases that have a name, by the facts of their cases: parameters stand in the policy. */
function groups(twin: Twin, rule: string): readonly Group[] {
  const byFacts = new Map<string, { readonly facts: Facts; readonly objects: Named[] }>();
  for (const one of casesOf(rule)) {
    const { objects, parameters } = admissionOf(one);
    const named = (objects as readonly Named[]).filter(({ metadata }) => typeof metadata?.name === 'string' && metadata.name !== '');
    const key = JSON.stringify(parameters);
    const group = byFacts.get(key) ?? { facts: one, objects: [] as Named[] };
    group.objects.push(...named.filter((object) => judges(twin, object)));
    byFacts.set(key, group);
  }
  return [...byFacts].flatMap(([key, { facts, objects }]) =>
    batches(objects).map((list) => ({ parameters: JSON.parse(key) as object, facts, objects: list })),
  );
}

/** Its command takes an object of a name once: those of the same name go into lists of their own, three of them at most. */
function batches(objects: readonly Named[]): readonly (readonly Named[])[] {
  const lists: Map<string, Named>[] = [new Map(), new Map(), new Map()];
  for (const object of objects) {
    const key = `${object.apiVersion.split('/')[0]} ${object.kind} ${String(object.metadata?.name)}`;
    lists.find((list) => !list.has(key))?.set(key, object);
  }
  return lists.map((list) => [...list.values()]).filter((list) => list.length > 0);
}

/** How many objects pass, and the messages of the others, each in the order of the text. */
function asked(policy: CelPolicy, { objects, parameters }: Omit<Group, 'facts'>): { readonly passed: number; readonly failed: string[] } {
  const folder = mkdtempSync(join(tmpdir(), 'canal-lint-kyverno-'));
  const made = kyvernoPolicy(policy, { enforcement: 'deny', parameters: { severity: 'info', ...parameters }, exemptNames: [] });
  writeFileSync(join(folder, 'policy.yaml'), JSON.stringify(made));
  writeFileSync(join(folder, 'objects.yaml'), objects.map((object) => `---\n${JSON.stringify(object)}\n`).join(''));
  const args = ['apply', 'policy.yaml', '--resource', 'objects.yaml', '--policy-report', '--remove-color'];
  const { stdout } = spawnSync(kyverno ?? '', args, { cwd: folder, encoding: 'utf8' });
  rmSync(folder, { recursive: true });
  const { results = [] } = parse(stdout.slice(Math.max(0, stdout.indexOf('apiVersion:')))) as Report;
  const failed = results.filter(({ result }) => result === 'fail');
  return {
    passed: results.filter(({ result }) => result === 'pass').length,
    failed: failed.map(({ message }) => message.split(separator).sort().join('\n')),
  };
}
