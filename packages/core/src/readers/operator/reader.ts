/** tigera-operator: Installation (operator.tigera.io/v1) and what stands beside it. */
import { isKnown } from '../../cluster/setting.js';
import { fieldImage, parseImage } from '../../network/image.js';
import type { Reader } from '../reader.js';
import type { Unit } from '../unit.js';
import { type ContainerUnit, containersOf } from '../workload.js';

export const operator: Reader = {
  name: 'operator',
  words: ['operator.tigera.io', 'tigera', 'calico'],
  claims: (unit) => unit.object?.group === 'operator.tigera.io' || operatorImages(unit).length > 0,
  install: (unit) =>
    isInstallation(unit) && unit.object?.name !== 'overlay' ? { key: `operator:${unit.document.source.name}`, alone: false } : undefined,
  load: () => import('./read.js'),
};

export function isInstallation({ object }: Unit): boolean {
  return object?.group === 'operator.tigera.io' && object.kind === 'Installation';
}

/** Containers that run the operator. */
export function operatorImages(unit: Unit): readonly ContainerUnit[] {
  return containersOf(unit, operator.name).filter(({ image }) => {
    const parsed = isKnown(image) ? parseImage(image.value) : undefined;
    return parsed !== undefined && fieldImage(parsed) === 'operator';
  });
}
