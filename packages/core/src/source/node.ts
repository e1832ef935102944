import type { ScalarValue } from './scalar.js';

/** Half-open range of UTF-16 offsets in the text of one piece (see `Piece`). */
export type Span = { readonly start: number; readonly end: number };

/** Route from the root of a document: map keys and sequence indices. */
export type Path = readonly (string | number)[];

export type ScalarStyle = 'plain' | 'single' | 'double' | 'literal' | 'folded';

/** A scalar keeps what was written: `text` is the decoded string, `value` what Kubernetes reads, `style` how it was quoted. */
export type ScalarNode = Span & {
  readonly kind: 'scalar';
  readonly style: ScalarStyle;
  readonly text: string;
  readonly value: ScalarValue;
  readonly tag?: string;
  /** Part of the value is filled in by a template engine later, so the value is not known. */
  readonly templated: boolean;
};

export type Entry = { readonly key: Node; readonly name: string; readonly value: Node };

export type MapNode = Span & { readonly kind: 'map'; readonly flow: boolean; readonly entries: readonly Entry[] };
export type SeqNode = Span & { readonly kind: 'seq'; readonly flow: boolean; readonly items: readonly Node[] };
/** `target` is shared, never copied: a bomb of aliases costs no memory. */
export type AliasNode = Span & { readonly kind: 'alias'; readonly name: string; readonly target: Node };

export type Node = ScalarNode | MapNode | SeqNode | AliasNode;

const mergeDepth = 32;

/** The node an alias stands for (the node itself where it is none). */
export function followed(node: Node): Exclude<Node, AliasNode> {
  let at: Node = node;
  for (let i = 0; at.kind === 'alias' && i < mergeDepth; i++) at = at.target;
  return at.kind === 'alias' ? { kind: 'map', flow: true, entries: [], start: at.start, end: at.end } : at;
}

/**
 * The value below `step`: a map entry (a later duplicate wins, then merge keys, as goyaml.v2 decodes) or a sequence item.
 * Undefined where there is none.
 */
export function child(node: Node, step: string | number): Node | undefined {
  return entryOf(node, step, 0)?.value;
}

/** The entry of a map with its key, looked up like `child`. */
export function entry(node: Node, name: string): Entry | undefined {
  const found = entryOf(node, name, 0);
  return found && 'key' in found ? found : undefined;
}

function entryOf(node: Node, step: string | number, depth: number): Entry | { readonly value: Node } | undefined {
  const at = followed(node);
  if (at.kind === 'seq') {
    const item = typeof step === 'number' ? at.items[step] : undefined;
    return item && { value: item };
  }
  if (at.kind !== 'map' || depth > mergeDepth) return undefined;
  return fromMap(at, step, depth);
}

/** goyaml.v2 decodes a map in the order of the text: the last entry or merge key that brings the name wins. */
function fromMap(map: MapNode, step: string | number, depth: number): Entry | { readonly value: Node } | undefined {
  for (const e of map.entries.toReversed()) {
    if (!isMerge(e)) {
      if (e.name === step) return e;
      continue;
    }
    for (const source of mergeSources(e)) {
      const found = entryOf(source, step, depth + 1);
      if (found) return found;
    }
  }
  return undefined;
}

function mergeSources(e: Entry): readonly Node[] {
  const source = followed(e.value);
  return source.kind === 'seq' ? source.items : [source];
}

/** True for the entry `<<: …`. */
export function isMerge(e: Entry): boolean {
  return e.name === '<<' && e.key.kind === 'scalar' && e.key.style === 'plain';
}

/** Entries of a map as Kubernetes sees them: merge keys unfolded, each name once. Empty for what is not a map. */
export function entries(node: Node | undefined): readonly Entry[] {
  if (!node) return [];
  const at = followed(node);
  if (at.kind !== 'map') return [];
  if (!at.entries.some(isMerge)) return at.entries;
  const byName = new Map<string, Entry>();
  collect(at, byName, 0);
  return [...byName.values()];
}

function collect(map: MapNode, into: Map<string, Entry>, depth: number): void {
  if (depth > mergeDepth) return;
  for (const e of map.entries) {
    if (!isMerge(e)) {
      into.set(e.name, e);
      continue;
    }
    for (const source of mergeSources(e).toReversed()) {
      const base = followed(source);
      if (base.kind === 'map') collect(base, into, depth + 1);
    }
  }
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
