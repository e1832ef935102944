import type { ScalarValue } from './scalar.js';

/** Half-open range of UTF-16 offsets in the text of one piece (see `Piece`). */
export type Span = { readonly start: number; readonly end: number };

/** Route from the root of a document: map keys and sequence indices. */
export type Path = readonly (string | number)[];

export type ScalarStyle = 'plain' | 'single' | 'double' | 'literal' | 'folded';

/** `shared` is true where an alias stands for the node elsewhere too: what changes here changes there. */
type Placed = Span & { readonly shared?: true };

/** A scalar keeps what was written: `text` is the decoded string, `value` what Kubernetes reads, `style` how it was quoted. */
export type ScalarNode = Placed & {
  readonly kind: 'scalar';
  readonly style: ScalarStyle;
  readonly text: string;
  readonly value: ScalarValue;
  readonly tag?: string;
  /** Part of the value is filled in by a template engine later, so the value is not known. */
  readonly templated: boolean;
};

/** `name` is the key as Kubernetes spells it in JSON (`y:` is "true", `0x10:` is "16"); '' for a key that is no scalar. */
export type Entry = { readonly key: Node; readonly name: string; readonly value: Node };

/** `flow` is also true for the single pair `[a: 1]`, which has no brackets of its own. */
export type MapNode = Placed & { readonly kind: 'map'; readonly flow: boolean; readonly entries: readonly Entry[] };
type SeqNode = Placed & { readonly kind: 'seq'; readonly flow: boolean; readonly items: readonly Node[] };
/** `target` is shared, never copied: a bomb of aliases costs no memory. It never holds the alias itself: such a text is refused. */
export type AliasNode = Span & { readonly kind: 'alias'; readonly name: string; readonly target: Node };

export type Node = ScalarNode | MapNode | SeqNode | AliasNode;

/** Merge keys deeper than this bring nothing; go-yaml has no limit of its own, and files of the field stay at one or two. */
const mergeDepth = 100;

/** The node an alias stands for (the node itself where it is none). */
export function followed(node: Node): Exclude<Node, AliasNode> {
  let at = node;
  while (at.kind === 'alias') at = at.target;
  return at;
}

/**
 * The value below `step`: a map entry (a later duplicate wins, then merge keys, as goyaml.v2 decodes) or a sequence item.
 * Undefined where there is none.
 */
export function child(node: Node, step: string | number): Node | undefined {
  if (typeof step === 'string') return entry(node, step)?.value;
  const at = followed(node);
  return at.kind === 'seq' ? at.items[step] : undefined;
}

/** The entry of a map with its key, looked up like `child`. */
export function entry(node: Node, name: string): Entry | undefined {
  const at = followed(node);
  if (at.kind !== 'map') return undefined;
  // The hosts of an inventory are looked up one by one.
  const many = at.entries.length > 32;
  return many || at.entries.some(isMerge) ? unfolded(at, 0).get(name) : at.entries.findLast((e) => e.name === name);
}

function mergeSources(e: Entry): readonly Node[] {
  const source = followed(e.value);
  return source.kind === 'seq' ? source.items : [source];
}

/** True for the entry `<<: …`. */
export function isMerge(e: Entry): boolean {
  return e.name === '<<' && e.key.kind === 'scalar' && e.key.style === 'plain' && (e.key.tag === undefined || e.key.tag === '!!merge');
}

/** Entries of a map as Kubernetes sees them: merge keys unfolded, each name once. Empty for what is not a map. */
export function entries(node: Node | undefined): readonly Entry[] {
  const at = node && followed(node);
  if (at?.kind !== 'map') return [];
  if (!at.entries.some(isMerge) && new Set(at.entries.map((e) => e.name)).size === at.entries.length) return at.entries;
  return [...unfolded(at, 0).values()];
}

/** Each map is unfolded once: merge keys that fan out over each other would cost 2^depth otherwise. */
const known = new WeakMap<MapNode, ReadonlyMap<string, Entry>>();

/** goyaml.v2 decodes a map in the order of the text: the last entry or merge key that brings a name wins; in a list of maps the first. */
function unfolded(map: MapNode, depth: number): ReadonlyMap<string, Entry> {
  const done = known.get(map);
  if (done) return done;
  const byName = new Map<string, Entry>();
  for (const e of map.entries) {
    if (!isMerge(e)) byName.set(e.name, e);
    else if (depth < mergeDepth) for (const source of mergeSources(e).toReversed()) merge(source, depth + 1, byName);
  }
  known.set(map, byName);
  return byName;
}

function merge(source: Node, depth: number, into: Map<string, Entry>): void {
  const base = followed(source);
  if (base.kind !== 'map') return;
  for (const [name, e] of unfolded(base, depth)) into.set(name, e);
}

/** Items of a sequence; empty for what is not one. */
export function items(node: Node | undefined): readonly Node[] {
  const at = node && followed(node);
  return at?.kind === 'seq' ? at.items : [];
}

/** The node at `path`, or undefined. */
export function at(root: Node | undefined, path: Path): Node | undefined {
  let node = root;
  for (const step of path) node = node && child(node, step);
  return node;
}

/** The scalar at `path`, alias followed, or undefined. */
export function scalarAt(root: Node | undefined, path: Path): ScalarNode | undefined {
  const node = at(root, path);
  const found = node && followed(node);
  return found?.kind === 'scalar' ? found : undefined;
}

/** The text at `path` where it is a string that no template fills; otherwise undefined. */
export function textAt(root: Node | undefined, path: Path): string | undefined {
  const node = scalarAt(root, path);
  return node && !node.templated && typeof node.value === 'string' ? node.value : undefined;
}

/** Text of a path as Kubernetes prints it: `spec.ipPools[0].cidr`. */
export function pathText(path: Path): string {
  return path.map((step, i) => (typeof step === 'number' ? `[${step}]` : `${i ? '.' : ''}${step}`)).join('');
}
