/** The messages of bgp-peer. */
export const messages = {
  nobody: 'peer {peer} names nobody: without peerIP and peerSelector confd drops it ("PeerIP is not assigned or is malformed")',
  malformed:
    'peer {peer} has the address "{value}", which is none: confd drops the peer; write 192.0.2.1, 192.0.2.1:178, 2001:db8::1 or [2001:db8::1]:178',
  filter:
    'peer {peer} names the filter {filter}, and the input has no BGPFilter of that name: confd passes over it, so routes are not filtered',
  twice:
    'peer {peer} makes the same sessions as peer {other} ({what}): only the one that confd reads first counts, and what this one sets is lost',
  hidden:
    'peer {peer} of node {node} and peer {other} of all nodes have the same address {what}: the session of all nodes wins, so what this one sets is lost',
  self: 'peer {peer} is node {node} itself ({address}): no node has a session with itself, so this makes none',
  noNode: 'peer {peer} is for node {node}, and the input has no node of that name: it makes no session',
  noMatch:
    '{field} "{selector}" of peer {peer} chooses none of the {count} nodes of the input: it makes no session, and no log line says so',
} as const;

export type Messages = typeof messages;
