/** Fixes of rendered text become fixes of what it was rendered from. */
import type { Finding, Fix } from '../cluster/finding.js';
import { clash, type Edit, insertKey, type Origin, removeKey, renameKey, replaceScalar, type Written } from '../source/index.js';
import { type Json, type Key, keyText } from './chart.js';
import { changesOf, holds, type ScalarChange } from './edits.js';
import { readRendered, scalarThrough } from './rendered.js';
import { alternatives } from './schema.js';
import type { Setter, Setters } from './setter.js';
import { partFor, placeIn, type Spot, type Spots } from './spots.js';
import type { Trial } from './trial.js';
import { type Leaf, leavesOf, withoutKey, withValue } from './values.js';

/** One change of the values. `to` is undefined for a key that goes. */
type ValueChange = { readonly key: Key; readonly to: Written | undefined; readonly at: Origin; readonly edits: readonly Edit[] };

/** A fix of the values, and where the first of them stands. */
export type Refitted = { readonly fix: Fix; readonly at: Origin };

export type Wanted = { readonly finding: Finding; readonly fix: Fix; readonly changes: readonly ScalarChange[] };

/** The findings whose fixes change rendered scalars, with these changes. */
export function wantedOf(findings: readonly Finding[], { chart, base }: Trial): readonly Wanted[] {
  return findings.flatMap((finding) => {
    const { fix } = finding;
    const own = fix && fix.edits.length > 0 && fix.edits.every(({ file }) => file === chart.name);
    const changes = own ? changesOf(fix.edits, chart, base) : undefined;
    return own && changes && changes.length > 0 ? [{ finding, fix, changes }] : [];
  });
}

/** The spots that decide where a change goes: the scalar itself, or the map that gets a key. */
export function spotsOf({ changes }: Wanted): readonly Spot[] {
  return changes.map(({ object, path, before }) =>
    before === undefined ? { object, path: path.slice(0, -1), scalar: false } : { object, path, scalar: true },
  );
}

/**
 * The fixes that can be made in the values. All of them are tried in one rendering: one is taken only where its scalars come out as it
 * wants them.
 */
export async function refitted(wanted: readonly Wanted[], spots: Spots, trial: Trial): Promise<ReadonlyMap<Finding, Refitted>> {
  const planned = wanted.flatMap((one): Planned[] => {
    const made = renaming(one, spots, trial.setters) ?? one.changes.map((change) => valueChange(change, spots, trial.setters));
    return made.every((change) => change !== undefined) && agree(made.flatMap(({ edits }) => edits)) ? [{ ...one, made }] : [];
  });
  if (planned.length === 0) return new Map();
  const { chart, values, setters } = trial;
  const all = new Map(planned.flatMap(({ made }) => made.map((change) => [keyText(change.key), change] as const)).reverse());
  const text = await chart.render([...all.values()].reduce<Json>((changed, one) => changedValues(changed, one, setters), values));
  if (text === undefined) return new Map();
  const rendered = readRendered(chart.name, text, new Set(planned.flatMap(({ changes }) => changes.map(({ object }) => object.template))));
  const proven = planned.filter(({ changes }) => changes.every((change) => holds(change, rendered)));
  const guessed = await sums(proven, trial);
  return new Map(
    proven.flatMap((one) => {
      const { finding, fix, made } = one;
      const [first] = made;
      if (!first) return [];
      const advice: Fix = { ...fix, title: `${fix.title}; several values make it`, applicability: 'display', edits: [] };
      const written = guessed.has(one) ? advice : { ...fix, edits: made.flatMap(({ edits }) => edits) };
      return [[finding, { fix: written, at: first.at }] as const];
    }),
  );
}

type Planned = Wanted & { readonly made: readonly ValueChange[] };

/** Fixes of numbers that other numbers of the values go into as well (`sub .Values.nic .Values.overhead`): which one is meant is not told. */
async function sums(proven: readonly Planned[], { chart, values, setters }: Trial): Promise<ReadonlySet<Planned>> {
  const numeric = proven.filter(({ changes }) => changes.some(({ before }) => /^\d+$/.test(before ?? '')));
  if (numeric.length === 0) return new Set();
  const own = new Set(proven.flatMap(({ made }) => made.map(({ key }) => keyText(key))));
  const others = leavesOf(values).flatMap(({ key, value }) => {
    const next = typeof value === 'number' ? value + 1 : undefined;
    const allowed = alternatives(setters.schemaOf(key), value);
    return next === undefined || own.has(keyText(key)) || allowed.kind === 'one of' || !allowed.allows(next) ? [] : [{ key, next }];
  });
  const text = await chart.render(others.reduce<Json>((changed, { key, next }) => withValue(changed, key, next), values));
  if (text === undefined) return new Set();
  const rendered = readRendered(chart.name, text, new Set(numeric.flatMap(({ changes }) => changes.map(({ object }) => object.template))));
  const moved = ({ object, path, before }: ScalarChange): boolean => {
    const document = rendered.find(object);
    const now = document && scalarThrough(document, path)?.text;
    return before !== undefined && now !== undefined && now !== before;
  };
  return new Set(numeric.filter(({ changes }) => changes.some(moved)));
}

