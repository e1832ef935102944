import { nodeAt, peerAddress, selects } from '../../cluster/bgp.js';
import type { Cluster, Peer } from '../../cluster/model.js';
import { isKnown, type Known, knownValue } from '../../cluster/setting.js';
import { defineRule, noOptions, type Report, type Rule } from '../rule.js';
import { judgeFields, judgeFilters, name } from './fields.js';
import { type Messages, messages } from './messages.js';

const rule: Rule<Messages, Readonly<Record<string, never>>> = defineRule({
  name: 'bgp-peer',
  since: '0.1.0',
  category: 'bgp',
  severity: 'error',
  summary: 'A BGP peer is one that Calico accepts, and makes a session',
  messages,
  options: noOptions,
  check({ cluster, report }) {
    for (const peer of cluster.bgp.peers) {
      judgeFields(peer, report);
      judgeFilters(cluster, peer, report);
      judgeSelf(cluster, peer, report);
      if (cluster.closed) judgeNodes(cluster, peer, report);
    }
    judgeTwins(cluster.bgp.peers, report);
  },
});
export default rule;

/** A node does not peer with itself (confd/pkg/backends/calico/bgp_processor.go:513-521). */
function judgeSelf(cluster: Cluster, peer: Peer, report: Report<Messages>): void {
  const { node, peerIP } = peer;
  if (!isKnown(node) || !isKnown(peerIP)) return;
  const address = peerAddress(peerIP.value);
  if (address === undefined || nodeAt(cluster, address)?.name !== node.value) return;
  const related = [{ origin: node.origin, note: 'the node of this peer' }];
  report({ message: 'self', at: peerIP.origin, severity: 'warning', related, data: { peer: name(peer), node: node.value, address } });
}

/** Whom a peer is for: judged where all nodes are in the input. */
function judgeNodes({ nodes }: Cluster, peer: Peer, report: Report<Messages>): void {
  if (nodes.length === 0) return;
  const { node } = peer;
  if (isKnown(node) && node.value !== '' && nodes.every((one) => one.name !== '' && one.name !== node.value))
    report({ message: 'noNode', at: node.origin, severity: 'warning', data: { peer: name(peer), node: node.value } });
  for (const field of ['nodeSelector', 'peerSelector'] as const) {
    const selector: Known<string> | undefined = peer[field];
    if (!isKnown(selector) || !nodes.every((one) => selects(selector.value, one) === false)) continue;
    const data = { peer: name(peer), field, selector: selector.value, count: nodes.length };
    report({ message: 'noMatch', at: selector.origin, severity: 'warning', data });
  }
}

type Session = { readonly peer: Peer; readonly whom: string };

/**
 * confd keys sessions by address and port, for all nodes or for one; an entry that is there wins, and one of all nodes goes before those of a node
 * (confd/pkg/backends/calico/client.go, updatePeersV1).
 */
function judgeTwins(peers: readonly Peer[], report: Report<Messages>): void {
  const first = new Map<string, Session>();
  const named = new Map(peers.toReversed().map((peer) => [knownValue(peer.name), peer]));
  for (const session of peers.flatMap((peer) => sessionOf(peer, named))) {
    const { peer, whom } = session;
    const key = [knownValue(peer.node), knownValue(peer.nodeSelector), whom].join('\0');
    const earlier = first.get(key);
    if (!earlier) {
      first.set(key, session);
      continue;
    }
    const related = [{ origin: earlier.peer.origin, note: `peer ${name(earlier.peer)} is here` }];
    const data = { peer: name(peer), other: name(earlier.peer), what: whom };
    report({ message: 'twice', at: peer.origin, severity: 'warning', related, data });
  }
  for (const { peer, whom } of first.values()) {
    const everywhere = first.get(['', '', whom].join('\0'));
    const node = knownValue(peer.node);
    if (!everywhere || everywhere.peer === peer || node === undefined || peer.peerSelector) continue;
    const related = [{ origin: everywhere.peer.origin, note: `peer ${name(everywhere.peer)} is here` }];
    const data = { peer: name(peer), node, other: name(everywhere.peer), what: whom };
    report({ message: 'hidden', at: peer.origin, severity: 'warning', related, data });
  }
}

/** Unknown fields may tell two peers apart; unnamed or equally named ones are one object, seen twice (duplicate-object). */
function sessionOf(peer: Peer, first: ReadonlyMap<string | undefined, Peer>): readonly Session[] {
  const fields = [peer.node, peer.nodeSelector, peer.peerIP, peer.peerSelector];
  if (!isKnown(peer.name) || fields.some((field) => field && !isKnown(field))) return [];
  if (first.get(name(peer)) !== peer) return [];
  const whom = knownValue(peer.peerIP) || knownValue(peer.peerSelector);
  return whom ? [{ peer, whom }] : [];
}
