// What a change brings: findings of the files as they are, against those of the files as they were.
import type { Finding } from '../../cluster/finding.js';
import { objectOf } from '../../report/object.js';
import type { Run } from '../../report/reporter.js';
import { at, changedLines, position } from '../../source/index.js';
import { internalError } from '../crash.js';
import { counted } from './counted.js';

/** The text of a file, by its name; undefined where there is none. */
export type Texts = (file: string) => string | undefined;

/**
 * The run in which only those findings count that the change causes or touches: what was not found before, by its fingerprint, wherever it
 * stands; and what stands on a changed line or in a changed object.
 */
export function sinceBase(run: Run, base: Run, { before, after }: { readonly before: Texts; readonly after: Texts }): Run {
  const known = new Map<string, number>();
  for (const { fingerprint, suppressed } of base.findings) if (!suppressed) known.set(fingerprint, (known.get(fingerprint) ?? 0) + 1);
  const lines = new Map<string, ReadonlySet<number>>();
  const changed = (file: string): ReadonlySet<number> => {
    const found = lines.get(file) ?? changedLines(before(file) ?? '', after(file) ?? '');
    lines.set(file, found);
    return found;
  };
  const findings = run.findings.map((finding): Finding => {
    if (finding.suppressed || finding.rule === internalError) return finding;
    const left = known.get(finding.fingerprint) ?? 0;
    known.set(finding.fingerprint, left - 1);
    if (left <= 0 || isTouched(finding, changed(finding.location.file))) return finding;
    return { ...finding, suppressed: { kind: 'base', reason: 'it was found before the change, which does not touch it' } };
  });
  return counted(run, findings);
}

function isTouched(finding: Finding, changed: ReadonlySet<number>): boolean {
  const [from, to] = linesOf(finding);
  for (let line = from; line <= to; line++) if (changed.has(line)) return true;
  return false;
}

/** First and last line of the object around a finding; of the finding itself in a file without objects. */
function linesOf(finding: Finding): readonly [from: number, to: number] {
  const { location, place } = finding;
  const object = objectOf(finding);
  const node = object && at(place.document.root, location.path.slice(0, location.path.length - object.path.length));
  if (!node) return [location.line, location.endLine];
  const text = place.document.piece.text.slice(node.start, node.end).trimEnd();
  return [position(place.document, node.start).line, position(place.document, node.start + text.length).line];
}
