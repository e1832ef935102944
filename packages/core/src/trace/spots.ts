/** Places in rendered text, and the keys of the values that they come from. */
import { followed, type Path, type Place } from '../source/index.js';
import type { Key } from './chart.js';
import { keyOf, type ObjectKey, type Rendered, reach, readRendered, scalarsBelow, scalarThrough } from './rendered.js';
import { type Traced, type Trial, traceScalars, type Wish } from './trial.js';
import { isMap, type Leaf, valueAt, withValue } from './values.js';

/** A place of rendered text: a scalar, or the map that something is missing in. */
export type Spot = { readonly object: ObjectKey; readonly path: Path; readonly scalar: boolean };

export type Spots = {
  /** What a scalar was made of. */
  readonly scalar: (object: ObjectKey, path: Path) => Traced | undefined;
  /** The map of the values that became this map as it is. */
  readonly map: (object: ObjectKey, path: Path) => Key | undefined;
};

/** The spot of a place; undefined for one outside of any object. */
export function spotOf({ document, path }: Place, base: Rendered): Spot | undefined {
  const found = reach(document, path);
  if (!found) return undefined;
  return { object: keyOf(document, base.documents), path: found.path, scalar: found.node.kind === 'scalar' };
}

/** Scalars of a map that are traced to find the map: more of them would prove nothing more. */
const fewLeaves = 4;

/** Traces spots, all of them together. */
export async function traceSpots(spots: readonly Spot[], trial: Trial): Promise<Spots> {
  const wishes = new Map<string, Wish>();
  const wish = (object: ObjectKey, path: Path): void => {
    const document = trial.base.find(object);
    const node = document && scalarThrough(document, path);
    if (node) wishes.set(spotKey(object, path), { object, path, text: node.text });
  };
  const maps = spots.filter(({ scalar }) => !scalar);
  for (const { object, path, scalar } of spots) if (scalar) wish(object, path);
  for (const { object, path } of maps) for (const below of leavesIn({ object, path }, trial)) wish(object, below);
  const traced = await traceScalars([...wishes.values()], trial);
  const scalar: Spots['scalar'] = (object, path) => {
    const found = wishes.get(spotKey(object, path));
    return found && traced.get(found);
  };
  const known = await proven(
    maps.flatMap((spot) => {
      const key = mapOf(leavesIn(spot, trial), spot.path, (path) => scalar(spot.object, path));
      return key ? [{ spot, key }] : [];
    }),
    trial,
  );
  return { scalar, map: (object, path) => known.get(spotKey(object, path)) };
}

function spotKey(object: ObjectKey, path: Path): string {
  return JSON.stringify([object, path]);
}

function leavesIn({ object, path }: Pick<Spot, 'object' | 'path'>, { base }: Trial): readonly Path[] {
  const document = base.find(object);
  const own = document ? scalarsBelow(document, path).filter(({ text }) => text.length > 1) : [];
  return own
    .toSorted((a, b) => a.path.length - b.path.length)
    .slice(0, fewLeaves)
    .map((leaf) => leaf.path);
}

/** The map of the values whose scalars are those of the rendered one, under the same names. */
function mapOf(leaves: readonly Path[], path: Path, tracedAt: (path: Path) => Traced | undefined): Key | undefined {
  for (const leaf of leaves) {
    const below = leaf.slice(path.length);
    const traced = tracedAt(leaf);
    const [only, ...others] = traced?.kind === 'values' ? traced.leaves : [];
    if (!only || others.length > 0 || below.length === 0) continue;
    if (below.every((step, i) => only.key[only.key.length - below.length + i] === step)) return only.key.slice(0, -below.length);
  }
  return undefined;
}

const probe = 'cltProbe';

/** A map is passed on as it is if a key that no template knows gets through; found out for all maps in one rendering. */
async function proven(
  all: readonly { readonly spot: Spot; readonly key: Key }[],
  { chart, values, budget }: Trial,
): Promise<ReadonlyMap<string, Key>> {
  const open = all.filter(({ key }) => key.length > 0 && isMap(valueAt(values, key)));
  if (open.length === 0 || budget.left <= 0) return new Map();
  budget.left--;
  const text = await chart.render(open.reduce((changed, { key }) => withValue(changed, [...key, probe], probe), values));
  if (text === undefined) return new Map();
  const rendered = readRendered(chart.name, text, new Set(open.map(({ spot }) => spot.object.template)));
  return new Map(
    open.flatMap(({ spot, key }) => {
      const document = rendered.find(spot.object);
      const found = document && reach(document, [...spot.path, probe]);
      return found?.whole && followed(found.node).kind === 'scalar' ? [[spotKey(spot.object, spot.path), key] as const] : [];
    }),
  );
}

/** Of several values that a scalar is made of the one that stands where the text differs from another one. */
export function partFor(leaves: readonly Leaf[], before: string, after: string): Leaf | undefined {
  let head = 0;
  while (head < before.length && head < after.length && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < before.length - head && tail < after.length - head && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  return leaves.find(({ value }) => {
    const at = placeIn(before, String(value));
    return at !== undefined && at <= head && before.length - tail <= at + String(value).length;
  });
}

/** Where a text stands in another one; undefined where it does not, or more than once. */
export function placeIn(text: string, part: string): number | undefined {
  const at = text.indexOf(part);
  return at >= 0 && text.indexOf(part, at + 1) < 0 ? at : undefined;
}
