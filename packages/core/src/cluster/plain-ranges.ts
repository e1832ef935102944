/** Ranges of pods whose packets go between nodes as they are: what lies between the nodes sees addresses of pods. */
import { parseCidr } from '../network/cidr.js';
import type { Cluster, Pool } from './model.js';
import { notKnown } from './need.js';
import { carriesPods, livePools, poolName, usesPools } from './pools.js';
import { effective } from './precedence.js';
import { isKnown, type Known, knownValue } from './setting.js';

/** `cidr` is absent where it is not known: `open` tells then. */
export type PlainRange = { readonly cidr?: string; readonly why: string; readonly open?: string };

/** Those of pools with None or CrossSubnet, and of flannel's host-gw and DirectRouting. */
export function plainRanges(cluster: Cluster): readonly PlainRange[] {
  return [...(usesPools(cluster) ? livePools(cluster).flatMap(ofPool) : []), ...ofFlannel(cluster)];
}

function ofPool(pool: Pool): readonly PlainRange[] {
  const mode = knownValue(pool.encapsulation);
  if (mode === undefined || !carriesPods(pool) || !(mode === 'None' || mode.endsWith('CrossSubnet'))) return [];
  const where = mode === 'None' ? 'between all nodes' : `between nodes of one subnet (${mode})`;
  return range(pool.cidr, `of pool ${poolName(pool)}`, where);
}

/** host-gw is for one subnet, and DirectRouting does the same inside of each (flannel Documentation/backends.md). */
function ofFlannel(cluster: Cluster): readonly PlainRange[] {
  const { backend, directRouting, network, network6, ipv6 } = cluster.flannel;
  const type = knownValue(effective(backend))?.toLowerCase();
  const direct = type === 'vxlan' && knownValue(effective(directRouting)) === true;
  if (type !== 'host-gw' && !direct) return [];
  const where = direct ? 'between nodes of one subnet (DirectRouting)' : 'between all nodes (host-gw)';
  // RKE2 takes the range from cluster-cidr.
  const v4 = effective(network) ?? cluster.cidrs.pod.find((said) => !isKnown(said) || parseCidr(said.value)?.family === 4);
  const v6 = knownValue(effective(ipv6)) === true ? effective(network6) : undefined;
  return [...range(v4 ?? { unknown: 'it is in none of the files' }, 'of flannel', where), ...(v6 ? range(v6, 'of flannel', where) : [])];
}

function range(cidr: Known<string>, whose: string, where: string): readonly PlainRange[] {
  const why = `packets of the pods ${whose} go without a tunnel ${where}`;
  if (!isKnown(cidr)) return [{ why, open: notKnown(`the range of the pods ${whose}`, cidr.unknown) }];
  return parseCidr(cidr.value) ? [{ cidr: cidr.value, why }] : [];
}
