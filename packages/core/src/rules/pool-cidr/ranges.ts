/** Ranges that several parts of a cluster give its pods and services. */
import { nodeAddresses } from '../../cluster/carriers.js';
import type { Cluster, Pool } from '../../cluster/model.js';
import { carriesPods, livePools, usesPools } from '../../cluster/pools.js';
import { effective } from '../../cluster/precedence.js';
import { isExplicit, knownValue, type Setting } from '../../cluster/setting.js';
import { type Cidr, containsIp, overlaps, parseCidr } from '../../network/cidr.js';
import type { Origin } from '../../source/index.js';
import type { Report } from '../rule.js';
import type { Messages } from './messages.js';

export type Ranged = { readonly pool: Pool; readonly cidr: Cidr; readonly origin: Origin; readonly index: number };

export function ranged(pool: Pool, index: number): readonly Ranged[] {
  const cidr = isExplicit(pool.cidr) ? parseCidr(pool.cidr.value) : undefined;
  return cidr && isExplicit(pool.cidr) ? [{ pool, cidr, origin: pool.cidr.origin, index }] : [];
}

/** kubeadm takes the KubeProxyConfiguration of its own file as it is, and says so in a line of its log (cmd/kubeadm/app/componentconfigs/kubeproxy.go). */
export function judgeTwoRanges({ cidrs }: Cluster, report: Report<Messages>): void {
  const said = cidrs.pod.filter(isExplicit).filter(({ layer, write }) => layer === 'resource' && write?.reader !== 'flannel');
  for (const [i, { value, origin }] of said.entries()) {
    const range = parseCidr(value);
    const other = said.slice(0, i).find((one) => {
      const earlier = parseCidr(one.value);
      return range && range.family === earlier?.family && !overlaps(range, earlier) && inOneFile(one.origin, origin);
    });
    if (!range || !other) continue;
    const related = [{ origin: other.origin, note: `the pod range is ${other.value} here` }];
    report({ message: 'twoPodRanges', at: origin, severity: 'warning', data: { pods: range.text, other: other.value }, related });
  }
}

/** Files beside each other may be of two clusters, and the items of one list are all meant. */
function inOneFile(a: Origin, b: Origin): boolean {
  const list = ({ document, path }: Origin): string => [document.index, ...path.slice(0, -1)].join('/');
  return a.document.source.name === b.document.source.name && list(a) !== list(b);
}

export function judgeServices(cluster: Cluster, report: Report<Messages>): void {
  for (const services of explicitServices(cluster)) {
    const range = parseCidr(services.value);
    const node = range && nodeAddresses(cluster).find(({ text }) => containsIp(range, text));
    if (range && node) report({ message: 'servicesOverNodes', at: services.origin, data: { value: range.text, node: node.text } });
  }
}

/** The two ranges that the cluster's own configuration gives; a pool in the services says it better. */
export function judgeRanges(cluster: Cluster, report: Report<Messages>): void {
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

export function explicitServices(cluster: Cluster): readonly Setting<string>[] {
  return cluster.cidrs.service.filter(isExplicit);
}

/**
 * kube-proxy masquerades what comes from outside of its clusterCIDR (kubeadm: podSubnet). A further pool outside of it can be meant; all of them
 * are not. On kubeadm, the operator refuses such a pool itself (installer-validation); of k3s and RKE2 it knows no range.
 */
export function judgePodRange(cluster: Cluster, report: Report<Messages>): void {
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
