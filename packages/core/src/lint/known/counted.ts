import type { Finding, Severity } from '../../cluster/finding.js';
import type { RuleInfo, Run } from '../../report/reporter.js';
import { inOrder } from '../order.js';

/** The run with other findings in their order, and its counts. */
export function counted(run: Run, findings: readonly Finding[], rules: readonly RuleInfo[] = run.rules): Run {
  const count = (severity: Severity): number => findings.filter((one) => one.severity === severity && !one.suppressed).length;
  return {
    ...run,
    findings: findings.toSorted(inOrder),
    rules,
    summary: { ...run.summary, errors: count('error'), warnings: count('warning'), infos: count('info') },
  };
}
