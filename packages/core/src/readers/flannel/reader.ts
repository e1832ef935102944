/** flannel's net-conf.json, in Canal's ConfigMap or in kube-flannel's own, and the DaemonSet that runs flanneld alone. */
import type { Reader } from '../reader.js';
import { keysAt, type Unit } from '../unit.js';
import { type ContainerUnit, containersOf } from '../workload.js';

/** The key of the ConfigMap. */
export const key = 'net-conf.json';

export const flannel: Reader = {
  name: 'flannel',
  words: [key, 'flannel'],
  claims: (unit) => (unit.object?.kind === 'ConfigMap' && keysAt(unit, ['data']).includes(key)) || flanneldOf(unit) !== undefined,
  load: () => import('./read.js'),
};

/** The container that runs flanneld, in a DaemonSet without calico-node: Canal's is read with that. */
export function flanneldOf(unit: Unit): ContainerUnit | undefined {
  if (unit.object?.kind !== 'DaemonSet') return undefined;
  const running = containersOf(unit, flannel.name).filter(({ path }) => path.includes('containers'));
  return running.some(({ name }) => name === 'calico-node') ? undefined : running.find(({ name }) => name === 'kube-flannel');
}
