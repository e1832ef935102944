/** How large the packets are that nodes send to each other. All numbers are bytes. */
import type { Cluster } from '../../cluster/model.js';
import { type Need, notKnown } from '../../cluster/need.js';
import { planeOf } from '../../cluster/plane.js';
import { effective } from '../../cluster/precedence.js';
import { isKnown, knownValue, type Slot } from '../../cluster/setting.js';
import { flannelOverhead, mtuIfacePattern, overhead } from '../../network/mtu.js';

export type Size = {
  /** What the largest packet of a pod has; 0 where it is the interface that decides. */
  readonly podMtu: number;
  /** What the widest tunnel adds to it. */
  readonly overhead: number;
  /** The interfaces whose least MTU Felix starts from; empty where the interface of the node's address decides. */
  readonly mtuPattern: string;
  /** A clause: why larger packets than needed may be tried. */
  readonly open?: string;
};

const value = <T>(slot: Slot<T>): T | undefined => knownValue(effective(slot));

/** The size by the settings of a cluster and its needs. */
export function sizeOf(cluster: Cluster, needs: readonly Need[]): Size {
  const plane = planeOf(cluster);
  if (plane === 'canal' || plane === 'flannel') return flannelSize(cluster);
  const added = widest(needs);
  if (plane === 'calico') return { ...calicoMtu(cluster), overhead: added, mtuPattern: patternOf(cluster) };
  const open = 'the packets of pods are those of another CNI plugin, whose path is not known';
  return { podMtu: 0, overhead: added, mtuPattern: '', open };
}

/** Backend.MTU is the size of flannel's own packets (flannel Documentation/backends.md): the tunnel takes its share of it, as it does of the NIC's. */
function flannelSize(cluster: Cluster): Size {
  const { mtu, flannel } = cluster;
  const type = value(flannel.backend)?.toLowerCase() ?? 'vxlan';
  const added = flannelOverhead(type) ?? 0;
  const outer = type === 'vxlan' ? mtu.flannel : [];
  const largest = [value(mtu.veth) ?? 0, (value(outer) ?? 0) - added].filter((bytes) => bytes > 0);
  const unread = type !== 'vxlan' && value(mtu.flannel) ? `whether this flannel reads Backend.MTU for ${type} is not known` : undefined;
  const open = openIn([mtu.veth, outer]) ?? unread;
  return { podMtu: largest.length > 0 ? Math.min(...largest) : 0, overhead: added, mtuPattern: '', ...(open !== undefined && { open }) };
}

/** What pods are given, or the least of the tunnels that have a number. */
function calicoMtu({ mtu }: Cluster): Pick<Size, 'podMtu' | 'open'> {
  const veth = value(mtu.veth) ?? 0;
  if (veth > 0) return { podMtu: veth };
  const tunnels = [mtu.ipip, mtu.vxlan, mtu.wireguard];
  const set = tunnels.map((slot) => value(slot) ?? 0).filter((bytes) => bytes > 0);
  const open = openIn([mtu.veth, ...tunnels]);
  return { podMtu: set.length > 0 ? Math.min(...set) : 0, ...(open !== undefined && { open }) };
}

function openIn(slots: readonly Slot<number>[]): string | undefined {
  const unread = slots.map((slot) => effective(slot)).find((said) => said && !isKnown(said));
  return unread && !isKnown(unread) ? notKnown('the MTU of the pods', unread.unknown) : undefined;
}

function patternOf({ mtu, product }: Cluster): string {
  return value(mtu.ifacePattern) ?? mtuIfacePattern(value(product.calico));
}

/** What eBPF forwards to NodePorts has no part in the MTU of pods: it answers what is too large (felix/bpf-gpl/nat.h, vxlan_encap_too_big). */
function widest(needs: readonly Need[]): number {
  const over4 = ['ipip', 'vxlan', 'wireguard'] as const;
  const found = over4.filter((tunnel) =>
    needs.some(({ kind, packet, open }) => kind === tunnel && (packet === undefined || open === undefined)),
  );
  return Math.max(0, ...found.map((tunnel) => overhead[tunnel]));
}
