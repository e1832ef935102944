import { selects } from '../../cluster/bgp.js';
import type { Cluster, NodeFact, Pool } from '../../cluster/model.js';
import { livePools, usesPools } from '../../cluster/pools.js';
import { effective } from '../../cluster/precedence.js';
import { isExplicit, isKnown, type Known, knownValue } from '../../cluster/setting.js';
import { blockCount, parseCidr } from '../../network/cidr.js';
import type { Origin } from '../../source/index.js';
import { defineRule, noOptions, type Report, type Rule } from '../rule.js';

const messages = {
  none: 'no pool of the input gives addresses to pods ({why}): new pods stay in ContainerCreating with "no configured Calico pools for node"',
  tunnel:
    'no {encapsulation} pool of the input may give an address to the {device} of a node ({uses}): a node without one {outcome}; add Tunnel to allowedUses',
  node: 'node {node} is chosen by no IPv{family} pool of the input ({selectors}): its pods get no address, "no configured Calico pools for node {node}"',
  blocks: '{sum} of IPv{family} for {nodes} nodes, {spare} too few: nodes without one take single addresses out of the blocks of others',
  strict:
    '{sum} of IPv{family} for {nodes} nodes, {spare} too few: with strictAffinity a node takes addresses from its own blocks only, so pods of the others get none ("No IPs available in pools")',
  few: 'the pools of this cluster are {sum} of IPv{family}: a node takes a block at a time, and the next node without one takes single addresses out of the blocks of others',
  windows:
    'node {node} runs Windows, and strictAffinity is false: Calico refuses to give it addresses ("global strict affinity should not be false for Windows node")',
} as const;

type Messages = typeof messages;

const rule: Rule<Messages, Readonly<Record<string, never>>> = defineRule({
  name: 'pool-coverage',
  since: '0.1.0',
  category: 'pool',
  severity: 'error',
  summary: 'Every node has a pool, and a block of it',
  messages,
  options: noOptions,
  check({ cluster, report }) {
    if (!usesPools(cluster) || knownValue(effective(cluster.ipam)) === 'host-local') return;
    judgeWindows(cluster, report);
    const pools = livePools(cluster);
    if (pools.length === 0) return;
    if (pools.every((pool) => isOut(pool) === true)) {
      judgeNone(cluster, pools, report);
      return;
    }
    judgeTunnels(cluster, pools, report);
    for (const family of [4, 6] as const) judgeFamily(cluster, family, report);
  },
});
export default rule;

/** Whether a pool gives no addresses to pods; undefined where that is not known (libcalico-go/lib/ipam/ipam.go:398-409). */
function isOut({ disabled, allowedUses }: Pool): boolean | undefined {
  const [off, uses] = [knownValue(disabled), knownValue(allowedUses)];
  if (off === true || (uses !== undefined && !uses.includes('Workload'))) return true;
  return off === undefined || uses === undefined ? undefined : false;
}

/** A lone pool says nothing: the others may be elsewhere. Beside an install it does. */
function judgeNone(cluster: Cluster, pools: readonly Pool[], report: Report<Messages>): void {
  const [first] = pools;
  if (!first || (!cluster.closed && !hasInstall(cluster) && !isWholeList(pools))) return;
  const at: Origin = isExplicit(first.disabled) ? first.disabled.origin : first.origin;
  const off = pools.filter(({ disabled }) => knownValue(disabled) === true).length;
  const why = [...(off > 0 ? [`${off} disabled`] : []), ...(off < pools.length ? [`${pools.length - off} for other uses`] : [])].join(', ');
  report({ message: 'none', at, severity: cluster.closed ? 'error' : 'warning', data: { why } });
}

const tunnels = [
  { device: 'vxlan.calico', begins: 'VXLAN', family: 4, outcome: 'has no end of the tunnel, so no other node sends to its pods' },
  { device: 'vxlan-v6.calico', begins: 'VXLAN', family: 6, outcome: 'has no end of the tunnel, so no other node sends to its pods' },
  { device: 'tunl0', begins: 'IPIP', family: 4, outcome: 'cannot itself reach pods of other nodes' },
] as const;

/** Each tunnel device has an address out of a pool with that tunnel (node/pkg/allocateip/allocateip.go, determineEnabledPoolCIDRs). */
function judgeTunnels(cluster: Cluster, all: readonly Pool[], report: Report<Messages>): void {
  if (!cluster.closed && !hasInstall(cluster)) return;
  for (const { device, begins, family, outcome } of tunnels) {
    // A pool whose range or mode is not known may be one of these.
    if (all.some((pool) => pool.family === undefined || !isKnown(pool.encapsulation))) return;
    const pools = all.filter((pool) => pool.family === family && knownValue(pool.encapsulation)?.startsWith(begins));
    const [first] = pools.filter((pool) => isOut(pool) === false);
    if (!first || !isExplicit(first.allowedUses) || !pools.every(givesNoTunnel)) continue;
    report({
      message: 'tunnel',
      at: first.allowedUses.origin,
      severity: cluster.closed && begins === 'VXLAN' ? 'error' : 'warning',
      data: { encapsulation: begins, device, uses: first.allowedUses.value.join(', '), outcome },
    });
  }
}

