/** What files change of objects beyond the values of slots: fields that no slot holds, and workloads that start, restart or are left behind. */
import { at, type Document, entries, followed, items, type Node, type Origin, type Path, pathText } from '../source/index.js';
import { slotsOf } from './compared.js';
import type { Side } from './compared-lists.js';
import type { ObjectFact, Workload } from './input.js';
import type { Cluster } from './model.js';

/** A field that differs and that no slot holds: what it does to the network is not known here. */
export type Unheld = { readonly subject: string; readonly before: Side | undefined; readonly after: Side | undefined };

/** The unheld fields of Calico's resources and of the ConfigMaps that are read. `told` are the places of the differences that are known. */
export function unheldFields(before: Cluster, after: Cluster, told: readonly Origin[]): readonly Unheld[] {
  const held = new Map<Document, Set<string>>();
  for (const origin of [...originsIn([before, after].map(spoken)), ...told.map(outermost)]) hold(held, origin);
  const [old, now] = [before, after].map((cluster) => byId(cluster, held));
  return [...new Set([...(old?.keys() ?? []), ...(now?.keys() ?? [])])].flatMap((id) => {
    const sides = [old?.get(id), now?.get(id)] as const;
    const isHeld = (path: Path): boolean =>
      sides.some((one) => one && held.get(one.origin.document)?.has(pathText([...baseOf(one), ...path])));
    return fieldsOf(...sides)
      .filter((path) => !isHeld(path))
      .map((path) => unheld(`${id}: ${pathText(path)}`, sideAt(sides[0], path), sideAt(sides[1], path)));
  });
}

function unheld(subject: string, before: Side | undefined, after: Side | undefined): Unheld {
  if (!before || after?.text !== before.text) return { subject, before, after };
  return { subject, before, after: { ...after, text: `${after.text} (changed)` } };
}

/** All that is compared by its value, or has none: what stands at these places is told, or changes nothing. */
function spoken(cluster: Cluster): unknown {
  const { pools, bgp, nodes, failsafe, cidrs, idle } = cluster;
  return [slotsOf(cluster).map(({ slot }) => slot), pools, bgp.peers, nodes, failsafe.hostEndpoints, cidrs, idle];
}

function* originsIn(value: unknown): Generator<Origin> {
  if (typeof value !== 'object' || value === null) return;
  if (!('document' in value && 'path' in value)) {
    for (const inner of Object.values(value)) yield* originsIn(inner);
    return;
  }
  const origin = value as Origin;
  yield origin;
  if (origin.via) yield* originsIn(origin.via);
}

/** A place holds what is above it: a value in a list is told as that list. */
function hold(held: Map<Document, Set<string>>, { document, path }: Origin): void {
  const places = held.get(document) ?? new Set();
  held.set(document, places);
  for (let depth = 1; depth <= path.length; depth++) places.add(pathText(path.slice(0, depth)));
}

/** Text within text is told by what is known to differ in it: the rest of it is not known. */
function outermost(origin: Origin): Origin {
  const { outer } = origin.document;
  return outer ? outermost(outer) : origin;
}

const ofCalico = /(?:^|\.)projectcalico\.org\/|^operator\.tigera\.io\//;

function byId({ objects }: Cluster, held: ReadonlyMap<Document, unknown>): ReadonlyMap<string, ObjectFact> {
  const known = objects.filter((one) => ofCalico.test(one.apiVersion) || (one.kind === 'ConfigMap' && held.has(one.origin.document)));
  return new Map(known.map((one) => [nameOf(one), one]));
}

function nameOf({ kind, namespace, name }: Workload | ObjectFact): string {
  return `${kind} ${namespace === '' ? '' : `${namespace}/`}${name}`;
}

/** `origin` of an object points at its name. */
function baseOf({ origin }: ObjectFact): Path {
  return origin.path.slice(0, -2);
}

type Tree = { readonly node: Node | undefined; readonly text: string };

function treeAt(object: ObjectFact | undefined, path: Path): Tree {
  const document = object?.origin.document;
  return { node: object && at(document?.root, [...baseOf(object), ...path]), text: document?.piece.text ?? '' };
}

/** What says which object it is, and what the cluster itself writes. */
const apart = new Set(['apiVersion', 'kind', 'metadata', 'status']);

