import { defineRule, noOptions, type Rule } from '../../rules/rule.js';

const messages = {
  unused: 'this suppression has no effect: {rules} finds nothing here; remove it, so that it hides nothing later',
  unusedAll: 'this suppression has no effect: no rule finds anything here; remove it, so that it hides nothing later',
  noRule: 'this suppression has no effect: it names no rule; name the rules, separated by commas',
  endsNothing: 'this ends nothing: no canal-lint-disable stands before it{rules}',
  unknownRule: 'there is no rule {rule}, so nothing is suppressed{hint}',
  unknownWord: 'there is no directive canal-lint{word}{hint}',
  noReason: 'this suppression has no effect: it does not say why, and the configuration asks for a reason; {how}',
} as const;

/**
 * Judges the suppressions themselves. It is the one rule that is no function of a cluster: what it reports is known when all others have
 * reported, so `check` is empty and judge.ts speaks for it. It has a level like every other rule.
 */
export const unusedSuppression: Rule<typeof messages, Readonly<Record<string, never>>> = defineRule({
  name: 'unused-suppression',
  since: '0.1.0',
  category: 'text',
  severity: 'warning',
  summary: 'A suppression must hide something, by the name of a rule that exists',
  url: 'docs/configuration.md#suppress-a-finding',
  messages,
  options: noOptions,
  check() {},
});
