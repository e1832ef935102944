/** Kubespray: variables of Ansible inventories, from group_vars, host_vars, YAML and INI inventories. */
import { type Draft, state } from '../../cluster/draft.js';
import { effective } from '../../cluster/precedence.js';
import { everyNode, isKnown, type Known, knownValue, type Slot } from '../../cluster/setting.js';
import { parseResourceMode } from '../../network/encapsulation.js';
import { atLeast, parseVersion } from '../../network/version.js';
import type { ScalarNode } from '../../source/index.js';
import { integer, looseBool, setting, text } from '../stated.js';
import type { Unit } from '../unit.js';
import { readBgp } from './bgp.js';
import { readDead } from './dead.js';
import { readExtraEnvs } from './extra-envs.js';
import { fallback, type Sight } from './fallback.js';
import { readFlannel } from './flannel.js';
import { readImages } from './images.js';
import { inventoryOf, type Vars } from './maps.js';
import { readMtu } from './mtu.js';
import { isKubespray } from './names.js';
import { nodesOf } from './nodes.js';
import { readPool } from './pool.js';
import { refuseCalico, refusePlatform } from './refused.js';
import { refuseLivePool, refuseReflectors, refuseVersion } from './refused-groups.js';
import { releaseOf } from './release.js';
import { readUnknown } from './unknown.js';
import { find, firstKey, reader, single, standing } from './variables.js';

export { edits } from './write.js';

/** States the network's facts. Where another plugin carries the pods, Calico's variables are dead and say nothing. */
export function read(claimed: readonly Unit[], draft: Draft): void {
  const inventory = inventoryOf(claimed);
  const { vars, elsewhere } = inventory;
  const own = vars.filter(({ owner }) => owner.kind !== 'role');
  const first = firstKey([...own, ...elsewhere, ...vars], isKubespray);
  draft.nodes.push(...nodesOf(claimed, inventory));
  if (!first) return;
  // A fact of the inventory, wherever its first variable stands.
  state(draft.product.installer, setting(reader, 'derived', first.origin, { ...standing(first.vars), scope: everyNode }));
  const anchor = firstKey(
    vars.filter(({ owner }) => owner.kind !== 'role'),
    isKubespray,
  )?.origin;
  const sight: Sight = { vars, release: releaseOf(claimed, vars), ...(anchor && { anchor }) };
  const families = familiesOf(vars);
  readCidrs(sight, draft, families);
  for (const known of find(vars, 'kube_proxy_mode', proxyMode)) state(draft.kubeProxy, known);
  const plane = planeOf([...vars, ...elsewhere]);
  state(draft.plane, plane);
  refusePlatform(sight, draft, families);
  if (knownValue(single(vars, 'kube_network_plugin', text)) === 'flannel') {
    readFlannel(vars, families, draft);
    readImages(vars, 'flannel', draft);
  }
  if (!isKnown(plane) || plane.value !== 'calico') return;
  readImages(vars, 'calico', draft);
  readNode(sight, draft, families);
  readMtu(vars, draft);
  readBgp(claimed, inventory, draft);
  readPools(sight, draft, families);
  const remarking = { sight, draft };
  readExtraEnvs(vars, remarking);
  refuseCalico(sight, draft, families);
  refuseReflectors(claimed, inventory, remarking);
  refuseVersion(remarking);
  refuseLivePool(remarking);
  readDead(inventory, remarking);
  readUnknown(inventory, remarking);
}

type Families = readonly (4 | 6)[];

/** IPv4 unless it is switched off (from v2.28 on), IPv6 where it is switched on. */
function familiesOf(vars: readonly Vars[]): Families {
  const said = (name: string): boolean | undefined => knownValue(single(vars, name, looseBool));
  const v6 = said('ipv6_stack') ?? said('enable_dual_stack_networks') ?? false;
  return [...(said('ipv4_stack') === false ? [] : [4 as const]), ...(v6 ? [6 as const] : [])];
}

/** The sample inventory writes the IPv6 ranges also where IPv6 is off. */
function readCidrs({ vars }: Sight, draft: Draft, families: Families): void {
  for (const suffix of families.map((family) => (family === 6 ? '_ipv6' : ''))) {
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

/** Where no inventory names a method, the address of the host itself is to be reached (v2.27.0 templates/calico-node.yml.j2:304-309). */
const ownAddress = 'can-reach=$(NODEIP)';

/** What calico-node gets. */
function readNode(sight: Sight, draft: Draft, families: Families): void {
  const { vars } = sight;
  const all = <T>(slot: Known<T>[], name: string, parse: (node: ScalarNode) => T | undefined): void => {
    slot.push(...find(vars, name, parse));
  };
  draft.backend.push(...find(vars, 'calico_network_backend', text).map(acceptedBackend));
  if (!speaksForAll(draft.backend)) state(draft.backend, fallback(sight, 'calico_network_backend', String));
  all(draft.nodeAddress.method, 'calico_ip_auto_method', text);
  if (sight.anchor && !speaksForAll(draft.nodeAddress.method))
    state(draft.nodeAddress.method, setting(ownAddress, 'default', sight.anchor, { reader, layer: 'role-default' }));
  if (families.includes(6)) all(draft.nodeAddress.method6, 'calico_ip6_auto_method', text);
  all(draft.product.calico, 'calico_version', (node) => parseVersion(node.text));
  all(draft.wireguard.v4, 'calico_wireguard_enabled', looseBool);
  all(draft.typha, 'typha_enabled', looseBool);
  all(draft.felix.vxlanPort, 'calico_vxlan_port', integer);
  // The template writes it for Calico 3.29 and later.
  const version = knownValue(effective(draft.product.calico));
  if (!version || atLeast(version, '3.29')) all(draft.felix.nftablesMode, 'calico_nftable_mode', text);
  all(draft.strictAffinity, 'calico_ipam_strictaffinity', looseBool);
  all(draft.ipam, 'calico_ipam_host_local', (node) => (looseBool(node) === true ? 'host-local' : undefined));
  all(draft.product.dataplane, 'calico_bpf_enabled', (node) => (looseBool(node) === true ? 'bpf' : undefined));
}

/** Any other word is refused (tasks/check.yml); what would come of it is not asked then. */
function acceptedBackend(known: Known<string>): Known<string> {
  if (!isKnown(known) || ['bird', 'vxlan', 'none'].includes(known.value)) return known;
  const { origin, layer, order, scope } = known;
  return { unknown: 'Kubespray refuses the backend', origin, layer, scope, ...(order !== undefined && { order }) };
}

function speaksForAll(slot: Slot<unknown>): boolean {
  return slot.some((known) => !isKnown(known) || known.scope.kind === 'all');
}

/** FelixConfiguration `default` gets ipipEnabled and vxlanEnabled from the modes of the IPv4 pool (tasks/install.yml, "Configure Felix"). */
function readPools(sight: Sight, draft: Draft, families: Families): void {
  const pools = families.flatMap((family) => readPool(sight, family) ?? []);
  draft.pools.push(...pools);
  const pool = pools.find(({ family }) => family === 4);
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
