import { InputError } from './errors.js';

/** The known word that is nearest to a mistyped one, or undefined where none is near enough to be meant. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const most = Math.max(1, Math.floor(word.length / 3));
  const ranked = known
    .map((name) => ({ name, distance: distance(word.toLowerCase(), name.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance);
  const [first] = ranked;
  return first && first.distance <= most ? first.name : undefined;
}

/** Takes one of the allowed words or throws an InputError that names them. `what` is the flag or key, e.g. `--format`. */
export function oneOf<T extends string>(what: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find((one) => one === value);
  if (found !== undefined) return found;
  throw new InputError(`${what} does not take '${value}'`, allowedHint(value, allowed));
}

/** `did you mean x? allowed are x, y and z`. */
export function allowedHint(word: string, allowed: readonly string[]): string {
  const near = nearest(word, allowed);
  const list = `${allowed.slice(0, -1).join(', ')}${allowed.length > 1 ? ' and ' : ''}${allowed.at(-1) ?? ''}`;
  return `${near === undefined ? '' : `did you mean ${near}? `}allowed ${allowed.length > 1 ? 'are' : 'is'} ${list}`;
}

/** Edits between two words: insert, delete, replace, and swap of neighbours (the usual slip of fingers). */
function distance(a: string, b: string): number {
  let before: readonly number[] = [];
  let row: readonly number[] = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      const least = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (same ? 0 : 1));
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      next.push(swapped ? Math.min(least, (before[j - 2] ?? 0) + 1) : least);
    }
    before = row;
    row = next;
  }
  return row[b.length] ?? 0;
}
