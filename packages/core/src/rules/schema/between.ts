/** Rules between fields: the CEL rules of the definitions (api/config/crd) and the struct validators of libcalico-go, by kind. */
import type { Path } from '../../source/index.js';
import { judgeBgpConfiguration, judgeBgpFilter, judgeBgpPeer } from './bgp.js';
import { judgeFelix } from './felix.js';
import { judgePolicy, judgeStaged } from './policy.js';
import { judgePool } from './pool.js';
import { fieldsOf, hidden, listOf, place, type Subject, type Value, valueAt } from './subject.js';
import { said, tell, textOf } from './telling.js';

type Judge = (subject: Subject, root: Value) => void;

/** Judges what fields of one object mean to each other. */
export function judgeBetween(subject: Subject, root: Value): void {
  byKind[subject.kind]?.(subject, root);
}

const byKind: Readonly<Record<string, Judge>> = {
  BGPConfiguration: judgeBgpConfiguration,
  BGPPeer: judgeBgpPeer,
  BGPFilter: judgeBgpFilter,
  IPPool: judgePool,
  FelixConfiguration: judgeFelix,
  HostEndpoint: judgeHostEndpoint,
  IPAMConfig: judgeIpam,
  IPAMConfiguration: judgeIpam,
  Tier: judgeTier,
  BlockAffinity: judgeAffinity,
  NetworkSet: judgeSet,
  GlobalNetworkSet: judgeSet,
  NetworkPolicy: judgePolicy,
  GlobalNetworkPolicy: judgePolicy,
  StagedNetworkPolicy: judgeStaged,
  StagedGlobalNetworkPolicy: judgeStaged,
  StagedKubernetesNetworkPolicy: judgeStaged,
};

function judgeHostEndpoint(subject: Subject, root: Value): void {
  const spec = valueAt(root, ['spec']);
  if (subject.partial || spec === hidden) return;
  const node = valueAt(spec, ['node']);
  if (node === undefined || node === '') tell(subject, ['spec', 'node'], 'node', 'a HostEndpoint names its node');
  const iface = valueAt(spec, ['interfaceName']);
  const ips = valueAt(spec, ['expectedIPs']);
  if ((iface === undefined || iface === '') && ips !== hidden && listOf(ips).length === 0)
    tell(subject, ['spec', 'interfaceName'], 'interfaceName', 'a HostEndpoint names its interface or its expectedIPs');
  for (const [i, port] of listOf(valueAt(spec, ['ports'])).entries())
    judgeEndpointPort(subject, ['spec', 'ports', i, 'protocol'], valueAt(port, ['protocol']));
}

function judgeEndpointPort(subject: Subject, path: Path, protocol: Value | undefined): void {
  const portless = protocol === 'ICMP' || protocol === 'ICMPv6' || protocol === 'UDPLite';
  if (portless || (typeof protocol === 'number' && ![6, 17, 132].includes(protocol)))
    tell(subject, path, `protocol ${String(protocol)}`, 'it has no ports; TCP, UDP and SCTP have');
}

/** What `calicoctl ipam configure` refuses (libcalico-go/lib/ipam/ipam.go:2220-2229); the object itself is stored. */
function judgeIpam(subject: Subject, root: Value): void {
  const strict = valueAt(root, ['spec', 'strictAffinity']);
  if (subject.partial || (strict !== false && strict !== undefined)) return;
  if (
    valueAt(root, ['spec', 'autoAllocateBlocks']) === false &&
    Object.hasOwn(fieldsOf(valueAt(root, ['spec'])) ?? {}, 'autoAllocateBlocks')
  )
    tell(subject, ['spec', 'autoAllocateBlocks'], 'autoAllocateBlocks: false', 'without strictAffinity no node gets an address', 'warning');
  const blocks = valueAt(root, ['spec', 'maxBlocksPerHost']);
  if (typeof blocks === 'number' && blocks > 0)
    tell(
      subject,
      ['spec', 'maxBlocksPerHost'],
      `maxBlocksPerHost: ${blocks}`,
      'it counts only with strictAffinity: true; otherwise a full node borrows addresses of other nodes',
      'warning',
    );
}

/** What the tiers that Calico makes itself must look like. */
const tiers: Readonly<Record<string, { readonly action: string; readonly order: number }>> = {
  default: { action: 'Deny', order: 1_000_000 },
  'kube-admin': { action: 'Pass', order: 1_000 },
  'kube-baseline': { action: 'Pass', order: 10_000_000 },
};

function judgeTier(subject: Subject, root: Value): void {
  const name = textOf(valueAt(root, ['metadata', 'name'])) ?? '';
  const fixed = Object.hasOwn(tiers, name) ? tiers[name] : undefined;
  if (!fixed || subject.partial) return;
  const [action, order] = [valueAt(root, ['spec', 'defaultAction']), valueAt(root, ['spec', 'order'])];
  if (action !== fixed.action && action !== hidden)
    tell(subject, ['spec', 'defaultAction'], `tier ${name}`, `its defaultAction is ${fixed.action}`);
  if (order !== fixed.order && order !== hidden) tell(subject, ['spec', 'order'], `tier ${name}`, `its order is ${fixed.order}`);
}

function judgeAffinity(subject: Subject, root: Value): void {
  if (!subject.client) return;
  const deleted = valueAt(root, ['spec', 'deleted']);
  if (deleted === true || deleted === 'true') tell(subject, ['spec', 'deleted'], 'deleted: true', 'only Calico itself marks a block so');
}

function judgeSet(subject: Subject, root: Value): void {
  if (!said(valueAt(root, ['metadata', 'labels', 'projectcalico.org/namespace']))) return;
  const at = place(subject, ['metadata', 'labels', 'projectcalico.org/namespace'], 'key');
  subject.report({ message: 'between', at, data: { what: 'label projectcalico.org/namespace', reason: 'Calico sets it itself' } });
}
