/** Packet filters of clouds: groups of hosts, what is let in and out of them, and what follows for a packet between two of them. */
import type { Origin } from '../source/index.js';
import type { Setting } from './setting.js';

/** Hosts behind one filter: the members of an AWS security group, the instances of a Google network, what an Azure security group is put before. */
export type HostGroup = {
  /** Its address, as its dialect writes it. `write` adds an opening beside one of `additions`, spelled as `spellOpening` does. */
  readonly name: Setting<string>;
  readonly cloud: 'aws' | 'gcp' | 'azure';
  readonly openings: readonly Opening[];
  /** Rules beside which one for another packet can be written; each with the peers that it would have. */
  readonly additions: readonly Opening[];
  /** Why more may be open, or closed, than is in sight. */
  readonly beyond: string | undefined;
  /** The other groups of its hosts, which open to them too. Undefined: its hosts are out of sight. */
  readonly beside: readonly string[] | undefined;
  /** Rules that stand inside the group while others stand on their own: each of the two ways removes what the other brought. */
  readonly mixed: { readonly inline: Origin; readonly alone: Origin } | undefined;
  /** Its name, or the name or a tag of one of its hosts, is that of a node. */
  readonly named: boolean;
  /** Its hosts are one machine: it has no members that reach each other. */
  readonly single?: boolean;
};

/** One rule of a filter. */
export type Opening = {
  readonly origin: Origin;
  readonly direction: 'in' | 'out';
  readonly allows: boolean;
  /** The lowest is asked first. Undefined: not known. */
  readonly priority: number | undefined;
  /** Undefined: not known. */
  readonly packets: Packets | undefined;
  /** Whom it is open to; empty for nobody. */
  readonly peers: readonly OpeningPeer[];
  /** False where a condition may leave the rule out, or it may not hold for all hosts of the group. */
  readonly certain: boolean;
  /** It holds for hosts of all groups of a network, and says nothing of those of this one. */
  readonly everywhere?: boolean;
  /** The protocol as it is written, where it can be changed. */
  readonly protocol?: Setting<string>;
};

/** An IP protocol number (IANA) with its ports; `all` is every protocol. */
export type Packets = { readonly protocol: number | 'all'; readonly from: number; readonly to: number };

/**
 * `any` is 0.0.0.0/0 or ::/0, `internet` all but the cloud's own networks, `one` a single host, `range` whatever lies between, `unknown` what an
 * expression gives.
 */
export type OpeningPeer =
  | { readonly kind: 'group'; readonly name: string }
  | { readonly kind: 'any' | 'internet' | 'one' | 'range' | 'unknown' };

/** What one kind of traffic needs. `port` is 0 for a protocol without ports. */
export type Packet = { readonly protocol: number; readonly port: number };

export const protocols = { icmp: 1, ipip: 4, tcp: 6, udp: 17, oldIpip: 94 } as const;

export const anyPort: { readonly from: number; readonly to: number } = { from: 0, to: 65535 };

/** A packet in words: `TCP 179`, `IP protocol 4`. */
export function packetText({ protocol, port }: Packet): string {
  if (protocol === protocols.tcp) return `TCP ${port}`;
  return protocol === protocols.udp ? `UDP ${port}` : `IP protocol ${protocol}`;
}

/** An opening as a change carries it to the reader: protocol, port, and the group that it is open to. */
export function spellOpening({ protocol, port }: Packet, from: string): string {
  return `${protocol}:${port}:${from}`;
}

/** The reverse of `spellOpening`; undefined for another text. */
export function parseOpening(text: string): (Packet & { readonly from: string }) | undefined {
  const [, protocol, port, from] = /^(\d+):(\d+):(.+)$/.exec(text) ?? [];
  return from === undefined ? undefined : { protocol: Number(protocol), port: Number(port), from };
}

/** True where a rule speaks about this packet only, not about everything. */
export function names({ packets }: Opening, { protocol, port }: Packet): boolean {
  if (packets?.protocol !== protocol) return false;
  const ported = protocol === protocols.tcp || protocol === protocols.udp;
  return !ported || (packets.from <= port && port <= packets.to && packets.to - packets.from < 1000);
}

type Verdict = 'allowed' | 'denied' | 'unknown';

type Asked = { readonly own: HostGroup; readonly others: HostGroup; readonly packet: Packet; readonly all: readonly HostGroup[] };

/**
 * What becomes of a packet on its way into a group, or out of one. `allowed`: a rule covers it. `denied`: no rule does, and no rule is unknown or
 * out of sight. Else `unknown`.
 */
