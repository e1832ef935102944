/** What diagnose says. The JSON of it is API: fields are added, never renamed. */
import type { Remedy } from './cause.js';
import type { Next } from './next.js';

export type Evidence = {
  readonly text: string;
  readonly location: { readonly file: string; readonly line: number };
  /** For the cause, or against it. */
  readonly supports: boolean;
  /** The question that the line answers. */
  readonly sign: string;
};

export type DiagnosedCause = {
  readonly id: string;
  readonly title: string;
  /** 0 to 1. */
  readonly probability: number;
  /** Names of the nodes that it is about; empty where the input names none. */
  readonly nodes: readonly string[];
  readonly evidence: readonly Evidence[];
  /** Fingerprint of the finding at the configuration line that makes it. */
  readonly finding: string | null;
  readonly fix: Remedy | null;
};

export type Answer = {
  readonly version: 1;
  readonly verdict: 'healthy' | 'broken' | 'unknown';
  readonly causes: readonly DiagnosedCause[];
  readonly next: Next | null;
  readonly unread: readonly { readonly file: string; readonly reason: string }[];
};