function fieldsOf(before: ObjectFact | undefined, after: ObjectFact | undefined): readonly Path[] {
  return differing(treeAt(before, []), treeAt(after, []), []).filter(([top]) => !apart.has(String(top)));
}

/** The paths at which two trees differ: maps are gone into, what is absent is an empty one. */
function differing(before: Tree, after: Tree, path: Path): readonly Path[] {
  if (sameTree(before, after)) return [];
  const isMap = ({ node }: Tree): boolean => node === undefined || followed(node).kind === 'map';
  if (!isMap(before) && !isMap(after)) return [path];
  if (!(isMap(before) && isMap(after)) && before.node && after.node) return [path];
  const names = [...new Set([...entries(before.node), ...entries(after.node)].map(({ name }) => name))];
  if (names.length === 0) return path.length > 0 ? [path] : [];
  return names.flatMap((name) => differing(below(before, name), below(after, name), [...path, name]));
}

function below({ node, text }: Tree, name: string): Tree {
  return { node: node && at(node, [name]), text };
}

function sideAt(object: ObjectFact | undefined, path: Path): Side | undefined {
  const { node } = treeAt(object, path);
  if (!object || !node) return undefined;
  return { text: wordsOf(followed(node)), origin: { document: object.origin.document, path: [...baseOf(object), ...path] } };
}

function wordsOf(node: Node): string {
  if (node.kind === 'scalar') return node.templated ? 'filled in by a template' : node.text.includes('\n') ? 'a text' : node.text;
  const words = items(node).map(followed);
  if (node.kind !== 'seq') return 'a map';
  return words.length > 0 && words.every(({ kind }) => kind === 'scalar')
    ? words.map(wordsOf).join(', ')
    : `${words.length} ${words.length === 1 ? 'item' : 'items'}`;
}

/** What applying the files does to the workloads of a cluster, each as `DaemonSet kube-system/calico-node`. */
export type Rollout = {
  /** Their pod template changes: Kubernetes makes their pods again (kubernetes.io, DaemonSet rolling update). */
  readonly restarts: readonly string[];
  readonly starts: readonly string[];
  /** No longer in the files: they run on until somebody deletes them. */
  readonly stays: readonly string[];
};

export function rolloutOf(before: Cluster, after: Cluster): Rollout {
  const [old, now] = [before, after].map(({ workloads }) => new Map(workloads.filter(rolls).map((one) => [nameOf(one), one])));
  const names = (one: Iterable<string> | undefined, other: ReadonlyMap<string, unknown> | undefined): readonly string[] =>
    [...(one ?? [])].filter((name) => !other?.has(name));
  const restarts = [...(now ?? [])].flatMap(([name, one]) => {
    const was = old?.get(name);
    return was && !sameTree(templateOf(was), templateOf(one)) ? [name] : [];
  });
  return { restarts, starts: names(now?.keys(), old), stays: names(old?.keys(), now) };
}

function rolls({ kind }: Workload): boolean {
  return kind === 'DaemonSet' || kind === 'Deployment' || kind === 'StatefulSet';
}

function templateOf({ origin: { document, path } }: Workload): Tree {
  return { node: at(document.root, [...path, 'spec', 'template']), text: document.piece.text };
}

/** A template action is the same where its text is: what it brings is not known. */
function sameTree(before: Tree, after: Tree): boolean {
  const [left, right] = [before.node && followed(before.node), after.node && followed(after.node)];
  if (!left || !right || left.kind !== right.kind) return left === right;
  const same = (a: Node | undefined, b: Node | undefined): boolean => sameTree({ ...before, node: a }, { ...after, node: b });
  if (left.kind === 'scalar' && right.kind === 'scalar') {
    if (!left.templated && !right.templated) return left.value === right.value;
    return before.text.slice(left.start, left.end) === after.text.slice(right.start, right.end);
  }
  if (left.kind === 'seq' && right.kind === 'seq')
    return left.items.length === right.items.length && left.items.every((item, i) => same(item, right.items[i]));
  const [old, now] = [entries(left), entries(right)];
  return old.length === now.length && old.every(({ name, value }) => same(value, now.find((e) => e.name === name)?.value));
}
