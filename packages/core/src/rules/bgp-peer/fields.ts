import { peerAddress } from '../../cluster/bgp.js';
import type { Cluster, Peer } from '../../cluster/model.js';
import { isKnown, type Known, knownValue } from '../../cluster/setting.js';
import { parseIp } from '../../network/ip.js';
import type { Origin } from '../../source/index.js';
import type { Report } from '../rule.js';
import type { Messages } from './messages.js';

/** Fields that exclude or need each other (api/config/crd/projectcalico.org_bgppeers.yaml; libcalico-go validator/v3/validator.go:1147-1165). */
export function judgeFields(peer: Peer, report: Report<Messages>): void {
  const exclude = (a: Named, b: Named): void => {
    const [first, second] = [originOf(a[1]), originOf(b[1])];
    if (!first || !second || isEmpty(a[1]) || isEmpty(b[1])) return;
    report({
      message: 'both',
      at: second,
      data: { peer: name(peer), a: a[0], b: b[0] },
      related: [{ origin: first, note: `${a[0]} is here` }],
    });
  };
  const { node, nodeSelector, peerIP, peerSelector, asNumber, localWorkloadSelector: local } = peer;
  exclude(['node', node], ['nodeSelector', nodeSelector]);
  exclude(['peerIP', peerIP], ['peerSelector', peerSelector]);
  exclude(['peerSelector', peerSelector], ['asNumber', asNumber]);
  exclude(['peerIP', peerIP], ['localWorkloadSelector', local]);
  exclude(['peerSelector', peerSelector], ['localWorkloadSelector', local]);
  if (isKnown(local) && !asNumber && !peer.origin.document.structural)
    report({ message: 'needsAs', at: local.origin, data: { peer: name(peer) } });
  if (!peerIP && !peerSelector && !local && !peer.origin.document.structural)
    report({ message: 'nobody', at: peer.origin, severity: 'warning', data: { peer: name(peer) } });
  judgeAddress(peer, report);
}

type Named = readonly [string, Known<string> | undefined];

function originOf(known: Known<string> | undefined): Origin | undefined {
  return known?.origin;
}

/** The empty text is the same as no field. */
function isEmpty(known: Known<string> | undefined): boolean {
  return knownValue(known) === '';
}

export function name(peer: Peer): string {
  return knownValue(peer.name) ?? '';
}

function judgeAddress(peer: Peer, report: Report<Messages>): void {
  const { peerIP, reachableBy } = peer;
  const address = isKnown(peerIP) ? peerAddress(peerIP.value) : undefined;
  if (isKnown(peerIP) && address === undefined && peerIP.value !== '')
    report({ message: 'malformed', at: peerIP.origin, data: { peer: name(peer), value: peerIP.value } });
  if (!isKnown(reachableBy)) return;
  const by = parseIp(reachableBy.value);
  if (!peerIP || !by || (address !== undefined && parseIp(address)?.family !== by.family))
    report({ message: 'reachableBy', at: reachableBy.origin, data: { peer: name(peer), value: reachableBy.value } });
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
