/** The images that an inventory names in place of those of its release (roles/kubespray_defaults/defaults/main/download.yml at 46dbdd3). */
import type { Draft } from '../../cluster/draft.js';
import type { Container } from '../../cluster/input.js';
import { isExplicit, isKnown, type Known } from '../../cluster/setting.js';
import { text } from '../stated.js';
import type { Vars } from './maps.js';
import { firstKey, reader, single } from './variables.js';

type Workload = { readonly kind: string; readonly name: string; readonly images: Readonly<Record<string, readonly [string, string]>> };

/** Variables without `_repo` and `_tag`, the container that runs the image, and the image of every release. */
const workloads: Readonly<Record<'calico' | 'flannel', readonly Workload[]>> = {
  calico: [
    {
      kind: 'DaemonSet',
      name: 'calico-node',
      images: { calico_node_image: ['calico-node', 'calico/node'], calico_cni_image: ['install-cni', 'calico/cni'] },
    },
    {
      kind: 'Deployment',
      name: 'calico-kube-controllers',
      images: { calico_policy_image: ['calico-kube-controllers', 'calico/kube-controllers'] },
    },
    { kind: 'Deployment', name: 'calico-typha', images: { calico_typha_image: ['calico-typha', 'calico/typha'] } },
  ],
  flannel: [
    {
      kind: 'DaemonSet',
      name: 'kube-flannel',
      images: {
        flannel_image: ['kube-flannel', 'flannel/flannel'],
        flannel_init_image: ['install-cni-plugin', 'flannel/flannel-cni-plugin'],
      },
    },
  ],
};

/** States the workloads whose images have a tag of their own. Without one the release decides. */
export function readImages(vars: readonly Vars[], plugin: 'calico' | 'flannel', draft: Draft): void {
  for (const { images, ...workload } of workloads[plugin]) {
    const containers = Object.entries(images).flatMap(([name, of]) => container(vars, name, of) ?? []);
    const [first] = containers;
    if (first) draft.workloads.push({ ...workload, namespace: 'kube-system', origin: first.origin, containers });
  }
}

function container(vars: readonly Vars[], name: string, [called, usual]: readonly [string, string]): Container | undefined {
  const place = firstKey(vars, (key) => key === `${name}_tag`)?.origin;
  const tag = single(vars, `${name}_tag`, text);
  if (!place || !tag) return undefined;
  const image = imageOf(tag, single(vars, `${name}_repo`, text), usual);
  return { name: called, origin: place, image, init: /^install/.test(called), command: [], env: [], envOpen: true, mounts: [] };
}

/** The release decides on the registry where none is named: it is left out. */
function imageOf(tag: Known<string>, repo: Known<string> | undefined, usual: string): Known<string> {
  if (!isKnown(tag)) return tag;
  if (repo && !isKnown(repo)) return repo;
  const value = `${repo?.value ?? usual}:${tag.value}`;
  return { ...tag, value, write: { reader, as: 'image', place: tag.origin, ...(isExplicit(repo) && { beside: repo.origin }) } };
}
