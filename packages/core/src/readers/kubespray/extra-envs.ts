/** `calico_node_extra_envs`: the template writes them behind all others, and of two variables of one name the last one counts. */
import { type Draft, state } from '../../cluster/draft.js';
import { isKnown, type Known } from '../../cluster/setting.js';
import { at, entries } from '../../source/index.js';
import { readFelix } from '../felix.js';
import { stated, text } from '../stated.js';
import { originOf } from '../unit.js';
import type { Environment } from '../workload.js';
import { dead, type Remarking, standingValues } from './dead-variable.js';
import { has, type Vars } from './maps.js';
import { reader } from './variables.js';

/** The variable of Kubespray that the template writes under a name before them. */
const before: ReadonlyMap<string, string> = new Map([
  ['IP_AUTODETECTION_METHOD', 'calico_ip_auto_method'],
  ['IP6_AUTODETECTION_METHOD', 'calico_ip6_auto_method'],
  ['FELIX_MTUIFACEPATTERN', 'calico_felix_mtu_iface_pattern'],
  ['FELIX_WIREGUARDENABLED', 'calico_wireguard_enabled'],
  ['FELIX_NFTABLESMODE', 'calico_nftable_mode'],
]);

/** States the ones that a slot is for, and that the variables before them have no effect. */
export function readExtraEnvs(vars: readonly Vars[], remarking: Remarking): void {
  const map = vars.filter((v) => has(v, 'calico_node_extra_envs')).at(-1);
  if (!map) return;
  const env = environmentOf(map);
  readNode(env, remarking.draft);
  for (const { name, value } of env.all) {
    const variable = before.get(name);
    if (variable === undefined || !isKnown(value)) continue;
    for (const set of standingValues(remarking.sight, variable)) {
      const related = [{ origin: value.origin, note: `${name} is ${value.value} here` }];
      const why = `calico_node_extra_envs writes ${name} behind it, and the last one counts`;
      dead(remarking, set, { why, advice: 'take one of the two out', related });
    }
  }
}

function readNode(env: Environment, draft: Draft): void {
  state(draft.backend, env.get('CALICO_NETWORKING_BACKEND'));
  state(draft.nodeAddress.method, env.get('IP_AUTODETECTION_METHOD'));
  state(draft.nodeAddress.method6, env.get('IP6_AUTODETECTION_METHOD'));
  readFelix(env, draft);
}

function environmentOf({ unit, path }: Vars): Environment {
  const base = [...path, 'calico_node_extra_envs'];
  const all = entries(at(unit.document.root, [...unit.path, ...base])).flatMap(({ name }) => {
    const value: Known<string> | undefined = stated(unit, [...base, name], text, { reader, layer: 'felix-env', as: name });
    return value ? [{ name, origin: originOf(unit, [...base, name], 'key'), value }] : [];
  });
  // Felix reads its names in any case.
  const same = (name: string): string => (/^felix_/i.test(name) ? name.toUpperCase() : name);
  const get: Environment['get'] = (name) => all.find((one) => same(one.name) === name)?.value;
  return { get, all, origin: originOf(unit, base, 'key'), open: false };
}
