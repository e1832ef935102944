/** Groups and hosts of an Ansible inventory, in YAML or read from INI. */
import { at, entries, followed, type Node, type Path } from '../../source/index.js';
import { keysAt, type Unit } from '../unit.js';

export type Group = {
  readonly name: string;
  readonly path: Path;
  /** Path of `vars`, where it is written. */
  readonly vars: readonly Path[];
  readonly hosts: readonly { readonly name: string; readonly path: Path }[];
  readonly children: readonly string[];
};

const parts: ReadonlySet<string> = new Set(['hosts', 'vars', 'children']);

/** The groups of an inventory at any depth; none for a document that is no inventory. */
export function groupsOf(unit: Unit): readonly Group[] {
  const found: Group[] = [];
  const seen = new Set<Node>();
  const visit = (name: string, path: Path): void => {
    const node = at(unit.document.root, path);
    const group = node && followed(node);
    // Aliases may make a group its own child.
    if (!group || seen.has(group)) return;
    seen.add(group);
    const children = keysAt(unit, [...path, 'children']);
    const hosts = keysAt(unit, [...path, 'hosts']).map((host) => ({ name: host, path: [...path, 'hosts', host] }));
    const vars = at(group, ['vars']) ? [[...path, 'vars']] : [];
    found.push({ name, path, vars, hosts, children });
    for (const child of children) visit(child, [...path, 'children', child]);
  };
  if (!isInventory(unit.document.root)) return [];
  for (const name of keysAt(unit, [])) visit(name, [name]);
  return found;
}

/** An inventory holds groups only, and a group holds hosts, vars and children only (ansible-core 2.16, plugins/inventory/yaml.py). */
function isInventory(root: Node | undefined): boolean {
  const groups = entries(root).map((e) => followed(e.value));
  const isGroup = (node: Node): boolean => node.kind === 'map' && entries(node).every((e) => parts.has(e.name));
  const isEmpty = (node: Node): boolean => node.kind === 'scalar' && node.value === null;
  return groups.every((g) => isGroup(g) || isEmpty(g)) && groups.some((g) => isGroup(g) && entries(g).length > 0);
}

/** True for an inventory with a group that every Kubespray cluster has; the cluster's own may be left out from v2.27 on. */
export function isKubesprayInventory(groups: readonly Group[]): boolean {
  return groups.some(({ name }) => ['k8s_cluster', 'k8s-cluster', 'kube_control_plane', 'kube-master'].includes(name));
}