/** A default goes by null; what a values file brings alone is not there without it. */
function changedValues(values: Json, { key, to }: ValueChange, setters: Setters): Json {
  return to !== undefined || setters.isDefault(key) ? withValue(values, key, to) : withoutKey(values, key);
}

/** False where two edits of one fix would get into each other's way. */
export function agree(edits: readonly Edit[]): boolean {
  return edits.every((one, i) => edits.every((other, j) => i >= j || !clash(one, other)));
}

/** A key that gets another name: one scalar goes, and comes back under it. */
function renaming({ changes }: Wanted, spots: Spots, setters: Setters): readonly ValueChange[] | undefined {
  const [gone, come] = [changes.find(({ after }) => after === undefined), changes.find(({ before }) => before === undefined)];
  const name = come?.path.at(-1);
  if (changes.length !== 2 || !gone || gone.before !== come?.after || typeof name !== 'string') return undefined;
  const traced = spots.scalar(gone.object, gone.path);
  const leaf = traced?.kind === 'values' ? traced.leaves[0] : undefined;
  const setter = leaf && editable(setters.of(leaf.key, leaf.value));
  if (!leaf || !setter || leaf.key.at(-1) !== gone.path.at(-1) || setters.count(leaf.key) !== 1) return undefined;
  const edits = renameKey(setter.origin, name);
  const to = { key: [...leaf.key.slice(0, -1), name], to: leaf.value, at: setter.origin, edits: [] };
  return edits && [{ key: leaf.key, to: undefined, at: setter.origin, edits }, to];
}

/** The flag of the command line that sets what a fix would change. */
export function flagOf({ changes }: Wanted, spots: Spots, setters: Setters): string | undefined {
  const found = changes.flatMap(({ object, path }) => {
    const traced = spots.scalar(object, path);
    return traced?.kind === 'values' ? traced.leaves.map(({ key, value }) => setters.of(key, value)) : [];
  });
  return found.flatMap((setter) => (setter?.kind === 'flag' ? [setter.flag] : []))[0];
}

function valueChange(change: ScalarChange, spots: Spots, setters: Setters): ValueChange | undefined {
  const { object, path, before, after } = change;
  if (before === undefined) return addition(change, spots.map(object, path.slice(0, -1)), setters);
  const traced = spots.scalar(object, path);
  if (traced?.kind !== 'values') return undefined;
  if (after === undefined) {
    const [leaf] = traced.leaves;
    const setter = leaf && leaf.key.at(-1) === path.at(-1) ? editable(setters.of(leaf.key, leaf.value)) : undefined;
    const edits = setter && setters.count(leaf?.key ?? []) === 1 ? removeKey(setter.origin.document, setter.origin.path) : undefined;
    return leaf && setter && edits && { key: leaf.key, to: undefined, at: setter.origin, edits };
  }
  const leaf = partFor(traced.leaves, before, after);
  const setter = leaf && editable(setters.of(leaf.key, leaf.value));
  if (!leaf || !setter) return undefined;
  const to = typed(leaf, wholeOr(before, after, String(leaf.value)));
  const edits = replaceScalar(setter.origin, to);
  return edits && { key: leaf.key, to, at: setter.origin, edits };
}

/** What a value must become so that the text around it stays. */
export function wholeOr(before: string, after: string, value: string): string {
  const at = placeIn(before, value) ?? 0;
  return after.slice(at, after.length - (before.length - at - value.length));
}

/** A text as the type that the value has: numbers stay numbers, and what a template quotes is not quoted in the values. */
function typed({ value }: Leaf, text: string): Written {
  if (typeof value === 'number' && /^-?\d+$/.test(text)) return Number(text);
  if (typeof value === 'boolean' && /^(?:true|false)$/.test(text)) return text === 'true';
  return text;
}

function addition({ path, value }: ScalarChange, map: Key | undefined, setters: Setters): ValueChange | undefined {
  const name = path.at(-1);
  const setter = map && editable(setters.ofMap(map));
  if (!map || !setter || typeof name !== 'string') return undefined;
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return undefined;
  const edits = insertKey(setter.origin.document, setter.origin.path, name, value);
  return edits && { key: [...map, name], to: value, at: setter.origin, edits };
}

function editable(setter: Setter | undefined): Extract<Setter, { kind: 'file' }> | undefined {
  return setter?.kind === 'file' && setter.editable ? setter : undefined;
}
