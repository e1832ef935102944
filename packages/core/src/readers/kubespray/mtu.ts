/** MTUs in bytes, as calico-node.yml.j2 and calico-config.yml.j2 of Kubespray (46dbdd3, 2026-08) render them. */
import { type Draft, state } from '../../cluster/draft.js';
import { isKnown, type Known, type Scope } from '../../cluster/setting.js';
import type { ScalarNode } from '../../source/index.js';
import { integer, setting, text } from '../stated.js';
import type { Vars } from './maps.js';
import { find, reader } from './variables.js';

/**
 * `calico_mtu` is the CNI's mtu, and, where it is defined at all, FELIX_*MTU is `calico_veth_mtu` or else `calico_mtu`. Without `calico_mtu`
 * the variable `calico_veth_mtu` has no effect (dead.ts).
 */
export function readMtu(vars: readonly Vars[], draft: Draft): void {
  for (const known of find(vars, 'calico_mtu', cniMtu)) state(draft.mtu.veth, known);
  for (const known of find(vars, 'calico_felix_mtu_iface_pattern', text)) state(draft.mtu.ifacePattern, known);
  const switches = find(vars, 'calico_mtu', text);
  const tunnels = find(vars, 'calico_veth_mtu', integer);
  for (const known of tunnels) if (!isKnown(known) || switches.some((s) => covers(s, known.scope))) felix(draft, known);
  for (const known of find(vars, 'calico_mtu', quotedMtu)) state(draft.mtu.veth, isKnown(known) ? { ...known, live: 'dead' } : undefined);
  for (const known of find(vars, 'calico_mtu', integer)) {
    if (!isKnown(known)) felix(draft, known);
    else if (!tunnels.some((t) => covers(t, known.scope))) {
      felix(draft, setting(known.value, 'derived', known.origin, { reader, layer: known.layer, scope: known.scope, as: 'calico_mtu' }));
    }
  }
}

/** The template asks for a number: a quoted "1450" switches Felix' environment on, but is not given to the CNI plugin. */
function cniMtu(node: ScalarNode): number | undefined {
  return typeof node.value === 'number' ? integer(node) : undefined;
}

function quotedMtu(node: ScalarNode): number | undefined {
  return typeof node.value === 'string' ? integer(node) : undefined;
}

function felix(draft: Draft, known: Known<number>): void {
  state(draft.mtu.ipip, known);
  state(draft.mtu.vxlan, known);
  state(draft.mtu.wireguard, known);
}

function covers(known: Known<unknown>, scope: Scope): boolean {
  if (!isKnown(known) || known.scope.kind === 'all') return true;
  return scope.kind === 'node' && known.scope.kind === 'node' && known.scope.name === scope.name;
}
