/** Variables that Kubespray knows and that change nothing as the inventory stands. */
import type { Draft } from '../../cluster/draft.js';
import { effective } from '../../cluster/precedence.js';
import { isKnown, type Setting } from '../../cluster/setting.js';
import { text } from '../stated.js';
import type { Vars } from './maps.js';
import { find } from './variables.js';

/** States the variables without effect, each with what makes it so and a fix that takes it out. */
export function readDead(vars: readonly Vars[], draft: Draft): void {
  // The pool is made by calicoctl before calico-node starts (tasks/install.yml); the environment repeats the variable in any case.
  const poolEnv = 'Kubespray makes its pool with calicoctl before calico-node could read it';
  for (const set of written(vars, 'calico_ipv4pool_ipip'))
    if (!/^(?:off|never|false|)$/i.test(set.value)) dead(draft, set, poolEnv, 'the mode of the pool is calico_ipip_mode');
  // templates/calico-node.yml.j2 writes FELIX_VXLANVNI and FELIX_VXLANPORT under this condition.
  const backend = effective(draft.backend);
  if (!isKnown(backend) || backend.value === 'vxlan') return;
  const related = [{ origin: backend.origin, note: `the backend is ${backend.value} here` }];
  for (const set of ['calico_vxlan_vni', 'calico_vxlan_port'].flatMap((name) => written(vars, name)))
    dead(draft, set, `Kubespray writes it only for calico_network_backend vxlan, and that is ${backend.value}`, 'take it out', related);
}

function written(vars: readonly Vars[], name: string): readonly Setting<string>[] {
  return find(vars, name, text).filter(isKnown);
}

type Note = { readonly origin: Setting<string>['origin']; readonly note: string };

function dead(draft: Draft, setting: Setting<string>, why: string, advice: string, related: readonly Note[] = []): void {
  const name = String(setting.origin.path.at(-1));
  const fix = { title: `take ${name} out`, applicability: 'unsafe', changes: [{ setting, remove: true }] } as const;
  draft.installer.dead.push({ installer: 'Kubespray', name, origin: setting.origin, why, advice, related: [...related], fix });
}
