/** Values that stand in for others in a trial rendering. They keep type and look, so that a template takes them as it took the value. */
import type { Json } from './chart.js';
import { alternatives, type Schema } from './schema.js';
import type { Leaf } from './values.js';

export type Sentinel = {
  readonly leaf: Leaf;
  readonly value: Json;
  /** Occurs nowhere else: where it turns up, the value went. Undefined for a value that others may have too (a boolean, one of a list). */
  readonly token: string | undefined;
};

/**
 * A stand-in for a value; undefined where its schema allows no other. `number` is different for each value of one rendering, and `taken` is the
 * text that no token may occur in.
 */
export function sentinelFor(
  leaf: Leaf,
  { number, schema, taken }: { number: number; schema: Schema | undefined; taken: string },
): Sentinel | undefined {
  const { value } = leaf;
  const allowed = alternatives(schema, value);
  if (allowed.kind === 'one of') {
    const other = allowed.values[number % Math.max(1, allowed.values.length)];
    return other === undefined ? undefined : { leaf, value: other, token: undefined };
  }
  if (typeof value === 'boolean') return { leaf, value: !value, token: undefined };
  const free = (candidate: string): boolean => !taken.includes(candidate);
  if (typeof value === 'number') return numeric(leaf, [20011 + number, ...allowed.numbers(number)], { allows: allowed.allows, free });
  if (/^(?:true|false|yes|no|on|off)$/i.test(value)) return { leaf, value: flipped(value), token: undefined };
  const found = lookalikes(value, number).find(({ token, text }) => free(token) && allowed.allows(text));
  return found && { leaf, value: found.text, token: found.token };
}

type Judge = { readonly allows: (value: Json) => boolean; readonly free: (token: string) => boolean };

function numeric(leaf: Leaf, candidates: readonly number[], { allows, free }: Judge): Sentinel | undefined {
  const other = candidates.find((one) => one !== leaf.value && allows(one));
  if (other === undefined) return undefined;
  const token = String(other);
  return { leaf, value: other, token: free(token) && token.length > 3 ? token : undefined };
}

function flipped(value: string): string {
  const pairs: Readonly<Record<string, string>> = { true: 'false', false: 'true', yes: 'no', no: 'yes', on: 'off', off: 'on' };
  return pairs[value.toLowerCase()] ?? value;
}

type Lookalike = { readonly text: string; readonly token: string };

/** Texts that look like a value: addresses stay addresses, numbers numbers, and of other texts the last word changes. */
function lookalikes(value: string, number: number): readonly Lookalike[] {
  const cidr = /^(\d+\.\d+\.\d+\.\d+|[\da-f:]*:[\da-f:]*)(\/\d+)?$/i.exec(value);
  if (cidr) {
    const token = cidr[1]?.includes(':') ? `2001:db8:${(0x1000 + number).toString(16)}::` : `198.${18 + (number >> 8)}.${number & 255}.0`;
    return [{ text: token + (cidr[2] ?? ''), token }];
  }
  const figure = String(20011 + number);
  const word = `clt${figure}x`;
  // What a template action of the value itself (for tpl) brings is left alone.
  const parts = value.split(/(\{\{.*?\}\})/s);
  const last = parts.findLastIndex((part, i) => i % 2 === 0 && /[A-Za-z0-9]/.test(part));
  if (last < 0) return [{ text: value + word, token: word }];
  const swapped = (by: string, pattern: RegExp): Lookalike => ({
    text: parts.map((part, i) => (i === last ? part.replace(pattern, (_, behind: string) => by + behind) : part)).join(''),
    token: by,
  });
  const run = /[A-Za-z0-9]+(?=[^A-Za-z0-9]*$)/.exec(parts[last] ?? '')?.[0] ?? '';
  if (/^\d+$/.test(run)) return [swapped(figure, /\d+([^A-Za-z0-9]*)$/)];
  // Durations and sizes: 10s, 8Mi.
  if (/^\d+[A-Za-z]{1,2}$/.test(run)) return [swapped(figure, /\d+([A-Za-z]+[^A-Za-z0-9]*)$/)];
  const letters = `clt${[...String(number)].map((digit) => 'abcdefghij'[Number(digit)]).join('')}x`;
  const behind = /[A-Za-z0-9]+([^A-Za-z0-9]*)$/;
  return [
    swapped(word, behind),
    swapped(letters, behind),
    { text: word.toUpperCase(), token: word.toUpperCase() },
    { text: figure, token: figure },
  ];
}
