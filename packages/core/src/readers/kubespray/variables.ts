/** Which maps of an inventory hold variables, for whom, and what they say about one variable. */
import { effective } from '../../cluster/precedence.js';
import { everyNode, isKnown, type Known, type Layer, type Scope } from '../../cluster/setting.js';
import { at, type Origin, type Path, type ScalarNode } from '../../source/index.js';
import { type Standing, stated } from '../stated.js';
import { keysAt, originOf, type Unit } from '../unit.js';
import { groupsOf } from './inventory.js';

export const reader = 'kubespray';

/** One map of variables: a vars file, or the vars or a host of an inventory. */
export type Vars = { readonly unit: Unit; readonly path: Path; readonly layer: Layer; readonly scope: Scope; readonly inventory: boolean };

/** Names without the prefix `calico_` that only Kubespray uses. */
const exact: ReadonlySet<string> = new Set([
  ...['kube_network_plugin', 'kube_network_node_prefix', 'kube_network_node_prefix_ipv6', 'kube_proxy_mode', 'typha_enabled'],
  ...['kube_pods_subnet', 'kube_pods_subnet_ipv6', 'kube_service_addresses', 'kube_service_addresses_ipv6'],
  ...['nat_outgoing', 'nat_outgoing_ipv6', 'global_as_num', 'peer_with_router', 'peer_with_calico_rr'],
]);

/** Calico's variables of Kubespray (roles/network_plugin/calico_defaults/defaults/main.yml at 46dbdd3, and the templates of the role calico). */
const known: ReadonlySet<string> = new Set([
  ...['network_backend', 'ipip_mode', 'ipip_mode_ipv6', 'vxlan_mode', 'vxlan_mode_ipv6', 'ipv4pool_ipip', 'pool_name', 'cni_name'],
  ...['pool_blocksize', 'pool_blocksize_ipv6', 'pool_cidr', 'pool_cidr_ipv6', 'mtu', 'veth_mtu', 'felix_mtu_iface_pattern'],
  ...['ip_auto_method', 'ip6_auto_method', 'vxlan_vni', 'vxlan_port', 'bpf_enabled', 'bpf_service_mode', 'bpf_log_level'],
  ...['wireguard_enabled', 'iptables_backend', 'nftable_mode', 'endpoint_to_host_action', 'datastore', 'ipam_host_local'],
  ...['ipam_strictaffinity', 'ipam_autoallocateblocks', 'ipam_maxblocksperhost', 'version', 'no_global_as_num', 'rr_id', 'group_id'],
  ...[
    'bgp_listen_port',
    'advertise_cluster_ips',
    'advertise_service_external_ips',
    'advertise_service_loadbalancer_ips',
    'node_extra_envs',
  ],
]);

/** The words that every claimed document holds: each name below starts with one of them. */
export const words: readonly string[] = [
  ...['calico_', 'kube_network_plugin', 'kube_network_node_prefix', 'kube_proxy_mode', 'typha_enabled', 'kube_pods_subnet'],
  ...['kube_service_addresses', 'nat_outgoing', 'global_as_num', 'local_as', 'peer_with_', 'k8s_cluster', 'k8s-cluster'],
];

/** True for a variable of the field: `calico_…`, known or not, or a name that only Kubespray uses. */
export function isOwn(name: string): boolean {
  return name.startsWith('calico_') || name === 'local_as' || exact.has(name);
}

/** True for a variable that Kubespray reads; other roles have a `calico_…` of their own (k3s-ansible: `calico_iface`). */
export function isKubespray(name: string): boolean {
  return exact.has(name) || (name.startsWith('calico_') && known.has(name.slice('calico_'.length)));
}

/** The maps of variables that a document holds. */
export function varsOf(unit: Unit): readonly Vars[] {
  const groups = groupsOf(unit);
  if (groups.length === 0) return [{ unit, path: [], ...standingOf(unit.document.source.name), inventory: false }];
  return groups.flatMap((group) => [
    ...group.vars.map(
      (path): Vars => ({ unit, path, layer: group.name === 'all' ? 'ansible-all' : 'ansible-group', scope: everyNode, inventory: true }),
    ),
    ...group.hosts.map(({ name, path }): Vars => ({ unit, path, layer: 'ansible-host', scope: { kind: 'node', name }, inventory: true })),
  ]);
}

/** Ansible finds variables by the file's place (ansible-core 2.16, plugins/vars/host_group_vars.py); any other file is taken for the cluster's own. */
function standingOf(file: string): { readonly layer: Layer; readonly scope: Scope } {
  const steps = file.replaceAll('\\', '/').split('/');
  const home = steps.findLastIndex((step) => step === 'group_vars' || step === 'host_vars');
  const name = (steps[home + 1] ?? '').replace(home + 2 === steps.length ? /\.(?:ya?ml|json)$/ : '', '');
  if (home >= 0 && steps[home] === 'host_vars') return { layer: 'ansible-host', scope: { kind: 'node', name } };
  if (home < 0 && steps.slice(-3, -1).includes('defaults')) return { layer: 'role-default', scope: everyNode };
  return { layer: home >= 0 && name === 'all' ? 'ansible-all' : 'ansible-group', scope: everyNode };
}

/** Everything that is written about one variable. */
export function find<T>(vars: readonly Vars[], name: string, parse: (node: ScalarNode) => T | undefined): readonly Known<T>[] {
  const holding = vars.filter((v) => has(v, name));
  // Ansible puts all groups of the inventory file below group_vars/all (ansible-core 2.16, config/base.yml, VARIABLE_PRECEDENCE).
  const byFile = holding.some((v) => !v.inventory && v.layer === 'ansible-all');
  return holding.flatMap((v) => {
    const layer = v.inventory && v.layer === 'ansible-group' && byFile ? 'ansible-all' : v.layer;
    return stated(v.unit, [...v.path, name], parse, { ...standing(v), layer, as: name }) ?? [];
  });
}

/**
 * The value of a variable that Kubespray uses once for the whole cluster; undefined where it is not written. Such tasks run on the first
 * control plane node, so a host's own value leaves it unknown.
 */
export function single<T>(vars: readonly Vars[], name: string, parse: (node: ScalarNode) => T | undefined): Known<T> | undefined {
  const found = find(vars, name, parse);
  const common = effective(found);
  const differs = found.find((k) => isKnown(k) && k.scope.kind === 'node' && !(isKnown(common) && common.value === k.value));
  if (!differs?.origin) return common;
  return {
    unknown: `a host has its own ${name}, which counts only where it is the first control plane node`,
    origin: differs.origin,
    layer: 'ansible-host',
  };
}

/** Who says it, without a word for the field: for settings that cannot be written. */
export function standing(vars: Vars): Standing {
  return { reader, layer: vars.layer, scope: vars.scope };
}

/** True where a map holds the key. */
export function has({ unit, path }: Vars, name: string): boolean {
  return at(unit.document.root, [...path, name]) !== undefined;
}

/** The place of the first key that `wanted` names, and the map that holds it. */
export function firstKey(
  vars: readonly Vars[],
  wanted: (name: string) => boolean,
): { readonly vars: Vars; readonly origin: Origin } | undefined {
  for (const v of vars) {
    const name = keysAt(v.unit, v.path).find(wanted);
    if (name !== undefined) return { vars: v, origin: originOf(v.unit, [...v.path, name], 'key') };
  }
  return undefined;
}
