import { mayRunBird } from '../../cluster/bgp.js';
import { routesOf } from '../../cluster/carriers.js';
import type { Cluster, Pool } from '../../cluster/model.js';
import { carriesPods, livePools, poolName } from '../../cluster/pools.js';
import { effective } from '../../cluster/precedence.js';
import { isExplicit, isKnown, knownValue } from '../../cluster/setting.js';
import { defineRule, noOptions, type Report, type Rule } from '../rule.js';

const messages = {
  hidden:
    "disableBGPExport is on, and the routes of pool {pool} ({encapsulation}) are BIRD's to tell: it tells no other node of the mesh, nor any peer, so pods on other nodes cannot reach those of this pool",
  hiddenBefore:
    "disableBGPExport is on, and before Calico 3.33 the routes of pool {pool} ({encapsulation}) are BIRD's to tell: there pods on other nodes cannot reach those of this pool",
} as const;

type Messages = typeof messages;

const rule: Rule<Messages, Readonly<Record<string, never>>> = defineRule({
  name: 'bgp-export',
  since: '0.1.0',
  category: 'routes',
  severity: 'error',
  summary: 'BIRD may tell the routes of a pool that nobody else programs',
  messages,
  options: noOptions,
  check({ cluster, report }) {
    if (!mayRunBird(cluster) || knownValue(effective(cluster.underlay.routesPods)) === true) return;
    for (const pool of livePools(cluster)) if (carriesPods(pool)) judge(cluster, pool, report);
  },
});
export default rule;

/** The filter is that of all peers, the nodes of the mesh too (confd/pkg/backends/calico/bgp_processor.go:1110-1113; v3.28.5 bird_ipam.cfg.template). */
function judge(cluster: Cluster, pool: Pool, report: Report<Messages>): void {
  const { disableBGPExport, encapsulation } = pool;
  if (!isExplicit(disableBGPExport) || !disableBGPExport.value || !isKnown(encapsulation)) return;
  const kind = encapsulation.value === 'None' ? 'plain' : encapsulation.value.startsWith('IPIP') ? 'ipip' : 'vxlan';
  const owner = routesOf(cluster, kind);
  if (owner !== 'bird' && (owner !== 'unknown' || kind !== 'ipip')) return;
  const certain = owner === 'bird' && pool.live === 'reconciled' && isKnown(effective(cluster.backend));
  report({
    message: owner === 'bird' ? 'hidden' : 'hiddenBefore',
    at: disableBGPExport.origin,
    severity: certain && isOnlyKind(cluster, pool) ? 'error' : 'warning',
    data: { pool: poolName(pool), encapsulation: encapsulation.value },
    related: [{ origin: encapsulation.origin, note: `encapsulation ${encapsulation.value} is set here` }],
    fix: {
      title: 'let BIRD tell the routes of the pool',
      applicability: 'unsafe',
      changes: [{ setting: disableBGPExport, to: pool.from === 'env' ? 'false' : false }],
    },
  });
}

/** Beside a pool that is told, one that is not may be meant to stay on its node. */
function isOnlyKind(cluster: Cluster, { family }: Pool): boolean {
  return livePools(cluster).every((pool) => pool.family !== family || !carriesPods(pool) || knownValue(pool.disableBGPExport) === true);
}
