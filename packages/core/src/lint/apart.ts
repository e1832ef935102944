/** Installs that share their files with others: a fleet kept as one file of Argo CD Applications. */
import type { Group } from '../cluster/files.js';
import type { Unit } from '../readers/unit.js';
import type { Claimed } from './files.js';

/** `only`: the units of the files that belong to the cluster; all of them where it is absent. */
export type Part = Group & { readonly only?: ReadonlySet<Unit> };

/**
 * A group with several installs that keep to themselves is a cluster for each, and one for what is beside them: nothing tells whose that is. A
 * cluster that the configuration names is left as it is.
 */
export function apart(group: Group, claimed: readonly Claimed[]): readonly Part[] {
  const installs = new Map<string, Set<Unit>>();
  const beside = new Set<Unit>();
  for (const { unit, by, set } of claimed) {
    const key = set ?? by.flatMap((reader) => reader.alone?.(unit) ?? [])[0];
    if (key === undefined) {
      if (by.length > 0) beside.add(unit);
    } else installs.set(key, (installs.get(key) ?? new Set()).add(unit));
  }
  if (group.name !== undefined || installs.size < 2) return [group];
  return [...installs.values(), ...(beside.size > 0 ? [beside] : [])].map((only) => ({
    files: [...new Set([...only].map(({ document }) => document.source.name))],
    closed: false,
    only,
  }));
}
