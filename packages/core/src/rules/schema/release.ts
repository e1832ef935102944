/** Fields and values that the release of the cluster does not know yet, or no longer. */
import type { Field } from '../../network/catalogue/schema.js';
import { atLeast, type Version } from '../../network/version.js';
import { at, type Origin, type Path } from '../../source/index.js';
import { fieldsOf, hidden, listOf, nameOf, place, type Subject, type Value } from './subject.js';
import { listed } from './words.js';

/** Judges a value and what is below it against the release, where that is known. */
export function judgeRelease(subject: Subject, value: Value, field: Field): void {
  if (subject.release) walk(subject, { value, field, path: [] }, subject.release);
}

type Step = { readonly value: Value; readonly field: Field; readonly path: Path };

function walk(subject: Subject, { value, field, path }: Step, release: Version): void {
  if (value === hidden || field.open) return;
  judgeWords(subject, { value, field, path }, release);
  if (field.items)
    for (const [i, item] of listOf(value).entries()) walk(subject, { value: item, field: field.items, path: [...path, i] }, release);
  for (const [name, child] of Object.entries(fieldsOf(value) ?? {})) {
    const known = field.props && Object.hasOwn(field.props, name) ? field.props[name] : undefined;
    if (!known) continue;
    const below = { value: child, field: known, path: [...path, name] };
    // Defaults of the newest definition are in the value too.
    if (!isWritten(place(subject, below.path))) continue;
    if (isThere(subject, below, release)) walk(subject, below, release);
  }
}

function isWritten({ document, path }: Origin): boolean {
  return at(document.root, path) !== undefined;
}

/** False, and reported, where the release does not have the field. */
function isThere(subject: Subject, { field, path }: Step, release: Version): boolean {
  const key = place(subject, path, 'key');
  const data = { field: nameOf(path), release: minor(release) };
  if (field.since !== undefined && !reached(release, field.since)) {
    if (path.length === 1) {
      subject.report({
        message: 'newKind',
        at: place(subject, ['kind']),
        data: { kind: subject.kind, release: minor(release), since: field.since },
      });
      return false;
    }
    subject.report({ message: 'newField', at: key, severity: subject.unknown, data: { ...data, since: field.since } });
    return false;
  }
  const gone = field.absentIn?.includes(minor(release).slice(1)) === true;
  if (gone || (field.until !== undefined && passed(release, field.until))) {
    subject.report({
      message: 'goneField',
      at: key,
      severity: subject.unknown,
      data: { ...data, until: field.until ?? String(field.since) },
    });
    return false;
  }
  return true;
}

/** A word that some release takes and this one does not. */
function judgeWords(subject: Subject, { value, field, path }: Step, release: Version): void {
  if (typeof value !== 'string' || value === '') return;
  const earlier = field.was?.find(({ from, to }) => reached(release, from) && !passed(release, to));
  const words = earlier ? earlier.enum : field.enum;
  const every = [field, ...(field.was ?? [])].flatMap((one) => one.enum ?? []);
  if (!words || words.includes(value) || !every.includes(value)) return;
  const data = { field: nameOf(path), value, release: minor(release), allowed: listed(words.filter((word) => word !== '')) };
  subject.report({ message: 'newValue', at: place(subject, path), data });
}

function minor({ major, minor: second }: Version): string {
  return `v${major}.${second}`;
}

function reached(release: Version, since: string): boolean {
  return atLeast(release, since as `${number}.${number}`);
}

/** True for releases behind the minor. */
function passed(release: Version, until: string): boolean {
  return reached(release, until) && minor(release) !== `v${until}`;
}
