/** Values that are words of a list. */
import { type Path, scalarAt, soleNearest } from '../../source/index.js';
import { nameOf, place, rewrite, type Subject, type Value } from './subject.js';

/** Reports a value that is none of the allowed words as it is written, with the word that was meant. */
export function judgeWord(subject: Subject, path: Path, value: Value | undefined, allowed: readonly string[]): void {
  if (typeof value === 'object' || typeof value === 'symbol' || value === undefined) return;
  const origin = place(subject, path);
  const node = scalarAt(origin.document.root, origin.path);
  const text = node && typeof node.value !== 'string' ? node.text : String(value);
  const meant = typeof node?.value === 'boolean' ? meantByBoolean(node.value, text, allowed) : soleNearest(text, allowed);
  const hint = meant === undefined ? '' : `; did you mean ${meant}?`;
  const data = {
    field: nameOf(path),
    value: text,
    allowed: `${listed(allowed)} ${allowed.length === 1 ? 'is the value' : 'are the values'}`,
    hint,
  };
  const fix = meant === undefined ? {} : { fix: rewrite(origin, meant, { title: `write ${meant}` }) };
  subject.report({ message: 'notOneOf', at: origin, data, ...fix });
}

/** The word that YAML took for a boolean (`off`), or the one that says the same: quotes alone would make a word that is none of the allowed. */
function meantByBoolean(value: boolean, text: string, allowed: readonly string[]): string | undefined {
  const written = allowed.find((word) => word.toLowerCase() === text.toLowerCase());
  const pair = allowed.length === 2 && allowed.includes('Enabled') && allowed.includes('Disabled');
  return written ?? (pair ? (value ? 'Enabled' : 'Disabled') : undefined);
}

export function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
