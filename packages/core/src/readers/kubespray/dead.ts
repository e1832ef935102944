/** Variables that Kubespray knows and that change nothing as the inventory stands. */
import { effective } from '../../cluster/precedence.js';
import { isExplicit, isKnown, knownValue } from '../../cluster/setting.js';
import { mtuSteps } from '../../cluster/steps.js';
import { atLeast, formatVersion, parseVersion } from '../../network/version.js';
import { integer, looseBool, text } from '../stated.js';
import { readDeadBgp } from './dead-bgp.js';
import { readDeadPlaces } from './dead-places.js';
import { dead, type Remarking, standingValues, takeOut } from './dead-variable.js';
import type { Inventory } from './maps.js';
import { find, reader, single } from './variables.js';

/** States the variables without effect, each with what makes it so. The name is that of the variable where the setting stands. */
export function readDead(inventory: Inventory, remarking: Remarking): void {
  readEnvironment(remarking);
  readVxlan(remarking);
  readVeth(remarking);
  readSwitched(remarking);
  readDeadBgp(inventory, remarking);
  readDeadPlaces(inventory, remarking);
}

/** The pool is made by calicoctl before calico-node starts (tasks/install.yml); the environment repeats the variable in any case. */
function readEnvironment(remarking: Remarking): void {
  for (const set of standingValues(remarking.sight, 'calico_ipv4pool_ipip')) {
    if (/^(?:off|never|false|)$/i.test(set.value)) continue;
    const why = 'Kubespray makes its pool with calicoctl before calico-node could read it';
    dead(remarking, set, { why, advice: 'the mode of the pool is calico_ipip_mode', fix: takeOut(set) });
  }
}

/** templates/calico-node.yml.j2 writes FELIX_VXLANVNI and FELIX_VXLANPORT under this condition. */
function readVxlan(remarking: Remarking): void {
  const backend = effective(remarking.draft.backend);
  if (!isKnown(backend) || backend.value === 'vxlan') return;
  const why = `Kubespray writes it only for calico_network_backend vxlan, and that is ${backend.value}`;
  const related = [{ origin: backend.origin, note: `the backend is ${backend.value} here` }];
  for (const set of ['calico_vxlan_vni', 'calico_vxlan_port'].flatMap((name) => standingValues(remarking.sight, name))) {
    if (set.value === usual[String(set.origin.path.at(-1))]) continue;
    dead(remarking, set, { why, advice: 'take it out', related, fix: takeOut(set) });
  }
}

/** What Kubespray and Felix take anyway. */
const usual: Readonly<Record<string, string>> = { calico_vxlan_vni: '4096', calico_vxlan_port: '4789' };

/** Both templates ask whether calico_mtu is defined (calico-node.yml.j2, calico-config.yml.j2), whatever the sample file says. */
function readVeth(remarking: Remarking): void {
  const { sight, draft } = remarking;
  if (find(sight.vars, 'calico_mtu', text).length > 0) return;
  for (const known of find(sight.vars, 'calico_veth_mtu', integer)) {
    if (!isExplicit(known)) continue;
    const { document, path } = known.origin;
    const place = { document, path: [...path.slice(0, -1), 'calico_mtu'] };
    const setting = { ...known, write: { reader, as: 'calico_mtu', place, beside: known.origin } };
    const title = `write calico_mtu: ${known.value}`;
    const then = mtuSteps(draft, document.source.name);
    dead(remarking, known, {
      why: 'Kubespray writes MTUs only where calico_mtu is set, so pods get what Felix finds',
      advice: title,
      fix: { title, applicability: 'unsafe', changes: [{ setting, to: known.value }], then },
    });
  }
}

/** What counts only beside a switch that is known to be off. What it says by default does no harm. */
const switched: readonly { readonly name: string; readonly by: string; readonly usual: string }[] = [
  { name: 'typha_replicas', by: 'typha_enabled', usual: '1' },
  { name: 'typha_secure', by: 'typha_enabled', usual: 'false' },
  { name: 'typha_prometheusmetricsenabled', by: 'typha_enabled', usual: 'false' },
  { name: 'calico_bpf_service_mode', by: 'calico_bpf_enabled', usual: 'tunnel' },
  { name: 'calico_ip6_auto_method', by: 'ipv6_stack', usual: '' },
];

function readSwitched(remarking: Remarking): void {
  const { sight } = remarking;
  for (const { name, by, usual: harmless } of switched) {
    const off = single(sight.vars, by, looseBool);
    if (!isExplicit(off) || off.value) continue;
    for (const set of standingValues(sight, name)) {
      if (set.value.toLowerCase() === harmless) continue;
      const related = [{ origin: off.origin, note: `${by} is false here` }];
      dead(remarking, set, { why: `${by} is false`, advice: `take it out, or set ${by} to true`, related, fix: takeOut(set) });
    }
  }
  // "calico_version is version('3.29.0', '>=')" (templates/calico-node.yml.j2).
  const version = knownValue(single(sight.vars, 'calico_version', (node) => parseVersion(node.text)));
  if (!version || atLeast(version, '3.29')) return;
  for (const set of standingValues(sight, 'calico_nftable_mode')) {
    if (set.value === 'Disabled') continue;
    const why = `Kubespray writes it for Calico v3.29 and later, and this is ${formatVersion(version)}`;
    dead(remarking, set, { why, advice: 'take it out', fix: takeOut(set) });
  }
}
