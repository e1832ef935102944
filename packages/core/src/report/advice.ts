// What a finding says besides its message, as lines of plain text: for reports that have one text field for all of it.
import type { Finding, Fix } from '../cluster/finding.js';
import type { Location } from '../source/index.js';
import { type Run, skippedPlace } from './reporter.js';

/** A line of a log that people still read. */
const skippedNamed = 5;

/** The message and what belongs to it: related places, the fix with what to run behind it, what would settle an unknown. */
export function adviceLines({ message, related, fix, settle }: Finding): readonly string[] {
  return [
    message,
    ...related.map((one) => `why: ${placeName(one.location)} ${one.message}`),
    ...(fix ? [`fix: ${fixTitle(fix)}`, ...fix.then.map((line, i) => `then run ${i + 1}: ${line}`)] : []),
    ...(settle === undefined ? [] : [`settle: ${settle}`]),
  ];
}

/** The title, with the warning that an unsafe fix carries in every report. */
export function fixTitle(fix: Fix): string {
  const warning = unsafeWarning(fix);
  return warning === undefined ? fix.title : `${fix.title} [${warning}]`;
}

/** What to know before an unsafe fix is applied; undefined for one that is safe, or only shown. */
export function unsafeWarning({ applicability, edits, then }: Fix): string | undefined {
  if (applicability !== 'unsafe' || edits.length === 0) return undefined;
  // Without commands behind it the fix changes a text that no pod reads, as an alert: it is unsafe for what it may mean.
  return then.length > 0 ? 'unsafe: restarts pods or changes traffic' : 'unsafe: look at what it means first';
}

/** What was skipped, in one line for logs: how much, and the first of it. Undefined where nothing was. */
export function skippedLine({ skipped }: Pick<Run, 'skipped'>): string | undefined {
  if (skipped.length === 0) return undefined;
  const named = skipped.slice(0, skippedNamed).map((one) => `${skippedPlace(one)} (${one.reason})`);
  const rest = skipped.length - named.length;
  return `${skipped.length} skipped, not read or only in part: ${named.join('; ')}${rest > 0 ? `; and ${rest} more` : ''}`;
}

/** `file:line:column`. */
export function placeName({ file, line, column }: Location): string {
  return `${file}:${line}:${column}`;
}
