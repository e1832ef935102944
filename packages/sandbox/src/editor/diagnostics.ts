// Findings in the text: underlined, with the reason, the link and the fix on hover.
import type { Diagnostic } from '@codemirror/lint';
import { h } from '../dom.js';
import type { ShownFinding } from '../protocol.js';

/** `key`: what it says, to tell whether it stands in the text already. */
export type Mark = Diagnostic & { readonly key: string };

export function diagnosticsOf(findings: readonly ShownFinding[], file: string, apply: (key: string) => void): readonly Mark[] {
  return findings
    .filter(({ spot, suppressed }) => spot.file === file && suppressed === null)
    .map((finding) => ({
      from: finding.spot.from,
      to: Math.max(finding.spot.to, finding.spot.from),
      severity: finding.severity,
      message: finding.message,
      key: `${finding.key} ${finding.fix?.title}`,
      renderMessage: () => reason(finding),
      actions: isFixable(finding) ? [{ name: actionOf(finding.fix), apply: () => apply(finding.key) }] : [],
    }));
}

/** True where the fix can be written; others are advice. */
export function isFixable({ fix }: ShownFinding): boolean {
  return fix !== null && fix.applicability !== 'display' && fix.edits.length > 0;
}

/** What an unsafe fix is called wherever it is offered. */
export const unsafeWord = 'restarts pods or changes traffic';

const actionOf = (fix: ShownFinding['fix']): string =>
  fix?.applicability === 'unsafe' ? `${fix.title} (${unsafeWord})` : (fix?.title ?? '');

function reason({ rule, message, settle, url }: ShownFinding): Node {
  return h(
    'div',
    { class: 'reason' },
    h('p', {}, message),
    settle === undefined ? undefined : h('p', { class: 'settle' }, `what would settle it: ${settle}`),
    url === undefined ? h('p', {}, rule) : h('p', {}, h('a', { href: url, target: '_blank', rel: 'noreferrer' }, rule)),
  );
}
