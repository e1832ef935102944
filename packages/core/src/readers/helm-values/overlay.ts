/** Values that others beat: `--set` of an installer, files and Secrets beside the map. Of most of them only the place is read. */
import { at, child, entries, followed, type Node, type Path } from '../../source/index.js';
import { leaves, type Patched, type Patches } from './patches.js';
import { mapOfSet, type SetList, type SetValue, setValuesIn } from './set-values.js';
import type { Values } from './values.js';

/** Paths in the object that holds the values. */
export type Beside = {
  /** They fill in what the map leaves open. */
  readonly weaker?: readonly Path[];
  /** They set single keys, before the map; the later the stronger. */
  readonly named?: readonly SetList[];
  /** They set any key, before the map. */
  readonly unseen?: readonly Path[];
  /** They change any of it. */
  readonly patches?: Patches;
};

/**
 * Values with everything unknown that something beside them sets, but for single words that are in the input; absent keys are unknown where it may bring them. `maps` are values of the
 * object that go before these. Undefined where nothing of the map needs to hold.
 */
export function overlaid(
  values: Values,
  beside: Beside & { readonly maps: readonly Values[]; readonly patched: Patched },
): Values | undefined {
  const { unit, holder } = values;
  const there = (path: Path): boolean => at(holder.document.root, [...holder.path, ...path]) !== undefined;
  const { patched } = beside;
  if (patched === 'all' || beside.unseen?.some(there)) return undefined;
  const single = (beside.named ?? []).flatMap((list) => setValuesIn(at(holder.document.root, [...holder.path, ...list.list]), list));
  const literal = beside.maps.length + patched.keys.length > 0 ? [] : single.filter(isLiteral(single));
  const paths = [...single.map(({ path }) => path), ...beside.maps.flatMap((map) => leaves(mapOf(map))), ...patched.keys];
  const { document } = unit;
  const base = [...unit.path, ...values.base];
  const known = new Set(literal.map(({ path }) => path));
  const open =
    patched.open ||
    beside.weaker?.some(there) ||
    paths.some((found) => !known.has(found) && at(document.root, [...base, ...found]) === undefined);
  const root = paths.reduce<Node | undefined>((node, found) => node && veiled(node, [...base, ...found]), document.root);
  if (!root || (!open && paths.length === 0)) return values;
  const over = mapOfSet(literal);
  return {
    ...values,
    unit: { ...unit, document: { ...document, root, structural: document.structural || open } },
    ...(over && { over: { document: { ...holder.document, root: over }, path: [], object: undefined } }),
  };
}

/** A value that is known, of a key of maps, that nothing else sets as well: not above it nor below. */
function isLiteral(all: readonly SetValue[]): (one: SetValue) => one is Required<SetValue> {
  return (one): one is Required<SetValue> =>
    one.value !== undefined &&
    one.path.every((step) => typeof step === 'string') &&
    !all.some((other) => other !== one && other.path.every((step, i) => i >= one.path.length || step === one.path[i]));
}

function mapOf({ unit, base }: Values): Node | undefined {
  return at(unit.document.root, [...unit.path, ...base]);
}

/** A tree whose node at a path is filled in elsewhere; where the path ends early, the last node that is no map is. */
function veiled(node: Node, path: Path): Node {
  const [step, ...rest] = path;
  const here = followed(node);
  if (step === undefined) return unknownAt(node);
  if (here.kind === 'map') {
    if (child(here, step) === undefined) return node;
    return { ...here, entries: entries(here).map((one) => (one.name === step ? { ...one, value: veiled(one.value, rest) } : one)) };
  }
  if (here.kind !== 'seq' || typeof step !== 'number' || here.items[step] === undefined) return unknownAt(node);
  return { ...here, items: here.items.map((item, i) => (i === step ? veiled(item, rest) : item)) };
}

function unknownAt({ start, end }: Node): Node {
  return { kind: 'scalar', start, end, style: 'plain', text: '', value: '', templated: true };
}
