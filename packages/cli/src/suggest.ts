import { nearest } from '@canal-lint/core';
import { InputError } from './errors.js';

/** Takes one of the allowed words or throws an InputError that names them. `what` is the flag or key, e.g. `--format`. */
export function oneOf<T extends string>(what: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find((one) => one === value);
  if (found !== undefined) return found;
  throw new InputError(`${what} does not take '${value}'`, allowedHint(value, allowed));
}

/** What to say to a rule that does not exist; there are too many to name. */
export function ruleHint(word: string, names: readonly string[]): string {
  const near = nearest(word, names);
  return `${near === undefined ? '' : `did you mean ${near}? `}canal-lint rules lists them`;
}

/** `did you mean x? allowed are x, y and z`. */
export function allowedHint(word: string, allowed: readonly string[]): string {
  const near = nearest(word, allowed);
  const list = `${allowed.slice(0, -1).join(', ')}${allowed.length > 1 ? ' and ' : ''}${allowed.at(-1) ?? ''}`;
  return `${near === undefined ? '' : `did you mean ${near}? `}allowed ${allowed.length > 1 ? 'are' : 'is'} ${list}`;
}
