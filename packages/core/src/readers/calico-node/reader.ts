/** calico-node and Canal as manifests install them: the DaemonSet with its environment, and the ConfigMap it reads. */

import { isKnown } from '../../cluster/setting.js';
import { fieldImage, parseImage } from '../../network/image.js';
import type { Reader } from '../reader.js';
import { keysAt, textOf, type Unit } from '../unit.js';
import { type ContainerUnit, configMap, configMapNames, containersOf, podSpecPath, wordsAt } from '../workload.js';

const reader = 'calico-node';

/** ConfigMap keys that only Calico's and Canal's manifests use. */
const configKeys = ['calico_backend', 'cni_network_config', 'veth_mtu', 'ip_autodetection_method', 'typha_service_name', 'canal_iface'];

export const calicoNode: Reader = {
  name: reader,
  words: ['calico', 'canal', 'flannel', 'tigera', ...configKeys],
  claims: (unit) => isConfigMap(unit) || hasFieldImage(unit) || nodeContainer(unit) !== undefined || runsCalicoctl(unit),
  install: (unit) =>
    unit.object?.kind === 'DaemonSet' && nodeContainer(unit) && !isWindows(unit)
      ? { key: `calico-node:${unit.document.source.name}`, alone: false }
      : undefined,
  seeks: (claimed, all) =>
    claimed.flatMap((unit) => (nodeContainer(unit) ? configMapNames(unit, reader) : [])).filter((name) => !configMap(all, name)),
  concludes: true,
  load: () => import('./read.js'),
};

export function isConfigMap(unit: Unit): boolean {
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
export function nodeContainer(unit: Unit): ContainerUnit | undefined {
  if (unit.object?.kind !== 'DaemonSet' && unit.object?.kind !== 'Pod') return undefined;
  const running = containersOf(unit, reader).filter(({ path }) => path.includes('containers'));
  return (
    running.find(({ name }) => name === 'calico-node') ?? running.find(({ image }) => isKnown(image) && imageRole(image.value) === 'node')
  );
}

export function isWindows(unit: Unit): boolean {
  const spec = podSpecPath(unit);
  return spec !== undefined && textOf(unit, [...spec, 'nodeSelector', 'kubernetes.io/os']) === 'windows';
}
