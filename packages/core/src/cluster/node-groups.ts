/** Which groups of a packet filter hold nodes of one Kubernetes cluster: what they open to each other tells. */
import { type HostGroup, names, type Opening, type OpeningPeer, type Packet, protocols } from './host-groups.js';

/** Hosts of `from` send to hosts of `to`; `evidence` is the rule that says so. `presumed`: nothing but all TCP shows that they are nodes. */
export type NodePair = { readonly from: HostGroup; readonly to: HostGroup; readonly evidence: Opening; readonly presumed?: boolean };

const tcp = (port: number): Packet => ({ protocol: protocols.tcp, port });
const udp = (port: number): Packet => ({ protocol: protocols.udp, port });

/** Tunnels that carry each direction of each pair on its own: no reply opens the way back. */
export const tunnels: Readonly<Record<'vxlan' | 'flannel' | 'ipip', Packet>> = {
  vxlan: udp(4789),
  flannel: udp(8472),
  ipip: { protocol: protocols.ipip, port: 0 },
};

/** What only nodes say to each other: Calico's, Canal's and flannel's (felix/config/config_params.go:178-179,362-363,442). */
const amongNodes: readonly Packet[] = [...Object.values(tunnels), tcp(5473), udp(51820), udp(51821)];
/** Routers may talk it too: it makes nodes of a group's own members only. */
const bgp = tcp(179);
/** Whatever carries the pods. From another group, it may also be a monitor that asks. */
const kubelet = tcp(10250);

/**
 * Pairs of groups that hold nodes of one cluster: one opens a port of the field to the other, or to its own members. Where `kubernetes`, the
 * kubelet's port counts, and all TCP does in a group that is named as one of nodes. A rule for a range of addresses speaks for the group's own
 * hosts. Each pair in both directions, once.
 */
export function nodePairs(groups: readonly HostGroup[], kubernetes: boolean): readonly NodePair[] {
  const pairs = new Map<string, NodePair>();
  const add = (from: HostGroup, to: HostGroup, evidence: Opening): void => {
    for (const [a, b] of [[from, to] as const, [to, from] as const]) {
      const key = `${a.name.value} ${b.name.value}`;
      if (!pairs.has(key)) pairs.set(key, { from: a, to: b, evidence });
    }
  };
  const own = kubernetes ? [...amongNodes, kubelet, bgp] : [...amongNodes, bgp];
  const amongOwn = (group: HostGroup, packets: readonly Packet[]): Opening | undefined =>
    group.openings.find(
      (one) => (tells(one, packets) || (kubernetes && group.named && opensAllTcp(one))) && one.peers.some((peer) => isOwn(peer, group)),
    );
  for (const group of groups) {
    const evidence = amongOwn(group, own);
    if (evidence) add(group, group, evidence);
  }
  const sure = groups.filter((group) => amongOwn(group, [...amongNodes, kubelet]));
  for (const group of groups) {
    for (const { opening, other } of others(group, groups)) {
      const both = kubernetes && (tells(opening, [kubelet]) || opensAllTcp(opening)) && sure.includes(group) && sure.includes(other);
      if (both || tells(opening, amongNodes)) add(other, group, opening);
    }
  }
  return pairs.size > 0 || !kubernetes ? [...pairs.values()] : presumedPair(groups);
}

/** Beside the settings of a cluster, the only group whose hosts are in sight is that of its nodes, where it opens all TCP to its own members. */
function presumedPair(groups: readonly HostGroup[]): readonly NodePair[] {
  const [only, ...more] = groups.filter(({ beside }) => beside !== undefined);
  if (!only || more.length > 0) return [];
  const evidence = only.openings.find((one) => opensAllTcp(one) && one.peers.some((peer) => isOwn(peer, only)));
  return evidence ? [{ from: only, to: only, evidence, presumed: true }] : [];
}

function opensAllTcp({ direction, allows, packets }: Opening): boolean {
  if (direction !== 'in' || !allows || !packets) return false;
  if (packets.protocol === 'all') return true;
  return packets.protocol === protocols.tcp && packets.from <= bgp.port && kubelet.port <= packets.to;
}

function tells(opening: Opening, packets: readonly Packet[]): boolean {
  return opening.direction === 'in' && opening.allows && packets.some((packet) => names(opening, packet));
}

function isOwn(peer: OpeningPeer, group: HostGroup): boolean {
  return peer.kind === 'group' ? peer.name === group.name.value : peer.kind === 'range' || peer.kind === 'unknown';
}

function others(group: HostGroup, groups: readonly HostGroup[]): readonly { readonly opening: Opening; readonly other: HostGroup }[] {
  return group.openings.flatMap((opening) =>
    opening.peers.flatMap((peer) => {
      const other =
        peer.kind === 'group' && peer.name !== group.name.value ? groups.find(({ name }) => name.value === peer.name) : undefined;
      return other ? [{ opening, other }] : [];
    }),
  );
}
