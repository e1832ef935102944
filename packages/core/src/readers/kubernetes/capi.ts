/**
 * Cluster API: ranges and cloud of the cluster that it makes, and what its AWS provider opens between nodes (kubernetes-sigs/cluster-api v1.9,
 * api/v1beta1/cluster_types.go; cluster-api-provider-aws, api/v1beta2/defaults.go:34-52).
 */
import { type Draft, state } from '../../cluster/draft.js';
import { anyPort, type HostGroup, type Opening, protocols } from '../../cluster/host-groups.js';
import { isKnown, type Known, knownValue, type Setting } from '../../cluster/setting.js';
import { at, items, type Path } from '../../source/index.js';
import { setting, stated, text } from '../stated.js';
import { labelsOf, originOf, textOf, type Unit } from '../unit.js';
import { isAwsCluster, isCapiCluster, isControlPlane, kubernetes } from './reader.js';

const { name: reader } = kubernetes;
const standing = { reader, layer: 'resource' } as const;

/** Several are a fleet, whose parts nothing tells apart here. */
export function readCapi(claimed: readonly Unit[], draft: Draft, all: readonly Unit[]): void {
  const [cluster, other] = claimed.filter(isCapiCluster);
  const [aws, more] = claimed.filter(isAwsCluster);
  if (other || more) return;
  if (aws && aws.document.structural === false) (draft.underlay.groups as HostGroup[]).push(...groupsOf(aws, all));
  if (!cluster || !speaksHere(cluster, all)) return;
  const [plane, second] = claimed.filter(isControlPlane);
  for (const [name, subnet, slot] of [
    ['pods', 'podSubnet', draft.cidrs.pod] as const,
    ['services', 'serviceSubnet', draft.cidrs.service] as const,
  ]) {
    // What the control plane says itself goes before the Cluster (bootstrap/kubeadm, reconcileTopLevelObjectSettings).
    const own = plane && !second ? listed(plane, [...networking, subnet]) : [];
    for (const known of own.length > 0 ? own : blocks(cluster, name)) state(slot, known);
  }
  const cloud = clouds.find(([kind]) => textOf(cluster, ['spec', 'infrastructureRef', 'kind'])?.startsWith(kind));
  if (cloud) state(draft.underlay.cloud, setting(cloud[1], 'derived', originOf(cluster, ['spec', 'infrastructureRef', 'kind']), standing));
}

const networking: Path = ['spec', 'kubeadmConfigSpec', 'clusterConfiguration', 'networking'];

/** By the first letters of the infrastructure's kind: AzureCluster, AzureManagedCluster. */
const clouds = [
  ['AWS', 'aws'],
  ['Azure', 'azure'],
  ['GCP', 'gcp'],
  ['OpenStack', 'openstack'],
  ['DO', 'digitalocean'],
  ['Hetzner', 'hetzner'],
  ['VSphere', 'vsphere'],
] as const;

/**
 * It stands in the cluster that manages others: it speaks about the network beside it only where that is brought to such a cluster, or where there is
 * none beside it.
 */
function speaksHere(cluster: Unit, all: readonly Unit[]): boolean {
  const addons = all.filter(({ object }) => object?.group === 'addons.cluster.x-k8s.io');
  if (addons.length > 0) return addons.some((addon) => selects(addon, cluster));
  return all.every(({ object }) => object !== undefined && (object.group === '' || object.group.endsWith('cluster.x-k8s.io')));
}

/** A selector that is not known, or has expressions, may select. */
function selects(addon: Unit, cluster: Unit): boolean {
  const labels = labelsOf(cluster);
  const wanted = labelsAt(addon);
  return labels === undefined || [...wanted].every(([name, value]) => labels.get(name) === value);
}

function labelsAt({ document, path }: Unit): ReadonlyMap<string, string> {
  const node = at(document.root, [...path, 'spec', 'clusterSelector', 'matchLabels']);
  const entries = node?.kind === 'map' ? node.entries : [];
  return new Map(entries.flatMap(({ name, value }) => (value.kind === 'scalar' && !value.templated ? [[name, value.text] as const] : [])));
}

