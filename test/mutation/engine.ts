/** What a fault generator is, and how it is put to work on a folder of files. */
import type { Finding } from '@canal-lint/core';

/** Files that are linted together and are clean for the rule in question. */
export type Base = { readonly name: string; readonly files: readonly { readonly name: string; readonly text: string }[] };

/** Where a fault can be made: a stretch of one file. */
export type Place = { readonly file: string; readonly start: number; readonly end: number };

/** A number from 0 up to, without, `below`. */
export type Random = (below: number) => number;

export type Fault = {
  readonly rule: string;
  readonly name: string;
  /** What is replaced, at each place where it occurs. */
  readonly find: RegExp;
  /** What comes in its place. The rule is to speak on the line of `§`, which is taken out; without one, on the first line. */
  readonly write: string | ((found: string, random: Random) => string);
  /** The fault is one only where all of these stand in the base, and where `unless` does not. */
  readonly where?: RegExp | readonly RegExp[];
  readonly unless?: RegExp;
  /** Where the rule speaks on another line than the mutated: the first match in the mutated base, with the flag g all of them. */
  readonly at?: RegExp;
  /** The rule may speak more than once on the line: for each pool, for each node. */
  readonly several?: true;
  /** Rules that also have something to say about this fault. */
  readonly also?: readonly string[];
};

export type Mutant = {
  readonly files: Base['files'];
  /** What undoes the fault: this stretch of the file is replaced by `original`. */
  readonly undo: Place & { readonly original: string };
  /** Where the rule must speak, each as `file:line`. */
  readonly wanted: readonly string[];
};

/** Marsaglia's xorshift: small, seeded, the same everywhere. */
export function seeded(seed: number): Random {
  let state = seed;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

/** Where a fault can be made in a base; nowhere if something that it needs is missing. */
export function placesOf({ find, where = [], unless }: Fault, { files }: Base): readonly Place[] {
  const whole = files.map(({ text }) => text).join('\n');
  if (![where].flat().every((wanted) => wanted.test(whole)) || unless?.test(whole)) return [];
  return files.flatMap(({ name, text }) =>
    [...text.matchAll(new RegExp(find, 'gm'))].map((m) => ({ file: name, start: m.index, end: m.index + m[0].length })),
  );
}

/** The base with the fault, and the line on which the rule must speak. */
export function mutate(fault: Fault, base: Base, place: Place, random: Random): Mutant {
  const original = base.files.find(({ name }) => name === place.file)?.text ?? '';
  const found = original.slice(place.start, place.end);
  const written = typeof fault.write === 'string' ? expanded(fault, original, place) : fault.write(found, random);
  const mark = Math.max(0, written.indexOf('§'));
  const text = original.slice(0, place.start) + written.replace('§', '') + original.slice(place.end);
  if (text === original) throw new Error(`${fault.rule}, ${fault.name}: changes nothing in ${base.name}`);
  const files = base.files.map((file) => (file.name === place.file ? { ...file, text } : file));
  const undo = { file: place.file, start: place.start, end: place.start + written.replace('§', '').length, original: found };
  if (!fault.at) return { files, undo, wanted: [`${place.file}:${lineAt(text, place.start + mark)}`] };
  const { at } = fault;
  const all = files.flatMap((file) =>
    [...file.text.matchAll(new RegExp(at, 'gm'))].map((m) => `${file.name}:${lineAt(file.text, m.index + m[0].lastIndexOf('\n') + 1)}`),
  );
  if (all.length === 0) throw new Error(`${fault.rule}, ${fault.name}: the line where it should speak is not in ${base.name}`);
  return { files, undo, wanted: at.global ? all : all.slice(0, 1) };
}

/** `$1` and `$&` filled in; the pattern is applied in its surroundings, at which it may look. */
function expanded({ find, write }: Fault, original: string, { start, end }: Place): string {
  const there = new RegExp(find, 'my');
  there.lastIndex = start;
  const replaced = original.replace(there, String(write));
  return replaced.slice(start, replaced.length - (original.length - end));
}

/** The files of a mutant after the inverse edit. */
export function undone({ files, undo }: Mutant): Base['files'] {
  return files.map((file) =>
    file.name === undo.file ? { ...file, text: file.text.slice(0, undo.start) + undo.original + file.text.slice(undo.end) } : file,
  );
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

/** Why a mutant is not killed; empty if the rule speaks where it should and nothing is said beside it. */
export function judged(fault: Fault, { wanted }: Mutant, { before, after }: Said): string {
  const known = new Set(before.map(spoken));
  const own = after.filter(({ rule }) => rule === fault.rule).map(lineOf);
  const places = fault.several ? [...new Set(own)] : own;
  if (places.length === 0) return `${wanted}: silent`;
  if (places.sort().join() !== [...wanted].sort().join()) return `${wanted}: speaks at ${places}`;
  const other = after.filter((f) => f.rule !== fault.rule && !fault.also?.includes(f.rule) && !known.has(spoken(f)));
  return other.map((f) => `${wanted}: ${f.rule} speaks too, at ${lineOf(f)} (${f.message})`).join(', ');
}

type Said = { readonly before: readonly Finding[]; readonly after: readonly Finding[] };

const lineOf = ({ location }: Finding): string => `${location.file}:${location.line}`;

/** Lines move with a mutation; what is said stays. */
function spoken({ rule, location, message }: Finding): string {
  return `${rule} ${location.file} ${message}`;
}
