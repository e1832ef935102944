/** Values that others beat: `--set` of an installer, files and Secrets beside the map. What they say is not read, only where they say it. */
import { at, child, entries, followed, items, type Node, type Path, textAt } from '../../source/index.js';
import type { Unit } from '../unit.js';
import type { Values } from './values.js';

/** Paths in the object that holds the values. */
export type Beside = {
  /** They fill in what the map leaves open. */
  readonly weaker?: readonly Path[];
  /** Lists whose items name a key that they set at `key`, as helm's --set spells it; without `key` a map of such names. */
  readonly named?: readonly { readonly list: Path; readonly key?: string }[];
  /** They set any key, before the map. */
  readonly unseen?: readonly Path[];
};

/**
 * Values with everything unknown that something beside them sets; absent keys are unknown where it may bring them. `maps` are values of the
 * object that go before these. Undefined where nothing of the map needs to hold.
 */
export function overlaid(values: Values, beside: Beside & { readonly maps: readonly Values[] }): Values | undefined {
  const { unit, holder } = values;
  const there = (path: Path): boolean => at(holder.document.root, [...holder.path, ...path]) !== undefined;
  if (beside.unseen?.some(there)) return undefined;
  const names = (beside.named ?? []).flatMap((list) => namesIn(holder, list));
  const paths = [...names.map(setPath), ...beside.maps.flatMap((map) => leaves(mapOf(map)))];
  const { document } = unit;
  const base = [...unit.path, ...values.base];
  const open = beside.weaker?.some(there) || paths.some((found) => at(document.root, [...base, ...found]) === undefined);
  const root = paths.reduce<Node | undefined>((node, found) => node && veiled(node, [...base, ...found]), document.root);
  if (!root || (!open && paths.length === 0)) return values;
  return { ...values, unit: { ...unit, document: { ...document, root, structural: document.structural || open } } };
}

function mapOf({ unit, base }: Values): Node | undefined {
  return at(unit.document.root, [...unit.path, ...base]);
}

function namesIn({ document, path }: Unit, { list, key }: NonNullable<Beside['named']>[number]): readonly string[] {
  const node = at(document.root, [...path, ...list]);
  if (key === undefined) return entries(node).map(({ name }) => name);
  return items(node).flatMap((item) => textAt(item, [key]) ?? []);
}

/** `a.b\.c[0].d` of --set (helm v3.18 pkg/strvals/parser.go). */
function setPath(name: string): Path {
  return [...name.matchAll(/((?:\\.|[^.[\\])+)|\[(\d+)\]/g)].map(([, key, index]) =>
    key === undefined ? Number(index) : key.replaceAll(/\\(.)/g, '$1'),
  );
}

/** Paths of what a map sets: helm lays maps over each other, and replaces everything else. */
function leaves(map: Node | undefined, above: Path = []): readonly Path[] {
  if (!map || followed(map).kind !== 'map' || above.length > 20) return [above];
  return entries(map).flatMap(({ name, value }) => leaves(value, [...above, name]));
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
