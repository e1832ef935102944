import {
  additionFor,
  type HostGroup,
  names,
  type Opening,
  type Packet,
  packetText,
  passes,
  protocols,
  spellOpening,
} from '../../cluster/host-groups.js';
import type { Cluster } from '../../cluster/model.js';
import type { Need } from '../../cluster/need.js';
import { needsOf } from '../../cluster/needs.js';
import { type NodePair, nodePairs, tunnels } from '../../cluster/node-groups.js';
import { defineRule, noOptions, type Report, type Rule } from '../rule.js';
import { type Messages, messages } from './messages.js';
import { judgeNames, judgeProtocols } from './protocols.js';

const rule: Rule<Messages, Readonly<Record<string, never>>> = defineRule({
  name: 'underlay-port-blocked',
  since: '0.1.0',
  category: 'underlay',
  severity: 'error',
  summary: 'The packet filter of the cloud lets nodes reach each other as Calico needs it',
  messages,
  options: noOptions,
  check({ cluster, report }) {
    const { groups } = cluster.underlay;
    const needs = needsOf(cluster).flatMap((need) => clearNeed(need));
    const packets = needs.map(({ packet }) => packet);
    const pairs = severalIn(needs.length > 0 ? nodePairs(groups, true, packets) : nodePairs(groups, false));
    for (const need of needs) judgeNeed(cluster, { need, pairs, report });
    if (needs.length === 0)
      for (const [what, packet] of tunnelNames) judgeUneven(groups, { what, packet, pairs: severalIn(nodePairs(groups, true)), report });
    for (const group of groups) judgeProtocols(group, report);
    for (const group of groups) judgeNames(group, report);
    for (const group of groups) if (pairs.some(({ to }) => to === group)) judgeMixed(group, report);
  },
});
export default rule;

type ClearNeed = Need & { readonly packet: Packet };

/** Without those of which the input leaves something open, and those that no packet of a pod waits for. */
function clearNeed(need: Need): readonly ClearNeed[] {
  const { packet, open, sure } = need;
  return packet && open === undefined && sure !== 'ready' ? [{ ...need, packet }] : [];
}

/** One machine sends nothing to itself. */
function severalIn(pairs: readonly NodePair[]): readonly NodePair[] {
  return pairs.filter(({ from, to }) => from !== to || !to.single);
}

type Judging = { readonly need: ClearNeed; readonly pairs: readonly NodePair[]; readonly report: Report<Messages> };

function judgeNeed(cluster: Cluster, { need, pairs, report }: Judging): void {
  const all = cluster.underlay.groups;
  const told = new Set<HostGroup>();
  for (const { from, to, evidence, presumed } of pairs) {
    // Azure's fabric drops IPIP whatever a rule says: cloud-encapsulation tells.
    if (told.has(to) || (to.cloud === 'azure' && need.packet.protocol === protocols.ipip)) continue;
    const side = deniedAt(from, to, need.packet, all);
    if (!side || (need.oneWay && from !== to && (told.has(from) || !deniedAt(to, from, need.packet, all)))) continue;
    const group = side === 'in' ? to : from;
    told.add(to);
    report({
      message: side,
      at: group.name.origin,
      severity: need.sure === 'proven' && !presumed && from.beside !== undefined && to.beside !== undefined ? 'error' : 'warning',
      data: { ...worded(need, group), from: peerName(from, to), to: peerName(to, from), why: need.why },
      related: [
        ...(need.origin ? [{ origin: need.origin, note: need.why }] : []),
        { origin: evidence.origin, note: 'nodes reach each other here' },
      ],
      ...(side === 'in' && opened(need.packet, { from, to }, { pairs, all })),
    });
  }
}

function deniedAt(from: HostGroup, to: HostGroup, packet: Packet, all: readonly HostGroup[]): 'in' | 'out' | undefined {
  if (passes('in', { own: to, others: from, packet, all }) === 'denied') return 'in';
  return passes('out', { own: from, others: to, packet, all }) === 'denied' ? 'out' : undefined;
}

function worded(
  { what, packet }: Pick<ClearNeed, 'what' | 'packet'>,
  { name }: HostGroup,
): { group: string; what: string; packet: string } {
  return { group: name.value, what, packet: packetText(packet) };
}

function peerName(one: HostGroup, other: HostGroup): string {
  return one === other ? 'its own members' : one.name.value;
}

type Around = { readonly pairs: readonly NodePair[]; readonly all: readonly HostGroup[] };

/** It changes who may send what: never without being asked for. Groups that an installer makes are in no text of the user's. */
function opened(
  packet: Packet,
  { from, to }: Pick<NodePair, 'from' | 'to'>,
  { pairs, all }: Around,
): Pick<Parameters<Report<Messages>>[0], 'fix'> {
  if (!to.name.write) return {};
  const title = `open ${packetText(packet)} to ${peerName(from, to)}`;
  const senders = pairs.filter((pair) => pair.to === to && pair.from !== from).map((pair) => pair.from);
  const beside = additionFor(packet, to, [from, ...senders], all)?.origin;
  const { write } = to.name;
  const setting = write && beside ? { ...to.name, write: { ...write, beside } } : to.name;
  const changes = [{ setting, to: spellOpening(packet, from.name.value) }];
  return { fix: { title, applicability: 'unsafe', changes, then: ['terraform plan', 'terraform apply'] } };
}

const tunnelNames = [
  ['VXLAN', tunnels.vxlan],
  ['VXLAN of flannel', tunnels.flannel],
  ['IPIP', tunnels.ipip],
] as const;

type Uneven = { readonly what: string; readonly packet: Packet; readonly pairs: readonly NodePair[]; readonly report: Report<Messages> };

/** Without Calico's settings in sight, a tunnel that is open one way, or between some nodes, tells that the rest needs it too. */
function judgeUneven(all: readonly HostGroup[], { what, packet, pairs, report }: Uneven): void {
  const opening = pairs.flatMap(({ to }) => to.openings).find((one) => opens(one, packet));
  if (!opening) return;
  const touched = new Set(pairs.filter(({ to }) => to.openings.some((one) => opens(one, packet))).map(({ to }) => to));
  for (const { from, to } of pairs) {
    if (!(touched.has(from) || touched.has(to)) || passes('in', { own: to, others: from, packet, all }) !== 'denied') continue;
    report({
      message: 'uneven',
      at: to.name.origin,
      severity: 'warning',
      data: { ...worded({ what, packet }, to), from: peerName(from, to) },
      related: [{ origin: opening.origin, note: `${packetText(packet)} is open here` }],
      ...opened(packet, { from, to }, { pairs, all }),
    });
  }
}

/** Between hosts, not to the world: that would be another service. */
function opens(one: Opening, packet: Packet): boolean {
  return one.allows && one.direction === 'in' && one.certain && names(one, packet) && one.peers.some(({ kind }) => kind === 'group');
}

function judgeMixed({ name, mixed }: HostGroup, report: Report<Messages>): void {
  if (!mixed) return;
  report({
    message: 'mixed',
    at: mixed.alone,
    severity: 'warning',
    data: { group: name.value },
    related: [{ origin: mixed.inline, note: 'a rule inside of the group' }],
  });
}
