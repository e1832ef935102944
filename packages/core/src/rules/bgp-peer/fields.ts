import { peerAddress } from '../../cluster/bgp.js';
import type { Cluster, Peer } from '../../cluster/model.js';
import { isKnown, knownValue } from '../../cluster/setting.js';
import type { Report } from '../rule.js';
import type { Messages } from './messages.js';

/** Whom a peer names. Fields that exclude each other, and the addresses of a resource, are judged by the rule schema. */
export function judgeFields(peer: Peer, report: Report<Messages>): void {
  const { peerIP, peerSelector, localWorkloadSelector, origin } = peer;
  if (!peerIP && !peerSelector && !localWorkloadSelector && !origin.document.structural)
    report({ message: 'nobody', at: origin, severity: 'warning', data: { peer: name(peer) } });
  if (!isKnown(peerIP) || peerIP.layer === 'resource' || peerIP.value === '' || peerAddress(peerIP.value) !== undefined) return;
  report({ message: 'malformed', at: peerIP.origin, data: { peer: name(peer), value: peerIP.value } });
}

/** The name of a peer; empty where it is not known. */
export function name(peer: Peer): string {
  return knownValue(peer.name) ?? '';
}

/** confd passes over a filter that it does not find (confd/pkg/backends/calico/bgp_processor.go:718-734,803-819). */
export function judgeFilters({ bgp, closed }: Cluster, peer: Peer, report: Report<Messages>): void {
  if (bgp.filters.length === 0 && !closed) return;
  const known = new Set(bgp.filters.map((filter) => filter.name));
  // The name of a filter may come from a template.
  if (known.has('')) return;
  for (const filter of peer.filters) {
    if (!isKnown(filter) || known.has(filter.value)) continue;
    report({ message: 'filter', at: filter.origin, severity: 'warning', data: { peer: name(peer), filter: filter.value } });
  }
}
