/** What the firewalls of the nodes drop of what the pod network needs. */
import type { FirewallRule, NodeSeen, Seen } from '../seen.js';
import { perNode, type Sign } from '../sign.js';
import { bare, bgpAddress, dials, viewOf } from '../view.js';

const shownBy = ['firewall'];

/** Rules in order: what an earlier one accepts for everybody, a later one no longer drops. */
function drops(node: NodeSeen, chain: RegExp, wanted: { readonly protocol: string; readonly port: number }): readonly FirewallRule[] {
  const passed = (rule: FirewallRule): string => rule.hook ?? rule.chain;
  const chains = node.firewall.filter((rule) => chain.test(passed(rule)));
  const meets = (rule: FirewallRule): boolean =>
    !rule.established &&
    rule.icmp === undefined &&
    [undefined, wanted.protocol].includes(rule.protocol) &&
    (rule.port === undefined || (rule.port <= wanted.port && wanted.port <= (rule.portTo ?? rule.port))) &&
    // A counter that never moved tells that the rule met nothing.
    rule.packets !== 0;
  const broad = (rule: FirewallRule): boolean => rule.source === undefined && rule.destination === undefined;
  const names = [...new Set(chains.map(passed))];
  return names.flatMap((name) => {
    const met = chains.filter((rule) => passed(rule) === name && meets(rule));
    const first = met.findIndex((rule) => rule.verdict === 'accept' && broad(rule) && rule.port !== undefined);
    const rules = first < 0 ? met : met.slice(0, first);
    // A policy of DROP speaks last, though iptables-save writes it first.
    return rules.filter((rule) => rule.verdict !== 'accept' && (rule.protocol !== undefined || last(rules, rule)));
  });
}

const last = (rules: readonly FirewallRule[], rule: FirewallRule): boolean =>
  !rules.some((other) => other.verdict === 'accept' && other.protocol !== undefined && rules.indexOf(other) < rules.indexOf(rule));

const inbound = /^(?:INPUT|input|IN_|cali-INPUT)/;
const outbound = /^(?:OUTPUT|output)/;

/** The node is dialled by a peer, or sessions into it are up and would fall with the rule. */
function isDialled(node: NodeSeen, seen: Seen): boolean {
  const own = bgpAddress(node);
  if (own === undefined) return true;
  const callers = (viewOf(seen).callers.get(node) ?? []).map((one) => bgpAddress(one));
  const peers = [...node.peers.map(({ address }) => bare(address)), ...callers];
  const known = peers.filter((peer) => peer !== undefined);
  return known.length === 0 || known.some((peer) => dials(peer, own));
}

function isDialling(node: NodeSeen): boolean {
  const own = bgpAddress(node);
  return own === undefined || node.peers.some(({ address }) => dials(own, bare(address)));
}

const bgp = { protocol: 'tcp', port: 179 };

const in179 = perNode({
  id: 'firewall.179',
  base: 0.005,
  says: 'the firewall of a node that is dialled drops TCP port 179',
  shownBy,
  of: 'firewall',
  hits: (node, seen) => [
    ...(isDialled(node, seen) ? drops(node, inbound, bgp) : []),
    ...(isDialling(node) ? drops(node, outbound, bgp).filter(({ port }) => port === 179) : []),
  ],
});

const harmless179 = perNode({
  id: 'firewall.179-unused',
  base: 0.01,
  says: 'a firewall drops TCP port 179 inbound where nobody dials',
  shownBy,
  of: 'firewall',
  hits: (node, seen) => (isDialled(node, seen) ? [] : drops(node, inbound, bgp)),
});

const vxlan = perNode({
  id: 'firewall.vxlan',
  base: 0.005,
  says: 'the firewall of a node drops the VXLAN port',
  shownBy,
  of: 'firewall',
  hits: (node) =>
    [4789, 8472].flatMap((port) =>
      [...drops(node, inbound, { protocol: 'udp', port }), ...drops(node, outbound, { protocol: 'udp', port })].filter(
        (rule) => rule.port === port,
      ),
    ),
});

const icmp = perNode({
  id: 'firewall.icmp',
  base: 0.005,
  says: 'the firewall of a node drops ICMP fragmentation-needed',
  shownBy,
  of: 'firewall',
  hits: ({ firewall }) =>
    firewall.filter(
      ({ verdict, protocol, icmp: type }) =>
        verdict !== 'accept' && /^icmp/.test(protocol ?? '') && (type === undefined || /fragmentation|^3(?:\/4)?$/.test(type)),
    ),
});

export const firewallSigns: readonly Sign[] = [in179, harmless179, vxlan, icmp];
