import type { RuleInfo } from '../report/reporter.js';
import type { AnyRule } from '../rules/rule.js';
import { rules } from './registry.gen.js';

/** The rules that run unless others are asked for. */
export const recommended: readonly AnyRule[] = rules;

/** Where the pages of the rules stand. */
export const homepage = 'https://github.com/canal-lint/canal-lint';

/** What reports say about a rule. */
export function ruleInfo({ name, severity, summary }: AnyRule): RuleInfo {
  return { name, severity, summary, url: `${homepage}/blob/main/docs/rules/${name}.md` };
}
