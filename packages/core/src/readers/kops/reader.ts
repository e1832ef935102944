/** kops' Cluster, in both of its API versions (kubernetes/kops 268927e, pkg/apis/kops). */
import type { Reader } from '../reader.js';
import { ownKey, type Unit } from '../unit.js';

export const kops: Reader = {
  name: 'kops',
  words: ['kops'],
  claims: isCluster,
  install: (unit) => ({ key: `kops:${ownKey(unit)}`, alone: true }),
  load: () => import('./read.js'),
};

/** Before 1.11 the group was `kops` alone. */
function isCluster({ object }: Unit): boolean {
  return object?.kind === 'Cluster' && (object.group === 'kops.k8s.io' || object.group === 'kops');
}
