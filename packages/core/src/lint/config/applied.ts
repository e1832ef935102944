/** Applies a configuration to what rules report. */
import type { Finding } from '../../cluster/finding.js';
import type { Cluster } from '../../cluster/model.js';
import type { AnyRule } from '../../rules/rule.js';
import { type Config, leveled, type RuleState, ruleState } from './config.js';

type Judge<F extends Finding> = (options: unknown) => readonly F[];

/**
 * The findings of one rule in one cluster at the levels of its files. Where files differ in their options the rule judges the cluster once for
 * each set of them, and a finding counts for the file that it stands in.
 */
export function applied<F extends Finding>(rule: AnyRule, cluster: Cluster, config: Config | undefined, judge: Judge<F>): readonly F[] {
  const { defaults } = rule.options;
  if (!config) return judge(defaults);
  const stateOf = (file: string): RuleState => ruleState(config, rule.name, file);
  const wanted = cluster.files.map(stateOf).filter(({ level }) => level !== 'off');
  const sets = new Map(wanted.map(({ options }) => [keyOf(options), options]));
  return [...sets].flatMap(([key, options], i) =>
    judge({ ...(defaults as object), ...options }).flatMap((finding) => {
      if (finding.rule !== rule.name) return i === 0 ? [finding] : [];
      const state = stateOf(finding.location.file);
      const elsewhere = i === 0 && !cluster.files.includes(finding.location.file);
      return keyOf(state.options) === key || elsewhere ? atLevel(finding, rule, state) : [];
    }),
  );
}

function keyOf(options: RuleState['options']): string {
  return JSON.stringify(Object.entries(options).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** A finding at a level; nothing where the rule is off. */
export function atLevel<F extends Finding>(finding: F, rule: AnyRule, { level }: RuleState): readonly F[] {
  const severity = leveled(finding.severity, rule.severity, level);
  return severity === 'off' ? [] : [severity === finding.severity ? finding : { ...finding, severity }];
}

/** True where a rule is on in a file. */
export function isOn(rule: string, file: string, config: Config | undefined): boolean {
  return !config || ruleState(config, rule, file).level !== 'off';
}
