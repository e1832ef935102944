// Findings in the text: underlined, with the reason, the link and the fix on hover.
import type { Diagnostic } from '@codemirror/lint';
import { h } from '../dom.js';
import type { ShownFinding } from '../protocol.js';

export function diagnosticsOf(findings: readonly ShownFinding[], file: string, apply: (finding: ShownFinding) => void): Diagnostic[] {
  return findings
    .filter(({ spot, suppressed }) => spot.file === file && suppressed === null)
    .map((finding) => ({
      from: finding.spot.from,
      to: Math.max(finding.spot.to, finding.spot.from),
      severity: finding.severity,
      message: finding.message,
      renderMessage: () => reason(finding),
      actions: isFixable(finding) ? [{ name: finding.fix?.title ?? '', apply: () => apply(finding) }] : [],
    }));
}

/** True where the fix can be written; others are advice. */
export function isFixable({ fix }: ShownFinding): boolean {
  return fix !== null && fix.applicability !== 'display' && fix.edits.length > 0;
}

function reason({ rule, message, settle, url }: ShownFinding): Node {
  return h(
    'div',
    { class: 'reason' },
    h('p', {}, message),
    settle === undefined ? undefined : h('p', { class: 'settle' }, `what would settle it: ${settle}`),
    url === undefined ? h('p', {}, rule) : h('p', {}, h('a', { href: url, target: '_blank', rel: 'noreferrer' }, rule)),
  );
}
