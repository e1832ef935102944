import { type CelPolicy, celMatch, celPolicies, celTemplate, policies, separator } from '@canal-lint/policy';
import { describe, expect, test } from 'vitest';
import { admissionOf, casesOf, gator, literal, type Suite, verify } from './gator.js';
import { findings, judges, type Spoken, type Twin, twins } from './twins.js';

const withCel = celPolicies(policies).map((policy) => [policy.rule, policy] as const);

describe.each(withCel)('policy.cel of %s', (name, policy) => {
  test('says each message of the rule, or why it does not', () => {
    const { rule, unsaid } = twinOf(policy);
    const said = policy.cel.violations.map(({ message }) => message);
    const kinds = celMatch(policy).flatMap((some) => some.kinds);
    const all = [...Object.keys(rule.messages).filter((id) => !unsaid.has(id)), ...policy.match.flatMap((some) => some.kinds)];
    expect(new Set([...said, ...kinds, ...Object.keys(policy.cel.unsaid ?? {})])).toEqual(new Set(all));
  });

  test.skipIf(gator === undefined)('says in gator what TypeScript says', async () => {
    const suites: Suite[] = [];
    for (const one of casesOf(name)) {
      const { objects, parameters } = admissionOf(one);
      const twin = twinOf(policy);
      const judged = objects.filter((object) => judges(twin, object));
      const spoken = await findings([twin], judged, one);
      suites.push({ parameters, asked: judged.map((object, i) => ({ object, messages: violationsOf(policy, spoken[i] ?? []) })) });
    }
    expect(suites.flatMap(({ asked }) => asked.filter(({ messages }) => messages.length > 0))).not.toEqual([]);
    const { status, output } = verify(
      policy,
      celTemplate(policy, { options: twinOf(policy).rule.options.schema, version: '0.0.0' }),
      suites,
    );
    expect(status, output).toBe(0);
  });
});

/** The rule of a policy, over the kinds that CEL judges. */
function twinOf(policy: CelPolicy): Twin {
  const [twin] = twins.filter(({ rule }) => rule.name === policy.rule);
  if (!twin) throw new Error(`no rule ${policy.rule}`);
  return { ...twin, kinds: celMatch(policy) };
}

/** One violation for each validation, with all of its messages; their order is that of the expression. */
function violationsOf({ cel }: CelPolicy, spoken: readonly Spoken[]): readonly string[] {
  return cel.violations.flatMap(({ message: id, severity }) => {
    const said = [...new Set(spoken.filter((one) => one.id === id && one.severity === severity).map(({ message }) => message))];
    return said.length > 0
      ? [
          `(${orders(said.map(literal))
            .map((order) => order.join(literal(separator)))
            .join('|')})`,
        ]
      : [];
  });
}

function orders(texts: readonly string[]): readonly (readonly string[])[] {
  if (texts.length < 2 || texts.length > 3) return [texts];
  return texts.flatMap((first, i) => orders(texts.filter((_, j) => j !== i)).map((rest) => [first, ...rest]));
}
