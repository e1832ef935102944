/** The nodes that an inventory names. */
import type { NodeFact } from '../../cluster/model.js';
import { effective } from '../../cluster/precedence.js';
import { isKnown, type Known } from '../../cluster/setting.js';
import { parseIp } from '../../network/ip.js';
import { looseBool, text } from '../stated.js';
import { originOf, type Unit } from '../unit.js';
import { expand } from './host-range.js';
import { groupsOf } from './inventory.js';
import type { Inventory, Vars } from './maps.js';
import { find, single } from './variables.js';

/** The hosts of the cluster's groups with what the variables give them; all hosts where no group of Kubespray is in sight. */
export function nodesOf(units: readonly Unit[], inventory: Inventory): readonly NodeFact[] {
  const all = units.flatMap((unit) => groupsOf(unit).flatMap(({ hosts }) => hosts.map((host) => ({ unit, ...host }))));
  const hosts = all.flatMap(({ unit, name, path }) => expand(name).map((one) => ({ name: one, origin: originOf(unit, path, 'key') })));
  const inCluster = new Set(inventory.membership.hosts);
  const nodes = new Map<string, NodeFact>();
  for (const { name, origin } of hosts) {
    if (nodes.has(name) || !inCluster.has(name)) continue;
    nodes.set(name, { name, origin, ...factsOf(inventory, name), podCidrs: [] });
  }
  return [...nodes.values()];
}

function factsOf(inventory: Inventory, host: string): Pick<NodeFact, 'addresses' | 'asNumber' | 'routeReflectorClusterID'> {
  const seen = inventory.seenBy(host);
  const own = seen.filter(({ owner }) => owner.kind === 'host');
  const reflects = ['calico_rr', 'calico-rr'].some((group) => inventory.membership.groupsOf(host).has(group));
  return {
    addresses: addressesOf(own),
    asNumber: countsOwn(inventory) ? (inventory.membership.known ? seenAs(seen, 'local_as') : guessedAs(own, seen)) : [],
    routeReflectorClusterID: reflects && inventory.membership.known ? seenAs(seen, 'cluster_id') : [],
  };
}

/** `local_as` is read where nodes peer with routers and no group of route reflectors has hosts (tasks/peer_with_router.yml). */
function countsOwn({ vars, membership }: Inventory): boolean {
  const routers = single(vars, 'peer_with_router', looseBool);
  const on = isKnown(routers) ? routers.value : routers !== undefined;
  return on && !(membership.known && membership.hostsOf('calico_rr').length > 0);
}

/** What a host sees of a variable that each host uses for itself. */
function seenAs(seen: readonly Vars[], name: string): Known<string>[] {
  const known = effective(find(seen, name, text));
  return known ? [known] : [];
}

/** `ip` is the node's own address, `access_ip` the one that others use, `ansible_host` the one for SSH (Kubespray, docs/ansible/vars.md). */
function addressesOf(vars: readonly Vars[]): Known<string>[] {
  const found = ['ip', 'access_ip', 'ansible_host'].flatMap((name) => find(vars, name, text));
  const known = found.filter(isKnown).filter((k) => parseIp(k.value) !== undefined);
  return known.filter((k, i) => known.findIndex((other) => other.value === k.value) === i);
}

/** `local_as` is a node's own AS (roles/network_plugin/calico/tasks/peer_with_router.yml), here without an inventory that says who is in which group. */
function guessedAs(own: readonly Vars[], all: readonly Vars[]): Known<string>[] {
  const found = find(own, 'local_as', text);
  if (found.length > 0) return [...found];
  const [elsewhere] = find(all, 'local_as', text);
  return elsewhere ? [{ unknown: 'a group of hosts has its own local_as', ...(elsewhere.origin && { origin: elsewhere.origin }) }] : [];
}
