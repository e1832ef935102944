/** calico-node and Canal as manifests install them: the DaemonSet with its environment, and the ConfigMap it reads. */

import type { Draft } from '../../cluster/draft.js';
import type { Change } from '../../cluster/finding.js';
import type { Container } from '../../cluster/model.js';
import { isKnown } from '../../cluster/setting.js';
import { type Encapsulation, modesOf } from '../../network/encapsulation.js';
import { fieldImage, parseImage } from '../../network/image.js';
import { at, type Edit, items } from '../../source/index.js';
import { overriddenImages } from '../kustomization.js';
import type { Reader } from '../reader.js';
import { keysAt, originOf, textOf, type Unit } from '../unit.js';
import {
  type ContainerUnit,
  configMap,
  configMapNames,
  containersOf,
  environmentOf,
  podSpecPath,
  wordSettings,
  wordsAt,
} from '../workload.js';
import { modeEdits, scalarEdits, writeScalar } from '../write.js';
import { readConfigMap } from './config-map.js';
import { readNode } from './node.js';
import { readUnreadKeys } from './unread-keys.js';

const reader = 'calico-node';

/** ConfigMap keys that only Calico's and Canal's manifests use. */
const configKeys = ['calico_backend', 'cni_network_config', 'veth_mtu', 'ip_autodetection_method', 'typha_service_name', 'canal_iface'];

export const calicoNode: Reader = {
  name: reader,
  words: ['calico', 'canal', 'flannel', 'tigera', ...configKeys],
  claims: (unit) => isConfigMap(unit) || hasFieldImage(unit) || nodeContainer(unit) !== undefined || runsCalicoctl(unit),
  install: (unit) =>
    unit.object?.kind === 'DaemonSet' && nodeContainer(unit) && !isWindows(unit) ? `calico-node:${unit.document.source.name}` : undefined,
  seeks: (claimed, all) =>
    claimed.flatMap((unit) => (nodeContainer(unit) ? configMapNames(unit, reader) : [])).filter((name) => !configMap(all, name)),
  read,
  edits,
};

function read(claimed: readonly Unit[], draft: Draft, all: readonly Unit[]): void {
  const overridden = overriddenImages(all);
  for (const unit of claimed) if (podSpecPath(unit)) readWorkload(unit, draft, { overridden, all });
  const nodes = claimed.flatMap((unit) => (isWindows(unit) ? [] : (nodeContainer(unit) ?? [])));
  for (const container of nodes) readNode(container, { draft, all, reader });
  for (const { unit } of nodes) readUnreadKeys(unit, all, draft);
  if (nodes.length > 0) return;
  for (const unit of claimed) if (isConfigMap(unit)) readConfigMap(unit, draft, reader);
}

function isConfigMap(unit: Unit): boolean {
  if (unit.object?.kind !== 'ConfigMap') return false;
  const { name } = unit.object;
  return name === 'calico-config' || name === 'canal-config' || keysAt(unit, ['data']).some((key) => configKeys.includes(key));
}

function hasFieldImage(unit: Unit): boolean {
  return containersOf(unit, reader).some(({ image }) => isKnown(image) && imageRole(image.value) !== undefined);
}

/** A job that asks Calico, whatever its image: the container, or a probe of it. */
function runsCalicoctl(unit: Unit): boolean {
  return containersOf(unit, reader).some(({ path }) => {
    const lists = [['command'], ['args'], ['livenessProbe', 'exec', 'command'], ['readinessProbe', 'exec', 'command']];
    return wordsAt(unit, ...lists.map((list) => [...path, ...list])).some((word) => word.includes('calicoctl'));
  });
}

function imageRole(reference: string): string | undefined {
  const image = parseImage(reference);
  return image && fieldImage(image);
}

/** The container that runs calico-node: by its name or its image, among the containers that are not for initialisation. */
function nodeContainer(unit: Unit): ContainerUnit | undefined {
  if (unit.object?.kind !== 'DaemonSet' && unit.object?.kind !== 'Pod') return undefined;
  const running = containersOf(unit, reader).filter(({ path }) => path.includes('containers'));
  return (
    running.find(({ name }) => name === 'calico-node') ?? running.find(({ image }) => isKnown(image) && imageRole(image.value) === 'node')
  );
}

function isWindows(unit: Unit): boolean {
  const spec = podSpecPath(unit);
  return spec !== undefined && textOf(unit, [...spec, 'nodeSelector', 'kubernetes.io/os']) === 'windows';
}

const byKustomize = { unknown: 'its tag is set by a kustomization' };

/** kustomize compares the name without tag and digest, as it is written. */
function isOverridden({ image }: ContainerUnit, overridden: ReadonlySet<string>): boolean {
  return isKnown(image) && overridden.has(image.value.replace(/@.*$/, '').replace(/:[^:/]*$/, ''));
}

type Beside = { readonly overridden: ReadonlySet<string>; readonly all: readonly Unit[] };

function readWorkload(unit: Unit, draft: Draft, { overridden, all }: Beside): void {
  const containers = containersOf(unit, reader).map((c) => (isOverridden(c, overridden) ? { ...c, image: byKustomize } : c));
  draft.workloads.push({
    origin: originOf(unit),
    kind: unit.object?.kind ?? '',
    namespace: unit.object?.namespace ?? '',
    name: unit.object?.name ?? '',
    containers: containers.map((container) => containerFacts(container, all)),
  });
  for (const { path, name } of containers) {
    for (const kind of ['liveness', 'readiness'] as const) {
      const probe = [...path, `${kind}Probe`];
      if (at(unit.document.root, [...unit.path, ...probe]))
        draft.probes.push({
          kind,
          container: name,
          command: wordSettings(unit, reader, [...probe, 'exec', 'command']),
          origin: originOf(unit, probe),
        });
    }
  }
}

function containerFacts(container: ContainerUnit, all: readonly Unit[]): Container {
  const { unit, path, name, image } = container;
  const { all: env, open } = environmentOf(container, all, { reader, layer: 'workload' });
  return {
    name,
    origin: originOf(unit, path),
    image,
    init: path.includes('initContainers'),
    command: wordSettings(unit, reader, [...path, 'command'], [...path, 'args']),
    env,
    envOpen: open,
    mounts: items(at(unit.document.root, [...unit.path, ...path, 'volumeMounts'])).flatMap(
      (_, i) => textOf(unit, [...path, 'volumeMounts', i, 'mountPath']) ?? [],
    ),
  };
}

function edits(change: Change): readonly Edit[] | undefined {
  const { write } = change.setting;
  if (write?.as !== 'encapsulation' || 'remove' in change) return scalarEdits(change);
  const to = change.to as Encapsulation;
  if (write.beside) return modeEdits(write.beside, write.place, to);
  // Without the variable, IPIP is Never already.
  return modesOf(to).ipipMode === 'Never' ? writeScalar(write.place, modesOf(to).vxlanMode) : undefined;
}
