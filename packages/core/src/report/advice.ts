// What a finding says besides its message, as lines of plain text: for reports that have one text field for all of it.
import type { Finding } from '../cluster/finding.js';
import type { Location } from '../source/index.js';

/** The message and what belongs to it: related places, the fix with what to run behind it, what would settle an unknown. */
export function adviceLines({ message, related, fix, settle }: Finding): readonly string[] {
  return [
    message,
    ...related.map((one) => `why: ${placeName(one.location)} ${one.message}`),
    ...(fix ? [`fix: ${fix.title}`, ...fix.then.map((line, i) => `then run ${i + 1}: ${line}`)] : []),
    ...(settle === undefined ? [] : [`settle: ${settle}`]),
  ];
}

/** `file:line:column`. */
export function placeName({ file, line, column }: Location): string {
  return `${file}:${line}:${column}`;
}
