/** The maps of variables that an inventory and its files hold, in the order in which Ansible merges them. */
import { everyNode, type Layer, type Scope } from '../../cluster/setting.js';
import type { Path } from '../../source/index.js';
import { keysAt, type Unit } from '../unit.js';
import { expand } from './host-range.js';
import { groupsOf } from './inventory.js';
import { type Membership, membershipOf } from './membership.js';

/** One map of variables: a vars file, or the vars or a host of an inventory. */
export type Vars = {
  readonly unit: Unit;
  readonly path: Path;
  readonly owner: Owner;
  readonly names: ReadonlySet<string>;
  readonly layer: Layer;
  /** Of maps in one layer the higher wins; equal for maps that Ansible does not order by what is in the input. */
  readonly order: number;
  readonly scope: Scope;
};

/** Whose variables they are. `file`: no folder says it, as with `-e @file`; they are taken for the cluster's own. */
type Owner = { readonly kind: 'group' | 'host'; readonly name: string } | { readonly kind: 'role' | 'file' };

/** In the order in which Ansible merges them (ansible-core 2.19, config/base.yml, VARIABLE_PRECEDENCE, and vars/manager.py, `get_vars`). */
const stages = ['role', 'all', 'groups', 'all-file', 'all-play', 'groups-file', 'groups-play', 'host', 'host-file', 'host-play'] as const;
type Stage = (typeof stages)[number];

type Found = Omit<Vars, 'layer' | 'order' | 'scope'> & { readonly stage: Stage };

export type Inventory = {
  /** What the host sees as which Kubespray renders Calico; where that is not known, everything. Ascending. */
  readonly vars: readonly Vars[];
  /** What this host does not see. */
  readonly elsewhere: readonly Vars[];
  /** Files that Ansible never opens: beside `group_vars/all.yml` it found a folder `group_vars/all`. */
  readonly hidden: readonly Vars[];
  readonly membership: Membership;
  /** What one host sees; all that may be where its groups are not known. */
  seenBy(host: string): readonly Vars[];
};

/** Puts the maps of the claimed units in order. */
export function inventoryOf(units: readonly Unit[]): Inventory {
  const membership = membershipOf(units);
  const homes = new Set(units.filter((unit) => groupsOf(unit).length > 0).map((unit) => folder(unit.document.source.name)));
  const folders = new Set(units.flatMap(({ document }) => foldersOf(document.source.name)));
  const isHidden = ({ document }: Unit): boolean =>
    folders.has(document.source.name.replaceAll('\\', '/').replace(/\.(?:ya?ml|json)$/, ''));
  const all = ordered(
    units.filter((unit) => !isHidden(unit)).flatMap((unit) => mapsOf(unit, homes)),
    membership,
  );
  const first = membership.first;
  const sees = visibility(all, membership);
  const vars = first === undefined ? all.map(scoped) : sees(first).map((v) => ({ ...v, scope: everyNode }));
  const seen = new Set(first === undefined ? all : sees(first));
  return {
    vars,
    elsewhere: all.filter((v) => !seen.has(v)).map(scoped),
    hidden: ordered(
      units.filter(isHidden).flatMap((unit) => mapsOf(unit, homes)),
      membership,
    ),
    membership,

    seenBy: sees,
  };
}

/** The maps of variables that a document holds, whatever they count for. */
export function mapsOf(unit: Unit, homes: ReadonlySet<string> = new Set()): readonly Found[] {
  const found = (path: Path, owner: Owner, stage: Stage): Found => ({ unit, path, owner, stage, names: new Set(keysAt(unit, path)) });
  const groups = groupsOf(unit);
  if (groups.length === 0) return [found([], ...standingOf(unit.document.source.name, homes))];
  return groups.flatMap(({ name, vars, hosts }) => [
    ...vars.map((path) => found(path, { kind: 'group', name }, name === 'all' ? 'all' : 'groups')),
    ...hosts.map((host) => found(host.path, { kind: 'host', name: host.name }, 'host')),
  ]);
}

/**
 * Ansible finds variables by the file's place, beside the inventory or beside the playbook (plugins/vars/host_group_vars.py): what does not
 * stand beside an inventory in sight is taken to stand beside the playbook.
 */
