/** Values as trees of JSON: reading and changing them without touching the original. */
import type { Json, Key } from './chart.js';

export type Leaf = { readonly key: Key; readonly value: string | number | boolean };

type Map = { readonly [key: string]: Json };

/** The scalars of values. What a subchart sees of `global` is that of the outermost chart, and is told there. */
export function leavesOf(values: Json): readonly Leaf[] {
  const global = isMap(values) && isMap(values['global']) ? values['global'] : {};
  const collect = (value: Json, key: Key): readonly Leaf[] => {
    if (isMap(value)) return Object.entries(value).flatMap(([name, below]) => collect(below, [...key, name]));
    if (isList(value)) return value.flatMap((below, i) => collect(below, [...key, i]));
    return value === null || isCopy(key, global) ? [] : [{ key, value }];
  };
  return collect(values, []);
}

function isCopy(key: Key, global: Map): boolean {
  const at = key.indexOf('global');
  return at > 0 && valueAt(global, key.slice(at + 1)) !== undefined;
}

/** The value at a key. */
export function valueAt(values: Json | undefined, key: Key): Json | undefined {
  let at = values;
  for (const step of key) {
    if (typeof step === 'number') at = isList(at) ? at[step] : undefined;
    else at = isMap(at) && Object.hasOwn(at, step) ? at[step] : undefined;
  }
  return at;
}

/** Values with another one at a key; undefined takes the key away. A key whose map does not exist changes nothing. */
export function withValue(values: Json, key: Key, value: Json | undefined): Json {
  const [step, ...rest] = key;
  if (step === undefined) return value ?? null;
  if (isList(values)) {
    if (value === undefined && rest.length === 0) return values.filter((_, i) => i !== step);
    return values.map((one, i) => (i === step ? withValue(one, rest, value) : one));
  }
  if (!isMap(values)) return values;
  const name = String(step);
  if (rest.length > 0) return Object.hasOwn(values, name) ? { ...values, [name]: withValue(values[name] ?? null, rest, value) } : values;
  // helm would bring a default back for a key that is absent; null takes it away.
  return { ...values, [name]: value ?? null };
}

/** Values without a key of a map. */
export function withoutKey(values: Json, key: Key): Json {
  const map = valueAt(values, key.slice(0, -1));
  if (!isMap(map)) return values;
  const left = Object.fromEntries(Object.entries(map).filter(([name]) => name !== key.at(-1)));
  return key.length === 1 ? left : withValue(values, key.slice(0, -1), left);
}

export function isMap(value: Json | undefined): value is Map {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}
