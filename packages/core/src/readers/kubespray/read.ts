/** Kubespray: variables of Ansible inventories, from group_vars, host_vars, YAML and INI inventories. */
import { type Draft, state } from '../../cluster/draft.js';
import { folderOf } from '../../cluster/grouping.js';
import { everyNode, isKnown, type Known, type Slot } from '../../cluster/setting.js';
import { parseResourceMode } from '../../network/encapsulation.js';
import { parseVersion } from '../../network/version.js';
import type { ScalarNode } from '../../source/index.js';
import type { Reader } from '../reader.js';
import { looseBool, setting, text } from '../stated.js';
import { keysAt, type Unit } from '../unit.js';
import { readBgp } from './bgp.js';
import { readDead } from './dead.js';
import { groupsOf, isKubesprayInventory } from './inventory.js';
import { readMtu } from './mtu.js';
import { nodesOf } from './nodes.js';
import { readPool, unwritten } from './pool.js';
import { find, firstKey, isKubespray, isOwn, reader, single, standing, type Vars, varsOf, words } from './variables.js';
import { edits } from './write.js';

export const kubespray: Reader = {
  name: reader,
  words,
  claims: (unit) => unit.object === undefined && unit.path.length === 0 && holds(unit, isOwn),
  install: (unit) => (holds(unit, isKubespray) ? `${reader}:${folderOf(unit.document.source.name)}` : undefined),
  read,
  edits,
};

/** True for a document with such a variable, or with the group that every inventory of Kubespray has. */
function holds(unit: Unit, variable: (name: string) => boolean): boolean {
  return isKubesprayInventory(groupsOf(unit)) || varsOf(unit).some(({ path }) => keysAt(unit, path).some(variable));
}

/** States the network's facts. Where another plugin carries the pods, Calico's variables are dead and say nothing. */
function read(claimed: readonly Unit[], draft: Draft): void {
  const vars = claimed.flatMap(varsOf);
  const first = firstKey(vars, isKubespray);
  draft.nodes.push(...nodesOf(claimed, vars));
  if (!first) return;
  // A fact of the inventory, wherever its first variable stands.
  state(draft.product.installer, setting(reader, 'derived', first.origin, { ...standing(first.vars), scope: everyNode }));
  const dual = isOn(single(vars, 'ipv6_stack', looseBool)) || isOn(single(vars, 'enable_dual_stack_networks', looseBool));
  readCidrs(vars, draft, dual);
  for (const known of find(vars, 'kube_proxy_mode', proxyMode)) state(draft.kubeProxy, known);
  const plane = planeOf(vars);
  state(draft.plane, plane);
  if (!isKnown(plane) || plane.value !== 'calico') return;
  readNode(vars, draft, dual);
  readMtu(vars, draft);
  readBgp(claimed, vars, draft);
  readPools(vars, draft, dual);
  readDead(vars, draft);
}

function isOn(known: Known<boolean> | undefined): boolean {
  return isKnown(known) && known.value;
}

/** The sample inventory writes the IPv6 ranges also where IPv6 is off. */
function readCidrs(vars: readonly Vars[], draft: Draft, dual: boolean): void {
  for (const suffix of dual ? ['', '_ipv6'] : ['']) {
    state(draft.cidrs.pod, single(vars, `kube_pods_subnet${suffix}`, text));
    state(draft.cidrs.service, single(vars, `kube_service_addresses${suffix}`, text));
  }
}

/** `canal` was a plugin up to v2.21. Without `kube_network_plugin` (default: calico) Calico's variables tell. */
function planeOf(vars: readonly Vars[]): Known<'calico' | 'canal'> | undefined {
  const plugin = single(vars, 'kube_network_plugin', text);
  if (plugin && !isKnown(plugin)) return plugin;
  if (plugin) return plugin.value === 'calico' || plugin.value === 'canal' ? { ...plugin, value: plugin.value } : undefined;
  const trace = firstKey(vars, (name) => name.startsWith('calico_'));
  return trace && setting('calico', 'derived', trace.origin, standing(trace.vars));
}

/** What calico-node gets. The detection method has no default here: Kubespray then passes the host's own address. */
function readNode(vars: readonly Vars[], draft: Draft, dual: boolean): void {
  const all = <T>(slot: Known<T>[], name: string, parse: (node: ScalarNode) => T | undefined): void => {
    slot.push(...find(vars, name, parse));
  };
  all(draft.backend, 'calico_network_backend', text);
  if (!speaksForAll(draft.backend)) state(draft.backend, unwritten('calico_network_backend', 'vxlan'));
  all(draft.nodeAddress.method, 'calico_ip_auto_method', text);
  if (dual) all(draft.nodeAddress.method6, 'calico_ip6_auto_method', text);
  all(draft.product.calico, 'calico_version', (node) => parseVersion(node.text));
  all(draft.wireguard.v4, 'calico_wireguard_enabled', looseBool);
  all(draft.typha, 'typha_enabled', looseBool);
  all(draft.strictAffinity, 'calico_ipam_strictaffinity', looseBool);
}

function speaksForAll(slot: Slot<unknown>): boolean {
  return slot.some((known) => !isKnown(known) || known.scope.kind === 'all');
}

/** FelixConfiguration `default` gets ipipEnabled and vxlanEnabled from the modes of the IPv4 pool (tasks/install.yml, "Configure Felix"). */
function readPools(vars: readonly Vars[], draft: Draft, dual: boolean): void {
  const pool = readPool(vars, 4);
  if (pool) draft.pools.push(pool);
  const twin = dual ? readPool(vars, 6) : undefined;
  if (twin) draft.pools.push(twin);
  state(draft.tunnelOverride.ipipEnabled, enabled(pool?.ipipMode));
  state(draft.tunnelOverride.vxlanEnabled, enabled(pool?.vxlanMode));
}

function enabled(mode: Known<string> | undefined): Known<boolean> | undefined {
  if (!mode || !isKnown(mode)) return mode?.origin ? mode : undefined;
  const parsed = parseResourceMode(mode.value);
  return parsed && setting(parsed !== 'Never', 'derived', mode.origin, { reader, layer: 'felix-default' });
}

function proxyMode({ text: mode }: ScalarNode): 'iptables' | 'ipvs' | 'nftables' | undefined {
  return mode === 'iptables' || mode === 'ipvs' || mode === 'nftables' ? mode : undefined;
}