function standingOf(file: string, homes: ReadonlySet<string>): readonly [Owner, Stage] {
  const steps = file.replaceAll('\\', '/').split('/');
  const home = steps.findLastIndex((step) => step === 'group_vars' || step === 'host_vars');
  if (home < 0) return steps.slice(-3, -1).includes('defaults') ? [{ kind: 'role' }, 'role'] : [{ kind: 'file' }, 'groups-play'];
  const name = (steps[home + 1] ?? '').replace(home + 2 === steps.length ? /\.(?:ya?ml|json)$/ : '', '');
  const beside = homes.size === 0 || homes.has(steps.slice(0, home).join('/')) ? 'file' : 'play';
  if (steps[home] === 'host_vars') return [{ kind: 'host', name }, `host-${beside}`];
  return [{ kind: 'group', name }, name === 'all' ? `all-${beside}` : `groups-${beside}`];
}

/** The folder below group_vars or host_vars that a file stands in (parsing/dataloader.py, `find_vars_files`: what is found first is all that is read). */
function foldersOf(file: string): readonly string[] {
  const found = /^(?:.*\/)?(?:group_vars|host_vars)\/[^/]+(?=\/)/.exec(file.replaceAll('\\', '/'));
  return found ? [found[0]] : [];
}

function folder(file: string): string {
  return file.replaceAll('\\', '/').split('/').slice(0, -1).join('/');
}

/** Groups are sorted by depth, priority and name; where no inventory tells the depth, none of them is above another. */
function ordered(found: readonly Found[], membership: Membership): readonly Vars[] {
  const ranked = found.map((map) => {
    const rank = membership.known && map.owner.kind === 'group' ? [...membership.rankOf(map.owner.name), map.owner.name] : [0, 0, ''];
    return { map, rank: [stages.indexOf(map.stage), ...rank] as const };
  });
  ranked.sort((a, b) => compare(a.rank, b.rank) || compare([a.map.unit.document.source.name], [b.map.unit.document.source.name]));
  let last = 0;
  return ranked.map(({ map: { stage, ...map }, rank }, i) => {
    if (i > 0 && compare(ranked[i - 1]?.rank ?? [], rank) !== 0) last = i;
    return { ...map, layer: layers[stage], order: (last + 1) / (ranked.length + 1), scope: everyNode };
  });
}

/** The groups of an inventory file stand below group_vars/all. */
const layers: Readonly<Record<Stage, Layer>> = {
  role: 'role-default',
  all: 'ansible-all',
  groups: 'ansible-all',
  'all-file': 'ansible-all',
  'all-play': 'ansible-all',
  'groups-file': 'ansible-group',
  'groups-play': 'ansible-group',
  host: 'ansible-host',
  'host-file': 'ansible-host',
  'host-play': 'ansible-host',
};

function compare(a: readonly (string | number)[], b: readonly (string | number)[]): number {
  const i = a.findIndex((one, at) => one !== b[at]);
  return i < 0 ? 0 : (a[i] ?? '') < (b[i] ?? '') ? -1 : 1;
}

function scoped(vars: Vars): Vars {
  return vars.owner.kind === 'host' ? { ...vars, scope: { kind: 'node', name: vars.owner.name } } : vars;
}

/** Which maps a host sees. The maps of hosts are looked up by name: there are as many as there are hosts. */
function visibility(all: readonly Vars[], { known, groupsOf: groupsOfHost }: Membership): (host: string) => readonly Vars[] {
  const common = all.filter(({ owner }) => owner.kind !== 'host');
  const own = new Map<string, Vars[]>();
  for (const map of all) {
    if (map.owner.kind !== 'host') continue;
    for (const host of expand(map.owner.name)) {
      const found = own.get(host);
      if (found) found.push(map);
      else own.set(host, [map]);
    }
  }
  return (host) => {
    const groups = groupsOfHost(host);
    const shared = common.filter(({ owner }) => owner.kind !== 'group' || !known || groups.has(owner.name));
    return [...shared, ...(own.get(host) ?? [])];
  };
}

/** True where a map holds the variable. */
export function has({ names }: Vars, name: string): boolean {
  return names.has(name);
}

/** A variable of a map, and how many hosts have it beside this one's. */
type Told = { readonly map: Vars; readonly name: string; readonly count: number };

/** Hosts tend to repeat each other: the first one speaks for all of them. Every other map speaks for itself. */
export function told(named: readonly Pick<Told, 'map' | 'name'>[]): readonly Told[] {
  const counts = new Map<string, number>();
  for (const { map, name } of named) if (map.owner.kind === 'host') counts.set(name, (counts.get(name) ?? 0) + 1);
  const spoken = new Set<string>();
  return named.flatMap(({ map, name }) => {
    if (map.owner.kind !== 'host') return [{ map, name, count: 1 }];
    if (spoken.has(name)) return [];
    spoken.add(name);
    return [{ map, name, count: counts.get(name) ?? 1 }];
  });
}
