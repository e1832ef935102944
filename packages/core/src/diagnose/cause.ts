/** The contract of a cause: data about how it shows, and what to do about it. */
import type { Manifest, Step } from './fix/step.js';
import type { Seen } from './seen.js';
import type { Look } from './sign.js';

export type Remedy = {
  /** What to change, in one sentence. */
  readonly summary: string;
  /** In order. */
  readonly then: readonly Step[];
  /** What shows that it worked. */
  readonly verify: readonly Step[];
  readonly back: readonly Step[];
  /** Complete files, for the place where the setting is kept. */
  readonly manifests?: readonly Manifest[];
};

export type Told = { readonly seen: Seen; readonly nodes: readonly string[]; readonly looks: ReadonlyMap<string, Look> };

export type Cause = {
  readonly id: string;
  readonly title: string;
  /** Nothing is broken: the picture only looks so. */
  readonly harmless?: true;
  /** How often it is the cause where nothing is known, beside the other causes: only the ratio counts. */
  readonly prior: number;
  /** Sign → how often it shows where this is the cause. Signs that are not named show as often as by chance. */
  readonly signs: Readonly<Record<string, number>>;
  /** What people write who have it: any one of these in a short text counts; a list counts where each of its members is somewhere in the input. */
  readonly words?: readonly Words[];
  /** The same, in what their configuration says, whole or cut out: a setting that is named in prose counts as well. */
  readonly settings?: readonly Words[];
  /** Rules whose finding is this cause in the configuration. */
  readonly rules?: readonly string[];
  remedy(told: Told): Remedy;
};

/** `unless`: not where the sentence that holds the words says this too. */
export type Words = RegExp | readonly RegExp[] | { readonly says: RegExp; readonly unless: RegExp };

/** How often those who have it say so in these words, and how often its rule finds it in a configuration that was given. */
const told = { words: 0.75, finding: 0.6 };

/** Completes the signs of a cause by those of its words and rules. */
export function defineCause(cause: Cause): Cause {
  const words = cause.words || cause.settings ? { [`words.${cause.id}`]: told.words } : {};
  const findings = Object.fromEntries((cause.rules ?? []).map((rule) => [`finding.${rule}`, told.finding]));
  return Object.freeze({ ...cause, signs: { ...words, ...findings, ...cause.signs } });
}
