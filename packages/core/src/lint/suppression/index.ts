import type { Finding } from '../../cluster/finding.js';
import { type Judging, judgeDirectives } from './judge.js';
import { unusedSuppression } from './rule.js';
import { suppress } from './suppress.js';

export { annotationDirective } from './annotations.js';
export { commentDirectives } from './comments.js';
export { type Directive, directiveWords } from './directive.js';
export { unusedSuppression } from './rule.js';

/** Findings with their suppressions, and those about suppressions that do nothing; only a directive that names them can hide the latter. */
export function withSuppressions(findings: readonly Finding[], judging: Omit<Judging, 'uses'>): readonly Finding[] {
  const { directives, reasons, ran } = judging;
  if (directives.length === 0) return findings;
  const first = suppress(findings, directives, reasons);
  const { name } = unusedSuppression;
  const own = judgeDirectives({ ...judging, uses: first.uses, ran: (rule, file) => rule !== name && ran(rule, file) });
  const naming = directives.filter(({ rules }) => rules.some((one) => one.name === name));
  return [
    ...first.findings,
    ...suppress(
      own.filter(({ location }) => ran(name, location.file)),
      naming,
      reasons,
    ).findings,
  ];
}
