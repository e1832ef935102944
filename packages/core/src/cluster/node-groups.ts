/** Which groups of a packet filter hold nodes of one Kubernetes cluster: what they open to each other tells. */
import { type HostGroup, names, type Opening, type OpeningPeer, type Packet, passes, protocols } from './host-groups.js';

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
 * hosts. Where a group allows itself all that the cluster needs, groups with nothing but BGP or the kubelet's port are routers and monitors.
 * Each pair in both directions, once.
 */
export function nodePairs(groups: readonly HostGroup[], kubernetes: boolean, needs: readonly Packet[] = amongNodes): readonly NodePair[] {
  const pairs = new Map<string, NodePair>();
  const add = (from: HostGroup, to: HostGroup, evidence: Opening): void => {
    for (const [a, b] of [[from, to] as const, [to, from] as const]) {
      const key = `${a.name.value} ${b.name.value}`;
      if (!pairs.has(key)) pairs.set(key, { from: a, to: b, evidence });
    }
  };
  const own = new Map<HostGroup, Opening>();
  for (const group of nodesAmong(groups, kubernetes, needs)) {
    const evidence = amongOwn(group, kubernetes ? [...amongNodes, kubelet, bgp] : [...amongNodes, bgp], kubernetes);
    if (evidence) own.set(group, evidence);
  }
  for (const [group, evidence] of own) add(group, group, evidence);
  const sure = new Set([...own.keys()].filter((group) => amongOwn(group, [...amongNodes, kubelet], kubernetes)));
  for (const { opening, group, other } of between(groups)) {
    const both = kubernetes && (tells(opening, [kubelet]) || opensAllTcp(opening)) && sure.has(group) && sure.has(other);
    if (both || (tells(opening, amongNodes) && (!opening.everywhere || own.has(group)))) add(other, group, opening);
  }
  return pairs.size > 0 || !kubernetes ? [...pairs.values()] : presumedPair(groups);
}

/** Without those that only routers and monitors would be, where others have all that the cluster needs. */
function nodesAmong(groups: readonly HostGroup[], kubernetes: boolean, needs: readonly Packet[]): readonly HostGroup[] {
  const allowsAll = (group: HostGroup): boolean =>
    needs.every((packet) => passes('in', { own: group, others: group, packet, all: groups }) === 'allowed');
  const complete = groups.some((group) => amongOwn(group, [...amongNodes, kubelet], kubernetes) !== undefined && allowsAll(group));
  return complete ? groups.filter((group) => group.named || amongOwn(group, amongNodes, kubernetes)) : groups;
}

/** The rule by which members of a group reach each other at one of these ports. */
function amongOwn(group: HostGroup, packets: readonly Packet[], kubernetes: boolean): Opening | undefined {
  return group.openings.find((one) => {
    const told = tells(one, packets) || (kubernetes && group.named && opensAllTcp(one));
    // Who is let in everywhere sends: a monitor asks each kubelet, and a range is that of all hosts.
    const members =
      one.everywhere && !group.named ? tells(one, amongNodes) && isNamedIn(one, group) : one.peers.some((peer) => isOwn(peer, group));
    return told && members;
  });
}

function isNamedIn({ peers }: Opening, { name }: HostGroup): boolean {
  return peers.some((peer) => peer.kind === 'group' && peer.name === name.value);
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

/** What groups open to other groups. */
function between(
  groups: readonly HostGroup[],
): readonly { readonly opening: Opening; readonly group: HostGroup; readonly other: HostGroup }[] {
  const byName = new Map(groups.toReversed().map((group) => [group.name.value, group]));
  return groups.flatMap((group) =>
    group.openings.flatMap((opening) =>
      opening.peers.flatMap((peer) => {
        const other = peer.kind === 'group' && peer.name !== group.name.value ? byName.get(peer.name) : undefined;
        return other ? [{ opening, group, other }] : [];
      }),
    ),
  );
}
