/** What is merged over the object that holds the values, and over the objects that helm makes of them: whatever it names is not known. */
import { at, child, entries, followed, items, type Node, nested, type Path, scalarAt, textAt } from '../../source/index.js';
import type { Unit } from '../unit.js';
import { type SetList, setValuesIn } from './set-values.js';

/** Paths in the object. */
export type Patches = {
  /** A text of YAML that is merged over what stands at `onto`. */
  readonly text?: Path;
  /** Below it, each `template` is merged so. */
  readonly templates?: Path;
  /** Each item of the list is merged so. */
  readonly items?: Path;
  readonly onto: Path;
  /** Lists of patches for the objects that the chart makes. */
  readonly rendered?: readonly Path[];
};

/** The places in the object that matter for one map of values, its star filled in. */
export type Places = {
  /** Below it stands all that is said of the chart. */
  readonly source: Path;
  readonly values: Path;
  /** Where any other word makes these values those of something else: the chart, its release, values that go before these. */
  readonly decisive: readonly Path[];
  readonly named: readonly SetList[];
  readonly weaker: readonly Path[];
};

/** Which keys of the values are set elsewhere, and whether others may be; `all` where any of them may be. */
export type Patched = 'all' | { readonly keys: readonly Path[]; readonly open: boolean };

export function patchedBy(unit: Unit, patches: Patches, places: Places): Patched {
  if ((patches.rendered ?? []).some((list) => ofCalico(at(unit.document.root, [...unit.path, ...list])))) return 'all';
  const text = patches.text && scalarAt(unit.document.root, [...unit.path, ...patches.text]);
  const merged = text ? nested(unit.document, [...unit.path, ...(patches.text ?? [])])?.document.root : undefined;
  // A template that is no YAML as it stands may bring all that it speaks of.
  if (text && !merged && /\b(?:sources?|helm|chart)\b/.test(text.text)) return 'all';
  const found = [
    ...(merged ? [merged] : []),
    ...(patches.templates ? templatesIn(at(unit.document.root, [...unit.path, ...patches.templates])) : []),
    ...items(patches.items && at(unit.document.root, [...unit.path, ...patches.items])),
  ].map((root) => effectOf(root, patches.onto, places));
  const known = found.flatMap((one) => (one === 'all' ? [] : one));
  return known.length < found.length ? 'all' : { keys: known.flatMap(({ keys }) => keys), open: known.some(({ open }) => open) };
}

function templatesIn(node: Node | undefined, depth = 0): readonly Node[] {
  const here = node && followed(node);
  if (!here || depth > 8) return [];
  if (here.kind === 'seq') return here.items.flatMap((item) => templatesIn(item, depth + 1));
  return entries(here).flatMap(({ name, value }) => (name === 'template' ? [value] : templatesIn(value, depth + 1)));
}

function effectOf(root: Node, onto: Path, { source, values, decisive, named, weaker }: Places): Patched {
  const keys: Path[] = [];
  let open = false;
  for (const leaf of leaves(root)) {
    const path = [...onto, ...leaf];
    const list = named.find((one) => starts(path, one.list));
    if (list) {
      keys.push(...setValuesIn(at(root, leaf), list).map((one) => one.path));
    } else if (starts(path, values) && path.length > values.length) keys.push(path.slice(values.length));
    else if (weaker.some((one) => starts(path, one))) open = true;
    else if ([source, values, ...decisive].some((one) => starts(one, path) || (one !== source && starts(path, one)))) return 'all';
  }
  return { keys, open };
}

/** Paths of what a map sets: maps are laid over each other, and everything else is replaced. */
export function leaves(map: Node | undefined, above: Path = []): readonly Path[] {
  if (!map || followed(map).kind !== 'map' || above.length > 20) return [above];
  return entries(map).flatMap(({ name, value }) => leaves(value, [...above, name]));
}

function starts(path: Path, start: Path): boolean {
  return start.every((step, i) => path[i] === step);
}

/** Patches of objects that say something of the network, or of some that nothing tells: a file, a target without a kind. */
function ofCalico(node: Node | undefined, depth = 0): boolean {
  const here = node && followed(node);
  if (!here || depth > 8) return false;
  if (here.kind === 'seq') return here.items.some((item) => ofCalico(item, depth + 1));
  if (here.kind === 'scalar') return ofNetwork.test(here.text) || /^[\w./-]+\.ya?ml$/.test(here.text);
  const target = child(here, 'target');
  if (target) return ofNetwork.test(textAt(target, ['kind']) ?? 'Installation');
  return entries(here).some(({ value }) => ofCalico(value, depth + 1));
}

const ofNetwork = /\b(?:Installation|(?:Felix|BGP)Configuration|IPPool|BGPPeer)\b|calico-node|canal/;
