/** `calico_node_extra_envs`: the template writes them behind all others, and of two variables of one name the last one counts. */
import type { Draft } from '../../cluster/draft.js';
import { isKnown, type Known } from '../../cluster/setting.js';
import { at, entries, type ScalarNode } from '../../source/index.js';
import { felixBool, integer, stated, text } from '../stated.js';
import { dead, type Remarking, standingValues } from './dead.js';
import { has, type Vars } from './maps.js';
import { reader } from './variables.js';

type Parse<T> = (node: ScalarNode) => T | undefined;
type Entry = { readonly say: (draft: Draft, state: <T>(slot: Known<T>[], parse: Parse<T>) => void) => void; readonly variable?: string };

const flag: Parse<boolean> = (node) => felixBool(node.text);

/** What a variable says, and the variable of Kubespray that the template writes under this name before it. */
const meaning: Readonly<Record<string, Entry>> = {
  IP_AUTODETECTION_METHOD: { say: (draft, state) => state(draft.nodeAddress.method, text), variable: 'calico_ip_auto_method' },
  IP6_AUTODETECTION_METHOD: { say: (draft, state) => state(draft.nodeAddress.method6, text), variable: 'calico_ip6_auto_method' },
  CALICO_NETWORKING_BACKEND: { say: (draft, state) => state(draft.backend, text) },
  FELIX_IPINIPMTU: { say: (draft, state) => state(draft.mtu.ipip, integer) },
  FELIX_VXLANMTU: { say: (draft, state) => state(draft.mtu.vxlan, integer) },
  FELIX_WIREGUARDMTU: { say: (draft, state) => state(draft.mtu.wireguard, integer) },
  FELIX_MTUIFACEPATTERN: { say: (draft, state) => state(draft.mtu.ifacePattern, text), variable: 'calico_felix_mtu_iface_pattern' },
  FELIX_IPINIPENABLED: { say: (draft, state) => state(draft.tunnelOverride.ipipEnabled, flag) },
  FELIX_VXLANENABLED: { say: (draft, state) => state(draft.tunnelOverride.vxlanEnabled, flag) },
  FELIX_WIREGUARDENABLED: { say: (draft, state) => state(draft.wireguard.v4, flag), variable: 'calico_wireguard_enabled' },
  FELIX_PROGRAMCLUSTERROUTES: { say: (draft, state) => state(draft.programClusterRoutes.felix, text) },
  FELIX_NFTABLESMODE: { say: (draft, state) => state(draft.felix.nftablesMode, text), variable: 'calico_nftable_mode' },
};

/** States the ones that a slot is for, and that the variables before them have no effect. */
export function readExtraEnvs(vars: readonly Vars[], remarking: Remarking): void {
  const { draft, sight } = remarking;
  const map = vars.filter((v) => has(v, 'calico_node_extra_envs')).at(-1);
  if (!map) return;
  const base = [...map.path, 'calico_node_extra_envs'];
  for (const { name } of entries(at(map.unit.document.root, base))) {
    const found = meaning[name];
    if (!found) continue;
    const state = <T>(slot: Known<T>[], parse: Parse<T>): void => {
      const known = stated(map.unit, [...base, name], parse, { reader, layer: 'felix-env', as: name });
      if (known) slot.push(known);
      if (!isKnown(known) || found.variable === undefined) return;
      for (const set of standingValues(sight, found.variable)) {
        const related = [{ origin: known.origin, note: `${name} is ${String(known.value)} here` }];
        const why = `calico_node_extra_envs writes ${name} behind it, and the last one counts`;
        dead(remarking, set, { why, advice: 'take one of the two out', related });
      }
    };
    found.say(draft, state);
  }
}
