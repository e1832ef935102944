/** The fields of Kubernetes objects that hold text and nothing else: a bare `off` or `1450` in them is refused. */
import { at, entries, followed, items, type Node, type Origin, type Path } from '../source/index.js';
import type { ObjectFact } from './input.js';

export type TextField = {
  readonly origin: Origin;
  readonly node: Exclude<Node, { readonly kind: 'alias' }>;
  /** The field as the API reference of Kubernetes calls it. */
  readonly type: string;
  readonly object: ObjectFact;
};

const podSpecs: Readonly<Record<string, Path>> = {
  Pod: ['spec'],
  ...Object.fromEntries(
    ['DaemonSet', 'Deployment', 'StatefulSet', 'ReplicaSet', 'Job'].map((kind) => [kind, ['spec', 'template', 'spec']]),
  ),
  CronJob: ['spec', 'jobTemplate', 'spec', 'template', 'spec'],
};

/**
 * The text fields of an object: name, namespace, labels and annotations of any kind; `data` of a ConfigMap, `stringData` of a Secret; of a workload the node
 * selector and, of its containers, the values of the environment and the words of command and args
 * (Kubernetes API reference v1.34: ObjectMeta, ConfigMap, Secret, PodSpec, Container, EnvVar).
 */
export function textFields(object: ObjectFact): readonly TextField[] {
  const { document, path } = object.origin;
  const root = path.slice(0, -2);
  const each = (steps: Path, type: string): Found[] =>
    keysOf(at(document.root, [...root, ...steps])).flatMap((key) => fieldAt(document, [...root, ...steps, key], type));
  const core = object.apiVersion === 'v1';
  const one = (key: string): readonly Found[] => fieldAt(document, [...root, 'metadata', key], `ObjectMeta.${key}`);
  const found = [
    ...one('name'),
    ...one('namespace'),
    ...each(['metadata', 'labels'], 'ObjectMeta.labels'),
    ...each(['metadata', 'annotations'], 'ObjectMeta.annotations'),
    ...(core && object.kind === 'ConfigMap' ? each(['data'], 'ConfigMap.data') : []),
    ...(core && object.kind === 'Secret' ? each(['stringData'], 'Secret.stringData') : []),
    ...podFields(object, each),
  ];
  return found.map((field) => ({ ...field, object }));
}

type Found = Omit<TextField, 'object'>;
type Each = (steps: Path, type: string) => readonly Found[];

function podFields({ origin: { document, path }, kind }: ObjectFact, each: Each): readonly Found[] {
  const spec = Object.hasOwn(podSpecs, kind) ? podSpecs[kind] : undefined;
  if (!spec) return [];
  const root = path.slice(0, -2);
  const template = [...spec.slice(0, -1), 'metadata'];
  const listed = (steps: Path): Path[] => items(at(document.root, [...root, ...steps])).map((_, i) => [...steps, i]);
  const containers = ['initContainers', 'containers'].flatMap((list) => listed([...spec, list]));
  return [
    ...(kind === 'Pod' ? [] : ['labels', 'annotations'].flatMap((map) => each([...template, map], `ObjectMeta.${map}`))),
    ...each([...spec, 'nodeSelector'], 'PodSpec.nodeSelector'),
    ...containers.flatMap((container) => [
      ...listed([...container, 'env']).flatMap((variable) => fieldAt(document, [...root, ...variable, 'value'], 'EnvVar.value')),
      ...['command', 'args'].flatMap((list) => each([...container, list], `Container.${list}`)),
    ]),
  ];
}

function keysOf(node: Node | undefined): readonly (string | number)[] {
  return node && followed(node).kind === 'seq' ? items(node).map((_, i) => i) : entries(node).map(({ name }) => name);
}

function fieldAt(document: Origin['document'], path: Path, type: string): readonly Found[] {
  const found = at(document.root, path);
  return found ? [{ origin: { document, path }, node: followed(found), type }] : [];
}
