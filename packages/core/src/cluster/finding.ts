import type { Edit, Location, Place, Written } from '../source/index.js';
import type { Setting } from './setting.js';

export type Severity = 'error' | 'warning' | 'info';

/** `safe`: the meaning is certain; `unsafe`: restarts pods or changes traffic, applied on request; `display`: shown, never applied. */
export type Applicability = 'safe' | 'unsafe' | 'display';

/** One change of a fix, in words of the model. The reader that made the setting turns it into edits of its dialect. */
export type Change =
  | { readonly setting: Setting<unknown>; readonly to: Written }
  | { readonly setting: Setting<unknown>; readonly remove: true };

/** What a rule proposes: data, no text. `then`: commands to run afterwards, in order. */
export type Proposal = {
  readonly title: string;
  readonly applicability: Applicability;
  readonly changes: readonly Change[];
  readonly then?: readonly string[];
};

export type Fix = {
  readonly title: string;
  readonly applicability: Applicability;
  readonly edits: readonly Edit[];
  readonly then: readonly string[];
};

export type Related = { readonly message: string; readonly location: Location; readonly place: Place };

/** One fault at its place. Plain data apart from `place`, which lets a reporter show the code. */
export type Finding = {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  /** The one line that would settle what is unknown, where the verdict was lowered. */
  readonly settle: string | undefined;
  /** Ids of the clusters in which it was found, the first one leading. */
  readonly cluster: string;
  /** Equal for the same fault of the same object in another version of the file: keyed by object, path and message, not by line. */
  readonly fingerprint: string;
  readonly location: Location;
  readonly place: Place;
  /** Where it stands in rendered text, if it was traced to what that was rendered from. */
  readonly rendered?: { readonly location: Location; readonly place: Place };
  readonly related: readonly Related[];
  readonly fix: Fix | null;
  readonly suppressed: { readonly kind: string; readonly reason: string } | null;
};
