/** calico-node and Canal as manifests install them: the DaemonSet with its environment, and the ConfigMap it reads. */

import type { Draft } from '../../cluster/draft.js';
import type { Change } from '../../cluster/finding.js';
import type { Container } from '../../cluster/input.js';
import { type Encapsulation, modesOf } from '../../network/encapsulation.js';
import { at, type Edit, items } from '../../source/index.js';
import { overriddenImages } from '../kustomization.js';
import { originOf, textOf, type Unit } from '../unit.js';
import { type ContainerUnit, containersOf, environmentOf, imageOf, podSpecPath, wordSettings } from '../workload.js';
import { modeEdits, scalarEdits, writeScalar } from '../write.js';
import { readConfigMap } from './config-map.js';
import { readNode } from './node.js';
import { calicoNode, isConfigMap, isWindows, nodeContainer } from './reader.js';
import { readUnreadKeys } from './unread-keys.js';

const { name: reader } = calicoNode;

export function read(claimed: readonly Unit[], draft: Draft, all: readonly Unit[]): void {
  const overridden = overriddenImages(all);
  for (const unit of claimed) if (podSpecPath(unit)) readWorkload(unit, draft, { overridden, all });
  const nodes = claimed.flatMap((unit) => (isWindows(unit) ? [] : (nodeContainer(unit) ?? [])));
  for (const container of nodes) readNode(container, { draft, all, reader });
  for (const { unit } of nodes) readUnreadKeys(unit, all, draft);
  if (nodes.length > 0) return;
  for (const unit of claimed) if (isConfigMap(unit)) readConfigMap(unit, draft, reader);
}

type Beside = { readonly overridden: ReadonlySet<string>; readonly all: readonly Unit[] };

function readWorkload(unit: Unit, draft: Draft, { overridden, all }: Beside): void {
  const containers = containersOf(unit, reader).map((c) => ({ ...c, image: imageOf(c, overridden) }));
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

export function edits(change: Change): readonly Edit[] | undefined {
  const { write } = change.setting;
  // The CNI configuration is JSON that Go decodes; variables and keys of a ConfigMap are texts.
  if (write?.as !== 'encapsulation' || 'remove' in change) return scalarEdits(change, write?.place.document.outer && 'typed');
  const to = change.to as Encapsulation;
  if (write.beside) return modeEdits(write.beside, write.place, to);
  // Without the variable, IPIP is Never already.
  return modesOf(to).ipipMode === 'Never' ? writeScalar(write.place, modesOf(to).vxlanMode) : undefined;
}
