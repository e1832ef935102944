/**
 * Lists of pools (tigera/operator 40788b9, pkg/controller/ippool/validation.go). What a single range, block size or mode gets wrong is for the rules
 * pool-cidr and pool-modes, which say it in every dialect.
 */
import type { Refused } from '../../../cluster/input.js';
import type { Pool } from '../../../cluster/model.js';
import { isExplicit, isKnown, type Known, knownValue, type Setting } from '../../../cluster/setting.js';
import { masked, parseCidr } from '../../../network/cidr.js';
import { takesSeveralPools } from '../../../network/operator.js';
import { formatVersion } from '../../../network/version.js';
import { textAt } from '../../../source/index.js';
import { bool, text } from '../../stated.js';
import { isCalico } from '../platform.js';
import { poolPath } from '../pools.js';
import { lengthOf, network } from '../spec.js';
import { type Check, change, noPools, refuse, type Subject, said } from './subject.js';

export const lists: Check = (subject) => {
  const count = lengthOf(subject.spec, network('ipPools')) ?? 0;
  const indices = Array.from({ length: count }, (_, i) => i);
  return [
    ...indices.flatMap((index) => [...repeated(subject, index), ...loadBalancer(subject, index), ...selector(subject, index)]),
    ...oneOfFamily(subject),
    ...owned(subject),
  ];
};

/** Compared as texts, so that only an equal spelling is refused; other overlaps are for pool-cidr. */
function repeated(subject: Subject, index: number): readonly Refused[] {
  const at = (field: string, i: number): string | undefined => said(subject, poolPath(i, field), text);
  return ['cidr', 'name'].flatMap((field) => {
    const value = at(field, index);
    const first = Array.from({ length: index }, (_, i) => i).find((i) => value !== undefined && value !== '' && at(field, i) === value);
    if (first === undefined || value === undefined) return [];
    return refuse(subject, {
      path: poolPath(index, field),
      why: `ipPools[${first}] has the ${field} ${value} already`,
      check: `IP pool ${value} is specified more than once`,
      advice: `take one of the two out, or give it another ${field}`,
      outcome: noPools,
      because: { path: poolPath(first, field), note: 'the first one' },
    });
  });
}

/** Uses are a list; LoadBalancer stands alone in it, and such a pool is for all nodes and told to every peer. */
function loadBalancer(subject: Subject, index: number): readonly Refused[] {
  const { spec } = subject;
  const uses = poolPath(index, 'allowedUses');
  const list = Array.from({ length: lengthOf(spec, uses) ?? 0 }, (_, i) => said(subject, [...uses, i], text));
  if (!list.includes('LoadBalancer')) return [];
  const because = { path: uses, note: 'a pool for load balancers' };
  const common = { outcome: noPools, because } as const;
  const found: Refused[] = [];
  if (list.some((use) => use === 'Workload' || use === 'Tunnel')) {
    const check = 'AllowedUse LoadBalancer cannot be used with Workload/Tunnel';
    const why = 'addresses of load balancers come from a pool of their own';
    found.push(refuse(subject, { path: uses, why, check, advice: 'make two pools of it', outcome: noPools }));
  }
  const nodes = poolPath(index, 'nodeSelector');
  const chosen = said(subject, nodes, text);
  if (chosen !== undefined && chosen !== '' && chosen !== 'all()') {
    const check = 'IP pool nodeSelector should be set to all() if allowedUse is LoadBalancer';
    const why = `a pool for load balancers is for all nodes, and nodeSelector is ${chosen}`;
    found.push(
      refuse(subject, { path: nodes, why, check, advice: 'write all()', fix: change(spec, nodes, 'all()', 'write all()'), ...common }),
    );
  }
  const hidden = poolPath(index, 'disableBGPExport');
  if (said(subject, hidden, bool) === true) {
    const check = 'IP pool disable bgp export must be false when AllowedUse is LoadBalancer';
    const why = 'addresses of load balancers must be told to the network';
    found.push(
      refuse(subject, { path: hidden, why, check, advice: 'write false', fix: change(spec, hidden, false, 'write false'), ...common }),
    );
  }
  return found;
}

