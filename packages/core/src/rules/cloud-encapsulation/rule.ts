import { plainPoolCarrier } from '../../cluster/carriers.js';
import type { Change, Proposal } from '../../cluster/finding.js';
import type { Cluster, Pool } from '../../cluster/model.js';
import { carriesPods, livePools, poolName, usesPools } from '../../cluster/pools.js';
import { effective } from '../../cluster/precedence.js';
import { isKnown, knownValue, type Setting } from '../../cluster/setting.js';
import { deploySteps } from '../../cluster/steps.js';
import type { Encapsulation } from '../../network/encapsulation.js';
import { defineRule, noOptions, type Report, type Rule } from '../rule.js';

const messages = {
  azure: 'pool {pool} uses IPIP, and Azure drops IP protocol 4 between its hosts: packets of pods reach no other node; use VXLAN',
  digitalOcean:
    "pool {pool} uses IPIP, and DigitalOcean's Cloud Firewalls pass TCP, UDP and ICMP only: behind one, packets of pods reach no other node; VXLAN passes",
  checked:
    'pool {pool} sends packets of pods without encapsulation {where}, and {host} drops what is not addressed to it ({check}): turn that off, or use VXLAN for all packets',
  perhapsChecked:
    'pool {pool} sends packets of pods without encapsulation {where}: AWS drops them where the source/destination check of an instance is on, as it is by default; set awsSrcDstCheck to Disable, or use VXLAN for all packets',
  portSecurity:
    'pool {pool} sends packets of pods without encapsulation {where}: OpenStack drops them unless allowed_address_pairs of each port hold {cidr}; add it there, or use VXLAN for all packets',
} as const;

type Messages = typeof messages;

const rule: Rule<Messages, Readonly<Record<string, never>>> = defineRule({
  name: 'cloud-encapsulation',
  since: '0.1.0',
  category: 'underlay',
  severity: 'warning',
  summary: "The cloud must carry the packets that a pool's encapsulation makes",
  messages,
  options: noOptions,
  check({ cluster, report }) {
    if (!usesPools(cluster)) return;
    const cloud = cloudOf(cluster);
    for (const pool of livePools(cluster)) {
      const { encapsulation } = pool;
      if (cloud === undefined || !isKnown(encapsulation) || !carriesPods(pool) || pool.family === 6) continue;
      // Where nothing says that the network carries pods, encapsulation-required speaks.
      if (encapsulation.value !== 'None' || plainPoolCarrier(cluster) !== 'unsaid')
        byCloud[cloud]?.(cluster, { pool, encapsulation, cloud }, report);
    }
  },
});
export default rule;

/** The clouds under several names: kubernetesProvider of the operator, cloudProvider of kops, underlay.cloud. */
const names: Readonly<Record<string, string>> = { aks: 'azure', eks: 'aws', gke: 'gcp', gce: 'gcp', google: 'gcp' };

function cloudOf(cluster: Cluster): string | undefined {
  const name = knownValue(effective(cluster.underlay.cloud))?.toLowerCase();
  return name === undefined ? undefined : (names[name] ?? name);
}

type Judged = { readonly pool: Pool; readonly encapsulation: Setting<Encapsulation>; readonly cloud: string };
type Judge = (cluster: Cluster, judged: Judged, report: Report<Messages>) => void;

const byCloud: Readonly<Record<string, Judge>> = {
  azure: (...args) => judgeTunnel('azure', ...args),
  digitalocean: (...args) => judgeTunnel('digitalOcean', ...args),
  aws: judgeCheck,
  gcp: judgeCheck,
  openstack: judgePortSecurity,
};

/** Some packets between nodes go out as pods sent them: all of them, or those inside of a subnet. */
function isPlain(encapsulation: Encapsulation): boolean {
  return encapsulation === 'None' || encapsulation.endsWith('CrossSubnet');
}

function plainData(pool: Pool, { value }: Setting<Encapsulation>): { pool: string; where: string } {
  return { pool: poolName(pool), where: value === 'None' ? 'between all nodes' : `between nodes of one subnet (${value})` };
}

function saysRouted({ underlay }: Cluster): boolean {
  const routed = effective(underlay.routesPods);
  return routed !== undefined && knownValue(routed) !== false;
}

function judgeTunnel(message: 'azure' | 'digitalOcean', ...[cluster, { pool, encapsulation }, report]: Parameters<Judge>): void {
  if (!encapsulation.value.startsWith('IPIP')) return;
  const cloud = effective(cluster.underlay.cloud);
  report({
    message,
    at: encapsulation.origin,
    severity: message === 'azure' ? 'warning' : 'info',
    data: { pool: poolName(pool) },
    related: isKnown(cloud) ? [{ origin: cloud.origin, note: `the cloud is ${cloud.value} here` }] : [],
  });
}

function judgePortSecurity(cluster: Cluster, { pool, encapsulation }: Judged, report: Report<Messages>): void {
  if (!isPlain(encapsulation.value) || saysRouted(cluster)) return;
  const cidr = knownValue(pool.cidr) || 'the range of the pool';
  report({ message: 'portSecurity', at: encapsulation.origin, data: { ...plainData(pool, encapsulation), cidr } });
}

/** AWS has a check of each instance, Google one that can_ip_forward turns off. Felix turns off the one of AWS where it may and is told to. */
function judgeCheck(cluster: Cluster, { pool, encapsulation, cloud }: Judged, report: Report<Messages>): void {
  // Google's hosts have addresses of /32, so that CrossSubnet encapsulates everything there.
  if (!isPlain(encapsulation.value) || (cloud === 'gcp' && encapsulation.value !== 'None')) return;
  const felix = effective(cluster.felix.awsSrcDstCheck);
  if (cloud === 'aws' && felix && (!isKnown(felix) || felix.value.toLowerCase() === 'disable')) return;
  const { sourceDestCheck } = cluster.underlay;
  const hosts = sourceDestCheck.filter(isKnown).filter(({ value }) => value);
  const [host] = hosts;
  const data = plainData(pool, encapsulation);
  if (host) {
    const check = cloud === 'aws' ? 'source_dest_check' : 'can_ip_forward false';
    const fix = turnedOff(hosts);
    report({
      message: 'checked',
      at: encapsulation.origin,
      data: { ...data, host: host.scope.kind === 'node' ? host.scope.name : 'a host', check },
      related: hosts.map(({ origin }) => ({ origin, note: 'the check is on here' })),
      fix,
    });
  } else if (cloud === 'aws' && sourceDestCheck.length === 0 && !saysRouted(cluster)) {
    report({ message: 'perhapsChecked', at: encapsulation.origin, data, ...(isKnown(felix) && { fix: byFelix(cluster, felix) }) });
  }
}

function turnedOff(hosts: readonly Setting<boolean>[]): Proposal {
  const changes = hosts.map((setting): Change => ({ setting, to: false }));
  return { title: 'turn the check off', applicability: 'unsafe', changes, then: ['terraform plan', 'terraform apply'] };
}

/** Calico's documentation of awsSrcDstCheck (reference/resources/felixconfig). */
const rights = 'give the nodes the rights ec2:DescribeInstances and ec2:ModifyNetworkInterfaceAttribute';

function byFelix(cluster: Cluster, setting: Setting<string>): Proposal {
  // kops gives the rights with the setting (kubernetes/kops 268927e, pkg/model/iam).
  const kops = knownValue(effective(cluster.product.installer)) === 'kops';
  const then = kops ? deploySteps(cluster, setting.origin.document.source.name) : [rights];
  return { title: 'let Felix turn the check off', applicability: 'unsafe', changes: [{ setting, to: 'Disable' }], then };
}
