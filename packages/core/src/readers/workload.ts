/** Pods and what templates them: containers, their environment, what a value in it is read from. */
import type { EnvironmentFact } from '../cluster/input.js';
import { isKnown, type Known, type Layer } from '../cluster/setting.js';
import { at, entries, items, type Origin, type Path, scalarAt, textAt } from '../source/index.js';
import { isFilledIn, setting, stated, text } from './stated.js';
import { originOf, type Unit } from './unit.js';

export type ContainerUnit = {
  readonly unit: Unit;
  /** Path of the container below the unit. */
  readonly path: Path;
  readonly name: string;
  readonly image: Known<string> | undefined;
};

const podSpecs: Readonly<Record<string, Path>> = {
  Pod: ['spec'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template', 'spec'],
};
const templated: Path = ['spec', 'template', 'spec'];
const workloadKinds = new Set(['Pod', 'DaemonSet', 'Deployment', 'StatefulSet', 'ReplicaSet', 'Job', 'CronJob']);

/** Path of the pod spec below a workload; undefined for other kinds. */
export function podSpecPath(unit: Unit): Path | undefined {
  const kind = unit.object?.kind ?? '';
  return workloadKinds.has(kind) ? (podSpecs[kind] ?? templated) : undefined;
}

/** Init containers and containers of a workload, in order. */
export function containersOf(unit: Unit, reader: string): readonly ContainerUnit[] {
  const spec = podSpecPath(unit);
  if (!spec) return [];
  return ['initContainers', 'containers'].flatMap((list) =>
    items(at(unit.document.root, [...unit.path, ...spec, list])).map((_, i): ContainerUnit => {
      const path = [...spec, list, i];
      const image = stated(unit, [...path, 'image'], text, { reader, layer: 'workload', as: 'image' });
      return { unit, path, name: textAt(unit.document.root, [...unit.path, ...path, 'name']) ?? '', image };
    }),
  );
}

const byKustomize = { unknown: 'its tag is set by a kustomization' };

/** The image of a container, unless a kustomization sets it: kustomize compares the name without tag and digest, as it is written. */
export function imageOf({ image }: ContainerUnit, overridden: ReadonlySet<string>): Known<string> | undefined {
  const name = image && 'value' in image ? image.value.replace(/@.*$/, '').replace(/:[^:/]*$/, '') : undefined;
  return name !== undefined && overridden.has(name) ? byKustomize : image;
}

/** Command and arguments of a container, or of an exec probe, each with its place. */
export function wordSettings(unit: Unit, reader: string, ...paths: readonly Path[]): readonly Known<string>[] {
  return paths.flatMap((path) =>
    items(at(unit.document.root, [...unit.path, ...path])).flatMap(
      (_, i) => stated(unit, [...path, i], text, { reader, layer: 'workload', as: 'word' }) ?? [],
    ),
  );
}

/** Command and arguments of a container, or of an exec probe: the words that are known. */
export function wordsAt(unit: Unit, ...paths: readonly Path[]): readonly string[] {
  return paths.flatMap((path) =>
    items(at(unit.document.root, [...unit.path, ...path])).flatMap(
      (_, i) => scalarAt(unit.document.root, [...unit.path, ...path, i])?.text ?? [],
    ),
  );
}

export type Environment = {
  /** The value of a variable; FELIX_ names in any case, as Felix reads them. Undefined where it is not set. */
  readonly get: (name: string) => Known<string> | undefined;
  /** Every variable that is set, with the place that names it. */
  readonly all: readonly EnvironmentFact[];
  /** Where the list stands: the place of what is missing. */
  readonly origin: Origin;
  /** Variables may also come from a ConfigMap or Secret that is out of sight. */
  readonly open: boolean;
};

/** The environment of a container. ConfigMap keys are followed into `all`, and the value's place is then that of the key. */
export function environmentOf(container: ContainerUnit, all: readonly Unit[], facts: { reader: string; layer: Layer }): Environment {
  const { unit, path } = container;
  const list = [...path, 'env'];
  const found = new Map<string, EnvironmentFact>();
  // A container without an image is a patch of one: the rest of its environment is elsewhere.
  let open = unit.document.structural || container.image === undefined || isFilled([...path, 'env']) || isFilled([...path, 'envFrom']);
  items(at(unit.document.root, [...unit.path, ...path, 'envFrom'])).forEach((_, i) => {
    const from = bulk([...path, 'envFrom', i], container, all);
    if (from === 'out of sight') open = true;
    else
      for (const [name, value] of from)
        found.set(upper(name), { name, value, origin: value.origin ? { ...value.origin, part: 'key' } : originOf(unit, list) });
  });
  items(at(unit.document.root, [...unit.path, ...list])).forEach((_, i) => {
    const name = textAt(unit.document.root, [...unit.path, ...list, i, 'name']);
    if (name === undefined) return;
    const known = variable([...list, i], container, { all, ...facts });
    if (known) found.set(upper(name), { name, value: known, origin: originOf(unit, [...list, i, 'name']) });
  });
  return { get: (name) => found.get(upper(name))?.value, all: [...found.values()], origin: originOf(unit, list), open };

  /** A template brings the list, or an item of it. */
  function isFilled(path: Path): boolean {
    const node = at(unit.document.root, [...unit.path, ...path]);
    return [...(node ? [node] : []), ...items(node)].some(isFilledIn);
  }

  function bulk(at: Path, holder: ContainerUnit, units: readonly Unit[]): ReadonlyMap<string, Known<string>> | 'out of sight' {
    return envFrom(at, holder, { all: units, ...facts });
  }
}

/** The operator's and the manifests' optional API server address: it never carries network settings. */
const endpointConfigMap = 'kubernetes-services-endpoint';

type Facts = { readonly all: readonly Unit[]; readonly reader: string; readonly layer: Layer };

function envFrom(path: Path, { unit }: ContainerUnit, facts: Facts): ReadonlyMap<string, Known<string>> | 'out of sight' {
  const name = textAt(unit.document.root, [...unit.path, ...path, 'configMapRef', 'name']);
  if (name === endpointConfigMap) return new Map();
  const map = name === undefined ? undefined : configMap(facts.all, name);
  if (!map) return 'out of sight';
  const via = originOf(unit, path);
  return new Map(
    entries(at(map.document.root, [...map.path, 'data'])).flatMap(({ name: key }) => {
      const known = stated(map, ['data', key], text, { ...facts, as: key, via });
      return known ? [[key, known] as const] : [];
    }),
  );
}

function variable(path: Path, { unit }: ContainerUnit, facts: Facts): Known<string> | undefined {
  const via = originOf(unit, [...path, 'value']);
  const literal = stated(unit, [...path, 'value'], text, { ...facts, as: 'value' });
  if (literal) return literal;
  const ref: Path = [...path, 'valueFrom', 'configMapKeyRef'];
  const name = textAt(unit.document.root, [...unit.path, ...ref, 'name']);
  const key = textAt(unit.document.root, [...unit.path, ...ref, 'key']);
  if (name === undefined || key === undefined) {
    const from = at(unit.document.root, [...unit.path, ...path, 'valueFrom']);
    return from
      ? { unknown: 'read from the running pod or a Secret', origin: originOf(unit, path), layer: facts.layer }
      : emptyValue(via, facts);
  }
  const map = configMap(facts.all, name);
  if (!map)
    return {
      unknown: `ConfigMap ${name} is not in the input`,
      settle: `add the ConfigMap ${name}`,
      origin: originOf(unit, path),
      layer: facts.layer,
    };
  return stated(map, ['data', key], text, { ...facts, as: key, via: originOf(unit, [...ref, 'key']) });
}

/** A variable without a value is the empty string. */
function emptyValue(origin: Origin, facts: Facts): Known<string> {
  return setting('', 'explicit', origin, facts);
}

/** The ConfigMap of a name among the units; namespaces are not compared: manifests often leave them to kubectl. */
export function configMap(all: readonly Unit[], name: string): Unit | undefined {
  return all.find(({ object }) => object?.kind === 'ConfigMap' && object.group === '' && object.name === name);
}

function upper(name: string): string {
  return /^felix_/i.test(name) ? name.toUpperCase() : name;
}

/** Names of the ConfigMaps that the containers of a workload read their environment from. */
export function configMapNames(unit: Unit, reader: string): readonly string[] {
  return containersOf(unit, reader).flatMap(({ path }) => {
    const listed = (list: string, ...ref: string[]): string[] =>
      items(at(unit.document.root, [...unit.path, ...path, list])).flatMap(
        (_, i) => textAt(unit.document.root, [...unit.path, ...path, list, i, ...ref, 'name']) ?? [],
      );
    return [
      ...listed('env', 'valueFrom', 'configMapKeyRef'),
      ...listed('envFrom', 'configMapRef').filter((name) => name !== endpointConfigMap),
    ];
  });
}

/** The known text of a variable. */
export function envText(env: Environment, name: string): string | undefined {
  const known = env.get(name);
  return isKnown(known) ? known.value : undefined;
}
