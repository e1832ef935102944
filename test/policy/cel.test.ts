import { type CelPolicy, celMatch, celPolicies, celTemplate, policies, separator } from '@canal-lint/policy';
import { describe, expect, test } from 'vitest';
import { celTwinOf, failuresOf } from './cel.js';
import { admissionOf, casesOf, gator, literal, type Suite, verify } from './gator.js';
import { findings, judges, type Spoken } from './twins.js';

const withCel = celPolicies(policies).map((policy) => [policy.rule, policy] as const);

describe.each(withCel)('policy.cel of %s', (name, policy) => {
  test('says each message of the rule, or why it does not', () => {
    const { rule, unsaid } = celTwinOf(policy);
    const said = policy.cel.violations.map(({ message }) => message);
    const kinds = celMatch(policy).flatMap((some) => some.kinds);
    const all = [...Object.keys(rule.messages).filter((id) => !unsaid.has(id)), ...policy.match.flatMap((some) => some.kinds)];
    expect(new Set([...said, ...kinds, ...Object.keys(policy.cel.unsaid ?? {})])).toEqual(new Set(all));
  });

  test.skipIf(gator === undefined)('says in gator what TypeScript says', async () => {
    const suites: Suite[] = [];
    for (const one of casesOf(name)) {
      const { objects, parameters } = admissionOf(one);
      const twin = celTwinOf(policy);
      const judged = objects.filter((object) => judges(twin, object));
      const spoken = await findings([twin], judged, one);
      suites.push({ parameters, asked: judged.map((object, i) => ({ object, messages: violationsOf(policy, spoken[i] ?? []) })) });
    }
    expect(suites.flatMap(({ asked }) => asked.filter(({ messages }) => messages.length > 0))).not.toEqual([]);
    const { status, output } = verify(
      policy,
      celTemplate(policy, { options: celTwinOf(policy).rule.options.schema, version: '0.0.0' }),
      suites,
    );
    expect(status, output).toBe(0);
  });
});

/** One violation for each validation, with all of its messages in any order. */
function violationsOf(policy: CelPolicy, spoken: readonly Spoken[]): readonly string[] {
  return failuresOf(policy, spoken).map((messages) => {
    const all = orders(messages.map(literal)).map((order) => order.join(literal(separator)));
    return `(${all.join('|')})`;
  });
}

function orders(texts: readonly string[]): readonly (readonly string[])[] {
  if (texts.length < 2 || texts.length > 3) return [texts];
  return texts.flatMap((first, i) => orders(texts.filter((_, j) => j !== i)).map((rest) => [first, ...rest]));
}
