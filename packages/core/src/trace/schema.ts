/** What values.schema.json allows for one key: as much of JSON Schema as charts use for scalars. */
import type { Json, Key } from './chart.js';
import { isList, isMap, valueAt } from './values.js';

export type Schema = { readonly [key: string]: Json };

/** The schema of a key; undefined where nothing is said. References inside of the file are followed. */
export function schemaAt(root: Json | undefined, key: Key): Schema | undefined {
  let at = resolved(root, root);
  for (const step of key) {
    if (!at) return undefined;
    const next = typeof step === 'number' ? at['items'] : (valueAt(at['properties'], [step]) ?? at['additionalProperties']);
    at = resolved(root, next);
  }
  return at;
}

function resolved(root: Json | undefined, schema: Json | undefined, depth = 0): Schema | undefined {
  if (!isMap(schema)) return undefined;
  const ref = schema['$ref'];
  if (typeof ref !== 'string' || depth > 10) return schema;
  const path = ref.startsWith('#/') ? ref.slice(2).split('/') : undefined;
  const steps = path?.map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  return steps && resolved(root, valueAt(root, steps), depth + 1);
}

type Alternatives =
  | { readonly kind: 'one of'; readonly values: readonly Json[] }
  | { readonly kind: 'any'; readonly allows: (value: Json) => boolean; readonly numbers: (number: number) => readonly number[] };

/** What may stand in place of a value. */
export function alternatives(schema: Schema | undefined, value: Json): Alternatives {
  const listed = schema?.['const'] !== undefined ? [schema['const']] : schema?.['enum'];
  if (isList(listed)) return { kind: 'one of', values: listed.filter((one) => typeof one === typeof value && one !== value) };
  return { kind: 'any', allows: (other) => allows(schema ?? {}, other), numbers: (number) => within(schema ?? {}, number) };
}

function allows(schema: Schema, value: Json): boolean {
  if (typeof value === 'number') return value >= limit(schema, 'minimum', 1) && value <= limit(schema, 'maximum', -1);
  if (typeof value !== 'string') return true;
  const { pattern, minLength, maxLength } = schema;
  if (typeof maxLength === 'number' && value.length > maxLength) return false;
  if (typeof minLength === 'number' && value.length < minLength) return false;
  return typeof pattern !== 'string' || matches(pattern, value);
}

/** A pattern that this engine does not know allows nothing: what helm thinks of it is not known. */
function matches(pattern: string, value: string): boolean {
  try {
    return new RegExp(pattern, 'u').test(value);
  } catch {
    return false;
  }
}

function limit(schema: Schema, name: 'minimum' | 'maximum', step: 1 | -1): number {
  const open = schema[`exclusive${name === 'minimum' ? 'Minimum' : 'Maximum'}`];
  const closed = schema[name];
  const none = step * Number.NEGATIVE_INFINITY;
  return step * Math.max(step * (typeof closed === 'number' ? closed : none), step * (typeof open === 'number' ? open + step : none));
}

function within(schema: Schema, number: number): readonly number[] {
  const [low, high] = [limit(schema, 'minimum', 1), limit(schema, 'maximum', -1)];
  if (Number.isFinite(high)) return [high - number, high, high - 1];
  return Number.isFinite(low) ? [low + number, low, low + 1] : [];
}
