import { isFlannelAlone } from './flannel-needs.js';
import type { Cluster } from './model.js';
import { effective } from './precedence.js';
import { knownValue } from './setting.js';

/** Who carries the packets of pods: `policy-only` is another CNI plugin beside Calico. Calico where nothing else is known. */
export function planeOf(cluster: Cluster): 'calico' | 'canal' | 'flannel' | 'policy-only' {
  if (isFlannelAlone(cluster)) return 'flannel';
  return knownValue(effective(cluster.plane)) ?? 'calico';
}
