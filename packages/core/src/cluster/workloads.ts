import { fieldImage, parseImage } from '../network/image.js';
import type { Container, EnvironmentFact } from './input.js';
import type { Cluster } from './model.js';
import { isKnown, type Known, knownValue, type Setting } from './setting.js';

/** The containers that run calico-node: by their name, or by their image. */
export function calicoNodes(cluster: Cluster): readonly Container[] {
  return running(cluster, 'calico-node', 'node');
}

/** The containers that run Typha. */
export function typhas(cluster: Cluster): readonly Container[] {
  return running(cluster, 'calico-typha', 'typha');
}

/** The containers that run flanneld. */
export function flanneld(cluster: Cluster): readonly Container[] {
  return running(cluster, 'kube-flannel', 'flannel');
}

function running({ workloads }: Cluster, name: string, role: string): readonly Container[] {
  return workloads
    .flatMap(({ containers }) => containers)
    .filter((container) => !container.init && (container.name === name || roleOf(container) === role));
}

function roleOf({ image }: Container): string | undefined {
  const parsed = isKnown(image) ? parseImage(image.value) : undefined;
  return parsed && fieldImage(parsed);
}

/**
 * Kubespray prints CALICO_IPV4POOL_IPIP=Off into every DaemonSet and makes its pool with calicoctl before calico-node starts
 * (roles/network_plugin/calico/tasks/install.yml:192-241), so that the variables of the pool are never used. Its template is known by NODEIP.
 */
export function isKubesprays(value: (name: string) => Known<string> | undefined): boolean {
  if (value('NODEIP') === undefined) return false;
  return knownValue(value('IP_AUTODETECTION_METHOD')) === 'can-reach=$(NODEIP)' || knownValue(value('CALICO_IPV4POOL_IPIP')) === 'Off';
}

/** The value that the kubelet puts in for `$(NAME)` is not known. */
export function isReference(text: string): boolean {
  return text.includes('$(');
}

export type Variable = EnvironmentFact & { readonly value: Setting<string> };

/** The variables of a container whose value is known. */
export function knownVariables({ env }: Container): readonly Variable[] {
  return env.filter((variable): variable is Variable => isKnown(variable.value));
}
