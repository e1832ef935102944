// The IP pools, and who programs the routes to the pods in them.

import type { Cluster, Pool } from '../cluster/model.js';
import { effective } from '../cluster/precedence.js';
import { isExplicit, isKnown, type Known, knownValue, type Slot } from '../cluster/setting.js';
import { type ClusterRoutes, type RouteOwner, routeOwner } from '../network/behaviour.js';
import { backendOf, type Encapsulation } from '../network/encapsulation.js';
import { knownRow, placeText, unknownRow } from './slot-rows.js';
import type { Row, Section } from './table.js';
import { visible } from './visible.js';

/** One section a pool. */
export function poolSections(cluster: Cluster): readonly Section[] {
  return cluster.pools.map((pool) => ({
    title: `pool ${isKnown(pool.name) ? visible(pool.name.value) : '(name unknown)'}`,
    rows: [sourceRow(pool), ...valueRows(pool), ...(pool.live === 'dead' ? [] : [routesRow(pool, cluster)])],
  }));
}

function sourceRow(pool: Pool): Row {
  const value = pool.from === 'env' ? 'environment of calico-node' : 'resource';
  const remark = { reconciled: [], 'first-install': ['live: read at first install only'], dead: [deadText(pool)] }[pool.live];
  return { label: 'from', value, place: placeText(pool.origin), remarks: remark };
}

function deadText({ from }: Pool): string {
  return from === 'env' ? 'live: dead, because a pool of the family exists' : 'live: dead, nothing reads it any more';
}

function valueRows(pool: Pool): readonly Row[] {
  const { cidr, encapsulation, ipipMode, vxlanMode, natOutgoing, blockSize, nodeSelector, disabled, disableBGPExport, allowedUses } = pool;
  // That a pool is read once is told once, for the pool.
  const row = <T>(label: string, known: Known<T>): Row =>
    knownRow<T>(label, isKnown(known) ? { ...known, live: 'reconciled' as const } : known);
  const written = <T>(label: string, known: Known<T>): readonly Row[] => (isExplicit(known) ? [row(label, known)] : []);
  return [
    row('cidr', cidr),
    row('encapsulation', encapsulation),
    ...(isKnown(encapsulation) ? [] : [row('ipipMode', ipipMode), row('vxlanMode', vxlanMode)]),
    row('natOutgoing', natOutgoing),
    ...written('blockSize', blockSize),
    ...written('nodeSelector', nodeSelector),
    ...written('disabled', disabled),
    ...written('no BGP export', disableBGPExport),
    ...written('allowedUses', allowedUses),
  ];
}

const ownerText: Readonly<Record<Exclude<RouteOwner, 'unknown'>, string>> = {
  felix: 'programmed by Felix',
  bird: 'programmed by BIRD',
  nobody: 'programmed by nobody',
  both: 'programmed by Felix and by BIRD, one against the other',
};

function routesRow(pool: Pool, cluster: Cluster): Row {
  const label = 'routes';
  const plane = knownValue(effective(cluster.plane));
  // Pods of Canal take their addresses from flannel, those of a policy-only install from another CNI plugin: Calico's pools carry none.
  if (plane === 'canal')
    return { label, value: 'programmed by flannel', remarks: ["the pods of canal take no address from Calico's pools"] };
  if (plane === 'policy-only') return { label, value: 'programmed by the CNI plugin beside Calico' };
  if (!isKnown(pool.encapsulation)) return unknownRow(label, { unknown: 'the encapsulation is not known' });
  const { owner, remarks } = ownerOf(kindOf(pool.encapsulation.value), cluster);
  if (owner === 'unknown') return unknownRow(label, { unknown: remarks[0] ?? 'it depends on the release of Calico' }, remarks.slice(1));
  const fault = owner === 'nobody' || owner === 'both';
  return { label, value: ownerText[owner], ...(fault && { tone: 'fault' as const }), remarks };
}

type Owned = { readonly owner: RouteOwner; readonly remarks: readonly string[] };

/** What `routeOwner` says where BIRD runs, corrected by the backend: without BIRD its share falls to nobody. */
function ownerOf(kind: 'ipip' | 'plain' | 'vxlan', cluster: Cluster): Owned {
  const settings = clusterRoutes(cluster);
  if (kind !== 'vxlan' && settings === undefined) return { owner: 'unknown', remarks: ['programClusterRoutes is not known'] };
  const version = knownValue(effective(cluster.product.calico));
  const owner = routeOwner(kind, version, settings);
  const idle = knownValue(effective(cluster.tunnelOverride.routeSyncDisabled)) === true;
  if (owner === 'felix') return idle ? { owner: 'nobody', remarks: ['routeSyncDisabled keeps Felix from it'] } : { owner, remarks: [] };
  if (owner === 'nobody') return { owner, remarks: [] };
  if (owner === 'unknown')
    return { owner, remarks: ['it depends on the release of Calico', 'settle: calicoVersion: v3.31 (the release that runs)'] };
  const backend = effective(cluster.backend);
  if (backend === undefined) return { owner, remarks: ['taking it that BIRD runs: no backend in the input'] };
  if (!isKnown(backend)) return { owner: 'unknown', remarks: ['whether BIRD runs is not known'] };
  if (backendOf(backend.value) === 'bird') return { owner, remarks: [] };
  return owner === 'both'
    ? { owner: 'felix', remarks: [] }
    : { owner: 'nobody', remarks: [`BIRD's part, and backend ${visible(backend.value)} runs no BIRD`] };
}

/** Undefined where a template or a contradiction hides one of the two. Defaults are left to `routeOwner`, which knows them by release. */
function clusterRoutes({ programClusterRoutes }: Cluster): ClusterRoutes | undefined {
  const felix = effective(programClusterRoutes.felix);
  const bgp = effective(programClusterRoutes.bgp);
  if (isHidden(felix) || isHidden(bgp)) return undefined;
  return { ...(isExplicit(felix) && { felix: felix.value }), ...(isExplicit(bgp) && { bgp: bgp.value }) };
}

function isHidden(known: Slot<string>[number] | undefined): boolean {
  return known !== undefined && !isKnown(known);
}

function kindOf(encapsulation: Encapsulation): 'ipip' | 'plain' | 'vxlan' {
  if (encapsulation.startsWith('VXLAN')) return 'vxlan';
  return encapsulation === 'None' ? 'plain' : 'ipip';
}
