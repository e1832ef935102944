import type { Finding } from '../../cluster/finding.js';
import { objectOf } from '../../report/object.js';
import { pathText } from '../../source/index.js';

/** What a finding is known by: never its line. `object` is `IPPool default`, or '' in a file without objects. */
export type Key = { readonly rule: string; readonly file: string; readonly object: string; readonly path: string };

/** A finding that somebody has accepted; `expires` is the last day on which it is, `2027-01-31`. */
export type Entry = Key & { readonly reason: string; readonly expires: string | undefined };

/** The key of a finding; `from` turns the name of its file into that of the baseline. */
export function keyOf(finding: Finding, from: (file: string) => string): Key {
  const object = objectOf(finding);
  const words = object ? [object.kind, object.namespace === undefined ? object.name : `${object.namespace}/${object.name}`] : [];
  return {
    rule: finding.rule,
    file: from(finding.location.file),
    object: words.join(' '),
    path: pathText(object?.path ?? finding.location.path),
  };
}

/** Equal for equal keys. */
export function keyText({ rule, file, object, path }: Key): string {
  return JSON.stringify([rule, file, object, path]);
}

/** Equal for keys that differ by their file only. */
export function placeless({ rule, object, path }: Key): string {
  return keyText({ rule, file: '', object, path });
}
