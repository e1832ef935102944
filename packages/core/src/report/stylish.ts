// For people: the place, the fault, the code, and what to do about it.

import type { Finding, Fix, Severity } from '../cluster/finding.js';
import type { Location } from '../source/index.js';
import { unsafeWarning } from './advice.js';
import { codeFrame } from './frame.js';
import { countText, type Env, type Palette, type Reporter, type Run, type Skipped, shownIn } from './reporter.js';
import { padded, visible, wrapped } from './visible.js';

/** Columns of a line of prose; code and names of files may be longer. */
const proseWidth = 92;
const labelWidth = 10;

export const stylish: Reporter = {
  name: 'stylish',
  render(run, env) {
    const shown = shownIn(run, env).toSorted((a, b) => compare(a.location.file, b.location.file));
    const blocks = shown.map((finding) => block(finding, env));
    const skipped = run.skipped.map((one) => skippedLine(one, env.palette));
    return [...blocks, ...(skipped.length > 0 ? [skipped] : []), ending(run, shown, env)]
      .map((lines) => `${lines.join('\n')}\n`)
      .join('\n');
  },
};

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

function block(finding: Finding, env: Env): readonly string[] {
  const { palette } = env;
  const paint = colourOf(finding.severity, palette);
  const frame = codeFrame(finding.place, { gutter: palette.dim, mark: paint });
  return [
    `${palette.bold(where(finding.location))}  ${paint(finding.severity)}  ${palette.dim(visible(finding.rule))}`,
    ...wrapped(visible(finding.message), proseWidth).map((line) => `  ${line}`),
    ...(frame.length > 0 ? ['', ...frame] : []),
    ...advice(finding, env),
  ];
}

/** Related places, the fix with what to run behind it, and what would settle an unknown. */
function advice(finding: Finding, { palette, piped }: Env): readonly string[] {
  const lines = [
    ...labelled(
      'why:',
      finding.related.map(({ location, message }) => `${where(location)}  ${visible(message)}`),
      palette.blue,
    ),
    ...(finding.fix ? labelled('fix:', [`${visible(finding.fix.title)} ${palette.dim(reach(finding.fix, piped))}`], palette.green) : []),
    ...labelled(
      'then run:',
      (finding.fix?.then ?? []).map((command, i) => `${i + 1}. ${visible(command)}`),
      palette.green,
    ),
    ...(finding.settle === undefined ? [] : labelled('settle:', [visible(finding.settle)], palette.yellow)),
  ];
  return lines.length === 0 ? [] : ['', ...lines];
}

function labelled(label: string, texts: readonly string[], paint: (text: string) => string): readonly string[] {
  return texts.map((text, i) => `  ${i === 0 ? paint(padded(label, labelWidth)) : ' '.repeat(labelWidth)}${text}`);
}

function reach(fix: Fix, piped: string | undefined): string {
  if (fix.applicability === 'display' || fix.edits.length === 0) return '[by hand]';
  if (isPiped(fix, piped)) return '[--fix-dry-run shows it]';
  const warning = unsafeWarning(fix);
  return warning === undefined ? '[--fix]' : `[${warning}]`;
}

function isPiped({ edits }: Fix, piped: string | undefined): boolean {
  return edits.some(({ file }) => file === piped);
}

function where({ file, line, column }: Location): string {
  return `${visible(file)}:${line}:${column}`;
}

function skippedLine({ file, document, reason }: Skipped, palette: Palette): string {
  const part = document === null ? '' : `document ${document + 1}: `;
  return `${palette.bold(visible(file))}  ${palette.yellow('skipped')}  ${part}${visible(reason)}`;
}

function ending({ summary, findings, skipped }: Run, shown: readonly Finding[], { palette, quiet, piped }: Env): readonly string[] {
  const { errors, warnings, infos } = summary;
  const counts = [
    ...(errors > 0 ? [palette.red(countText(errors, 'error'))] : []),
    ...(warnings > 0 && !quiet ? [palette.yellow(countText(warnings, 'warning'))] : []),
    ...(infos > 0 && !quiet ? [palette.blue(countText(infos, 'info'))] : []),
  ];
  const none = palette.green(quiet ? 'no errors' : 'no findings');
  const hidden = findings.filter(({ suppressed }) => suppressed !== null).length;
  const also = [...(hidden > 0 ? [`${hidden} suppressed`] : []), ...(skipped.length > 0 ? [`${skipped.length} skipped`] : [])];
  const read = palette.dim(`(${[countText(summary.documents, 'document'), `${summary.unrelated} unrelated`, ...also].join(', ')})`);
  const fixable = (applicability: string): number =>
    shown.filter(({ fix }) => fix?.applicability === applicability && fix.edits.length > 0 && !isPiped(fix, piped)).length;
  const safe = fixable('safe');
  const unsafe = fixable('unsafe');
  return [
    `${counts.length > 0 ? counts.join(', ') : none} in ${countText(summary.files, 'file')} ${read}`,
    ...(safe > 0 ? [`${safe} can be fixed with --fix`] : []),
    ...(unsafe > 0 ? [`${unsafe} ${unsafe === 1 ? 'has' : 'have'} an unsafe fix, which is applied only on request`] : []),
  ];
}

function colourOf(severity: Severity, palette: Palette): (text: string) => string {
  if (severity === 'error') return palette.red;
  return severity === 'warning' ? palette.yellow : palette.blue;
}
