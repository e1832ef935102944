import type { RuleInfo } from '../report/reporter.js';
import type { AnyRule } from '../rules/rule.js';
import { rules } from './registry.gen.js';
import { unusedSuppression } from './suppression/rule.js';

/** The rules of clusters that run unless others are asked for. */
export const recommended: readonly AnyRule[] = rules.filter((rule) => rule.recommended !== false);

/** Every rule that comes with canal-lint: what a configuration can name. */
export const allRules: readonly AnyRule[] = [...rules, unusedSuppression];

/** Where the pages of the rules stand. */
export const homepage = 'https://github.com/canal-lint/canal-lint';

/** What reports say about a rule. A rule of somebody else has the page that it names, or none. */
export function ruleInfo({ name, severity, summary, url }: AnyRule): RuleInfo {
  const ours = allRules.some((rule) => rule.name === name);
  const page = ours ? `${homepage}/blob/main/${url ?? `docs/rules/${name}.md`}` : url;
  return { name, severity, summary, ...(page !== undefined && { url: page }) };
}
