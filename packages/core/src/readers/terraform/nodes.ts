/** Which hosts of a module are nodes of the cluster. */
import type { HostGroup } from '../../cluster/host-groups.js';
import { nodePairs } from '../../cluster/node-groups.js';
import { membersIn } from './aws-members.js';
import type { Module } from './module.js';
import { isShownNode } from './node-names.js';

/** Addresses of the hosts that their name, a tag of theirs or a port of the field, open among the members of their group, shows to be nodes. */
export function nodesOf(module: Module, groups: readonly HostGroup[]): ReadonlySet<string> {
  const members = membersIn(module);
  const pairs = nodePairs(groups, true).filter(({ evidence }) => evidence.peers.some(({ kind }) => kind === 'group'));
  const theirs = new Set(pairs.flatMap(({ from, to }) => [from.name.value, to.name.value]));
  const hosts = [...theirs].flatMap((group) => members.get(group) ?? []).map(({ host }) => host);
  return new Set([...module.resources.filter(isShownNode), ...hosts].map(({ address }) => address));
}
