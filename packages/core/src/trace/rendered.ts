/** A rendered text, looked at by template, object and path. */
import {
  at,
  type Document,
  entries,
  followed,
  items,
  type Node,
  nested,
  type Origin,
  type Path,
  readSource,
  type ScalarNode,
  textAt,
} from '../source/index.js';

/** Names one object of a rendered chart across renderings. */
export type ObjectKey = { readonly template: string; readonly kind: string; readonly name: string; readonly order: number };

export type Rendered = {
  readonly documents: readonly Document[];
  /** The same object in this rendering: by its name, or, where a value changed that, by its order among those of its template and kind. */
  readonly find: (key: ObjectKey) => Document | undefined;
};

/** Reads a rendering; only documents of the templates asked for are parsed. */
export function readRendered(name: string, text: string, templates: ReadonlySet<string>): Rendered {
  const wanted = (slice: string): boolean => templates.has(/^#[ \t]*Source:[ \t]*(\S+)/m.exec(slice)?.[1] ?? '');
  const { documents } = readSource({ name, text }, wanted);
  const keyed = documents.map((document) => ({ document, key: keyOf(document, documents) }));
  return {
    documents,
    find: (wantedKey) => {
      const same = keyed.filter(({ key }) => key.template === wantedKey.template && key.kind === wantedKey.kind);
      const byName = same.filter(({ key }) => key.name === wantedKey.name);
      return byName.length === 1 ? byName[0]?.document : same.find(({ key }) => key.order === wantedKey.order)?.document;
    },
  };
}

/** The key of a document among those of its rendering. */
export function keyOf(document: Document, all: readonly Document[]): ObjectKey {
  const kindOf = ({ root }: Document): string => textAt(root, ['kind']) ?? '';
  const same = all.filter((one) => one.template === document.template && kindOf(one) === kindOf(document));
  const name = `${textAt(document.root, ['metadata', 'namespace']) ?? ''}/${textAt(document.root, ['metadata', 'name']) ?? ''}`;
  return {
    template: document.template ?? '',
    kind: kindOf(document),
    name,
    order: same.findIndex((one) => one.piece.start === document.piece.start),
  };
}

/** A node at the end of a path that may lead into texts inside of scalars (CNI JSON in a ConfigMap), as far as it exists. */
export type Reached = { readonly document: Document; readonly node: Node; readonly path: Path; readonly whole: boolean };

/** Follows a path from the outermost document. */
export function reach(document: Document, path: Path): Reached | undefined {
  let inner = document;
  let start = 0;
  let node = document.root;
  for (let i = 0; node && i < path.length; i++) {
    const scalar = followed(node).kind === 'scalar' ? nested(inner, path.slice(start, i)) : undefined;
    if (scalar?.document.root) {
      inner = scalar.document;
      start = i;
      node = inner.root;
    }
    const next: Node | undefined = at(node, [path[i] ?? '']);
    if (!next) return node && { document: inner, node: followed(node), path: path.slice(0, i), whole: false };
    node = next;
  }
  return node && { document: inner, node: followed(node), path, whole: true };
}

/** The scalar at the end of such a path. */
export function scalarThrough(document: Document, path: Path): ScalarNode | undefined {
  const found = reach(document, path);
  return found?.whole && found.node.kind === 'scalar' ? found.node : undefined;
}

export type LeafAt = { readonly path: Path; readonly text: string };

/** The scalars below a node, texts inside of scalars unfolded where they hold a map or a list. */
export function scalarsBelow(document: Document, path: Path): readonly LeafAt[] {
  const found = reach(document, path);
  if (!found?.whole) return [];
  const { node } = found;
  if (node.kind === 'map') return entries(node).flatMap(({ name }) => scalarsBelow(document, [...path, name]));
  if (node.kind === 'seq') return items(node).flatMap((_, i) => scalarsBelow(document, [...path, i]));
  const own = node.kind === 'scalar' ? [{ path, text: node.text }] : [];
  if (node.kind !== 'scalar' || typeof node.value !== 'string' || !/[\n{[]/.test(node.text)) return own;
  const inner = unfolded(document, path);
  return inner.length > 0 ? inner : own;
}

function unfolded(document: Document, path: Path): readonly LeafAt[] {
  const held = reach(document, path);
  const outer = held && innerPath(document, held.document, path);
  const root = held && outer && nested(held.document, outer)?.document.root;
  const top = root && followed(root);
  if (top?.kind === 'map') return entries(top).flatMap(({ name }) => scalarsBelow(document, [...path, name]));
  return top?.kind === 'seq' ? items(top).flatMap((_, i) => scalarsBelow(document, [...path, i])) : [];
}

/** The part of a path that runs in an inner document. */
function innerPath(document: Document, inner: Document, path: Path): Path {
  let length = 0;
  for (let at = inner; at !== document && at.outer; at = at.outer.document) length += at.outer.path.length;
  return path.slice(length);
}

/** The origin at the end of a path that may lead into texts inside of scalars. */
export function originAt(document: Document, path: Path): Origin {
  const found = reach(document, path);
  return found ? { document: found.document, path: innerPath(document, found.document, path) } : { document, path };
}
