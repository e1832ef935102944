import {
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
import { type NodePair, nodePairs, tunnels } from '../../cluster/node-groups.js';
import { defineRule, noOptions, type Report, type Rule } from '../rule.js';
import { type Need, needsOf } from './needs.js';

const messages = {
  in: '{group} lets no {what} ({packet}) in from {from}: {why}; open {packet} to {from}',
  out: '{group} lets no {what} ({packet}) out to {to}: {why}; open {packet} to {to}',
  uneven:
    '{group} lets no {what} ({packet}) in from {from}, though it is open between other nodes: each direction of each pair needs it; open {packet} to {from}',
  wrongProtocol: 'this opens {wrong}, which nothing of Calico or flannel uses: {what} is {right}; write {right}',
  noProtocol: '"{written}" is no protocol of a packet filter, and the cloud refuses the rule: {what} is {right}; write {right}',
  mixed:
    '{group} has rules of its own and others beside it: Terraform removes at each apply what the other way has added; write all of them one way',
} as const;

type Messages = typeof messages;

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
    const needs = needsOf(cluster);
    const pairs = nodePairs(groups, needs.length > 0);
    for (const need of needs) judgeNeed(cluster, { need, pairs, report });
    if (needs.length === 0)
      for (const [what, packet] of tunnelNames) judgeUneven(groups, { what, packet, pairs: nodePairs(groups, true), report });
    for (const group of groups) judgeProtocols(group, report);
    for (const group of groups) judgeNames(group, report);
    for (const group of groups) if (pairs.some(({ to }) => to === group)) judgeMixed(group, report);
  },
});
export default rule;

type Judging = { readonly need: Need; readonly pairs: readonly NodePair[]; readonly report: Report<Messages> };

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
      severity: need.proven && !presumed && from.beside !== undefined && to.beside !== undefined ? 'error' : 'warning',
      data: { ...worded(need, group), from: peerName(from, to), to: peerName(to, from), why: need.why },
      related: [
        ...(need.origin ? [{ origin: need.origin, note: need.why }] : []),
        { origin: evidence.origin, note: 'nodes reach each other here' },
      ],
      ...(side === 'in' && opened(to, from, need.packet)),
    });
  }
}

function deniedAt(from: HostGroup, to: HostGroup, packet: Packet, all: readonly HostGroup[]): 'in' | 'out' | undefined {
  if (passes('in', { own: to, others: from, packet, all }) === 'denied') return 'in';
  return passes('out', { own: from, others: to, packet, all }) === 'denied' ? 'out' : undefined;
}

function worded({ what, packet }: Pick<Need, 'what' | 'packet'>, { name }: HostGroup): { group: string; what: string; packet: string } {
  return { group: name.value, what, packet: packetText(packet) };
}

function peerName(one: HostGroup, other: HostGroup): string {
  return one === other ? 'its own members' : one.name.value;
}

/** It changes who may send what: never without being asked for. */
function opened(to: HostGroup, from: HostGroup, packet: Packet): Pick<Parameters<Report<Messages>>[0], 'fix'> {
  const title = `open ${packetText(packet)} to ${peerName(from, to)}`;
  const changes = [{ setting: to.name, to: spellOpening(packet, from.name.value) }];
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
      ...opened(to, from, packet),
    });
  }
}

/** Between hosts, not to the world: that would be another service. */
function opens(one: Opening, packet: Packet): boolean {
  return one.allows && one.direction === 'in' && one.certain && names(one, packet) && one.peers.some(({ kind }) => kind === 'group');
}

/** Ports of the field that are opened for the protocol that does not use them. */
const mistaken = [
  ['VXLAN', protocols.tcp, { protocol: protocols.udp, port: 4789 }],
  ['VXLAN of flannel', protocols.tcp, { protocol: protocols.udp, port: 8472 }],
  ['WireGuard', protocols.tcp, { protocol: protocols.udp, port: 51820 }],
  ['BGP', protocols.udp, { protocol: protocols.tcp, port: 179 }],
  ['Typha', protocols.udp, { protocol: protocols.tcp, port: 5473 }],
] as const;

function judgeProtocols({ openings, beyond }: HostGroup, report: Report<Messages>): void {
  if (beyond !== undefined) return;
  for (const opening of openings) {
    const { packets, allows, peers } = opening;
    // What is open to the world only is another service.
    if (!allows || !packets || packets.from !== packets.to || peers.every(({ kind }) => kind === 'any' || kind === 'internet')) continue;
    for (const [what, wrong, right] of mistaken) {
      if (
        packets.protocol !== wrong ||
        packets.from !== right.port ||
        openings.some((one) => one.direction === opening.direction && covers(one, right))
      )
        continue;
      const name = right.protocol === protocols.tcp ? 'tcp' : 'udp';
      const { protocol } = opening;
      report({
        message: 'wrongProtocol',
        at: protocol?.origin ?? opening.origin,
        severity: 'warning',
        data: { wrong: packetText({ protocol: wrong, port: right.port }), what, right: packetText(right) },
        ...(protocol && {
          fix: {
            title: `write "${name}"`,
            applicability: 'unsafe',
            changes: [{ setting: protocol, to: name }],
            then: ['terraform plan', 'terraform apply'],
          },
        }),
      });
    }
  }
}

/** Google says "Must be one of ah, all, esp, icmp, ipip, sctp, tcp, udp or an IP protocol number" (kubernetes-sigs/kubespray#10146). */
const tunnelProtocols: Readonly<Record<string, readonly [what: string, right: Packet]>> = {
  vxlan: ['VXLAN', tunnels.vxlan],
  wireguard: ['WireGuard', { protocol: protocols.udp, port: 51820 }],
  bgp: ['BGP', { protocol: protocols.tcp, port: 179 }],
};

function judgeNames({ cloud, openings }: HostGroup, report: Report<Messages>): void {
  for (const { protocol } of openings) {
    const name = protocol?.value.toLowerCase() ?? '';
    const known = Object.hasOwn(tunnelProtocols, name) ? tunnelProtocols[name] : undefined;
    if (!protocol || !known) continue;
    const [what, right] = known;
    report({
      message: 'noProtocol',
      at: protocol.origin,
      severity: cloud === 'gcp' ? 'error' : 'warning',
      data: { written: protocol.value, what, right: packetText(right) },
      fix: {
        title: `write ${packetText(right)}`,
        applicability: 'unsafe',
        changes: [{ setting: protocol, to: packetText(right) }],
        then: ['terraform plan', 'terraform apply'],
      },
    });
  }
}

/** The right protocol is opened too, here or by an expression: the other one is superfluous at worst. */
function covers({ packets, allows }: Opening, { protocol, port }: Packet): boolean {
  if (!allows || !packets || packets.protocol === 'all') return allows;
  return packets.protocol === protocol && packets.from <= port && port <= packets.to;
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
