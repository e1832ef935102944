/** What flannel's backends send between nodes (flannel Documentation/backends.md). */

import type { Cluster } from './model.js';
import { type Need, notKnown, packetTo, unreadTunnel } from './need.js';
import { tunnels } from './node-groups.js';
import { effective } from './precedence.js';
import { isExplicit, isKnown, type Known, knownValue } from './setting.js';

/** True where flannel carries the pods, and nothing is said of Calico. */
export function isFlannelAlone({ plane, backend, pools, flannel }: Cluster): boolean {
  return flannel.backend.length > 0 && plane.length + backend.length + pools.length === 0;
}

/** flannel's VXLAN has the port of the Linux kernel (pkg/backend/vxlan/vxlan.go:71-76); WireGuard's is ListenPort (pkg/backend/wireguard). */
export function flannelNeeds(cluster: Cluster): readonly Need[] {
  const backend = backendIn(cluster);
  if (!backend) return [];
  if (!isKnown(backend)) return [unreadTunnel(notKnown("flannel's backend", backend.unknown), backend.origin)];
  const type = backend.value.toLowerCase();
  const why = `flannel's backend is ${backend.value}`;
  const base = { why, origin: backend.origin, sure: isExplicit(backend) ? 'proven' : 'likely', oneWay: false } as const;
  const at = (fallback: number): Pick<Need, 'packet' | 'open'> =>
    packetTo({ slot: cluster.flannel.port, name: "flannel's port", fallback });
  if (type === 'ipip') return [{ ...base, kind: 'ipip', packet: tunnels.ipip, what: 'IPIP' }];
  if (type === 'wireguard') return [{ ...base, ...at(51820), kind: 'wireguard', what: 'WireGuard', sure: 'likely', oneWay: true }];
  if (type === 'vxlan') return [{ ...base, ...at(tunnels.flannel.port), kind: 'vxlan', what: 'VXLAN of flannel' }];
  if (type === 'udp') return [{ ...base, ...at(8285), kind: 'udp', what: 'UDP of flannel' }];
  if (untunnelled.has(type)) return [];
  return [unreadTunnel(`${why}, whose packets canal-lint does not know`, backend.origin)];
}

/** host-gw and alloc make no packets of their own; the others have routes of their cloud. */
const untunnelled: ReadonlySet<string> = new Set(['host-gw', 'alloc', 'none', 'ali-vpc', 'aws-vpc', 'gce', 'tencent-vpc']);

/** Canal's, where it is not in sight, may be any. */
function backendIn({ flannel, plane }: Cluster): Known<string> | undefined {
  const said = effective(flannel.backend);
  return said ?? (knownValue(effective(plane)) === 'canal' ? { unknown: 'it is in none of the files' } : undefined);
}
