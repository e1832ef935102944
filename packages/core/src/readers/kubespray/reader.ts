/** Kubespray: variables of Ansible inventories, from group_vars, host_vars, YAML and INI inventories. */
import { folderOf } from '../../cluster/files.js';
import type { Reader } from '../reader.js';
import type { Unit } from '../unit.js';
import { groupsOf, isKubesprayInventory } from './inventory.js';
import { mapsOf } from './maps.js';
import { isKubespray, isOwn, words } from './names.js';
import { releasePath } from './release.js';
import { reader } from './variables.js';

export const kubespray: Reader = {
  name: reader,
  words,
  claims: (unit) => unit.object === undefined && unit.path.length === 0 && (holds(unit, isClaimed) || releasePath(unit) !== undefined),
  install: (unit) => (holds(unit, isKubespray) ? { key: `${reader}:${folderOf(unit.document.source.name)}`, alone: false } : undefined),
  reaches,
  load: () => import('./read.js'),
};

/**
 * Defaults of a role hold for every inventory of the checkout, as does its release; variables without an inventory beside them stand beside a
 * playbook, and hold for the inventories below.
 */
function reaches(unit: Unit): string | undefined {
  const name = unit.document.source.name.replaceAll('\\', '/');
  const role = /^(.*?)\/?\broles\/.*\/defaults\//.exec(name);
  if (role) return role[1] || '.';
  if (releasePath(unit)) return folderOf(name);
  return groupsOf(unit).length === 0 && /(?:^|\/)(?:group_vars|host_vars)\//.test(name) ? folderOf(name) : undefined;
}

/** Other variables that tell the release, or what a host peers with. */
const beside: ReadonlySet<string> = new Set(['kube_version', 'kubespray_version', 'peers']);

/** Those of flannel's role: other playbooks have a `flannel_…` too, so that they make no inventory Kubespray's. */
function isClaimed(name: string): boolean {
  return isOwn(name) || beside.has(name) || /^flannel_(?:backend_type|interface|vxlan_|(?:init_)?image_)/.test(name);
}

/** True for a document with such a variable, or with the groups that every inventory of Kubespray has. */
function holds(unit: Unit, variable: (name: string) => boolean): boolean {
  return isKubesprayInventory(groupsOf(unit)) || mapsOf(unit).some(({ names }) => [...names].some(variable));
}
