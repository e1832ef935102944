/**
 * One look at a text for all signatures: logs are long, and next to all of their lines say nothing. Each signature holds words that every
 * match must contain; a multi-string search (Wu and Manber 1994) skips through the text by them.
 */

/** The words of which a match must contain one, as long as can be had; undefined where the pattern has none. */
export function needlesOf({ source, flags }: RegExp): readonly string[] | undefined {
  return flags.includes('i') ? undefined : alternatives(source)[0];
}

type Words = readonly string[];
const shortest = (words: Words): number => Math.min(...words.map(({ length }) => length));

/** An expression as far as it was read: its finished branches, the words of this branch, the literal that goes on. */
type State = { branches: (Words | undefined)[]; sets: Words[]; run: string };

/** The best words of an expression, and where it ended: at its end, or at the bracket that closes its group. */
function alternatives(source: string, from = 0): readonly [best: Words | undefined, end: number] {
  const state: State = { branches: [], sets: [], run: '' };
  let at = from;
  while (at < source.length && source[at] !== ')') at = step(source, at, state);
  branch(state);
  const { branches } = state;
  return [branches.every((words) => words !== undefined) ? branches.flat() : undefined, at];
}

/** Takes one element of the expression, and answers where the next begins. */
function step(source: string, at: number, state: State): number {
  const char = source[at] ?? '';
  if (char === '|') branch(state);
  else if (char === '(') return group(source, at, state);
  else if (char === '[') {
    cut(state);
    return source.indexOf(']', source[at + 1] === ']' ? at + 2 : at + 1) + 1;
  } else if (/[.^$*+?{}]/.test(char)) cut(state);
  else return literal(source, at, state);
  return at + 1;
}

function literal(source: string, at: number, state: State): number {
  const escaped = source[at] === '\\';
  const char = source[escaped ? at + 1 : at] ?? '';
  const next = at + (escaped ? 2 : 1);
  // `\d` and its like stand for many characters.
  if ((escaped && /\w/.test(char)) || optional(source, next)) cut(state);
  else state.run += char;
  return next;
}

function group(source: string, at: number, state: State): number {
  cut(state);
  const open = /^\((?:\?(?::|<\w+>|<?[=!]))?/.exec(source.slice(at))?.[0] ?? '(';
  const [best, end] = alternatives(source, at + open.length);
  if (best && !/[=!]/.test(open) && !optional(source, end + 1)) state.sets.push(best);
  return end + 1;
}

function cut(state: State): void {
  if (state.run !== '') state.sets.push([state.run]);
  state.run = '';
}

function branch(state: State): void {
  cut(state);
  state.branches.push([...state.sets].sort((a, b) => shortest(b) - shortest(a))[0]);
  state.sets = [];
}

const optional = (source: string, at: number): boolean => /^(?:[*?]|\{0?,)/.test(source.slice(at, at + 3));

/** The needles that begin between two places of a text and end before the second. */
export type Search = (text: string, from: number, to: number) => readonly string[];
const none: readonly string[] = [];

/** A search for all of the needles: the longer the shortest of them, the further it skips. None is shorter than three characters. */
export function searchFor(needles: readonly string[]): Search {
  const width = Math.min(...needles.map(({ length }) => length));
  const skips = new Uint8Array(hashes).fill(width - 2);
  const ending = new Map<number, string[]>();
  for (const needle of needles) {
    for (let i = 2; i < width; i++) {
      const hash = hashAt(needle, i);
      skips[hash] = Math.min(skips[hash] ?? 0, width - 1 - i);
      if (i === width - 1) ending.set(hash, [...(ending.get(hash) ?? []), needle]);
    }
  }
  return (text, from, to) => {
    let found = none;
    for (let i = from + width - 1; i < to; ) {
      const hash = hashAt(text, i);
      const skip = skips[hash] ?? 0;
      if (skip > 0) i += skip;
      else {
        const start = i - width + 1;
        for (const needle of ending.get(hash) ?? none) if (text.startsWith(needle, start)) found = [...found, needle];
        i++;
      }
    }
    return found;
  };
}

const hashes = 1 << 15;
/** Of the three characters that end here. */
const hashAt = (text: string, i: number): number =>
  ((text.charCodeAt(i - 2) << 10) ^ (text.charCodeAt(i - 1) << 5) ^ text.charCodeAt(i)) & (hashes - 1);