/** One range a family. */
function blocks(cluster: Unit, name: string): readonly Known<string>[] {
  const list: Path = ['spec', 'clusterNetwork', name, 'cidrBlocks'];
  return items(at(cluster.document.root, [...cluster.path, ...list])).flatMap(
    (_, i) => stated(cluster, [...list, i], text, standing) ?? [],
  );
}

/** Dual stack is written as one string, `v4,v6`. */
export function listed(unit: Unit, path: Path): readonly Known<string>[] {
  const known = stated(unit, path, text, standing);
  if (!isKnown(known)) return known ? [known] : [];
  return known.value.split(',').map((value) => ({ ...known, value: value.trim() }));
}

/** Any `cni`, even an empty one, takes the place of BGP and IPIP; further groups and rules may open more. */
function groupsOf(aws: Unit, all: readonly Unit[]): readonly HostGroup[] {
  const network: Path = ['spec', 'network'];
  const has = (unit: Unit, path: Path): boolean => at(unit.document.root, [...unit.path, ...path]) !== undefined;
  const further = [
    'securityGroupOverrides',
    'additionalNodeIngressRules',
    'additionalControlPlaneIngressRules',
    'nodePortIngressRuleCidrBlocks',
  ];
  const open = further.some((key) => has(aws, [...network, key])) || all.some(addsGroups);
  const rules = [...network, 'cni', 'cniIngressRules'];
  const listedRules = items(at(aws.document.root, [...aws.path, ...rules])).map((_, i) => ruleOf(aws, [...rules, i]));
  const unknown = open || listedRules.some((rule) => rule === undefined);
  const origin = originOf(aws, network);
  const openings = has(aws, [...network, 'cni'])
    ? listedRules.flatMap((rule) => rule ?? [])
    : [opening(aws, network, 6, 179), opening(aws, network, 4)];
  const name = setting(`the security group of AWSCluster ${aws.object?.name ?? ''}`, 'derived', origin, standing) as Setting<string>;
  return [
    {
      name,
      cloud: 'aws',
      openings: openings.map((one) => ({ ...one, peers: [{ kind: 'group', name: name.value }] })),
      additions: [],
      beyond: unknown ? 'further groups or rules of Cluster API may open more' : undefined,
      beside: undefined,
      mixed: undefined,
      named: true,
    },
  ];
}

function addsGroups({ document, path, object }: Unit): boolean {
  if (!object?.group.endsWith('cluster.x-k8s.io') || !object.kind.startsWith('AWSMachine')) return false;
  return [[], ['template', 'spec']].some(
    (above) => at(document.root, [...path, 'spec', ...above, 'additionalSecurityGroups']) !== undefined,
  );
}

/** One of `cniIngressRules`; undefined where a template fills in a part of it. */
function ruleOf(aws: Unit, path: Path): Opening | undefined {
  const said = (key: string): string | undefined => knownValue(stated(aws, [...path, key], text, standing));
  const words: Readonly<Record<string, number>> = { tcp: protocols.tcp, udp: protocols.udp, icmp: 1 };
  const written = said('protocol');
  const [from, to] = [Number(said('fromPort')), Number(said('toPort'))];
  const number = written === undefined ? Number.NaN : (words[written] ?? Number(written));
  if (!Number.isInteger(number) || !Number.isInteger(from) || !Number.isInteger(to)) return undefined;
  const all = number === -1;
  const ports = number === protocols.tcp || number === protocols.udp ? { from, to } : anyPort;
  return { ...opening(aws, path, number), packets: { protocol: all ? 'all' : number, ...ports } };
}

function opening(aws: Unit, path: Path, protocol: number, port?: number): Opening {
  const packets = { protocol, ...(port === undefined ? anyPort : { from: port, to: port }) };
  return { origin: originOf(aws, path), direction: 'in', allows: true, priority: undefined, packets, peers: [], certain: true };
}
