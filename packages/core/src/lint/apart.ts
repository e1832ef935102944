/** Installs that share their files with others: a fleet kept as one file of Argo CD Applications, of kops' specs, of kubeadm's configurations. */
import type { Group } from '../cluster/files.js';
import type { Install } from '../readers/reader.js';
import type { Unit } from '../readers/unit.js';
import type { Claimed } from './files.js';

/** `only`: the units of the files that belong to the cluster; all of them where it is absent. */
export type Part = Group & { readonly only?: ReadonlySet<Unit> };

/**
 * A group with several installs that keep to themselves is a cluster for each. What stands beside one of them in a file that holds no other goes
 * with it; the rest is a cluster too: nothing tells whose it is. A cluster that the configuration names is left as it is.
 */
export function apart(group: Group, claimed: readonly Claimed[]): readonly Part[] {
  if (group.name !== undefined) return [group];
  const own = new Map(claimed.map((one): [Unit, string | undefined] => [one.unit, installOf(one)?.key]));
  const split = fleets(claimed);
  if (split.size === 0) return [group];
  const inFile = new Map<string, Set<string>>();
  for (const [{ document }, key = ''] of own) {
    const { name } = document.source;
    if (split.has(key)) inFile.set(name, (inFile.get(name) ?? new Set()).add(key));
  }
  const home = (unit: Unit): string => {
    const key = own.get(unit);
    const [only = '', other] = inFile.get(unit.document.source.name) ?? [];
    if (key === undefined) return other === undefined ? only : '';
    return split.has(key) ? key : '';
  };
  const parts = new Map<string, Set<Unit>>();
  for (const { unit, by, set } of claimed)
    if (set !== undefined || by.length > 0) parts.set(home(unit), (parts.get(home(unit)) ?? new Set()).add(unit));
  return [...parts.values()].map((only) => ({
    files: [...new Set([...only].map(({ document }) => document.source.name))],
    closed: false,
    only,
  }));
}

/** The installs of each kind that has several: a fleet of one does not part a single one of the other from what it may belong to. */
function fleets(claimed: readonly Claimed[]): ReadonlySet<string> {
  const alone = claimed.flatMap((one) => installOf(one) ?? []).filter((install) => install.alone);
  const kinds = [true, false].map((joins) => new Set(alone.filter((one) => (one.joins ?? false) === joins).map(({ key }) => key)));
  return new Set(kinds.flatMap((keys) => (keys.size > 1 ? [...keys] : [])));
}

function installOf({ unit, by, set }: Claimed): Install | undefined {
  return set === undefined ? by.flatMap((reader) => reader.install?.(unit) ?? [])[0] : { key: set, alone: true };
}
