// SARIF: a cause is a result at the line of configuration that makes it, or at the line of evidence that says most.
import type { Severity } from '../../cluster/finding.js';
import { type Reported, sarifText } from '../../report/sarif.js';
import type { Location } from '../../source/index.js';
import type { DiagnosedCause, Evidence } from '../answer.js';
import { causePage, causes } from '../catalogue.js';
import { type Format, findingOf, ordered, percent, type Told } from './reporter.js';

export const sarif: Format = {
  name: 'sarif',
  render: (told) => {
    const { first, others } = ordered(told.answer);
    const worth = [...first, ...others].filter(({ harmless, probability }) => !harmless && probability >= 0.05);
    return sarifText({
      tool: told.tool,
      findings: worth.flatMap((cause) => reported(cause, told)),
      skipped: told.answer.unread.map(({ file, reason }) => ({ file, document: 0, reason })),
      rules: causes
        .filter(({ harmless }) => !harmless)
        .map(({ id, title }) => ({ name: id, severity: 'error', summary: title, url: causePage(id) })),
    });
  },
};

function reported(cause: DiagnosedCause, { findings, answer }: Told): readonly Reported[] {
  const finding = findingOf(cause, findings);
  const evidence = cause.evidence.filter(({ supports }) => supports);
  const [strongest] = evidence;
  const location = finding?.location ?? (strongest && locationOf(strongest));
  if (!location) return [];
  const on = cause.nodes.length > 0 ? `, on ${cause.nodes.join(', ')}` : '';
  const todo = cause.fix ? `\nfix: ${cause.fix.summary}` : '';
  return [
    {
      rule: cause.id,
      severity: severity(cause, answer.verdict === 'broken'),
      message: `${cause.title} (${percent(cause.probability)}${on})${todo}`,
      settle: answer.next && cause.probability < 0.9 ? `on ${answer.next.node}: ${answer.next.command}` : undefined,
      location,
      fingerprint: `${cause.id} ${cause.nodes.join(' ')}`.trim(),
      related: evidence.slice(0, 20).map((one) => ({ message: `${one.sign}: ${one.text}`, location: locationOf(one) })),
      fix: finding?.fix ?? null,
      suppressed: null,
    },
  ];
}

function severity({ probability }: DiagnosedCause, broken: boolean): Severity {
  return broken && probability >= 0.5 ? 'error' : probability >= 0.2 ? 'warning' : 'info';
}

/** The whole line; where its blanks end is not kept. */
function locationOf({ location: { file, line }, text }: Evidence): Location {
  return { file, document: 0, path: [], line, column: 1, endLine: line, endColumn: text.length + 1 };
}
