/** Encapsulation against BGP, IPAM and CNI plugin (tigera/operator 40788b9, pkg/controller/installation/validation.go:163-217,404-425). */
import type { Proposal } from '../../../cluster/finding.js';
import type { Refused } from '../../../cluster/input.js';
import type { Pool } from '../../../cluster/model.js';
import { isExplicit, isKnown, knownValue, type Setting } from '../../../cluster/setting.js';
import type { Encapsulation } from '../../../network/encapsulation.js';
import { refusedWithoutBgp } from '../../../network/operator.js';
import { formatVersion } from '../../../network/version.js';
import { text } from '../../stated.js';
import { isCalico, managesWindows, oneOf } from '../platform.js';
import { poolPath } from '../pools.js';
import { isWritten, lengthOf, network } from '../spec.js';
import { type Check, change, refuse, type Subject, said } from './subject.js';

export const encapsulation: Check = (subject) => [
  ...listed(subject).flatMap(({ pool, index }) => withoutBgp(subject, pool, index)),
  ...hostLocal(subject),
  ...foreign(subject),
  ...windows(subject),
];

type Listed = { readonly pool: Pool; readonly index: number };

/** The pools that are written; the one that the operator makes is none of the user's. */
function listed({ pools, spec }: Subject): readonly Listed[] {
  return lengthOf(spec, network('ipPools')) === undefined ? [] : pools.map((pool, index) => ({ pool, index }));
}

function withoutBgp(subject: Subject, { encapsulation: known }: Pool, index: number): readonly Refused[] {
  const { platform, release } = subject;
  const { bgp, ipam, cni } = platform;
  if (!isKnown(known) || !isKnown(bgp) || bgp.value !== 'Disabled' || known.value.startsWith('VXLAN')) return [];
  if (isCalico(platform) === false || (isKnown(ipam) && ipam.value !== 'Calico')) return [];
  const kind = known.value === 'None' ? 'plain' : 'ipip';
  const routing = network('clusterRoutingMode');
  const mode = said(subject, routing, oneOf(['BIRD', 'Felix', 'FelixIPIPOnly']));
  if (mode === undefined && isWritten(subject.spec, routing)) return [];
  const refused = refusedWithoutBgp({ kind, mode }, release);
  if (refused === false) return [];
  const path = poolPath(index, 'encapsulation');
  const certain = refused === true && isKnown(cni) && isKnown(ipam) && isExplicit(known);
  return [
    refuse(subject, {
      path,
      why: `${reasons[kind]}, and bgp is Disabled${isExplicit(bgp) ? '' : ' by default on EKS'}${limits(subject, refused, known)}`,
      check: checks[kind],
      advice: `write ${tunnelFor(known.value)}, or bgp: Enabled`,
      certain,
      fix: overlay(subject, index, known),
      because: { path: network('bgp'), note: 'BGP is off here' },
    }),
  ];
}

const reasons = {
  ipip: 'BIRD programs the routes of an IPIP pool',
  plain: 'BIRD programs the routes of a pool without encapsulation',
} as const;
const checks = {
  ipip: 'IPIP encapsulation requires that BGP is enabled',
  plain: 'unencapsulated IP pools require that BGP is enabled',
} as const;

/** Why it may be accepted after all. An absent encapsulation passes the first validation and is judged when it is filled in. */
function limits({ platform, release }: Subject, refused: true | undefined, known: Setting<Encapsulation>): string {
  if (known.how !== 'explicit') return `; an encapsulation that is not written becomes ${known.value}`;
  if (refused === undefined) return ' (up to Calico 3.32; later Felix programs them)';
  if (!isKnown(platform.cni)) return " (with Calico's own CNI plugin, which is the default except on EKS, AKS and GKE)";
  return release ? ` (Calico ${formatVersion(release)})` : '';
}

function tunnelFor(encapsulation: Encapsulation): Encapsulation {
  return encapsulation === 'IPIPCrossSubnet' ? 'VXLANCrossSubnet' : 'VXLAN';
}

