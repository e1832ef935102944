/** What a cluster needs of the network between its nodes, as far as the preflight can look at it. */
import { mayRunBird } from '../../cluster/bgp.js';
import type { Cluster } from '../../cluster/model.js';
import { enabledTunnels, usesPools } from '../../cluster/pools.js';
import { effective } from '../../cluster/precedence.js';
import { isKnown, knownValue, type Slot } from '../../cluster/setting.js';
import { excludedInterfaces } from '../../network/autodetection.js';
import { vxlanDevice } from '../../network/flannel.js';
import { flannelOverhead, mtuIfacePattern, overhead, type Tunnel } from '../../network/mtu.js';

export type Needs = {
  /** Port of BIRD; absent where it does not run. */
  readonly bgpPort?: number;
  readonly mesh: boolean;
  readonly vxlanPort?: number;
  readonly typha: boolean;
  readonly ipip: boolean;
  readonly wireguardPort?: number;
  /** Bytes; 0 where Felix computes it on each node. */
  readonly podMtu: number;
  /** The interfaces whose least MTU Felix starts from; empty where the interface of the node's address decides. */
  readonly mtuPattern: string;
  /** What the widest tunnel adds to a packet of a pod, in bytes. */
  readonly overhead: number;
  /** As IP_AUTODETECTION_METHOD; `default-route` is flannel's way. */
  readonly method: string;
  /** Interfaces that first-found passes over, as one regular expression. */
  readonly excluded: string;
  readonly modules: readonly string[];
  /** What the input does not say, and what was taken for it. */
  readonly remarks: readonly string[];
};

const value = <T>(slot: Slot<T>): T | undefined => knownValue(effective(slot));

/** Source of the ports: felix/config/config_params.go:178-179,362-363,442. */
export function needsOf(cluster: Cluster): Needs {
  const carried = usesPools(cluster) ? calico(cluster) : flannel(cluster);
  const remarks: string[] = [...carried.remarks];
  const method = methodOf(cluster, remarks);
  const bird = mayRunBird(cluster);
  if (bird && effective(cluster.backend) === undefined)
    remarks.push('the input does not tell the backend: bird is taken, so TCP 179 is looked at');
  return {
    ...carried,
    ...(bird && { bgpPort: value(cluster.bgp.listenPort) ?? 179 }),
    mesh: value(cluster.bgp.mesh) !== false,
    typha: value(cluster.typha) === true,
    podMtu: podMtu(cluster),
    mtuPattern: usesPools(cluster) ? (value(cluster.mtu.ifacePattern) ?? mtuIfacePattern(value(cluster.product.calico))) : '',
    method,
    excluded: excludedInterfaces(value(cluster.product.calico)).join('|'),
    modules: [...modulesOf(carried), ...filterModules[value(cluster.product.dataplane) ?? 'iptables']],
    remarks,
  };
}

type Carried = Pick<Needs, 'vxlanPort' | 'ipip' | 'wireguardPort' | 'overhead' | 'remarks'>;

function calico(cluster: Cluster): Carried {
  const over4: readonly Tunnel[] = ['ipip', 'vxlan', 'wireguard'];
  const found = enabledTunnels(cluster).map(({ tunnel }) => tunnel);
  const tunnels = over4.filter((tunnel) => found.includes(tunnel));
  const unread = cluster.pools.some(({ encapsulation }) => !isKnown(encapsulation));
  const absent = cluster.pools.length === 0 && tunnels.length === 0;
  return {
    ...(tunnels.includes('vxlan') && { vxlanPort: value(cluster.felix.vxlanPort) ?? 4789 }),
    ...(tunnels.includes('wireguard') && { wireguardPort: value(cluster.wireguard.port) ?? 51820 }),
    ipip: tunnels.includes('ipip'),
    overhead: Math.max(0, ...tunnels.map((tunnel) => overhead[tunnel])),
    remarks:
      unread || absent
        ? [`the input does not tell the encapsulation of ${unread ? 'every pool' : 'any pool'}: no tunnel of it is looked at`]
        : [],
  };
}

function flannel({ flannel: { backend, port } }: Cluster): Carried {
  const type = value(backend)?.toLowerCase();
  return {
    ...((type ?? 'vxlan') === 'vxlan' && { vxlanPort: value(port) ?? vxlanDevice.port }),
    ...(type === 'wireguard' && { wireguardPort: value(port) ?? 51820 }),
    ipip: type === 'ipip',
    overhead: flannelOverhead(type ?? 'vxlan') ?? 0,
    remarks: type === undefined ? ["the input does not tell flannel's backend: vxlan is taken"] : [],
  };
}

/** What pods are given, or the least of the tunnels that have a number. */
function podMtu({ mtu }: Cluster): number {
  const veth = value(mtu.veth) ?? 0;
  if (veth > 0) return veth;
  const set = [mtu.ipip, mtu.vxlan, mtu.wireguard].map((slot) => value(slot) ?? 0).filter((bytes) => bytes > 0);
  return set.length > 0 ? Math.min(...set) : 0;
}

function methodOf(cluster: Cluster, remarks: string[]): string {
  if (!usesPools(cluster)) return flannelMethod(value(cluster.flannel.iface) ?? '');
  const ip = value(cluster.nodeAddress.ip);
  // An address that is written, or comes from the Node, is not looked for (startup.go:626-629).
  if (ip !== undefined && !['', 'autodetect'].includes(ip)) return 'kubernetes-internal-ip';
  const said = effective(cluster.nodeAddress.method);
  if (said !== undefined && !isKnown(said)) {
    remarks.push(`IP_AUTODETECTION_METHOD is not known (${said.unknown}): the InternalIP of each node is taken`);
    return 'kubernetes-internal-ip';
  }
  const method = said?.value || 'first-found';
  if (/\\[a-zA-Z]|\(\?/.test(method)) remarks.push(`the pattern in ${method} is read by awk, which knows no \\d and no (?i)`);
  return method;
}

/** canal_iface is one name or address (flannel pkg/ipmatch/match.go:79-230). */
function flannelMethod(iface: string): string {
  if (iface === '') return 'default-route';
  return /^[\d.]+$/.test(iface) ? `cidr=${iface}/32` : `interface=^${iface.replaceAll('.', '[.]')}$`;
}

const filterModules: Readonly<Record<'iptables' | 'nftables' | 'bpf', readonly string[]>> = {
  iptables: ['ip_set', 'xt_set'],
  nftables: ['nf_tables'],
  bpf: [],
};

function modulesOf({ vxlanPort, ipip, wireguardPort }: Carried): readonly string[] {
  return [...(vxlanPort === undefined ? [] : ['vxlan']), ...(ipip ? ['ipip'] : []), ...(wireguardPort === undefined ? [] : ['wireguard'])];
}
