import type { Known, Layer, Scope, Setting, Slot } from './setting.js';
import { everyNode, isKnown } from './setting.js';

/**
 * The only place that orders sources. Higher wins.
 * Felix: environment > node.<name> > selector (3.32+) > default > built-in (felix/config/config_params.go:66-86).
 * `operator`, `felix-operator`: what tigera-operator writes over BGPConfiguration and FelixConfiguration default.
 * Ansible: role default < group_vars/all < other groups, the deeper above < host (Ansible, "Understanding variable precedence").
 */
const rank: Readonly<Record<Layer, number>> = {
  'built-in': 0,
  'role-default': 10,
  'pool-env': 20,
  'felix-default': 30,
  'felix-operator': 31,
  'felix-selector': 32,
  'felix-node': 33,
  'config-map': 40,
  resource: 40,
  operator: 41,
  'ansible-all': 40,
  'ansible-group': 41,
  'ansible-host': 42,
  workload: 50,
  'felix-env': 50,
  user: 60,
};

/** The value that a slot has for the nodes of `scope`: the winner among the sources that speak about all of them, or why it is not known. */
export function effective<T>(slot: Slot<T>, scope: Scope = { kind: 'all' }): Known<T> | undefined {
  const speaking = slot.filter((known) => covers(known.scope ?? everyNode, scope) && !(isKnown(known) && known.live === 'dead'));
  const best = Math.max(...speaking.map(rankOf));
  const winners = speaking.filter((known) => rankOf(known) === best);
  const [first, ...others] = winners;
  if (first === undefined) return undefined;
  if (!isKnown(first)) return first;
  for (const other of others) {
    if (!isKnown(other)) return other;
    if (!same(other.value, first.value)) return { unknown: 'two sources of the same rank differ', origin: other.origin };
  }
  return first;
}

/** Marks every setting that another source of the slot beats for all of its nodes. Order is kept. */
export function withLosers<T>(slot: Slot<T>): Known<T>[] {
  return slot.map((known) => {
    if (!isKnown(known)) return known;
    const winner = slot.find(
      (other): other is Setting<T> =>
        isKnown(other) && other.live !== 'dead' && covers(other.scope, known.scope) && rankOf(other) > rankOf(known),
    );
    return winner ? { ...known, beatenBy: winner.origin } : known;
  });
}

function rankOf(known: Known<unknown>): number {
  return rank[known.layer ?? 'built-in'] + (known.order ?? 0);
}

function covers(wide: Scope, narrow: Scope): boolean {
  if (wide.kind === 'all') return true;
  return JSON.stringify(wide) === JSON.stringify(narrow);
}

function same(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
