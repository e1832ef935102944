import type { AnyRule, Severity } from '@canal-lint/core';
import type { CaseResult } from './run.js';

const weight: Readonly<Record<Severity, number>> = { info: 0, warning: 1, error: 2 };

/**
 * What the cases of a rule leave open: each rule needs a bad, a good and an unknown case, and each of its messages must occur. An unknown
 * case may be silent or report below the rule's own severity.
 */
export function caseProblems(rule: AnyRule, results: readonly CaseResult[]): readonly string[] {
  const cases = results.map((result) => result.case);
  const wants = (one: CaseResult['case']): number => one.files.reduce((sum, file) => sum + file.wants.length, 0);
  const heard = new Set(results.flatMap(({ messages }) => messages));
  const titles = cases.map(({ title }) => title);
  const loud = cases.filter(
    (one) =>
      one.unknown !== undefined &&
      one.files.some((file) => file.wants.some((want) => weight[want.severity ?? rule.severity] >= weight[rule.severity])),
  );
  return [
    ...(cases.some((one) => wants(one) > 0) ? [] : [`${rule.name}: no case shows the fault`]),
    ...(cases.some((one) => wants(one) === 0 && one.unknown === undefined) ? [] : [`${rule.name}: no case shows what is right`]),
    ...(cases.some((one) => one.unknown !== undefined) ? [] : [`${rule.name}: no case is marked "# unknown: why"`]),
    ...loud.map((one) => `${one.source}:${one.line}: what is unknown is reported as loud as what is known`),
    ...Object.keys(rule.messages)
      .filter((id) => !heard.has(id))
      .map((id) => `${rule.name}: no case reports the message ${id}`),
    ...titles.filter((title, i) => titles.indexOf(title) !== i).map((title) => `${rule.name}: two cases are called "${title}"`),
  ];
}
