import { nodeAddresses } from '../../cluster/carriers.js';
import type { Cluster, Pool } from '../../cluster/model.js';
import { carriesPods, livePools, poolName, usesPools } from '../../cluster/pools.js';
import { effective } from '../../cluster/precedence.js';
import { isExplicit, isKnown, knownValue, type Setting } from '../../cluster/setting.js';
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
import type { Origin } from '../../source/index.js';
import { defineRule, noOptions, type Report, type Rule } from '../rule.js';

const messages = {
  missing: 'pool {pool} has no cidr: Calico refuses it',
  notCidr: '"{value}" is not a CIDR such as 10.244.0.0/16',
  otherFamily: '{value} is no range of IPv{family}, which the variable is for: calico-node ends on it',
  hostBits: '{value} has bits set behind its prefix: Calico refuses it; the network is {network}',
  linkLocal: '{value} lies in link-local space, from which Calico takes no pool',
  small: 'pool {value} is smaller than one block: a /{prefix} cannot hold a block of /{block}',
  blockRange: 'blockSize {block} is outside the range of IPv{family}: {min} to {max}',
  overlap: 'pool {value} overlaps pool {other} ({otherCidr}): the same address could be given twice',
  public: '{value} is public address space: pods cannot reach the hosts on the Internet that own it',
  overNodes: 'pool {value} contains the node address {node}: packets to that node are routed as if it were a pod',
  overServices: 'pool {value} overlaps the service range {services}: pods could get the address of a service',
  outsidePods:
    "no address of pool {value} is in the cluster's pod range {pods}: kube-proxy takes its pods for hosts outside of the cluster and gives what they send to services the address of their node, which is what policies and logs then see",
  podsOverServices:
    'the pod range {pods} overlaps the service range {services}: one address could be that of a pod and of a service; give each a range of its own',
  servicesOverNodes: 'the service range {value} contains the node address {node}: kube-proxy catches packets to that node',
} as const;

type Messages = typeof messages;

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

type Ranged = { readonly pool: Pool; readonly cidr: Cidr; readonly origin: Origin; readonly index: number };

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

function ranged(pool: Pool, index: number): readonly Ranged[] {
  const cidr = isExplicit(pool.cidr) ? parseCidr(pool.cidr.value) : undefined;
  return cidr && isExplicit(pool.cidr) ? [{ pool, cidr, origin: pool.cidr.origin, index }] : [];
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

function judgeServices(cluster: Cluster, report: Report<Messages>): void {
  for (const services of explicitServices(cluster)) {
    const range = parseCidr(services.value);
    const node = range && nodeAddresses(cluster).find(({ text }) => containsIp(range, text));
    if (range && node) report({ message: 'servicesOverNodes', at: services.origin, data: { value: range.text, node: node.text } });
  }
}

/** The two ranges that the cluster's own configuration gives; a pool in the services says it better. */
function judgeRanges(cluster: Cluster, report: Report<Messages>): void {
  const pools = usesPools(cluster) ? livePools(cluster).flatMap(ranged) : [];
  for (const services of explicitServices(cluster)) {
    const range = parseCidr(services.value);
    if (!range || pools.some(({ pool, cidr }) => carriesPods(pool) && overlaps(cidr, range))) continue;
    for (const pods of cluster.cidrs.pod.filter(isExplicit)) {
      const cidr = parseCidr(pods.value);
      if (!cidr || !overlaps(cidr, range)) continue;
      const related = [{ origin: services.origin, note: 'the service range' }];
      report({
        message: 'podsOverServices',
        at: pods.origin,
        severity: 'warning',
        data: { pods: cidr.text, services: range.text },
        related,
      });
    }
  }
}

function explicitServices(cluster: Cluster): readonly Setting<string>[] {
  return cluster.cidrs.service.filter(isExplicit);
}

/**
 * kube-proxy masquerades what comes from outside of its clusterCIDR (kubeadm: podSubnet). A further pool outside of it can be meant; all of them
 * are not. On kubeadm, the operator refuses such a pool itself (installer-validation); of k3s and RKE2 it knows no range.
 */
function judgePodRange(cluster: Cluster, report: Report<Messages>): void {
  const { ipam, kubeProxy, product, cidrs } = cluster;
  const without = knownValue(effective(kubeProxy)) === 'off' || knownValue(effective(product.dataplane)) === 'bpf';
  if (without || knownValue(effective(ipam)) === 'host-local') return;
  // A pool in the services is an error of its own.
  const services = explicitServices(cluster).flatMap(({ value }) => parseCidr(value) ?? []);
  for (const family of [4, 6] as const) {
    const pools = livePools(cluster).filter((pool) => pool.family === family && carriesPods(pool));
    const said = cidrs.pod.filter(isExplicit).filter(({ write }) => write?.reader !== 'flannel');
    const readers = ['calico-resources', 'calico-node', ...(said.every(({ write }) => write?.reader === 'k3s') ? ['operator'] : [])];
    const known = pools.flatMap(ranged).filter(({ pool }) => readers.includes(pool.reader));
    const pods = said.flatMap(({ value }) => parseCidr(value) ?? []).filter((range) => range.family === family);
    const [first] = known;
    if (!first || known.length < pools.length || pods.length === 0) continue;
    if (known.some(({ cidr }) => [...pods, ...services].some((range) => overlaps(range, cidr)))) continue;
    const related = said.slice(0, 1).map(({ origin }) => ({ origin, note: 'the pod range' }));
    const data = { value: first.cidr.text, pods: pods.map(({ text }) => text).join(', ') };
    report({ message: 'outsidePods', at: first.origin, severity: 'warning', data, related });
  }
}
