/** Kubespray's checks of route reflectors, of the release of Calico, and of the pool that is there already. */
import type { Pool } from '../../cluster/model.js';
import { isExplicit, isKnown, type Known, knownValue } from '../../cluster/setting.js';
import { parseIp } from '../../network/ip.js';
import { formatVersion, parseVersion } from '../../network/version.js';
import { looseBool, text } from '../stated.js';
import { originOf, type Unit } from '../unit.js';
import type { Remarking } from './dead-variable.js';
import { groupsOf } from './inventory.js';
import { has, type Inventory } from './maps.js';
import { refuse } from './refusal.js';
import { calicoOf } from './release.js';
import { single } from './variables.js';

/** Route reflectors need a cluster ID, and up to v2.26 the cluster's group must hold theirs. */
export function refuseReflectors(units: readonly Unit[], inventory: Inventory, { sight, draft }: Remarking): void {
  const { membership, vars, elsewhere } = inventory;
  const reflectors = membership.hostsOf('calico_rr');
  if (!membership.known || reflectors.length === 0 || knownValue(single(vars, 'peer_with_calico_rr', looseBool)) === false) return;
  const [group] = units.flatMap((unit) =>
    groupsOf(unit).flatMap(({ name, path }) => (name === 'calico_rr' ? [originOf(unit, path, 'key')] : [])),
  );
  if (!group) return;
  const check = { task: 'Check that cluster_id is set and a valid IPv4 address if calico_rr enabled', file: 'check' } as const;
  const id = single(vars, 'cluster_id', text);
  if (![...vars, ...elsewhere].some((v) => has(v, 'cluster_id'))) {
    const why = `it has ${reflectors.length === 1 ? 'a host' : 'hosts'}, and cluster_id is nowhere in the input`;
    refuse(sight, draft, group, { check, certain: false, why, advice: 'write a cluster_id such as 1.0.0.1 for the group' });
  } else if (isExplicit(id) && parseIp(id.value)?.family !== 4) {
    const certain = (sight.release?.since ?? 0) >= 27;
    refuse(sight, draft, id.origin, { check, certain, why: `"${id.value}" is no IPv4 address`, advice: 'write one such as 1.0.0.1' });
  }
  const cluster = new Set(membership.hostsOf('k8s_cluster'));
  const [outside] = reflectors.filter((host) => !cluster.has(host));
  if (outside === undefined || cluster.size === 0 || (sight.release?.until ?? Number.POSITIVE_INFINITY) >= 27) return;
  refuse(sight, draft, group, {
    check: { task: 'Check that calico_rr nodes are in k8s_cluster group', file: 'check' },
    why: `its host ${outside} is not in the group k8s_cluster`,
    advice: 'add calico_rr to the children of k8s_cluster',
  });
}

/** Each release knows the checksums of some minors of Calico; others can be added by hand. */
export function refuseVersion({ sight, draft }: Remarking): void {
  const version = single(sight.vars, 'calico_version', (node) => parseVersion(node.text));
  const range = calicoOf(sight.release);
  if (!isExplicit(version) || !range) return;
  if (sight.vars.some((v) => ['calico_crds_archive_checksums', 'calico_crds_checksums'].some((name) => has(v, name)))) return;
  const { major, minor } = version.value;
  if (major === 3 && minor >= range.oldest && minor <= range.newest) return;
  refuse(sight, draft, version.origin, {
    check: { task: 'Stop if supported Calico versions', file: 'check' },
    certain: false,
    why: `it has checksums of Calico v3.${range.oldest} to v3.${range.newest}, and this is ${formatVersion(version.value)}`,
    advice: 'leave the variable out to get the release that Kubespray tests, or add the checksums',
    ...(sight.release && { related: [{ origin: sight.release.origin, note: 'the release of Kubespray' }] }),
  });
}

/** Against a pool of the cluster the inventory is checked each time; `calico_pool_blocksize` alone would be ignored. */
export function refuseLivePool({ sight, draft }: Remarking): void {
  const own = draft.pools.find((pool) => pool.reader === 'kubespray' && pool.family === 4);
  const live = draft.pools.find(
    (pool) => pool.reader !== 'kubespray' && pool.from === 'resource' && knownValue(pool.name) === knownValue(own?.name),
  );
  if (!own || !live) return;
  for (const field of ['blockSize', 'cidr', 'ipipMode', 'vxlanMode'] as const) {
    const [mine, theirs]: readonly Known<unknown>[] = [own[field], live[field]];
    if (!isExplicit(mine) || !isKnown(theirs) || !differs(field, mine.value, theirs.value)) continue;
    refuse(sight, draft, mine.origin, {
      check: { task: 'Check if inventory match current cluster configuration', file: 'check' },
      certain: false,
      why: `pool ${knownValue(live.name)} has ${field} ${theirs.value}, and the inventory says ${mine.value}`,
      advice: `change the pool of the running cluster first (calicoctl patch ippool ${knownValue(live.name)}), then the inventory`,
      related: [{ origin: theirs.origin, note: `${field} is ${theirs.value} here` }],
    });
  }
}

function differs(field: keyof Pool, mine: unknown, theirs: unknown): boolean {
  return field === 'blockSize' ? Number(mine) !== Number(theirs) : mine !== theirs;
}
