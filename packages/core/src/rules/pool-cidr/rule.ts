import { nodeAddresses } from '../../cluster/carriers.js';
import type { Cluster, Pool } from '../../cluster/model.js';
import { carriesPods, livePools, poolName, usesPools } from '../../cluster/pools.js';
import { isExplicit, isKnown, knownValue } from '../../cluster/setting.js';
import {
  blockSizeRange,
  type Cidr,
  contains,
  containsIp,
  hasHostBits,
  isPublic,
  masked,
  overlaps,
  parseCidr,
  touchesLinkLocal,
} from '../../network/cidr.js';
import { defineRule, noOptions, type Report, type Rule } from '../rule.js';
import { type Messages, messages } from './messages.js';
import { explicitServices, judgePodRange, judgeRanges, judgeServices, judgeTwoRanges, type Ranged, ranged } from './ranges.js';

const rule: Rule<Messages, Readonly<Record<string, never>>> = defineRule({
  name: 'pool-cidr',
  since: '0.1.0',
  category: 'pool',
  severity: 'error',
  summary: "A pool's CIDR must be valid and collide with nothing",
  messages,
  options: noOptions,
  check({ cluster, report }) {
    judgeServices(cluster, report);
    judgeRanges(cluster, report);
    judgeTwoRanges(cluster, report);
    if (!usesPools(cluster)) return;
    for (const pool of livePools(cluster)) {
      const cidr = judgeCidr(pool, report);
      if (!cidr) continue;
      judgeBlocks(pool, cidr, report);
      if (carriesPods(pool)) judgeSpace(cluster, pool, { cidr, report });
    }
    judgeOverlaps(livePools(cluster), report);
    judgePodRange(cluster, report);
  },
});
export default rule;

function judgeCidr(pool: Pool, report: Report<Messages>): Cidr | undefined {
  const written = pool.cidr;
  if (!isKnown(written)) return undefined;
  if (written.how === 'default') {
    // What the operator's definition requires is schema's to say.
    if (written.value === '' && pool.reader !== 'operator')
      report({ message: 'missing', at: written.origin, data: { pool: poolName(pool) } });
    return undefined;
  }
  const cidr = parseCidr(written.value);
  const at = written.origin;
  // startup.go takes IPv4 in CALICO_IPV4POOL_CIDR only, and IPv6 in the other (node/pkg/lifecycle/startup/startup.go:907-1003).
  if (cidr && pool.from === 'env' && pool.family !== undefined && cidr.family !== pool.family) {
    report({ message: 'otherFamily', at, data: { value: cidr.text, family: pool.family } });
    return undefined;
  }
  if (!cidr) report({ message: 'notCidr', at, data: { value: written.value } });
  // calico-node masks CALICO_IPV4POOL_CIDR itself (node/pkg/lifecycle/startup/startup.go:907-1003).
  else if (hasHostBits(cidr) && pool.from !== 'env') {
    const network = masked(cidr);
    report({
      message: 'hostBits',
      at,
      data: { value: cidr.text, network },
      fix: { title: `write ${network}`, applicability: 'safe', changes: [{ setting: written, to: network }] },
    });
  }
  if (cidr && touchesLinkLocal(cidr)) report({ message: 'linkLocal', at, data: { value: cidr.text } });
  return cidr;
}

function judgeBlocks({ blockSize, cidr: written, disabled }: Pool, cidr: Cidr, report: Report<Messages>): void {
  if (!isKnown(blockSize) || !isKnown(written)) return;
  const { min, max } = blockSizeRange(cidr.family);
  const block = blockSize.value;
  if (block < min || block > max) report({ message: 'blockRange', at: blockSize.origin, data: { block, family: cidr.family, min, max } });
  // libcalico-go skips the size of a disabled pool (libcalico-go/lib/validator/v3/validator.go:973-1010).
  else if (cidr.prefix > block && knownValue(disabled) === false) {
    const related = isExplicit(blockSize) ? [{ origin: blockSize.origin, note: `blockSize ${block} is set here` }] : [];
    report({ message: 'small', at: written.origin, data: { value: cidr.text, prefix: cidr.prefix, block }, related });
  }
}

/** Sorted by their first address, pools overlap only with the one before that reaches furthest. One finding a pool, at the later of the two. */
function judgeOverlaps(pools: readonly Pool[], report: Report<Messages>): void {
  let widest: Ranged | undefined;
  for (const next of pools.flatMap(ranged).sort(byBase)) {
    if (widest && overlaps(widest.cidr, next.cidr) && knownValue(widest.pool.name) !== knownValue(next.pool.name)) {
      const [earlier, later] = widest.index < next.index ? [widest, next] : [next, widest];
      const name = poolName(earlier.pool);
      const data = { value: later.cidr.text, other: name, otherCidr: earlier.cidr.text };
      report({ message: 'overlap', at: later.origin, data, related: [{ origin: earlier.origin, note: `pool ${name} is here` }] });
    }
    if (!widest || !contains(widest.cidr, next.cidr)) widest = next;
  }
}

function byBase(a: Ranged, b: Ranged): number {
  return (
    a.cidr.family - b.cidr.family ||
    (a.cidr.base < b.cidr.base ? -1 : Number(a.cidr.base > b.cidr.base)) ||
    a.cidr.prefix - b.cidr.prefix ||
    a.index - b.index
  );
}

/** A disabled pool may lie over nodes and services on purpose: it only keeps their addresses from being translated. */
function judgeSpace(cluster: Cluster, pool: Pool, { cidr, report }: { cidr: Cidr; report: Report<Messages> }): void {
  if (!isKnown(pool.cidr)) return;
  const at = pool.cidr.origin;
  if (isPublic(cidr)) report({ message: 'public', at, severity: 'warning', data: { value: cidr.text } });
  const node = nodeAddresses(cluster).find(({ text }) => containsIp(cidr, text));
  if (node) report({ message: 'overNodes', at, data: { value: cidr.text, node: node.text } });
  for (const services of explicitServices(cluster)) {
    const range = parseCidr(services.value);
    if (range && overlaps(cidr, range))
      report({
        message: 'overServices',
        at,
        data: { value: cidr.text, services: range.text },
        related: [{ origin: services.origin, note: 'the service range' }],
      });
  }
}
