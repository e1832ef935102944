// Written by `npm run gen` from the folders of readers/; do not edit.
import { calicoNode } from './calico-node/reader.js';
import { calicoResources } from './calico-resources/reader.js';
import { flannel } from './flannel/reader.js';
import { helmValues } from './helm-values/reader.js';
import { k3s } from './k3s/reader.js';
import { kops } from './kops/reader.js';
import { kubeone } from './kubeone/reader.js';
import { kubernetes } from './kubernetes/reader.js';
import { kubespray } from './kubespray/reader.js';
import { microk8s } from './microk8s/reader.js';
import { operator } from './operator/reader.js';
import { prometheus } from './prometheus/reader.js';
import type { Reader } from './reader.js';
import { rke1 } from './rke1/reader.js';
import { terraform } from './terraform/reader.js';

/** Every reader, by name. */
export const registry: readonly Reader[] = [
  calicoNode,
  calicoResources,
  flannel,
  helmValues,
  k3s,
  kops,
  kubeone,
  kubernetes,
  kubespray,
  microk8s,
  operator,
  prometheus,
  rke1,
  terraform,
];
