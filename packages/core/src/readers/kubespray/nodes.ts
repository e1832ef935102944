/** The nodes that an inventory names. */
import type { NodeFact } from '../../cluster/model.js';
import { isKnown, type Known } from '../../cluster/setting.js';
import { parseIp } from '../../network/ip.js';
import { text } from '../stated.js';
import { originOf, type Unit } from '../unit.js';
import { type Group, groupsOf } from './inventory.js';
import { find, type Vars } from './variables.js';

/** Groups whose hosts are nodes of the cluster; the names with a hyphen and `kube-master` are those of old releases. */
const nodeGroups = ['k8s_cluster', 'k8s-cluster', 'kube_node', 'kube-node', 'kube_control_plane', 'kube-master', 'calico_rr', 'calico-rr'];

/** The hosts of the cluster's groups with the addresses that the variables give; all hosts where no group of Kubespray is in sight. */
export function nodesOf(units: readonly Unit[], vars: readonly Vars[]): readonly NodeFact[] {
  const groups = units.flatMap((unit) => groupsOf(unit).map((group) => ({ unit, ...group })));
  const members = new Set(nodeGroups.flatMap((name) => membersOf(groups, name, new Set())));
  const byHost = new Map<string, Vars[]>();
  for (const v of vars) if (v.scope.kind === 'node') byHost.set(v.scope.name, [...(byHost.get(v.scope.name) ?? []), v]);
  const nodes = new Map<string, NodeFact>();
  for (const { unit, hosts } of groups) {
    for (const { name, path } of hosts) {
      if (nodes.has(name) || (members.size > 0 && !members.has(name))) continue;
      const own = byHost.get(name) ?? [];
      const addresses = addressesOf(own);
      const asNumber = asNumberOf(own, vars);
      nodes.set(name, { name, origin: originOf(unit, path, 'key'), addresses, podCidrs: [], asNumber, routeReflectorClusterID: [] });
    }
  }
  return [...nodes.values()];
}

function membersOf(groups: readonly Group[], name: string, seen: Set<string>): readonly string[] {
  if (seen.has(name)) return [];
  seen.add(name);
  const same = groups.filter((g) => g.name === name);
  return same.flatMap((g) => [...g.hosts.map((h) => h.name), ...g.children.flatMap((child) => membersOf(groups, child, seen))]);
}

/** `ip` is the node's own address, `access_ip` the one that others use, `ansible_host` the one for SSH (Kubespray, docs/ansible/vars.md). */
function addressesOf(vars: readonly Vars[]): Known<string>[] {
  const found = ['ip', 'access_ip', 'ansible_host'].flatMap((name) => find(vars, name, text));
  const known = found.filter(isKnown).filter((k) => parseIp(k.value) !== undefined);
  return known.filter((k, i) => known.findIndex((other) => other.value === k.value) === i);
}

/** `local_as` is a node's own AS (roles/network_plugin/calico/tasks/peer_with_router.yml); which group a host is in is not followed. */
function asNumberOf(own: readonly Vars[], all: readonly Vars[]): Known<string>[] {
  const found = find(own, 'local_as', text);
  if (found.length > 0) return [...found];
  const [elsewhere] = find(all, 'local_as', text).filter((known) => !isKnown(known) || known.scope.kind !== 'node');
  return elsewhere ? [{ unknown: 'a group of hosts has its own local_as', ...(elsewhere.origin && { origin: elsewhere.origin }) }] : [];
}
