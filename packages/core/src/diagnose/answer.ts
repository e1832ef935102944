/** What diagnose says. The JSON of it is API: fields are added, never renamed. */
import type { Remedy } from './cause.js';
import type { Manifest } from './fix/step.js';
import type { Matrix } from './matrix.js';
import type { Next } from './next.js';
import type { Unread } from './remainder.js';
import type { Output } from './seen.js';
import type { Unasked } from './unasked.js';

export type Evidence = {
  readonly text: string;
  readonly location: { readonly file: string; readonly line: number };
  /** For the cause, or against it. */
  readonly supports: boolean;
  /** The question that the line answers. */
  readonly sign: string;
};

/** A file of the input as it should be: the edits of `canal-lint --fix --unsafe-fixes`, for the rules of the cause. */
type Correction = { readonly file: string; readonly diff: string };

export type Fix = Remedy & {
  /** What to change in the files that were given. */
  readonly files: readonly Correction[];
  readonly manifests: readonly Manifest[];
};

export type DiagnosedCause = {
  readonly id: string;
  readonly title: string;
  /** 0 to 1. */
  readonly probability: number;
  /** Nothing is broken: the picture only looks so. */
  readonly harmless: boolean;
  /** Names of the nodes that it is about; empty where the input names none. */
  readonly nodes: readonly string[];
  readonly evidence: readonly Evidence[];
  /** Fingerprint of the finding at the configuration line that makes it. */
  readonly finding: string | null;
  readonly fix: Fix | null;
};

export type Answer = {
  readonly version: 1;
  readonly verdict: 'healthy' | 'broken' | 'unknown';
  readonly causes: readonly DiagnosedCause[];
  readonly next: Next | null;
  /** What was looked at: the outputs that were given of each node. */
  readonly nodes: readonly { readonly name: string; readonly outputs: readonly Output[] }[];
  /** Sessions between nodes, where tables of several nodes were given. */
  readonly matrix: Matrix | null;
  /** Outputs that would say more about the causes, and were not given. */
  readonly unasked: readonly Unasked[];
  /** What was not understood. */
  readonly unread: readonly Unread[];
};