function givesNoTunnel({ disabled, allowedUses }: Pool): boolean {
  const uses = knownValue(allowedUses);
  return knownValue(disabled) === true || (uses !== undefined && !uses.includes('Tunnel'));
}

function hasInstall({ workloads }: Cluster): boolean {
  return workloads.some(({ kind }) => kind === 'DaemonSet');
}

function judgeFamily(cluster: Cluster, family: 4 | 6, report: Report<Messages>): void {
  const all = livePools(cluster);
  // A pool whose range is not known may be of this family.
  if (all.some((pool) => pool.family === undefined || (pool.family === family && isOut(pool) === undefined))) return;
  const pools = all.filter((pool) => pool.family === family && isOut(pool) === false);
  if (pools.length === 0) return;
  const bare = cluster.nodes.filter((node) => pools.every((pool) => chooses(pool, node) === false));
  for (const node of bare) {
    const selectors = [...new Set(pools.map(({ nodeSelector }) => knownValue(nodeSelector) ?? ''))].join('; ');
    const chosen = pools[0]?.nodeSelector;
    report({
      message: 'node',
      at: node.origin,
      severity: cluster.closed ? 'error' : 'warning',
      data: { node: node.name, family, selectors },
      related: isExplicit(chosen) ? [{ origin: chosen.origin, note: 'the selector of the pool' }] : [],
    });
  }
  judgeBlocks(cluster, pools, { family, report });
}

function chooses({ nodeSelector }: Pool, node: NodeFact): boolean | undefined {
  if (knownValue(nodeSelector) === 'all()') return true;
  return isKnown(nodeSelector) ? selects(nodeSelector.value, node) : undefined;
}

/** Blocks of pools that all nodes share, against the nodes that the input names; there may be more of them. */
function judgeBlocks(
  cluster: Cluster,
  pools: readonly Pool[],
  { family, report }: { readonly family: 4 | 6; readonly report: Report<Messages> },
): void {
  const nodes = new Set(cluster.nodes.map(({ name }) => name)).size;
  const [first] = pools;
  if (!first || !isExplicit(first.cidr) || !pools.every((pool) => knownValue(pool.nodeSelector) === 'all()')) return;
  const counts = pools.map(({ cidr, blockSize }) => blocksOf(cidr, blockSize));
  const blocks = counts.reduce<bigint | undefined>((sum, one) => (sum === undefined || one === undefined ? undefined : sum + one), 0n);
  if (blocks === undefined || blocks === 0n) return;
  if (nodes === 0 && blocks <= fewBlocks && isWholeList(pools))
    report({
      message: 'few',
      at: first.cidr.origin,
      severity: 'warning',
      data: { sum: sumText(pools, blocks), family },
      settle: 'add the Nodes',
    });
  if (blocks >= BigInt(nodes)) return;
  const strict = effective(cluster.strictAffinity);
  const data = { sum: sumText(pools, blocks), family, nodes, spare: nodes - Number(blocks) };
  const related = isKnown(strict) && strict.value ? [{ origin: strict.origin, note: 'strictAffinity is set here' }] : [];
  if (isKnown(strict) && strict.value) report({ message: 'strict', at: first.cidr.origin, related, data });
  else report({ message: 'blocks', at: first.cidr.origin, severity: 'warning', data });
}

/** As many nodes as a cluster soon has. */
const fewBlocks = 4n;

/** An Installation lists all pools of its cluster; an IPPool may have others beside it. */
function isWholeList(pools: readonly Pool[]): boolean {
  return pools.every(({ reader }) => reader === 'operator');
}

function blocksOf(cidr: Known<string>, blockSize: Known<number>): bigint | undefined {
  const range = isKnown(cidr) ? parseCidr(cidr.value) : undefined;
  const size = knownValue(blockSize);
  return range && size !== undefined ? blockCount(range, size) : undefined;
}

function sumText(pools: readonly Pool[], blocks: bigint): string {
  const parts = pools.map(({ cidr, blockSize }) => `${knownValue(cidr) ?? ''} in blocks of /${knownValue(blockSize) ?? ''}`);
  return `${parts.join(' and ')}: ${blocks} ${blocks === 1n ? 'block' : 'blocks'}`;
}

/** libcalico-go/lib/ipam/ipam.go:75,2195-2203. */
function judgeWindows(cluster: Cluster, report: Report<Messages>): void {
  const strict = effective(cluster.strictAffinity);
  const node = cluster.nodes.find(({ labels }) => labels?.get('kubernetes.io/os') === 'windows');
  if (!node || !isKnown(strict) || strict.value) return;
  report({
    message: 'windows',
    at: strict.origin,
    data: { node: node.name },
    related: [{ origin: node.origin, note: 'the node' }],
    fix: { title: 'switch strictAffinity on', applicability: 'unsafe', changes: [{ setting: strict, to: true }] },
  });
}
