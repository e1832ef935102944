/** BGP of an inventory: `peer_with_router` with `peers`, `global_as_num`, the group of route reflectors. */
import { type Draft, state } from '../../cluster/draft.js';
import type { Peer } from '../../cluster/model.js';
import { withLosers } from '../../cluster/precedence.js';
import { isKnown, type Known, knownValue } from '../../cluster/setting.js';
import { at, items, type Path, scalarAt } from '../../source/index.js';
import { integer, looseBool, setting, stated, text } from '../stated.js';
import { originOf, textOf, type Unit } from '../unit.js';
import { groupsOf } from './inventory.js';
import { has, type Inventory, type Vars } from './maps.js';
import { find, reader, single, standing } from './variables.js';

/** States AS number, mesh and peers. Kubespray makes BGPPeers of `peers` only where `peer_with_router` is true. */
export function readBgp(units: readonly Unit[], inventory: Inventory, draft: Draft): void {
  const { vars } = inventory;
  for (const known of find(vars, 'global_as_num', text)) state(draft.bgp.asNumber, known);
  for (const known of find(vars, 'calico_bgp_listen_port', integer)) state(draft.bgp.listenPort, known);
  const routers = single(vars, 'peer_with_router', looseBool);
  state(draft.bgp.mesh, mesh(units, routers));
  if (!routers || (isKnown(routers) && !routers.value)) return;
  for (const list of listsOf(inventory)) draft.bgp.peers.push(...peersOf(list));
}

function peersOf(list: List): readonly Peer[] {
  const { unit, path } = list.map;
  const all: Path = [...path, 'peers'];
  if (isUnevaluated(unit, all)) return list.global || list.nodes ? [hiddenPeers(unit, all, list)] : [];
  return items(at(unit.document.root, all)).flatMap((_, i): readonly Peer[] => {
    const entry = [...all, i];
    if (isUnevaluated(unit, entry)) return list.global || list.nodes ? [hiddenPeers(unit, entry, list)] : [];
    const global = textOf(unit, [...entry, 'scope']) === 'global';
    return (global ? list.global : list.nodes) ? [peer(list.map, entry, global ? undefined : list.whose)] : [];
  });
}

/** Jinja, or the text of a list: Ansible evaluates literals of Python in INI and in what Jinja gives. */
function isUnevaluated(unit: Unit, entry: Path): boolean {
  const node = scalarAt(unit.document.root, entry);
  return node !== undefined && node.value !== null && !/^\s*(?:\[\s*\])?\s*$/.test(node.text);
}

/** What an expression brings: at least one peer, of which nothing is known. */
function hiddenPeers(unit: Unit, entry: Path, list: List): Peer {
  const origin = originOf(unit, entry);
  const hidden: Known<string> = { unknown: 'an expression of Ansible lists the peers', origin };
  const node = list.global ? hidden : list.whose;
  return { origin, name: hidden, peerIP: hidden, peerSelector: undefined, node, nodeSelector: undefined, asNumber: hidden, filters: [] };
}

/** One `peers`: it makes peers of all nodes only as the first control plane node sees it, and peers of the nodes that see it. */
type List = { readonly map: Vars; readonly global: boolean; readonly nodes: boolean; readonly whose: Known<string> | undefined };

function listsOf({ vars, elsewhere, membership, seenBy }: Inventory): readonly List[] {
  const { known, hosts } = membership;
  const holding = [...vars, ...elsewhere].filter((v) => has(v, 'peers'));
  const last = (maps: readonly Vars[]): Vars | undefined => maps.filter((v) => has(v, 'peers')).at(-1);
  if (!known) return guessed(holding);
  const seeing = new Map<string, string[]>();
  for (const host of hosts) {
    const key = keyOf(last(seenBy(host)));
    const found = seeing.get(key);
    if (found) found.push(host);
    else seeing.set(key, [host]);
  }
  return holding.map((map) => {
    const nodes = seeing.get(keyOf(map)) ?? [];
    return { map, global: keyOf(map) === keyOf(last(vars)), nodes: nodes.length > 0, whose: whose(map, nodes, hosts.length) };
  });
}

function keyOf(map: Vars | undefined): string {
  return map ? [map.unit.document.source.name, map.unit.document.index, ...map.path].join('\0') : '';
}

/** Of every node, of one, or of several that are not told apart. */
function whose(map: Vars, seeing: readonly string[], all: number): Known<string> | undefined {
  if (seeing.length === all) return undefined;
  const origin = originOf(map.unit, [...map.path, 'peers'], 'key');
  const [only, ...more] = seeing;
  return only !== undefined && more.length === 0
    ? setting(only, 'derived', origin, standing(map))
    : { unknown: 'several nodes have these peers', origin };
}

/** Without an inventory a list is that of the cluster or of the host whose it is. */
function guessed(holding: readonly Vars[]): readonly List[] {
  const lists = holding.map((v) => setting(v, 'explicit', originOf(v.unit, [...v.path, 'peers']), standing(v)));
  return withLosers(lists).flatMap((list) => {
    if (!isKnown(list) || list.beatenBy) return [];
    const { scope } = list;
    const node = scope.kind === 'node' ? setting(scope.name, 'derived', list.origin, standing(list.value)) : undefined;
    return [{ map: list.value, global: true, nodes: true, whose: node }];
  });
}

/** Routers or route reflectors turn the mesh off (tasks/install.yml, nodeToNodeMeshEnabled). What reflectors peer with is not read yet. */
function mesh(units: readonly Unit[], routers: Known<boolean> | undefined): Known<boolean> | undefined {
  if (routers && !isKnown(routers)) return routers;
  if (routers?.value) {
    const { layer, scope, origin } = routers;
    return setting(false, routers.how, origin, { reader, layer, scope, as: 'mesh' });
  }
  for (const unit of units) {
    const reflectors = groupsOf(unit).find((g) => /^calico[_-]rr$/.test(g.name) && g.hosts.length > 0);
    if (reflectors) return { unknown: 'route reflectors may replace the mesh', origin: originOf(unit, reflectors.path, 'key') };
  }
  return undefined;
}

/** One peer: of every node, or of the host whose variables hold it. */
function peer(vars: Vars, path: Path, node: Known<string> | undefined): Peer {
  const { unit } = vars;
  const field = (name: string): Known<string> | undefined => stated(unit, [...path, name], text, { ...standing(vars), as: name });
  const origin = originOf(unit, path);
  const filters = items(at(unit.document.root, [...path, 'filters']));
  return {
    origin,
    name: nameOf(vars, path, knownValue(node)),
    peerIP: field('router_id'),
    peerSelector: undefined,
    node,
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
