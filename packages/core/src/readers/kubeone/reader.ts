/** KubeOne's KubeOneCluster, which installs Canal unless it is told otherwise. */
import type { Reader } from '../reader.js';
import { ownKey } from '../unit.js';

export const kubeone: Reader = {
  name: 'kubeone',
  words: ['KubeOneCluster'],
  claims: ({ object }) => object?.kind === 'KubeOneCluster' && /^kubeone\.(?:k8c\.io|io)$/.test(object.group),
  install: (unit) => ({ key: `kubeone:${ownKey(unit)}`, alone: true }),
  load: () => import('./read.js'),
};
