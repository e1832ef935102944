// What a change brings: findings of the files as they are, against those of the files as they were.
import type { Finding } from '../../cluster/finding.js';
import { objectOf } from '../../report/object.js';
import type { Run } from '../../report/reporter.js';
import { at, changedLines } from '../../source/index.js';
import { internalError } from '../crash.js';
import { counted } from './counted.js';
import { type Key, keyOf } from './entry.js';
import { moved } from './moved.js';

/** The text of a file, by its name; undefined where there is none. */
export type Texts = (file: string) => string | undefined;

/**
 * The run in which only those findings count that the change causes or touches: what was not found before, by its fingerprint, wherever it
 * stands; and what stands in a changed object, or on a changed line outside of objects. A file that is renamed brings nothing, nor does an object
 * that stands elsewhere in its file.
 */
export function sinceBase(run: Run, base: Run, texts: { readonly before: Texts; readonly after: Texts }): Run {
  const known = new Map<string, Finding[]>();
  for (const finding of base.findings)
    if (!finding.suppressed) known.set(finding.fingerprint, [...(known.get(finding.fingerprint) ?? []), finding]);
  const renamed = renamedIn(run, base, texts);
  const changed = changesOf(texts);
  const findings = run.findings.map((finding): Finding => {
    if (finding.suppressed || finding.rule === internalError) return finding;
    const before = taken(known.get(finding.fingerprint) ?? [], finding) ?? renamed.get(finding);
    if (!before || isTouched(finding, before, changed)) return finding;
    return { ...finding, suppressed: { kind: 'base', reason: 'it was found before the change, which does not touch it' } };
  });
  return counted(run, findings);
}

/** One of the former findings, the one whose object is the same where there are several; each is taken once. */
function taken(former: Finding[], finding: Finding): Finding | undefined {
  const same = former.findIndex((one) => objectText(one) === objectText(finding));
  return former.splice(Math.max(0, same), 1)[0];
}

/** Findings of files that were not there, with those of files that are there no more. */
function renamedIn(
  run: Run,
  base: Run,
  { before, after }: { readonly before: Texts; readonly after: Texts },
): ReadonlyMap<Finding, Finding> {
  const keyed = ({ findings }: Run, isThere: Texts): readonly Keyed[] =>
    findings
      .filter(({ suppressed, location }) => !suppressed && isThere(location.file) === undefined)
      .map((finding) => ({ ...keyOf(finding, (file) => file), finding }));
  return new Map([...moved(keyed(base, after), keyed(run, before))].map(([then, now]) => [now.finding, then.finding]));
}

type Keyed = Key & { readonly finding: Finding };
type Changed = (before: string, after: string) => ReadonlySet<number>;

/** The changed lines of a file that was called `before`; found once for each. */
function changesOf({ before, after }: { readonly before: Texts; readonly after: Texts }): Changed {
  const lines = new Map<string, ReadonlySet<number>>();
  return (then, now) => {
    const key = JSON.stringify([then, now]);
    const found = lines.get(key) ?? changedLines(before(then) ?? '', after(now) ?? '');
    lines.set(key, found);
    return found;
  };
}

function isTouched(finding: Finding, before: Finding, changed: Changed): boolean {
  const [then, now] = [objectText(before), objectText(finding)];
  if (then !== undefined && now !== undefined) return then !== now;
  const { line: from, endLine: to } = finding.location;
  const lines = changed(before.location.file, finding.location.file);
  for (let line = from; line <= to; line++) if (lines.has(line)) return true;
  return false;
}

/** The text of the object around a finding, wherever it stands; undefined in a file without objects. */
function objectText(finding: Finding): string | undefined {
  const { location, place } = finding;
  const object = objectOf(finding);
  const node = object && at(place.document.root, location.path.slice(0, location.path.length - object.path.length));
  return node && place.document.piece.text.slice(node.start, node.end).trimEnd().replaceAll('\r\n', '\n');
}
