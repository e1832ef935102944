import type { Run } from '../../report/reporter.js';
import { internalError } from '../crash.js';
import { type Around, followed } from './baseline.js';
import { type Entry, type Key, keyOf, keyText } from './entry.js';

const head = `# Findings that are known and accepted: canal-lint hides them while they are unchanged. Written by --update-baseline, which keeps the
# reasons and days that you write: "expires: 2027-01-31" is the last day on which an entry counts.
version: 1
`;

/** The entries for a run that was made with the old ones: theirs that are still for something, and a new one for each finding that counts. */
export function renewed(run: Run, written: readonly Entry[], around: Pick<Around, 'from' | 'judged' | 'gone'>): readonly Entry[] {
  const { from, judged } = around;
  const old = followed(written, run, around);
  const findings = run.findings.filter(
    ({ rule, suppressed }) => rule !== internalError && rule !== 'baseline' && (suppressed?.kind ?? 'baseline') === 'baseline',
  );
  const found = new Map(findings.map((finding) => [keyText(keyOf(finding, from)), keyOf(finding, from)]));
  // One that has expired stays as it is: only a person may accept the finding once more.
  const kept = old.filter((entry) => found.has(keyText(entry)) || !judged(entry.file));
  const known = new Set(kept.map(keyText));
  const added = [...found].flatMap(([key, one]): readonly Entry[] => (known.has(key) ? [] : [{ ...one, reason: '', expires: undefined }]));
  return [...kept, ...added].sort((a, b) => compare(a, b));
}

function compare(a: Key, b: Key): number {
  const [one, other] = [a, b].map(({ file, object, path, rule }) => [file, object, path, rule].join('\0'));
  return one === other ? 0 : (one ?? '') < (other ?? '') ? -1 : 1;
}

/** The file. A text of JSON is one of YAML too, whatever is in it. */
export function baselineText(entries: readonly Entry[]): string {
  if (entries.length === 0) return `${head}findings: []\n`;
  return `${head}findings:\n${entries.map(entryText).join('')}`;
}

function entryText({ rule, file, object, path, reason, expires }: Entry): string {
  const lines = [
    ...Object.entries({ rule, file, object, path, reason }).map(([key, value]) => `${key}: ${JSON.stringify(value)}`),
    ...(expires === undefined ? [] : [`expires: ${JSON.stringify(expires)}`]),
  ];
  return `  - ${lines.join('\n    ')}\n`;
}
