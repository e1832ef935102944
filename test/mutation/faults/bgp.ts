/** Faults of BGP: who tells whom which routes. */
import type { Fault } from '../engine.js';
import { bird, ipipPool, value } from './texts.js';

export const bgp: readonly Fault[] = [
  {
    rule: 'bgp-as-number',
    name: 'a peer expects another AS than the node at its address has',
    find: /peerIP: 10\.0\.1\.1\n/,
    write: 'peerIP: 10.0.2.12\n§',
  },
  { rule: 'bgp-as-number', name: "a router with the cluster's own AS", find: /asNumber: 6460\d/, write: value('64513') },
  {
    rule: 'bgp-as-number',
    name: 'no AS number',
    find: /global_as_num: .*/,
    write: value('"0"', '"4294967296"', '"64512.70000"', '"rack-1"'),
  },
  {
    rule: 'bgp-mesh',
    name: 'the mesh is off and there is no peer',
    find: /nodeToNodeMeshEnabled: true/,
    write: value('false'),
    where: ipipPool,
  },
  {
    rule: 'bgp-mesh',
    name: 'a reflector that no peer chooses',
    find: /kind: Node\nmetadata:\n {2}name: (\S+)$/,
    write: 'kind: Node\nmetadata:\n  name: $1\n  annotations:\n    §projectcalico.org/RouteReflectorClusterID: 244.0.0.1',
    where: [/nodeToNodeMeshEnabled: true/, ipipPool],
  },
  { rule: 'bgp-peer', name: 'a filter that there is not', find: /filters: \[own-routes\]/, write: 'filters: [no-such-filter]' },
  {
    rule: 'bgp-peer',
    name: 'the sessions of another peer',
    find: /^---\napiVersion: .*\nkind: BGPPeer\nmetadata:\n {2}name: .*\nspec:\n(?: {2}.*\n)+/,
    write: (found) => found + found.replace(/name: .*/, 'name: twin').replace('apiVersion', '§apiVersion'),
  },
  { rule: 'bgp-peer', name: 'a peer of no node', find: /nodeSelector: rack == '\w'/, write: "nodeSelector: rack == 'c'" },
  { rule: 'bgp-peer', name: 'a node that there is not', find: /nodeSelector: (rack == '\w')/, write: 'node: worker-9' },
  {
    rule: 'resource-name',
    name: 'a name that nobody reads',
    find: /kind: (?:FelixConfiguration|BGPConfiguration)\nmetadata:\n {2}name: default/,
    write: (found, random) => found.replace(/default$/, `§${['cluster', 'defaults', 'my-config'][random(3)]}`),
    also: ['route-owner'],
  },
  {
    rule: 'resource-name',
    name: 'the name of a node without node.',
    find: /kind: FelixConfiguration\nmetadata:\n {2}name: default/,
    write: (found) => found.replace(/default$/, '§worker-1'),
    also: ['route-owner'],
  },
  { rule: 'route-owner', name: 'Felix and BIRD both', find: /programClusterRoutes: Disabled/, write: value('Enabled'), where: bird },
  {
    rule: 'route-owner',
    name: 'neither Felix nor BIRD',
    find: /programClusterRoutes: Enabled/,
    write: value('Disabled'),
    where: /programClusterRoutes: Disabled/,
    at: /programClusterRoutes: Disabled/,
  },
];
