/** BGP of an inventory: `peer_with_router` with `peers`, `global_as_num`, the group of route reflectors. */
import { type Draft, state } from '../../cluster/draft.js';
import type { Peer } from '../../cluster/model.js';
import { withLosers } from '../../cluster/precedence.js';
import { isKnown, type Known } from '../../cluster/setting.js';
import { at, items, type Path } from '../../source/index.js';
import { looseBool, setting, stated, text } from '../stated.js';
import { originOf, textOf, type Unit } from '../unit.js';
import { groupsOf } from './inventory.js';
import { find, has, reader, single, standing, type Vars } from './variables.js';

/** States AS number, mesh and peers. Kubespray makes BGPPeers of `peers` only where `peer_with_router` is true. */
export function readBgp(units: readonly Unit[], vars: readonly Vars[], draft: Draft): void {
  for (const known of find(vars, 'global_as_num', text)) state(draft.bgp.asNumber, known);
  const routers = single(vars, 'peer_with_router', looseBool);
  state(draft.bgp.mesh, mesh(units, routers));
  if (!routers || (isKnown(routers) && !routers.value)) return;
  const lists = vars.filter((v) => has(v, 'peers')).map((v) => setting(v, 'explicit', originOf(v.unit, [...v.path, 'peers']), standing(v)));
  for (const list of withLosers(lists)) {
    if (!isKnown(list) || list.beatenBy) continue;
    const { unit, path } = list.value;
    items(at(unit.document.root, [...path, 'peers'])).forEach((_, i) => void draft.bgp.peers.push(peer(list.value, [...path, 'peers', i])));
  }
}

/** Routers or route reflectors turn the mesh off (tasks/install.yml, nodeToNodeMeshEnabled). What reflectors peer with is not read yet. */
function mesh(units: readonly Unit[], routers: Known<boolean> | undefined): Known<boolean> | undefined {
  if (routers && !isKnown(routers)) return routers;
  if (routers?.value) return setting(false, 'derived', routers.origin, { reader, layer: routers.layer, scope: routers.scope });
  for (const unit of units) {
    const reflectors = groupsOf(unit).find((g) => /^calico[_-]rr$/.test(g.name) && g.hosts.length > 0);
    if (reflectors) return { unknown: 'route reflectors may replace the mesh', origin: originOf(unit, reflectors.path, 'key') };
  }
  return undefined;
}

/** One peer: of every node, or of the host whose variables hold it. */
function peer(vars: Vars, path: Path): Peer {
  const { unit, scope } = vars;
  const field = (name: string): Known<string> | undefined => stated(unit, [...path, name], text, { ...standing(vars), as: name });
  const origin = originOf(unit, path);
  const host = scope.kind === 'node' && textOf(unit, [...path, 'scope']) !== 'global' ? scope.name : undefined;
  const filters = items(at(unit.document.root, [...path, 'filters']));
  return {
    origin,
    name: nameOf(vars, path, host),
    peerIP: field('router_id'),
    peerSelector: undefined,
    node: host === undefined ? undefined : setting(host, 'derived', origin, standing(vars)),
    nodeSelector: undefined,
    asNumber: field('as'),
    filters: filters.flatMap((_, i) => stated(unit, [...path, 'filters', i], text, standing(vars)) ?? []),
  };
}

/** `global-<name or router_id>`, or with the node's name in front (tasks/peer_with_router.yml): then one BGPPeer a node. */
function nameOf({ unit, layer }: Vars, path: Path, host: string | undefined): Known<string> {
  const owner = textOf(unit, [...path, 'scope']) === 'global' ? 'global' : host;
  const own = textOf(unit, [...path, 'name']) ?? textOf(unit, [...path, 'router_id'])?.replaceAll(':', '-');
  if (owner === undefined || own === undefined)
    return { unknown: 'Kubespray names the peer after the node', origin: originOf(unit, path), layer };
  return setting(`${owner}-${own}`, 'derived', originOf(unit, path), { reader, layer });
}
