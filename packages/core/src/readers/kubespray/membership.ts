/** Who belongs to whom in an Ansible inventory: groups, their depth, and the host as which Kubespray renders what a cluster has once. */
import { at, followed } from '../../source/index.js';
import type { Unit } from '../unit.js';
import { expand } from './host-range.js';
import { type Group, groupsOf } from './inventory.js';

type Member = { readonly hosts: Set<string>; readonly children: Set<string>; readonly parents: Set<string>; priority: number };

export type Membership = {
  /** One inventory says which hosts there are. False where none is in sight, or several that may be meant for different runs. */
  readonly known: boolean;
  /** The first host of the control plane: Kubespray applies manifests and pools as this host sees the variables. */
  readonly first: string | undefined;
  /** The hosts of the cluster's groups; all where none of these is in sight. */
  readonly hosts: readonly string[];
  /** The groups of a host, `all` among them. */
  groupsOf(host: string): ReadonlySet<string>;
  /** The hosts of a group and of those below it, as the inventory says it. */
  hostsOf(group: string): readonly string[];
  /** What Ansible sorts groups by: depth, then priority (ansible-core 2.19, inventory/helpers.py, `sort_groups`). */
  rankOf(group: string): readonly [depth: number, priority: number];
};

const controlPlanes = ['kube_control_plane', 'kube-master'];

/** Reads the membership that the inventories among the units state. */
export function membershipOf(units: readonly Unit[]): Membership {
  const inventories = units.map((unit) => groupsOf(unit).map((group) => ({ unit, group }))).filter((groups) => groups.length > 0);
  const stating = inventories.filter((groups) => groups.some(({ group }) => controlPlanes.includes(group.name) && isFilled(group)));
  const members = new Map<string, Member>();
  for (const { unit, group } of inventories.flat()) join(members, unit, group);
  const known = stating.length === 1;
  const homes = new Map<string, Set<string>>();
  for (const [name, { hosts }] of members) {
    for (const host of hosts) homes.set(host, (homes.get(host) ?? new Set()).add(name));
  }
  const depth = depthIn(members);
  return {
    known,
    hosts: clusterHosts(members),
    first: known ? controlPlanes.flatMap((name) => hostsOf(members, name))[0] : undefined,
    groupsOf: (host) => ancestors(members, homes.get(host) ?? []),
    hostsOf: (group) => hostsOf(members, group),
    rankOf: (group) => [depth(group), members.get(group)?.priority ?? 1],
  };
}

/** A group that lists hosts or groups; one that is only named may be filled elsewhere. */
function isFilled({ hosts, children }: Group): boolean {
  return hosts.length + children.length > 0;
}

function join(members: Map<string, Member>, unit: Unit, { name, hosts, children, vars }: Group): void {
  const member = open(members, name);
  for (const host of hosts) for (const one of expand(host.name)) member.hosts.add(one);
  for (const child of children) {
    member.children.add(child);
    if (name !== 'all') open(members, child).parents.add(name);
  }
  for (const path of vars) {
    const node = at(unit.document.root, [...path, 'ansible_group_priority']);
    const priority = node && followed(node);
    if (priority?.kind === 'scalar' && Number.isInteger(Number(priority.value))) member.priority = Number(priority.value);
  }
}

function open(members: Map<string, Member>, name: string): Member {
  const member = members.get(name) ?? { hosts: new Set(), children: new Set(), parents: new Set(), priority: 1 };
  members.set(name, member);
  return member;
}

/** The hosts of a group in Ansible's order: its own, then those of the groups below, level by level (inventory/group.py, `_walk_relationship`). */
function hostsOf(members: ReadonlyMap<string, Member>, name: string): readonly string[] {
  const order = new Set([name]);
  for (const group of order) for (const child of members.get(group)?.children ?? []) order.add(child);
  return [...order].flatMap((group) => [...(members.get(group)?.hosts ?? [])]);
}

function clusterHosts(members: ReadonlyMap<string, Member>): readonly string[] {
  const grouped = new Set(['k8s_cluster', ...Object.keys(filled)].flatMap((name) => hostsOf(members, name)));
  return grouped.size > 0 ? [...grouped] : [...new Set([...members.values()].flatMap(({ hosts }) => [...hosts]))];
}

/** Groups that Kubespray fills at the start of a run, from these (roles/dynamic_groups/tasks/main.yml; playbooks/legacy_groups.yml before 2.27). */
const filled: Readonly<Record<string, string>> = {
  'kube-master': 'kube_control_plane',
  'kube-node': 'kube_node',
  'calico-rr': 'calico_rr',
  'k8s-cluster': 'k8s_cluster',
  kube_control_plane: 'k8s_cluster',
  kube_node: 'k8s_cluster',
  calico_rr: 'k8s_cluster',
};

/** Groups and all that hold them. */
function ancestors(members: ReadonlyMap<string, Member>, groups: Iterable<string>): ReadonlySet<string> {
  const found = new Set(groups);
  for (const group of found) {
    for (const parent of members.get(group)?.parents ?? []) found.add(parent);
    const also = filled[group];
    if (also !== undefined) found.add(also);
  }
  return found.add('all');
}

/** The longest way up to `all`. Ansible refuses a group that is its own ancestor; here it ends the way. */
function depthIn(members: ReadonlyMap<string, Member>): (group: string) => number {
  const known = new Map([['all', 0]]);
  const depth = (group: string): number => {
    const found = known.get(group);
    if (found !== undefined) return found;
    known.set(group, 0);
    const value = 1 + Math.max(0, ...[...(members.get(group)?.parents ?? [])].map(depth));
    known.set(group, value);
    return value;
  };
  return depth;
}
