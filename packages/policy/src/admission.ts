/** What canal-lint's own policies say about one Kubernetes object, as an admission webhook would ask them. */
import type { Path, Severity } from '@canal-lint/core';
import type { Policy } from './engine.js';

/** The review of one object: what Gatekeeper puts into `input`. */
export type Review = {
  readonly object: unknown;
  readonly oldObject?: unknown;
  readonly operation?: 'CREATE' | 'UPDATE' | 'DELETE';
};

/** What the constraint says beside the object. `underlay` as in .canal-lint.yaml; `severity` is the lowest that counts. */
export type Parameters = Readonly<Record<string, unknown>> & { readonly severity?: Severity };

export type Violation = {
  readonly rule: string;
  readonly message: string;
  readonly path: Path;
  readonly severity: Severity;
};

type Said = { readonly rule: string; readonly msg: string; readonly details: { readonly path: Path; readonly severity: Severity } };

/** The entrypoint of canal-lint.wasm: the violations of every rule. */
const entrypoint = 'canal/violations';

/** The violations of an object, in the order of their text. Throws a PolicyError; whether the object is within the limits is the caller's to ask. */
export function violations(policy: Policy, review: Review, parameters: Parameters = {}): readonly Violation[] {
  const said = policy.evaluate({ review, parameters }, entrypoint) as readonly Said[] | undefined;
  return (said ?? [])
    .map(({ rule, msg, details }) => ({ rule, message: msg, path: details.path, severity: details.severity }))
    .sort((a, b) => order(`${a.rule}\0${a.message}`, `${b.rule}\0${b.message}`));
}

function order(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
