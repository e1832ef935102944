/** Variables of BGP without effect: where no BIRD runs, or a template leaves them out. */
import { effective } from '../../cluster/precedence.js';
import { isExplicit, isKnown, type Setting } from '../../cluster/setting.js';
import { at, followed, items, type Path } from '../../source/index.js';
import { looseBool, setting, text } from '../stated.js';
import { originOf } from '../unit.js';
import { dead, type Remarking, standingValues, takeOut } from './dead-variable.js';
import { has, type Inventory, type Vars } from './maps.js';
import { find, single, standing } from './variables.js';

export function readDeadBgp(inventory: Inventory, remarking: Remarking): void {
  readWithoutBird(remarking);
  readPeers(inventory, remarking);
  readOwnAs(inventory, remarking);
  const none = single(remarking.sight.vars, 'calico_no_global_as_num', looseBool);
  for (const set of isKnown(none) && none.value ? standingValues(remarking.sight, 'global_as_num') : []) {
    const related = [{ origin: none?.origin ?? set.origin, note: 'calico_no_global_as_num is true here' }];
    dead(remarking, set, { why: 'calico_no_global_as_num is true', advice: 'take one of the two out', related, fix: takeOut(set) });
  }
}

/** Only the backend bird runs BIRD (node/filesystem/etc/rc.local of Calico v3.32.1). */
function readWithoutBird(remarking: Remarking): void {
  const { sight, draft } = remarking;
  const backend = effective(draft.backend);
  if (!isKnown(backend) || backend.value === 'bird') return;
  const how = backend.how === 'default' ? 'by default ' : '';
  const related = [{ origin: backend.origin, note: `the backend is ${how}${backend.value}` }];
  const fix = { title: 'run BIRD', applicability: 'unsafe', changes: [{ setting: backend, to: 'bird' }] } as const;
  const why = `the backend is ${how}${backend.value}, so no BIRD runs to speak BGP`;
  for (const name of ['peer_with_router', 'calico_advertise_cluster_ips']) {
    const on = single(sight.vars, name, looseBool);
    if (isExplicit(on) && on.value)
      dead(remarking, on, { why, advice: 'set calico_network_backend to bird, or take it out', related, fix });
  }
  for (const name of ['calico_advertise_service_external_ips', 'calico_advertise_service_loadbalancer_ips']) {
    for (const { map, path } of listsOf(sight.vars, name)) {
      const origin = originOf(map.unit, path, 'key');
      dead(remarking, { origin }, { why, advice: 'set calico_network_backend to bird, or take it out', related, fix });
    }
  }
}

type List = { readonly map: Vars; readonly path: Path; readonly length: number };

/** The list that counts, where it has items. */
function listsOf(vars: readonly Vars[], name: string): readonly List[] {
  const map = vars.filter((v) => has(v, name)).at(-1);
  const path = map && [...map.path, name];
  const length = path ? items(at(map.unit.document.root, path)).length : 0;
  return map && path && length > 0 ? [{ map, path, length }] : [];
}

/** `peers` without the switch, and fields that the template for peers of all nodes leaves out (tasks/peer_with_router.yml). */
function readPeers(inventory: Inventory, remarking: Remarking): void {
  const routers = single(inventory.vars, 'peer_with_router', looseBool);
  for (const { map, path, length } of listsOf(inventory.vars, 'peers')) {
    if (isExplicit(routers) && !routers.value) {
      const related = [{ origin: routers.origin, note: 'peer_with_router is false here' }];
      const advice = 'set peer_with_router to true, or take it out';
      dead(remarking, { origin: originOf(map.unit, path, 'key') }, { why: 'peer_with_router is false', advice, related });
    }
    for (let i = 0; i < length; i++) readGlobalPeer(remarking, map, [...path, i]);
  }
}

function readGlobalPeer(remarking: Remarking, map: Vars, path: Path): void {
  const { root } = map.unit.document;
  const scope = at(root, [...path, 'scope']);
  const node = scope && followed(scope);
  if (node?.kind !== 'scalar' || node.text !== 'global') return;
  for (const field of ['filters', 'numallowedlocalasnumbers', 'sourceaddress']) {
    if (!at(root, [...path, field])) continue;
    const origin = originOf(map.unit, [...path, field], 'key');
    const own = setting(field, 'explicit', origin, { ...standing(map), as: 'key' }) as Setting<string>;
    const why = 'Kubespray makes peers of scope global without it';
    const advice = 'write the peer without scope, for each node, or apply a BGPPeer of your own';
    dead(remarking, own, { name: `peers[${path.at(-1)}].${field}`, why, advice });
  }
}

/** `local_as` is skipped where there are route reflectors, and only read where nodes peer with routers. */
function readOwnAs({ vars, elsewhere, membership }: Inventory, remarking: Remarking): void {
  const routers = single(vars, 'peer_with_router', looseBool);
  const reflectors = membership.known && membership.hostsOf('calico_rr').length > 0;
  const off = isExplicit(routers) && !routers.value;
  if (!reflectors && !off) return;
  const [first, ...others] = find([...vars, ...elsewhere], 'local_as', text).filter(isExplicit);
  if (!first) return;
  const why = off ? 'peer_with_router is false' : 'Kubespray leaves it out where the group calico_rr has hosts';
  const more = others.length > 0 ? ` (${others.length} more like it)` : '';
  const advice = off ? `set peer_with_router to true, or take it out${more}` : `set the AS of the node with calicoctl${more}`;
  dead(remarking, first, { why, advice, ...(off && { related: [{ origin: routers.origin, note: 'peer_with_router is false here' }] }) });
}
