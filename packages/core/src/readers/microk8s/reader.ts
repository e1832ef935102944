/** args/cni-env of MicroK8s, from which it makes the manifest of Calico. */
import { entries } from '../../source/index.js';
import type { Reader } from '../reader.js';

export const microk8s: Reader = {
  name: 'microk8s',
  words: ['IPv4_CLUSTER_CIDR', 'CALICO_VETH_MTU'],
  claims: ({ document, object, path }) =>
    object === undefined &&
    path.length === 0 &&
    isEnvironment(document.source.name) &&
    entries(document.root).some(({ name }) => name === 'CNI' || name === 'IPv4_CLUSTER_CIDR'),
  install: ({ document }) => ({ key: `microk8s:${document.source.name}`, alone: false }),
  load: () => import('./read.js'),
};

export function isEnvironment(file: string): boolean {
  return /(?:^|[/\\])cni-env$/.test(file);
}
