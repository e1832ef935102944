/** Which end of a BGP session dials: a firewall harms only the end that is dialled. */
import type { NodeSeen, Peer, Seen } from './seen.js';
import { bare, bgpAddress, dials, hostCidr, isCard, viewOf, within } from './view.js';

/** `dials`: this node opens the connection; `waits`: the peer does; `both`: explicit peers have no passive side. */
type Role = 'dials' | 'waits' | 'both' | 'unknown';

/** The far ends of a node's sessions by their role, as far as rows and addresses tell. */
export type Roles = { readonly dialled: readonly string[]; readonly dialling: readonly string[]; readonly unknown: boolean };

export function rolesOf(node: NodeSeen, seen: Seen): Roles {
  const rows = node.peers.map((peer) => ({ far: bare(peer.address), role: roleOf(node, peer) }));
  const own = ownAddress(node, '0.0.0.0');
  const callers = (viewOf(seen).callers.get(node) ?? []).flatMap((caller) => {
    const far = bgpAddress(caller);
    if (far === undefined || own === undefined || rows.some((row) => row.far === far)) return [];
    return [{ far, role: dials(far, own) ? ('waits' as const) : ('dials' as const) }];
  });
  const all = [...rows, ...callers];
  const with_ = (roles: readonly Role[]): readonly string[] => all.flatMap(({ far, role }) => (roles.includes(role) ? [far] : []));
  return {
    dialled: with_(['waits', 'both']),
    dialling: with_(['dials', 'both']),
    unknown: all.length === 0 || all.some(({ role }) => role === 'unknown'),
  };
}

/** BIRD says Passive where it waits, and Connect or Active where it dials; else the greater address dials (confd bgp_processor.go). */
function roleOf(node: NodeSeen, { address, info, type }: Peer): Role {
  if (/^Passive\b/.test(info)) return 'waits';
  if (type !== '' && type !== 'node-to-node mesh') return 'both';
  if (/^(?:Connect|Active)\b/.test(info)) return 'dials';
  const [own, far] = [ownAddress(node, bare(address)), bare(address)];
  if (own === undefined) return 'unknown';
  return dials(own, far) ? 'dials' : 'waits';
}

/** The address that BIRD speaks from, or the one of a card: that in the network of the peer, or the only one. */
function ownAddress(node: NodeSeen, far: string): string | undefined {
  const spoken = bgpAddress(node, far);
  if (spoken !== undefined) return spoken;
  const cards = node.addresses.filter(
    ({ dev, address }) =>
      isCard({ name: dev }) && address.includes(':') === far.includes(':') && !/^(?:127\.|169\.254\.|fe80)/.test(address),
  );
  const near = cards.filter(({ address, bits }) => within(`${address}/${bits}`, hostCidr(far)));
  const [own, second] = near.length > 0 ? near : cards;
  return second === undefined ? own?.address : undefined;
}
