import type { Severity } from '../cluster/finding.js';
import type { AnyRule } from '../rules/rule.js';
import type { Path } from '../source/index.js';
import type { SourceObject } from './objects.js';

/** What a policy says of a document; the path is below the document. */
export type Verdict = { readonly rule: string; readonly severity: Severity; readonly message: string; readonly path: Path };

/** What is known beside the document. */
export type Circumstances = {
  /** What the configuration says of a rule for this document. */
  readonly optionsOf: (rule: string) => Readonly<Record<string, unknown>>;
  /** What the user says of the network, as constraints take it: `underlay`, `calicoVersion`. */
  readonly facts: Readonly<Record<string, unknown>>;
  /** The objects of its cluster, itself among them; the same list for all of them. */
  readonly cluster: readonly SourceObject[];
};

export type DocumentPolicy = {
  /** What it can say, so that levels, options and suppressions may name it. Their `check` is never asked. */
  readonly rules: readonly AnyRule[];
  /** A text is the reason why no verdict is possible. */
  readonly judge: (object: SourceObject, circumstances: Circumstances) => readonly Verdict[] | string;
};
