import { clusterAs, mayRunBird, nodeAs, peersWith } from '../../cluster/bgp.js';
import { plainPoolCarrier, routesOf } from '../../cluster/carriers.js';
import type { Cluster, NodeFact, Pool } from '../../cluster/model.js';
import { carriesPods, livePools, poolName } from '../../cluster/pools.js';
import { effective } from '../../cluster/precedence.js';
import { isExplicit, isKnown, knownValue } from '../../cluster/setting.js';
import { atLeast, formatVersion } from '../../network/version.js';
import { defineRule, noOptions, type Report, type Rule } from '../rule.js';

const messages = {
  noPeers:
    'the mesh is off and the input has no BGPPeer: BIRD has nobody to tell the routes of pool {pool} ({encapsulation}), so pods on different nodes cannot reach each other',
  reflector:
    'node {node} is a route reflector (cluster ID {id}): the mesh leaves it out, and no BGPPeer of the input chooses it, so it has no session at all',
  ownAs:
    'node {node} has AS {own} of its own and is in the mesh: from Calico 3.32 it expects AS {own} of every node without one, but {other} has {as}, and the session stays down with "Bad peer AS"{version}',
} as const;

type Messages = typeof messages;

const rule: Rule<Messages, Readonly<Record<string, never>>> = defineRule({
  name: 'bgp-mesh',
  since: '0.1.0',
  category: 'bgp',
  severity: 'error',
  summary: 'Every node has somebody to tell its routes: the mesh, or peers in its place',
  messages,
  options: noOptions,
  check({ cluster, report }) {
    if (!mayRunBird(cluster)) return;
    judgeMeshOff(cluster, report);
    for (const node of cluster.nodes) judgeReflector(cluster, node, report);
    if (knownValue(effective(cluster.bgp.mesh)) !== false) for (const node of cluster.nodes) judgeOwnAs(cluster, node, report);
  },
});
export default rule;

type Needs = 'bird' | 'perhaps' | 'no';

/** Whether the routes of a pool come over BGP; Felix programs those of VXLAN, and the underlay may carry a plain pool. */
function needsBird(cluster: Cluster, pool: Pool): Needs {
  const encapsulation = knownValue(pool.encapsulation);
  if (encapsulation === undefined || encapsulation.startsWith('VXLAN') || !carriesPods(pool)) return 'no';
  const kind = encapsulation === 'None' ? 'plain' : 'ipip';
  if (kind === 'plain' && plainPoolCarrier(cluster) === 'said') return 'no';
  const owner = routesOf(cluster, kind);
  if (owner === 'bird' || owner === 'both') return 'bird';
  return owner === 'unknown' ? 'perhaps' : 'no';
}

function judgeMeshOff(cluster: Cluster, report: Report<Messages>): void {
  const mesh = effective(cluster.bgp.mesh);
  if (!isExplicit(mesh) || mesh.value || cluster.bgp.peers.length > 0 || cluster.nodes.length === 1) return;
  const needy = livePools(cluster).map((pool) => ({ pool, needs: needsBird(cluster, pool) }));
  const first = needy.find(({ needs }) => needs === 'bird') ?? needy.find(({ needs }) => needs === 'perhaps');
  if (!first || !isKnown(first.pool.encapsulation)) return;
  const sure = cluster.closed && first.needs === 'bird' && first.pool.live !== 'first-install';
  report({
    message: 'noPeers',
    at: mesh.origin,
    severity: sure ? 'error' : 'warning',
    related: [{ origin: first.pool.encapsulation.origin, note: 'routes of this pool come over BGP' }],
    fix: { title: 'leave the mesh on until there are peers', applicability: 'unsafe', changes: [{ setting: mesh, to: true }] },
    data: { pool: poolName(first.pool), encapsulation: first.pool.encapsulation.value },
    ...(!cluster.closed && { settle: 'add the BGPPeers' }),
  });
}

/** confd makes no mesh session with a node that has a cluster ID (confd/pkg/backends/calico/bgp_processor.go:296-300,364-370). */
function judgeReflector(cluster: Cluster, node: NodeFact, report: Report<Messages>): void {
  const [id] = node.routeReflectorClusterID;
  if (!isKnown(id) || id.value === '' || (cluster.bgp.peers.length === 0 && !cluster.closed)) return;
  if (cluster.bgp.peers.some((peer) => peersWith(cluster, peer, node) !== false)) return;
  const pools = livePools(cluster);
  if (pools.length > 0 && pools.every((pool) => isKnown(pool.encapsulation) && needsBird(cluster, pool) === 'no')) return;
  report({
    message: 'reflector',
    at: id.origin,
    severity: cluster.closed ? 'error' : 'warning',
    data: { node: node.name, id: id.value },
    ...(!cluster.closed && { settle: 'add the BGPPeers' }),
  });
}

/**
 * For a peer without an AS of its own, 3.31 and older take the cluster's AS; from 3.32 the mesh takes that of the node itself
 * (v3.31.7 confd/etc/calico/confd/templates/bird.cfg.template:184; v3.32.1 confd/pkg/backends/calico/bgp_processor.go:354).
 */
function judgeOwnAs(cluster: Cluster, node: NodeFact, report: Report<Messages>): void {
  const version = knownValue(effective(cluster.product.calico));
  const own = nodeAs(cluster, node);
  const common = clusterAs(cluster);
  if (own?.how !== 'own' || !own.origin || !common?.certain || own.as === common.as || isReflector(node)) return;
  if (version && !atLeast(version, '3.32')) return;
  const other = cluster.nodes.find((one) => one.name !== node.name && !isReflector(one) && nodeAs(cluster, one)?.how === common.how);
  if (!other) return;
  report({
    message: 'ownAs',
    at: own.origin,
    severity: version ? 'warning' : 'info',
    related: [{ origin: other.origin, note: `node ${other.name} has the AS of the cluster` }],
    data: {
      node: node.name,
      own: own.as,
      other: other.name,
      as: common.as,
      version: version ? ` (this is ${formatVersion(version)})` : '',
    },
    ...(!version && { settle: 'the release of Calico: --calico-version' }),
  });
}

function isReflector({ routeReflectorClusterID: [id] }: NodeFact): boolean {
  return id !== undefined && !(isKnown(id) && id.value === '');
}
