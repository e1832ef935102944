// Markdown for job summaries and comments on pull requests: a table of all findings, the worst first, and each with its code.

import type { Finding, Severity } from '../cluster/finding.js';
import type { Location } from '../source/index.js';
import { fixTitle } from './advice.js';
import { codeFrame } from './frame.js';
import { cell, fenced } from './markdown-text.js';
import { countText, type Env, plainPalette, type Reporter, type Run, shownIn, skippedPlace } from './reporter.js';

/** A comment on GitHub holds 65 536 characters: so many rows, and so many findings with their code. */
const limits = { rows: 50, frames: 20 } as const;
const order: readonly Severity[] = ['error', 'warning', 'info'];

export const markdown: Reporter = {
  name: 'markdown',
  render(run, env) {
    const shown = shownIn(run, env).toSorted((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity));
    const urls = new Map(run.rules.map(({ name, url }) => [name, url]));
    const show: Show = { env, url: (rule) => urls.get(rule) };
    const parts = [
      [`### ${heading(run, shown)}`],
      table(shown, show),
      ...shown.slice(0, limits.frames).map((one) => details(one, show)),
      skippedIn(run),
    ];
    return parts
      .filter((lines) => lines.length > 0)
      .map((lines) => `${lines.join('\n')}\n`)
      .join('\n');
  },
};

type Show = { readonly env: Env; readonly url: (rule: string) => string | undefined };

function heading({ tool, summary, findings, skipped }: Run, shown: readonly Finding[]): string {
  const counts = order.flatMap((severity) => {
    const n = shown.filter((one) => one.severity === severity).length;
    return n > 0 ? [countText(n, severity)] : [];
  });
  const hidden = findings.filter(({ suppressed }) => suppressed !== null).length;
  const notes = [...(hidden > 0 ? [`${hidden} suppressed`] : []), ...(skipped.length > 0 ? [`${skipped.length} skipped`] : [])];
  const also = notes.length > 0 ? ` (${notes.join(', ')})` : '';
  return `${tool.name}: ${counts.length > 0 ? counts.join(', ') : 'no findings'} in ${countText(summary.files, 'file')}${also}`;
}

function table(shown: readonly Finding[], show: Show): readonly string[] {
  if (shown.length === 0) return [];
  const rows = shown
    .slice(0, limits.rows)
    .map(({ severity, rule, location, message }) => `| ${severity} | ${page(rule, show)} | ${place(location, show)} | ${cell(message)} |`);
  const rest = shown.length - rows.length;
  return ['| | Rule | Where | What |', '| --- | --- | --- | --- |', ...rows, ...(rest > 0 ? [`| | | | and ${rest} more |`] : [])];
}

function page(rule: string, { url }: Show): string {
  const address = url(rule);
  return address === undefined ? cell(rule) : `[${cell(rule)}](${address})`;
}

function place(location: Location, { env }: Show): string {
  const text = cell(`${location.file}:${location.line}`);
  const address = env.link?.(location);
  return address === undefined ? text : `[${text}](${address})`;
}

function details(finding: Finding, show: Show): readonly string[] {
  const { severity, rule, location, related, fix, settle } = finding;
  const frame = codeFrame(finding.place, { gutter: plainPalette.dim, mark: plainPalette.bold });
  const advice = [
    ...related.map((one) => `- why: ${place(one.location, show)} ${cell(one.message)}`),
    ...(fix ? [`- fix: ${cell(fixTitle(fix))}`, ...fix.then.map((command, i) => `- then run ${i + 1}: ${cell(command)}`)] : []),
    ...(settle === undefined ? [] : [`- settle: ${cell(settle)}`]),
  ];
  return [
    `<details><summary>${severity} ${cell(rule)}, ${cell(`${location.file}:${location.line}`)}</summary>`,
    '',
    cell(finding.message),
    ...(frame.length > 0 ? ['', ...fenced(frame)] : []),
    ...(advice.length > 0 ? ['', ...advice] : []),
    '',
    '</details>',
  ];
}

function skippedIn({ skipped }: Run): readonly string[] {
  const rest = skipped.length - limits.rows;
  return [
    ...skipped.slice(0, limits.rows).map((one) => `- skipped: ${cell(skippedPlace(one))}: ${cell(one.reason)}`),
    ...(rest > 0 ? [`- and ${rest} more skipped`] : []),
  ];
}
