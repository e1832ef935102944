/** What the user decides about findings: suppressions, and the levels of configuration. */
import type { Finding } from '../cluster/finding.js';
import type { AnyRule } from '../rules/rule.js';
import { atLevel, isOn } from './config/applied.js';
import { type Config, ruleState } from './config/config.js';
import type { ReadClusters } from './read.js';
import { allRules } from './rules.js';
import { unusedSuppression, withSuppressions } from './suppression/index.js';

type Judged = { readonly read: ReadClusters; readonly rules: readonly AnyRule[]; readonly config: Config | undefined };

/** Findings with their suppressions, and what is to be said about these. */
export function suppressed(findings: readonly Finding[], { read, rules, config }: Judged): Finding[] {
  const names = new Set(rules.map(({ name }) => name));
  const found = withSuppressions(findings, {
    directives: read.directives,
    known: [...new Set([...allRules.map(({ name }) => name), ...names])],
    ran: (rule, file) => names.has(rule) && isOn(rule, file, config),
    reasons: config?.reasons !== undefined,
    clusterOf: (file) => read.clusters.find(({ files }) => files.includes(file))?.id ?? '',
  });
  return found.flatMap((finding) => {
    if (!config || finding.rule !== unusedSuppression.name) return [finding];
    return atLevel(finding, unusedSuppression, ruleState(config, finding.rule, finding.location.file));
  });
}

/** True for a rule that is on in some file. */
export function mayRun(rule: string, config: Config | undefined): boolean {
  if (!config || isOn(rule, '', config)) return true;
  return config.overrides.some(({ rules }) => (rules.get(rule)?.level?.value ?? 'off') !== 'off') && !config.flags.has(rule);
}
