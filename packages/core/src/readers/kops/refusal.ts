/** How kops' refusals are said. */
import type { Draft } from '../../cluster/draft.js';
import type { Proposal } from '../../cluster/finding.js';
import { isExplicit, isKnown, type Known } from '../../cluster/setting.js';
import { nearest, scalarAt } from '../../source/index.js';
import { text } from '../stated.js';
import type { Unit } from '../unit.js';
import { has, pathOf, placeOf, written } from './spec.js';

const outcome = 'the new spec is not stored';

export type Refusal = {
  readonly key: string;
  readonly part?: 'key';
  readonly why: string;
  readonly check: string;
  readonly advice: string;
  readonly certain?: false;
  readonly fix?: Proposal | undefined;
  readonly because?: { readonly key: string; readonly note: string };
};

/** States a refusal with the dotted name of its key. */
export function refuse(unit: Unit, draft: Draft, said: Refusal): void {
  const { key, part, why, check, advice, certain = true, fix, because } = said;
  draft.installer.refused.push({
    installer: 'kops',
    name: `spec.${key}`,
    origin: placeOf(unit, key, part),
    why,
    check: `"${check}"`,
    outcome,
    advice,
    certain,
    related: because && has(unit, because.key) ? [{ origin: placeOf(unit, because.key), note: because.note }] : [],
    ...(fix && { fix }),
  });
}

/** A fix that writes one word. */
export function write(known: Known<unknown> | undefined, to: string | number | boolean): Proposal | undefined {
  if (!isKnown(known)) return undefined;
  return {
    title: typeof to === 'string' && known.write?.as === 'encapsulationMode' ? `write encapsulationMode: ${to}` : `write ${to}`,
    applicability: 'safe',
    changes: [{ setting: known, to }],
  };
}

export type Word = { readonly key: string; readonly words: readonly string[] };

/** What kops says to a word that is not in its list; undefined for one that is, or is not known. */
export function unknownWord(unit: Unit, { key, words }: Word): Refusal | undefined {
  const said = written(unit, key, text);
  if (!isExplicit(said) || said.value === '' || words.includes(said.value) || isBoolean(unit, key)) return undefined;
  const meant = words.find((one) => one.toLowerCase() === said.value.toLowerCase()) ?? nearest(said.value, [...words]);
  const check = `Unsupported value: "${said.value}"`;
  const advice = meant === undefined ? 'name one of them' : `write ${meant}`;
  const fix = meant === undefined ? undefined : write(said, meant);
  return { key, why: `"${said.value}" is none of ${words.join(', ')}`, check, advice, fix };
}

/** True where YAML 1.1 reads a bare word as a boolean. */
export function isBoolean(unit: Unit, key: string): boolean {
  return typeof scalarAt(unit.document.root, [...unit.path, ...pathOf(key)])?.value === 'boolean';
}