function overlay({ spec }: Subject, index: number, known: Setting<Encapsulation>): Proposal {
  const to = tunnelFor(known.value);
  return change(spec, poolPath(index, 'encapsulation'), to, `encapsulate the pool in ${to}`);
}

/** Blocks of pod addresses are Calico's own: host-local has none to send into a tunnel of VXLAN. */
function hostLocal(subject: Subject): readonly Refused[] {
  const { platform } = subject;
  if (isCalico(platform) !== true || knownValue(platform.ipam) !== 'HostLocal') return [];
  return listed(subject).flatMap(({ pool, index }) => {
    const value = knownValue(pool.encapsulation);
    if (!value?.startsWith('VXLAN')) return [];
    return refuse(subject, {
      path: poolPath(index, 'encapsulation'),
      why: `${value} needs Calico's IPAM, and cni.ipam.type is HostLocal`,
      check: `${value} is invalid for ipPool.encapsulation with Calico CNI and HostLocal IPAM`,
      advice: 'write ipam.type: Calico, or None where the cloud routes the pod CIDRs of nodes',
      because: { path: ['cni', 'ipam', 'type'], note: 'the IPAM is chosen here' },
    });
  });
}

/** With the plugin of a cloud, Calico neither routes nor encapsulates. BGP is only judged where pools are listed. */
function foreign(subject: Subject): readonly Refused[] {
  const { platform, spec } = subject;
  const count = lengthOf(spec, network('ipPools')) ?? 0;
  if (isCalico(platform) !== false || count === 0 || !isKnown(platform.cni)) return [];
  const plugin = platform.cni.value;
  // Where the provider alone tells the plugin, the other half of the mistake may be that it is not written.
  const meant = isWritten(spec, ['cni', 'type']);
  const because = { path: ['cni', 'type'], note: 'the CNI plugin is chosen here' };
  const pools = Array.from({ length: count }, (_, i) => i).flatMap((index) => {
    const path = poolPath(index, 'encapsulation');
    const value = said(subject, path, text);
    if (value === undefined || value === '' || value === 'None') return [];
    return refuse(subject, {
      path,
      why: `pods get their network from the plugin ${plugin}, so Calico encapsulates nothing`,
      check: `${value} is invalid for ipPool.encapsulation when using non-Calico CNI, should be None`,
      advice: "write None, or cni.type: Calico if Calico's own network is meant",
      ...(meant && { fix: change(spec, path, 'None', 'write None') }),
      because,
    });
  });
  const path = network('bgp');
  if (said(subject, path, text) !== 'Enabled') return pools;
  const bgp = refuse(subject, {
    path,
    why: `pods get their network from the plugin ${plugin}, whose routes BIRD does not know`,
    check: 'BGP is not supported when using non-Calico CNI',
    advice: meant ? 'write Disabled' : "write Disabled, or cni.type: Calico if Calico's own network is meant",
    ...(meant && { fix: change(spec, path, 'Disabled', 'switch BGP off') }),
    because,
  });
  return [...pools, bgp];
}

/** The first IPv4 pool is the one of the Windows nodes. */
function windows(subject: Subject): readonly Refused[] {
  if (managesWindows(subject.spec) !== true || isCalico(subject.platform) !== true) return [];
  const first = listed(subject).find(({ pool }) => pool.family === 4);
  const value = first && knownValue(first.pool.encapsulation);
  if (!first || value === undefined || value === 'VXLAN' || value === 'None') return [];
  const path = poolPath(first.index, 'encapsulation');
  return [
    refuse(subject, {
      path,
      why: `Windows nodes carry VXLAN or plain packets, and the encapsulation is ${value}`,
      check: `IPv4 IPPool encapsulation ${value} is not supported by Calico for Windows`,
      advice: 'write VXLAN',
      fix: change(subject.spec, path, 'VXLAN', 'write VXLAN'),
      because: { path: network('windowsDataplane'), note: 'Windows is on here' },
    }),
  ];
}
