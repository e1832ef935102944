/** What a policy.cel has to say, by what TypeScript says. */
import { type CelPolicy, celMatch } from '@canal-lint/policy';
import { type Spoken, type Twin, twins } from './twins.js';

/** The rule of a policy, over the kinds that CEL judges. */
export function celTwinOf(policy: CelPolicy): Twin {
  const [twin] = twins.filter(({ rule }) => rule.name === policy.rule);
  if (!twin) throw new Error(`no rule ${policy.rule}`);
  return { ...twin, kinds: celMatch(policy) };
}

/** The messages of each validation that fails. It speaks once for an object; in which order is the expression's. */
export function failuresOf({ cel }: CelPolicy, spoken: readonly Spoken[]): readonly (readonly string[])[] {
  return cel.violations
    .map(({ message: id, severity }) => [
      ...new Set(spoken.filter((one) => one.id === id && one.severity === severity).map(({ message }) => message)),
    ])
    .filter((messages) => messages.length > 0);
}
