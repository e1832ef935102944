/** What the maps of an inventory say about one variable. */
import { effective } from '../../cluster/precedence.js';
import { isKnown, type Known } from '../../cluster/setting.js';
import type { Origin, ScalarNode } from '../../source/index.js';
import { type Standing, stated } from '../stated.js';
import { originOf } from '../unit.js';
import { has, type Vars } from './maps.js';

export const reader = 'kubespray';

/** Everything that is written about one variable, the defaults of roles too. */
export function find<T>(vars: readonly Vars[], name: string, parse: (node: ScalarNode) => T | undefined): readonly Known<T>[] {
  const holding = vars.filter((v) => has(v, name));
  return holding.flatMap((v, i) => {
    // Files of one folder are merged in the order of their names: the last one counts.
    const order = sameContainer(v, holding[i + 1]) ? v.order / 2 : v.order;
    const known = stated(v.unit, [...v.path, name], parse, { ...standing(v), order, as: name });
    return known ? [v.owner.kind === 'role' ? asDefault(known) : known] : [];
  });
}

function asDefault<T>(known: Known<T>): Known<T> {
  return isKnown(known) ? { ...known, how: 'default' as const } : known;
}

/** Files of one group or host stand next to each other, sorted by name. */
function sameContainer(a: Vars, b: Vars | undefined): boolean {
  if (!b || a.layer !== b.layer || a.order !== b.order) return false;
  return 'name' in a.owner && 'name' in b.owner && a.owner.kind === b.owner.kind && a.owner.name === b.owner.name;
}

/**
 * The value of a variable that Kubespray uses once for the whole cluster; undefined where it is not written. Such tasks run on the first
 * control plane node: where that is not known, a host's own value leaves it unknown.
 */
export function single<T>(vars: readonly Vars[], name: string, parse: (node: ScalarNode) => T | undefined): Known<T> | undefined {
  const found = find(vars, name, parse);
  const common = effective(found);
  const differs = found.find((k) => isKnown(k) && k.scope.kind === 'node' && !(isKnown(common) && common.value === k.value));
  if (!differs?.origin) return common;
  return {
    unknown: `a host has its own ${name}, which counts only where it is the first control plane node`,
    origin: differs.origin,
    layer: 'ansible-host',
  };
}

/** Who says it, without a word for the field: for settings that cannot be written. */
export function standing(vars: Vars): Standing {
  return { reader, layer: vars.layer, order: vars.order, scope: vars.scope };
}

/** The place of the first key that `wanted` names, and the map that holds it. */
export function firstKey(
  vars: readonly Vars[],
  wanted: (name: string) => boolean,
): { readonly vars: Vars; readonly origin: Origin } | undefined {
  for (const v of vars) {
    for (const name of v.names) if (wanted(name)) return { vars: v, origin: originOf(v.unit, [...v.path, name], 'key') };
  }
  return undefined;
}