export function passes(direction: Opening['direction'], { own, others, packet, all }: Asked): Verdict {
  const beside = [own.name.value, ...(own.beside ?? [])];
  const groups = all.filter(({ name }) => beside.includes(name.value));
  const rules = groups.flatMap(({ openings }) => openings.filter((one) => one.direction === direction));
  // A group that says nothing of what goes out leaves that to another one of its hosts: without any, nothing would work at all.
  if (direction === 'out' && rules.length === 0) return 'allowed';
  const verdict = decided(rules, packet, new Set([others.name.value, ...(others.beside ?? [])]));
  if (groups.length === beside.length && groups.every(({ beyond }) => beyond === undefined)) {
    return verdict === 'uncovered' ? withoutRule(own.cloud, direction) : verdict;
  }
  // AWS has no rules that deny: what is out of sight can only open more.
  return verdict === 'allowed' && own.cloud === 'aws' ? verdict : 'unknown';
}

/**
 * The rule beside which another one is written to let a packet into a group: to as many of the senders as one rule reaches, and to as few others.
 * Undefined where what denies the packet is asked before each.
 */
export function additionFor(
  packet: Packet,
  to: HostGroup,
  [from, ...more]: readonly HostGroup[],
  all: readonly HostGroup[],
): Opening | undefined {
  const reaches = (one: Opening, others: HostGroup): boolean => {
    const added: Opening = { ...one, packets: { protocol: packet.protocol, from: packet.port, to: packet.port } };
    const own: HostGroup = { ...to, openings: [...to.openings, added] };
    return passes('in', { own, others, packet, all: all.map((group) => (group === to ? own : group)) }) !== 'denied';
  };
  const width = ({ everywhere, peers }: Opening): number => peers.length + (everywhere ? all.length : 0);
  const reaching = from ? to.additions.filter((one) => reaches(one, from)).toSorted((a, b) => width(a) - width(b)) : [];
  return reaching.find((one) => more.every((other) => reaches(one, other))) ?? reaching[0];
}

/** Google denies what comes in only; the last rules of Azure, which are not in the input, let the hosts of one network reach each other. */
function withoutRule(cloud: HostGroup['cloud'], direction: Opening['direction']): Verdict {
  if (cloud === 'azure') return 'unknown';
  return cloud === 'gcp' && direction === 'out' ? 'allowed' : 'denied';
}

/** The first rule that covers the packet decides, unless one before it may do so too and says otherwise. */
function decided(rules: readonly Opening[], packet: Packet, peers: ReadonlySet<string>): Verdict | 'uncovered' {
  const perhaps = new Set<boolean>();
  for (const rule of rules.toSorted(byPriority)) {
    const match = matches(rule, packet, peers);
    if (match === 'maybe' || (match === 'yes' && rule.priority === undefined)) perhaps.add(rule.allows);
    if (match !== 'yes' || rule.priority === undefined) continue;
    if (perhaps.has(!rule.allows)) return 'unknown';
    return rule.allows ? 'allowed' : 'denied';
  }
  return perhaps.size > 0 ? 'unknown' : 'uncovered';
}

/** What denies goes before what allows. A rule that may stand anywhere is asked before all others, and decides nothing. */
function byPriority(a: Opening, b: Opening): number {
  return (a.priority ?? -1) - (b.priority ?? -1) || Number(a.allows) - Number(b.allows);
}

function matches({ packets, peers, certain }: Opening, { protocol, port }: Packet, wanted: ReadonlySet<string>): 'yes' | 'maybe' | 'no' {
  if (packets && packets.protocol !== 'all' && packets.protocol !== protocol) return 'no';
  const ported = protocol === protocols.tcp || protocol === protocols.udp;
  if (packets && ported && packets.protocol !== 'all' && (port < packets.from || packets.to < port)) return 'no';
  const open = peers.map((peer) => openTo(peer, wanted));
  if (open.includes('yes')) return certain && packets ? 'yes' : 'maybe';
  return open.includes('maybe') ? 'maybe' : 'no';
}

/** One host is not all hosts of a group; whether a range holds them is not in the input. */
function openTo(peer: OpeningPeer, wanted: ReadonlySet<string>): 'yes' | 'maybe' | 'no' {
  if (peer.kind === 'any') return 'yes';
  if (peer.kind === 'group') return wanted.has(peer.name) ? 'yes' : 'no';
  return peer.kind === 'one' || peer.kind === 'internet' ? 'no' : 'maybe';
}
