import { at, type Document, entries, followed, isTemplated, items, type Node, type Origin, type Path, textAt } from '../source/index.js';

/** What one reader claims as a whole: a Kubernetes object (items of a List each on their own) or a document of another dialect. */
export type Unit = {
  readonly document: Document;
  /** Where the unit's root stands in the document; empty but for items of a List. */
  readonly path: Path;
  readonly object: ObjectId | undefined;
};

type ObjectId = {
  readonly apiVersion: string;
  readonly group: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
};

/** The units of a document. A List is unfolded, lists in lists too. */
export function unitsOf(document: Document, path: Path = [], depth = 0): readonly Unit[] {
  const node = at(document.root, path);
  if (node?.kind === 'seq' && path.length === 0) return bareList(document, node);
  if (!node || followed(node).kind !== 'map') return [];
  const object = objectId(document, path);
  // An alias is not unfolded again: lists of lists of aliases would multiply.
  if (object?.kind.endsWith('List') && depth < 4 && node.kind !== 'alias' && at(document.root, [...path, 'items'])) {
    return items(at(document.root, [...path, 'items'])).flatMap((_, i) => unitsOf(document, [...path, 'items', i], depth + 1));
  }
  return [{ document, path, object }];
}

/** calicoctl takes a list of its resources without a List around it (calicoctl/resourcemgr/resourcemgr.go, unmarshalSliceOfResources); nobody else. */
function bareList(document: Document, node: Node): readonly Unit[] {
  const units = items(node).map((_, i) => ({ document, path: [i], object: objectId(document, [i]) }));
  return units.every(({ object }) => object?.group === 'projectcalico.org') ? units : [];
}

function objectId(document: Document, path: Path): ObjectId | undefined {
  const text = (...steps: string[]): string | undefined => textAt(document.root, [...path, ...steps]);
  const apiVersion = text('apiVersion');
  const kind = text('kind');
  if (apiVersion === undefined || kind === undefined) return undefined;
  const group = apiVersion.includes('/') ? (apiVersion.split('/')[0] ?? '') : '';
  return { apiVersion, group, kind, namespace: text('metadata', 'namespace') ?? '', name: text('metadata', 'name') ?? '' };
}

/** Identity of an object across files: group, kind, namespace, name. Undefined where the name is missing or templated. */
export function identity(unit: Unit): string | undefined {
  const { object } = unit;
  return object?.name ? `${object.group}/${object.kind}/${object.namespace}/${object.name}` : undefined;
}

/** What tells an object from others of its file: without a name, or where a template makes it up, nothing does but its place. */
export function ownKey({ document, path, object }: Unit): string {
  const { source, index } = document;
  return object?.name ? [source.name, object.namespace, object.name].join('/') : [source.name, index, ...path].join(':');
}

/** The origin of a path below a unit. */
export function originOf(unit: Unit, path: Path = [], part?: 'key'): Origin {
  return { document: unit.document, path: [...unit.path, ...path], ...(part && { part }) };
}

/** Names of the entries below a path of a unit. */
export function keysAt(unit: Unit, path: Path): readonly string[] {
  return entries(at(unit.document.root, [...unit.path, ...path])).map((e) => e.name);
}

/** The text at a path of a unit, or undefined where it is absent, no string, or templated. */
export function textOf(unit: Unit, path: Path): string | undefined {
  return textAt(unit.document.root, [...unit.path, ...path]);
}

/** The labels of an object; undefined where a template fills one in or may bring more. */
export function labelsOf(unit: Unit): ReadonlyMap<string, string> | undefined {
  if (unit.document.structural) return undefined;
  const labels = new Map<string, string>();
  for (const { name, value } of entries(at(unit.document.root, [...unit.path, 'metadata', 'labels']))) {
    const node = followed(value);
    if (node.kind !== 'scalar' || node.templated || isTemplated(name)) return undefined;
    labels.set(name, node.text);
  }
  return labels;
}
