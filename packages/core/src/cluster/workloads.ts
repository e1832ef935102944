import { fieldImage, parseImage } from '../network/image.js';
import type { Cluster, Container, EnvironmentFact } from './model.js';
import { isKnown, type Setting } from './setting.js';

/** The containers that run calico-node: by their name, or by their image. */
export function calicoNodes(cluster: Cluster): readonly Container[] {
  return running(cluster, 'calico-node', 'node');
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

export type Variable = EnvironmentFact & { readonly value: Setting<string> };

/** The variables of a container whose value is known. */
export function knownVariables({ env }: Container): readonly Variable[] {
  return env.filter((variable): variable is Variable => isKnown(variable.value));
}
