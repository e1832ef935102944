/** What the firewalls of the nodes drop of what the pod network needs. */

import { whereBirdIsNeeded } from '../carriers.js';
import { vxlanPort } from '../fix/ports.js';
import { keptOut, type Wanted } from '../passage.js';
import { rolesOf } from '../role.js';
import type { FirewallRule, NodeSeen, Seen } from '../seen.js';
import { perNode, type Sign } from '../sign.js';
import { encapsulationOf, viewOf } from '../view.js';
import { podsLost } from './pods.js';

const shownBy = ['firewall'];

/** The node and the far ends of its sessions that it waits for (`in`) or dials (`out`); nothing where it has no such session. */
function kept(node: NodeSeen, seen: Seen, way: Wanted['way']): readonly FirewallRule[] {
  const roles = rolesOf(node, seen);
  const ends = way === 'in' ? roles.dialled : roles.dialling;
  return ends.length === 0 ? [] : keptOut(node, { ...bgp, way, ends });
}

const bgp = { protocol: 'tcp', port: 179 } as const;

const in179 = perNode({
  id: 'firewall.179',
  base: 0.005,
  says: 'the firewall of a node that is dialled drops TCP port 179',
  shownBy,
  of: 'firewall',
  hits: (node, seen) => [...kept(node, seen, 'in'), ...kept(node, seen, 'out').filter(({ port }) => port === 179)],
});

/** No row tells who dials the node: of a full mesh all nodes but the one with the greatest address are dialled. */
const closed179 = perNode({
  id: 'firewall.179-closed',
  base: 0.02,
  says: 'the firewall of a node drops TCP port 179, and whether a peer dials it is not known',
  shownBy,
  of: 'firewall',
  hits: (node, seen) => {
    const { dialled, unknown } = rolesOf(node, seen);
    return dialled.length === 0 && unknown ? keptOut(node, { ...bgp, way: 'in', ends: [] }) : [];
  },
});

const harmless179 = perNode({
  id: 'firewall.179-unused',
  base: 0.05,
  says: 'a firewall drops TCP port 179 inbound where nobody dials',
  shownBy,
  against: ['bgp-port-blocked', 'bgp-port-blocked-by-underlay'],
  of: 'firewall',
  hits: (node, seen) => {
    const { dialled, unknown } = rolesOf(node, seen);
    const rules = dialled.length === 0 && !unknown ? keptOut(node, { ...bgp, way: 'in', ends: [] }) : [];
    return rules.filter((rule) => !(isReset(rule) && refused(seen)));
  },
});

const isReset = ({ rejectWith = '' }: FirewallRule): boolean => /^tcp[- ]reset$/.test(rejectWith);
const refused = (seen: Seen): boolean => viewOf(seen).troubled.some(({ peer }) => /Connection refused/.test(peer.info));

/** One role of Ansible sets up all nodes: what this one answers with a reset, its peers refuse. */
const reset179 = perNode({
  id: 'firewall.179-reset',
  base: 0.01,
  says: 'peers refuse the connection, and the firewall of this node refuses TCP port 179 by a reset: theirs may be set up alike',
  shownBy,
  of: 'firewall',
  hits: (node, seen) => (refused(seen) ? keptOut(node, { ...bgp, way: 'in', ends: [] }).filter(isReset) : []),
});

const resetAlike: Sign = {
  ...reset179,
  look: (seen) => {
    const look = reset179.look(seen);
    return look?.holds ? look : undefined;
  },
};

const vxlan = perNode({
  id: 'firewall.vxlan',
  base: 0.005,
  says: 'the firewall of a node drops the VXLAN port',
  shownBy,
  of: 'firewall',
  hits: (node) =>
    [4789, 8472].flatMap((port) =>
      (['in', 'out'] as const).flatMap((way) =>
        keptOut(node, { way, protocol: 'udp', port, ends: [] }).filter((rule) => rule.port === port),
      ),
    ),
});

const unnamed = perNode({
  id: 'firewall.vxlan-unnamed',
  base: 0.05,
  says: 'the firewall of a node drops what it does not name, and it does not name the VXLAN port',
  shownBy,
  of: 'firewall',
  hits: (node, seen) =>
    keptOut(node, { way: 'in', protocol: 'udp', port: vxlanPort(seen), ends: [] }).filter(
      // In front of the chains of ufw stands Felix's, which lets its own port in.
      ({ port, chain }) => port === undefined && !(chain === 'ufw' && vxlanPort(seen) === 4789),
    ),
});

/** Rules that are not followed may let it in: that nothing is named says something where pods miss each other through a tunnel. */
const vxlanUnnamed: Sign = { ...unnamed, look: (seen) => (podsLost(seen) && throughVxlan(seen) ? unnamed.look(seen) : undefined) };

const throughVxlan = ({ nodes }: Seen): boolean =>
  nodes.some(
    ({ links, routes }) =>
      links.some((link) => link.vxlan !== undefined) || routes.some(({ dev = '' }) => encapsulationOf(dev) === 'vxlan'),
  );

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

export const firewallSigns: readonly Sign[] = [
  whereBirdIsNeeded(in179),
  whereBirdIsNeeded(closed179),
  whereBirdIsNeeded(harmless179),
  resetAlike,
  vxlan,
  vxlanUnnamed,
  icmp,
];
