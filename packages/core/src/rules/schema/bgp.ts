/** BGPConfiguration, BGPPeer and BGPFilter: rules between fields. */
import { communityFault, ipFamily, parseIpPort, parseNet } from '../../network/api-values.js';
import type { Path } from '../../source/index.js';
import { fieldsOf, hidden, listOf, type Subject, type Value, valueAt } from './subject.js';
import { absent, said, tell, textOf } from './telling.js';

export function judgeBgpConfiguration(subject: Subject, root: Value): void {
  const spec = valueAt(root, ['spec']);
  if (valueAt(spec, ['nodeToNodeMeshEnabled']) === false) {
    for (const field of ['nodeMeshPassword', 'nodeMeshMaxRestartTime']) {
      if (said(valueAt(spec, [field]))) tell(subject, ['spec', field], field, 'it cannot be set while nodeToNodeMeshEnabled is false');
    }
  }
  const communities = listOf(valueAt(spec, ['communities']));
  const advertised = valueAt(spec, ['prefixAdvertisements']);
  if (communities.length > 0 && !subject.partial && advertised !== hidden && listOf(advertised).length === 0)
    tell(subject, ['spec', 'communities'], 'communities', 'they are defined and no prefixAdvertisements use them');
  for (const [i, one] of communities.entries()) judgeCommunity(subject, ['spec', 'communities', i, 'value'], valueAt(one, ['value']), []);
  const names = communities.flatMap((one) => textOf(valueAt(one, ['name'])) ?? []);
  const allKnown = communities.every((one) => valueAt(one, ['name']) !== hidden);
  for (const [i, one] of listOf(advertised).entries()) {
    const base: Path = ['spec', 'prefixAdvertisements', i];
    const cidr = textOf(valueAt(one, ['cidr']));
    if (cidr !== undefined && !parseNet(cidr)) tell(subject, [...base, 'cidr'], `cidr "${cidr}"`, 'an address or a CIDR is expected');
    for (const [j, used] of listOf(valueAt(one, ['communities'])).entries())
      if (allKnown) judgeCommunity(subject, [...base, 'communities', j], used, names);
  }
}

/** A community by its value, or, where names are defined, by its name. */
function judgeCommunity(subject: Subject, path: Path, value: Value | undefined, names: readonly string[]): void {
  if (typeof value !== 'string') return;
  const fault = communityFault(value);
  if (!fault || (!fault.formed && names.includes(value))) return;
  const reason = path.at(-1) === 'value' || fault.formed ? fault.reason : `${fault.reason}, or a name that communities defines`;
  tell(subject, path, `community "${value}"`, reason);
}

export function judgeBgpPeer(subject: Subject, root: Value): void {
  const spec = valueAt(root, ['spec']);
  const get = (field: string): Value | undefined => valueAt(spec, [field]);
  const refuse = (field: string, reason: string): void => tell(subject, ['spec', field], field, reason);
  if (said(get('node')) && said(get('nodeSelector')))
    refuse('nodeSelector', 'node and nodeSelector exclude each other: a peer is of one node or of those selected');
  if (said(get('peerIP')) && said(get('peerSelector')))
    refuse('peerSelector', 'peerIP and peerSelector exclude each other: a peer is an address or the nodes selected');
  if (said(get('peerSelector')) && said(get('asNumber')) && get('asNumber') !== 0)
    refuse('asNumber', 'it must be empty with peerSelector: the AS of the selected nodes counts');
  if (said(get('localWorkloadSelector'))) {
    if (said(get('peerIP'))) refuse('peerIP', 'it must be empty with localWorkloadSelector');
    if (said(get('peerSelector'))) refuse('peerSelector', 'it must be empty with localWorkloadSelector');
    if (absent(subject, get('asNumber')) || get('asNumber') === 0) refuse('asNumber', 'localWorkloadSelector needs it');
  }
  if (said(get('reachableBy')) && absent(subject, get('peerIP'))) refuse('reachableBy', 'it says how to reach peerIP, which is not set');
  if (get('keepOriginalNextHop') === true && get('nextHopMode') !== undefined && get('nextHopMode') !== hidden)
    refuse('keepOriginalNextHop', 'it and nextHopMode exclude each other: write nextHopMode: Keep alone');
  judgeFamilies(subject, textOf(get('reachableBy')), textOf(get('peerIP')));
}

function judgeFamilies(subject: Subject, by: string | undefined, peer: string | undefined): void {
  const gateway = by === undefined ? undefined : ipFamily(by);
  const address = peer === undefined ? undefined : parseIpPort(peer)?.address;
  const family = address === undefined ? undefined : ipFamily(address);
  if (gateway !== undefined && family !== undefined && gateway !== family)
    tell(subject, ['spec', 'reachableBy'], `reachableBy "${by}"`, `it is IPv${gateway} and peerIP is IPv${family}`);
}

export function judgeBgpFilter(subject: Subject, root: Value): void {
  for (const list of ['importV4', 'importV6', 'exportV4', 'exportV6']) {
    for (const [i, rule] of listOf(valueAt(root, ['spec', list])).entries()) judgeFilterRule(subject, ['spec', list, i], rule);
  }
}

function judgeFilterRule(subject: Subject, path: Path, rule: Value): void {
  if (!fieldsOf(rule)) return;
  const get = (field: string): Value | undefined => valueAt(rule, [field]);
  const [cidr, operator] = [get('cidr'), get('matchOperator')];
  if (said(cidr) && absent(subject, operator)) tell(subject, [...path, 'cidr'], 'cidr', 'it needs a matchOperator beside it');
  if (said(operator) && absent(subject, cidr)) tell(subject, [...path, 'matchOperator'], 'matchOperator', 'it needs a cidr beside it');
  if (said(get('prefixLength')) && absent(subject, cidr))
    tell(subject, [...path, 'prefixLength'], 'prefixLength', 'it needs a cidr beside it');
  const operations = listOf(get('operations'));
  const action = get('action');
  if (operations.length > 0 && action !== 'Accept' && action !== hidden)
    tell(subject, [...path, 'operations'], 'operations', 'they may only be used with action: Accept');
  for (const [i, operation] of operations.entries()) {
    const count = Object.keys(fieldsOf(operation) ?? {}).length;
    if (fieldsOf(operation) && count !== 1 && !subject.partial)
      tell(subject, [...path, 'operations', i], 'operation', `it has ${count} fields, and one is expected`);
  }
}
