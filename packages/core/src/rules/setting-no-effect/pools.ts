import type { Container } from '../../cluster/input.js';
import type { Cluster, Pool } from '../../cluster/model.js';
import { poolName } from '../../cluster/pools.js';
import { isExplicit, isKnown, knownValue, type Setting } from '../../cluster/setting.js';
import { isKubesprays, knownVariables } from '../../cluster/workloads.js';
import type { Report } from '../rule.js';
import type { Messages } from './messages.js';

const poolVariable = /^CALICO_IPV[46]POOL_(?:IPIP|VXLAN|CIDR|BLOCK_SIZE|NAT_OUTGOING|NODE_SELECTOR|DISABLE_BGP_EXPORT)$/;

/** The variables of the first pool: beside NO_DEFAULT_POOLS, and beside a pool that exists. */
export function judgePools(cluster: Cluster, container: Container, report: Report<Messages>): void {
  const variables = knownVariables(container);
  const none = variables.find(({ name, value }) => name === 'NO_DEFAULT_POOLS' && value.value.toLowerCase() === 'true');
  if (!none) {
    if (!isKubesprays((wanted) => container.env.find(({ name }) => name === wanted)?.value))
      for (const pool of cluster.pools) judgeBeside(cluster, pool, report);
    return;
  }
  const { value } = none.value;
  const asked = variables.filter((one) => poolVariable.test(one.name) && one.value.value !== '');
  const related = [{ origin: none.origin, note: `NO_DEFAULT_POOLS is ${value} here` }];
  // calico-node asks only whether a CIDR is written: even none ends it (startup.go:908-913, v3.32.1).
  for (const cidr of asked.filter(({ name }) => name.endsWith('_CIDR')))
    report({ message: 'poolsForbidden', at: cidr.value.origin, data: { name: cidr.name, value }, related });
  const others = asked.filter(({ name }) => !name.endsWith('_CIDR'));
  const [first] = others;
  const names = `${others.map(({ name }) => name).join(' and ')} ${others.length === 1 ? 'is' : 'are'}`;
  if (first) report({ message: 'noDefaultPools', at: first.value.origin, severity: 'warning', data: { names, value }, related });
}

type Field = 'encapsulation' | 'cidr';

/** No fault by itself: manifests leave the variables behind. It is worth a word where they say something else than the pool. */
function judgeBeside(cluster: Cluster, pool: Pool, report: Report<Messages>): void {
  if (pool.from !== 'env' || pool.live !== 'dead') return;
  const rivals = cluster.pools.filter(({ from, family }) => from === 'resource' && family === pool.family);
  for (const [field, what] of [
    ['encapsulation', 'encapsulation'],
    ['cidr', 'the range'],
  ] as const) {
    const mine: Setting<string> | undefined = isExplicit<string>(pool[field]) ? pool[field] : undefined;
    const rival = mine && rivalOf(mine, rivals, field);
    if (!mine || !rival) continue;
    const other = knownValue<string>(rival[field]) ?? '';
    const data = { what, value: mine.value, family: pool.family ?? 4, pool: poolName(rival), other };
    report({ message: 'existingPool', at: mine.origin, severity: 'info', data, related: [{ origin: rival.origin, note: 'the pool' }] });
  }
}

/** The first pool that says otherwise, where all of them are known to. */
function rivalOf(mine: Setting<string>, rivals: readonly Pool[], field: Field): Pool | undefined {
  const differ = rivals.every((rival) => isKnown<string>(rival[field]) && rival[field].value !== mine.value);
  return differ ? rivals[0] : undefined;
}
