import { plainPoolCarrier } from '../../cluster/carriers.js';
import type { Change, Proposal } from '../../cluster/finding.js';
import type { Cluster, Pool } from '../../cluster/model.js';
import { carriesPods, isRefused, livePools, poolName, usesPools } from '../../cluster/pools.js';
import { effective } from '../../cluster/precedence.js';
import { fieldName, isExplicit, isKnown, knownValue, standing } from '../../cluster/setting.js';
import { encapsulationSteps } from '../../cluster/steps.js';
import { parseCidr } from '../../network/cidr.js';
import { backendOf } from '../../network/encapsulation.js';
import { atLeast } from '../../network/version.js';
import { defineRule, noOptions, type Rule } from '../rule.js';

const messages = {
  off: 'pool {pool} has no encapsulation ({modes}): pods on different nodes reach each other only where the network under the nodes routes {cidr}, and nothing in the input says that it does',
  routable:
    'pool {pool} has no encapsulation ({modes}) and natOutgoing false: its addresses must be routable in the network under the nodes, between the nodes too',
  oneSubnet:
    'pool {pool} has no encapsulation ({modes}): this works because all known nodes share one subnet; a node in another subnet could not reach the pods here',
} as const;

const rule: Rule<typeof messages, Readonly<Record<string, never>>> = defineRule({
  name: 'encapsulation-required',
  since: '0.1.0',
  category: 'encapsulation',
  severity: 'error',
  summary: 'A pool needs encapsulation, or a word that the underlay routes pod addresses',
  messages,
  options: noOptions,
  check({ cluster, report }) {
    if (!usesPools(cluster)) return;
    const carrier = plainPoolCarrier(cluster);
    if (carrier === 'said') return;
    const pools = livePools(cluster).filter((pool) => carriesPods(pool) && !hasNoRange(pool) && !isRefused(cluster, pool));
    for (const pool of pools) {
      const { encapsulation } = pool;
      if (!isKnown(encapsulation) || encapsulation.value !== 'None') continue;
      const related = [pool.vxlanMode, pool.ipipMode]
        .filter(isExplicit)
        .filter(({ origin }) => origin.path.join() !== encapsulation.origin.path.join());
      const data = { pool: poolName(pool), modes: modesText(pool), cidr: knownValue(pool.cidr) || 'pod addresses' };
      const backend = standing(cluster.backend).find((b) => isExplicit(b) && backendOf(b.value) === 'bird');
      const notes = [
        ...related.map(({ origin }) => ({ origin, note: 'the other mode is off too' })),
        ...(backend
          ? [{ origin: backend.origin, note: 'BIRD tells the routes to BGP peers; routers between the nodes do not learn them' }]
          : []),
      ];
      const common = { at: encapsulation.origin, related: notes, data };
      if (carrier === 'one-subnet') report({ ...common, message: 'oneSubnet', severity: 'info' });
      else if (isExplicit(pool.natOutgoing) && !pool.natOutgoing.value)
        report({ ...common, message: 'routable', severity: 'info', settle });
      else
        report({
          ...common,
          message: 'off',
          settle,
          ...(isOperatorsOwn(pool) && { severity: 'info' as const }),
          ...(hasOverlay(cluster, pool) && { fix: overlay(cluster, pool) }),
        });
    }
  },
});
export default rule;

const settle = 'whether the fabric routes pod addresses: say so with underlay.routesPods: true (--underlay routesPods=true)';

/** For IPv6 the operator fills None in by itself (tigera/operator 40788b9, pkg/controller/ippool/defaults.go:188-208): nobody chose it. */
function isOperatorsOwn({ encapsulation, family }: Pool): boolean {
  return family === 6 && isKnown(encapsulation) && encapsulation.how === 'default' && encapsulation.write?.reader === 'operator';
}

/** A pool without a valid CIDR is refused as a whole. */
function hasNoRange({ cidr }: Pool): boolean {
  return isKnown(cidr) && !parseCidr(cidr.value);
}

function modesText({ ipipMode, vxlanMode, encapsulation, from, family }: Pool): string {
  // Some installers write both modes as one word.
  if (isKnown(encapsulation) && encapsulation.origin.path.at(-1) === 'encapsulation')
    return encapsulation.how === 'explicit'
      ? `encapsulation ${encapsulation.value}`
      : `encapsulation unset, which means ${encapsulation.value} here`;
  const name = (mode: 'IPIP' | 'VXLAN', known: Pool['ipipMode']): string => {
    if (from === 'env') return fieldName(known, `CALICO_IPV${family ?? 4}POOL_${mode}`);
    return isExplicit(known) ? String(known.origin.path.at(-1)) : `${mode.toLowerCase()}Mode`;
  };
  const say = (mode: 'IPIP' | 'VXLAN', known: Pool['ipipMode']): string =>
    `${name(mode, known)} ${isExplicit(known) ? known.value || '""' : 'unset, which means Never'}`;
  // IPIP carries IPv4 only: for IPv6 there is one mode to speak of, unless the other is written.
  if (family === 6 && !isExplicit(ipipMode)) return say('VXLAN', vxlanMode);
  return `${say('IPIP', ipipMode)}; ${say('VXLAN', vxlanMode)}`;
}

/** VXLAN carries IPv6 since 3.23 (node/pkg/lifecycle/startup/startup.go: CALICO_IPV6POOL_VXLAN); before, an IPv6 pool has no encapsulation to take. */
function hasOverlay(cluster: Cluster, { family }: Pool): boolean {
  const release = knownValue(effective(cluster.product.calico));
  return family !== 6 || release === undefined || atLeast(release, '3.23');
}

/** VXLAN needs no BGP and passes every cloud, so it is the overlay to offer. An installer that renders the probes can leave BIRD out as well. */
function overlay(cluster: Cluster, { encapsulation, ...pool }: Pool): Proposal {
  const changes: Change[] = isKnown(encapsulation) ? [{ setting: encapsulation, to: 'VXLAN' }] : [];
  const backend = effective(cluster.backend);
  const installer = knownValue(effective(cluster.product.installer));
  const alone = cluster.pools.length === 1 && cluster.bgp.peers.length === 0;
  if (installer !== undefined && alone && isKnown(backend) && backend.write && backend.value !== 'vxlan')
    changes.push({ setting: backend, to: 'vxlan' });
  return {
    title: 'encapsulate the pool in VXLAN',
    applicability: 'safe',
    changes,
    then: encapsulationSteps(cluster, { encapsulation, ...pool }, 'VXLAN'),
  };
}