function selector(subject: Subject, index: number): readonly Refused[] {
  const { platform, spec } = subject;
  const path = poolPath(index, 'nodeSelector');
  const chosen = said(subject, path, text);
  if (isCalico(platform) !== false || !isKnown(platform.cni) || chosen === undefined || chosen === '' || chosen === 'all()') return [];
  return [
    refuse(subject, {
      path,
      why: `addresses come from the plugin ${platform.cni.value}, which does not choose pools by node`,
      check: `IP pool nodeSelector (${chosen}) should be 'all()' when using non-Calico CNI plugin`,
      advice: 'write all()',
      outcome: noPools,
      fix: change(spec, path, 'all()', 'write all()'),
      because: { path: ['cni', 'type'], note: 'the CNI plugin is chosen here' },
    }),
  ];
}

function oneOfFamily(subject: Subject): readonly Refused[] {
  const { pools, release } = subject;
  if (release === undefined || takesSeveralPools(release) !== false) return [];
  return pools.flatMap(({ family }, index) => {
    const first = pools.findIndex((pool) => pool.family === family);
    if (family === undefined || first === index) return [];
    return refuse(subject, {
      path: poolPath(index),
      why: `it is the second pool of IPv${family}, and the operator of Calico ${formatVersion(release)} takes one of each family`,
      check: 'only one IPPool per version is allowed',
      advice: 'make it with calicoctl, or bring Calico to v3.28',
      because: { path: poolPath(first, 'cidr'), note: 'the first one' },
    });
  });
}

type Field = 'encapsulation' | 'natOutgoing' | 'blockSize' | 'nodeSelector' | 'disabled' | 'disableBGPExport';
const fields: readonly Field[] = ['encapsulation', 'natOutgoing', 'blockSize', 'nodeSelector', 'disabled', 'disableBGPExport'];
const label = 'app.kubernetes.io/managed-by';

/** A pool that is not the operator's is taken over only where it says the same (pkg/controller/ippool/pool_controller.go:250-303). */
function owned(subject: Subject): readonly Refused[] {
  if (lengthOf(subject.spec, network('ipPools')) === undefined) return [];
  const resources = subject.draft.pools.filter(({ reader, origin }) => reader === 'calico-resources' && !isManaged(origin));
  return subject.pools.flatMap((pool, index) => {
    const live = resources.find((other) => rangeOf(other) !== undefined && rangeOf(other) === rangeOf(pool));
    const field = live && fields.find((name) => differ(pool[name], live[name]));
    if (!live || !field) return [];
    const [mine, other] = [pool[field], live[field]].map((known) => String(knownValue<unknown>(known)));
    const refused = refuse(subject, {
      path: poolPath(index, 'cidr'),
      why: `an IPPool of this range that the operator did not make has ${field} ${other}, and ${mine} is asked for here`,
      check: 'Cannot update an IP pool not owned by the operator',
      advice: `make the two equal, or label the IPPool ${label}: tigera-operator`,
      outcome: 'it reports Degraded and leaves the IPPool as it is',
      certain: false,
    });
    return { ...refused, related: [{ origin: live.origin, note: 'the IPPool' }] };
  });
}

function isManaged({ document, path }: Pool['origin']): boolean {
  return textAt(document.root, [...path, 'metadata', 'labels', label]) === 'tigera-operator';
}

function rangeOf({ cidr }: Pool): string | undefined {
  const range = isExplicit(cidr) ? parseCidr((cidr as Setting<string>).value) : undefined;
  return range && masked(range);
}

function differ(a: Known<unknown>, b: Known<unknown>): boolean {
  return isKnown(a) && isKnown(b) && a.value !== b.value;
}
