import type { Origin } from '../source/index.js';

export type How = 'explicit' | 'default' | 'derived';

/** Which nodes a setting speaks about. */
export type Scope =
  | { readonly kind: 'all' }
  | { readonly kind: 'node'; readonly name: string }
  | { readonly kind: 'selector'; readonly selector: string };

/** Does an edit here still change a running cluster? */
export type Live = 'reconciled' | 'first-install' | 'dead';

/**
 * How a setting can be changed, as data: the reader that made it, its word for the field, and the place. It survives workers and caches.
 * `place` may differ from the setting's origin (a derived setting is written elsewhere).
 */
export type Write = {
  readonly reader: string;
  readonly as: string;
  readonly place: Origin;
  /** The second place, where the dialect writes the value as two fields (an encapsulation as two modes). */
  readonly beside?: Origin;
};

/** The source layer of a setting; `precedence.ts` orders the layers of one slot. */
export type Layer =
  | 'felix-env'
  | 'felix-node'
  | 'felix-selector'
  | 'felix-default'
  | 'felix-operator'
  | 'workload'
  | 'config-map'
  | 'resource'
  | 'operator'
  | 'pool-env'
  | 'role-default'
  | 'ansible-all'
  | 'ansible-group'
  | 'ansible-host'
  | 'user'
  | 'built-in';

/** One value of the cluster with its provenance and, where possible, the way to change it. */
export type Setting<T> = {
  readonly value: T;
  readonly how: How;
  readonly origin: Origin;
  readonly scope: Scope;
  readonly live: Live;
  readonly layer: Layer;
  /** Place among the sources of one layer, from 0 up to, without, 1: the higher wins. Without it 0. */
  readonly order?: number;
  /** Another source wins; filled in when the cluster is closed for reading. */
  readonly beatenBy?: Origin;
  readonly write?: Write;
};

/** Why a value is not known, and the one line that would settle it. `origin` is set where something is written (a template, say). */
export type Unknown = {
  readonly unknown: string;
  readonly settle?: string;
  /** The values that are left, where not all are. */
  readonly among?: readonly unknown[];
  readonly origin?: Origin;
  readonly layer?: Layer;
  readonly order?: number;
  readonly scope?: Scope;
};

export type Known<T> = Setting<T> | Unknown;

/** Everything that the input says about one slot. Several entries may contradict each other: that is what rules look for. */
export type Slot<T> = readonly Known<T>[];

export const everyNode: Scope = { kind: 'all' };

/** True for a setting; false for an unknown or absent one. */
export function isKnown<T>(known: Known<T> | undefined): known is Setting<T> {
  return known !== undefined && 'value' in known;
}

/** The value of a setting, or undefined where it is not known. */
export function knownValue<T>(known: Known<T> | undefined): T | undefined {
  return isKnown(known) ? known.value : undefined;
}

/** Whether a slot may have a value that passes a test; where nothing says otherwise, true. */
export function mayBe<T>(known: Known<T> | undefined, test: (value: T) => boolean): boolean {
  if (known === undefined) return true;
  if (isKnown(known)) return test(known.value);
  return (known.among as readonly T[] | undefined)?.some(test) ?? true;
}

/** True for a setting that was written in the input, not assumed by default. */
export function isExplicit<T>(known: Known<T> | undefined): known is Setting<T> {
  return isKnown(known) && known.how === 'explicit';
}

/** What the dialect calls the field of a setting; `fallback` where it is a variable of a container, or is not known. */
export function fieldName(known: Known<unknown> | undefined, fallback: string): string {
  const name = isKnown(known) ? known.write?.as : undefined;
  return name === undefined || name === 'value' ? fallback : name;
}

/** The settings of a slot that were written and that nothing beats. */
export function standing<T>(slot: Slot<T>): readonly Setting<T>[] {
  return slot.filter(isKnown).filter((s) => s.beatenBy === undefined && s.live !== 'dead');
}
