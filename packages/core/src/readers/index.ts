import { calicoNode } from './calico-node/read.js';
import { calicoResources } from './calico-resources/read.js';
import { flannel } from './flannel/read.js';
import { helmValues } from './helm-values/read.js';
import { kubernetes } from './kubernetes/read.js';
import { kubespray } from './kubespray/read.js';
import { operator } from './operator/read.js';
import { prometheus } from './prometheus/read.js';
import type { Reader } from './reader.js';
import { terraform } from './terraform/read.js';

/** Every dialect that canal-lint reads. A unit may be claimed by several: Canal's ConfigMap speaks about calico-node and flannel. */
export const readers: readonly Reader[] = [
  calicoResources,
  calicoNode,
  flannel,
  helmValues,
  kubernetes,
  kubespray,
  operator,
  prometheus,
  terraform,
];

/** The reader of a name, as settings carry it. */
export function readerNamed(name: string): Reader | undefined {
  return readers.find((reader) => reader.name === name);
}
