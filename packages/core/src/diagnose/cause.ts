/** The contract of a cause: data about how it shows, and what to do about it. */
import type { Seen } from './seen.js';
import type { Look } from './sign.js';

export type Remedy = {
  /** What to change, in one sentence. */
  readonly summary: string;
  /** Commands or edits, in order. */
  readonly then: readonly string[];
  /** Commands that show that it worked. */
  readonly verify: readonly string[];
  /** The way back. */
  readonly back: readonly string[];
  /** A complete manifest, where no file was given that could be corrected. */
  readonly manifest?: string;
};

type Told = { readonly seen: Seen; readonly nodes: readonly string[]; readonly looks: ReadonlyMap<string, Look> };

export type Cause = {
  readonly id: string;
  readonly title: string;
  /** How often it is the cause where nothing is known, beside the other causes: only the ratio counts. */
  readonly prior: number;
  /** Sign → how often it shows where this is the cause. Signs that are not named show as often as by chance. */
  readonly signs: Readonly<Record<string, number>>;
  /** Rules whose finding is this cause in the configuration. */
  readonly rules?: readonly string[];
  remedy(told: Told): Remedy;
};

export function defineCause(cause: Cause): Cause {
  return Object.freeze(cause);
}
