// Texts whose secrets and ordinary values are marked where they stand.
import { type OrdinaryKind, ordinary, random, type SecretKind, secrets } from './random.js';

/** What a scene writes with: `secret` and `plain` give a new value, marked; `again` marks one that was given before. */
type Maker = {
  readonly secret: (kind: SecretKind) => string;
  readonly plain: (kind: OrdinaryKind) => string;
  readonly again: (kind: SecretKind, value: string) => string;
};
export type Scene = (make: Maker) => string;

export type Mark = {
  readonly secret: boolean;
  readonly kind: string;
  readonly value: string;
  readonly start: number;
  readonly end: number;
};
export type Marked = { readonly text: string; readonly marks: readonly Mark[] };

const mark = (secret: boolean, kind: string, value: string): string => `\uE000${secret ? 's' : 'o'}${kind}\uE001${value}\uE002`;

/** Writes a scene; the same seed gives the same text. */
export function written(scene: Scene, seed: number): Marked {
  const source = random(seed);
  const text = scene({
    secret: (kind) => mark(true, kind, secrets[kind](source)),
    plain: (kind) => mark(false, kind, ordinary[kind](source)),
    again: (kind, value) => mark(true, kind, bare(value)),
  });
  return unmarked(text);
}

/** A value without its mark, to be written in another way. */
export function bare(value: string): string {
  return value.replace(/^\uE000\w+\uE001|\uE002$/g, '');
}

function unmarked(text: string): Marked {
  const marks: Mark[] = [];
  let out = '';
  let at = 0;
  for (const match of text.matchAll(/\uE000([so])(\w+)\uE001([^\uE002]*)\uE002/g)) {
    const [whole, sort, kind = '', value = ''] = match;
    out += text.slice(at, match.index);
    marks.push({ secret: sort === 's', kind, value, start: out.length, end: out.length + value.length });
    out += value;
    at = match.index + whole.length;
  }
  return { text: out + text.slice(at), marks };
}
