/** Files that speak about clusters of other folders: defaults of a role, variables beside a playbook, the release of a checkout. */
import { type FileFacts, folderOf, type Group, type Reach } from './files.js';

/**
 * Adds files that reach further to the groups below; what nobody else hears stays where it is. Variables beside an inventory are that inventory's
 * own (Ansible reads group_vars beside the inventory and beside the playbook).
 */
export function spread(groups: readonly Group[], files: readonly FileFacts[]): readonly Group[] {
  const facts = new Map(files.map((file) => [file.name, file]));
  const at = (group: Group): readonly FileFacts[] => group.files.flatMap((name) => facts.get(name) ?? []);
  const rooted = groups.filter((group) => at(group).some((file) => file.install !== undefined && !file.reach));
  const heard = new Map<Group, string[]>();
  const moved = new Set<string>();
  for (const group of groups) {
    for (const file of at(group)) {
      const { reach } = file;
      if (!reach || file.whole || (rooted.includes(group) && isVariables(file))) continue;
      const open = groups.filter((other) => other !== group && !other.closed && (rooted.includes(other) || !isVariables(file)));
      const targets = open.filter((other) => at(other).some((one) => hears(one, reach)));
      for (const target of targets) heard.set(target, [...(heard.get(target) ?? []), file.name]);
      if (targets.length > 0 && !rooted.includes(group)) moved.add(file.name);
    }
  }
  if (heard.size === 0) return groups;
  return groups.flatMap((group) => {
    const own = group.files.filter((name) => !moved.has(name));
    const all = [...own, ...(heard.get(group) ?? [])];
    return own.length > 0 ? [{ ...group, files: all }] : [];
  });
}

/** A cluster of the kind, further down: one that is told by more than what reaches it. */
function hears(file: FileFacts, { installs, below }: Reach): boolean {
  const folder = folderOf(file.name);
  const inside = folder !== below && (below === '.' ? !folder.startsWith('/') : folder.startsWith(`${below}/`));
  return inside && file.install?.startsWith(`${installs}:`) === true && (!file.reach || isVariables(file));
}

function isVariables({ name }: FileFacts): boolean {
  return /(?:^|[/\\])(?:group_vars|host_vars)[/\\]/.test(name);
}
