/** The operator takes the pod network from kubeadm's podSubnet while there is no pool yet (tigera/operator 40788b9, pkg/controller/ippool/kubeadm.go, defaults.go:353-363). */
import type { Refused } from '../../../cluster/input.js';
import { everyNode, isExplicit, isKnown, knownValue } from '../../../cluster/setting.js';
import { contains, parseCidr } from '../../../network/cidr.js';
import { at, nested, textAt } from '../../../source/index.js';
import { originOf, type Unit } from '../../unit.js';
import { isCalico } from '../platform.js';
import { poolPath } from '../pools.js';
import { lengthOf, network, reader } from '../spec.js';
import { type Check, noPools, refuse, type Subject } from './subject.js';

export const kubeadm: Check = (subject) => {
  const { provider } = subject.platform;
  const elsewhere = isKnown(provider) && provider.value === 'OpenShift';
  if (elsewhere || isCalico(subject.platform) === false) return [];
  return subject.units.flatMap((unit) => {
    const config = clusterConfiguration(unit);
    return config ? judge(subject, config) : [];
  });
};

/** kubeadm's own file, or the ConfigMap that it makes of it. */
function clusterConfiguration(unit: Unit): Unit | undefined {
  if (unit.object?.kind === 'ClusterConfiguration' && unit.object.group === 'kubeadm.k8s.io') return unit;
  if (unit.object?.kind !== 'ConfigMap' || unit.object.name !== 'kubeadm-config') return undefined;
  const inner = nested(unit.document, [...unit.path, 'data', 'ClusterConfiguration']);
  return inner?.document.root ? { document: inner.document, path: [], object: undefined } : undefined;
}

function judge(subject: Subject, config: Unit): readonly Refused[] {
  const path = [...config.path, 'networking', 'podSubnet'];
  if (!at(config.document.root, path)) return config.document.structural ? [] : [missing(config)];
  const subnet = textAt(config.document.root, path);
  if (subnet === undefined) return [];
  const ranges = subnet.split(',');
  const bad = ranges.find((range) => parseCidr(range) === undefined);
  if (bad !== undefined) return [unreadable(config, subnet, bad)];
  return outside(subject, config, ranges);
}

const common = { installer: 'tigera-operator', name: 'networking.podSubnet', outcome: noPools, certain: false } as const;

function missing(config: Unit): Refused {
  return {
    ...common,
    origin: originOf(config, ['networking', 'podSubnet']),
    why: 'it is not written, and where kubeadm made the cluster the operator asks for it, even beside ipPools, until there is a pool',
    check: '"kubeadm configuration is missing required podSubnet field"',
    advice: 'add the range of the pods',
  };
}

/** The list is split at commas, and blanks stay. */
function unreadable(config: Unit, subnet: string, bad: string): Refused {
  const origin = originOf(config, ['networking', 'podSubnet']);
  const to = subnet.replaceAll(/\s*,\s*/g, ',').trim();
  const setting = {
    value: subnet,
    how: 'explicit',
    origin,
    scope: everyNode,
    live: 'reconciled',
    layer: 'resource',
    write: { reader, as: 'field', place: origin },
  } as const;
  // In the ConfigMap the operator would take quotes for a part of the range.
  const ranges = to.split(',').every((range) => parseCidr(range) !== undefined);
  const repaired = ranges && !config.document.outer;
  return {
    ...common,
    origin,
    why: `"${bad}" is no range: the operator splits the text at commas and keeps blanks`,
    check: `"invalid CIDR address: ${bad}"`,
    advice: `write ${ranges ? to : 'ranges such as 10.244.0.0/16, with a comma and no blank between'}`,
    ...(repaired && { fix: { title: 'take the blanks out', applicability: 'safe', changes: [{ setting, to }] } }),
  };
}

function outside(subject: Subject, config: Unit, ranges: readonly string[]): readonly Refused[] {
  const { pools, spec } = subject;
  if (lengthOf(spec, network('ipPools')) === undefined) return [];
  return pools.flatMap((pool, index) => {
    const cidr = isExplicit(pool.cidr) ? parseCidr(knownValue(pool.cidr) ?? '') : undefined;
    const within = ranges.some((range) => {
      const outer = parseCidr(range);
      return outer && cidr && contains(outer, cidr);
    });
    if (!cidr || within) return [];
    const refused = refuse(subject, {
      path: poolPath(index, 'cidr'),
      why: `${cidr.text} is not within ${ranges.join(' or ')}, kubeadm's podSubnet`,
      check: `IPPool ${cidr.text} is not within the platform's configured pod network CIDR(s)`,
      advice: 'take a range from podSubnet; in a running cluster that has pools this is not asked',
      outcome: noPools,
      certain: false,
    });
    return { ...refused, related: [{ origin: originOf(config, ['networking', 'podSubnet']), note: 'the podSubnet' }] };
  });
}
