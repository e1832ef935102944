// What the page and its workers say to each other: plain data.
import type { Finding, Fix, LintOptions, Run, Severity } from '@canal-lint/core';
import type { Answer } from '@canal-lint/core/diagnose';
import type { Redacted, StandIn } from '@canal-lint/core/redact';

export type FileText = { readonly name: string; readonly text: string };

/** A stretch of a file: UTF-16 offsets, and the line (from 1) for people. */
export type Spot = { readonly file: string; readonly from: number; readonly to: number; readonly line: number };

export type ShownFinding = {
  /** Its name in the run, which no other finding has; it stays the same while somebody types elsewhere. */
  readonly key: string;
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly settle: string | undefined;
  readonly fingerprint: string;
  readonly url: string | undefined;
  readonly spot: Spot;
  readonly related: readonly { readonly message: string; readonly spot: Spot }[];
  readonly fix: Fix | null;
  readonly suppressed: Finding['suppressed'];
};

export type Linted = {
  readonly findings: readonly ShownFinding[];
  readonly clusters: number;
  readonly skipped: Run['skipped'];
  /** What each file is taken for. */
  readonly roles: Readonly<Record<string, Role>>;
  readonly milliseconds: number;
};

/** `symptoms`: outputs of commands and logs, for the diagnosis alone. */
export type Role = 'configuration' | 'symptoms' | 'nothing';

export type Correction = { readonly name: string; readonly after: string; readonly diff: string };

/** The table of a node: what it says of its peers. `address` is what the others call it, where that is known. */
export type NodeSessions = {
  readonly name: string;
  readonly address: string | null;
  readonly peers: readonly {
    readonly address: string;
    readonly up: boolean;
    /** BIRD's state and what it says of it: `Active Socket: Connection refused`. */
    readonly info: string;
    readonly file: string;
    readonly line: number;
  }[];
};

export type Corrected = {
  readonly changed: readonly Correction[];
  /** Commands to run afterwards, in order. */
  readonly then: readonly string[];
  /** Findings that are left. */
  readonly left: number;
  /** What is left that could be fixed with the unsafe ones. */
  readonly unsafe: number;
};

export type Studied = {
  readonly corrected: Corrected;
  /** Nothing where no symptom was given. */
  readonly answer: Answer | undefined;
  readonly sessions: readonly NodeSessions[];
  /** What was recognised in each file, in words. */
  readonly kinds: Readonly<Record<string, readonly string[]>>;
};

export type Settings = Pick<LintOptions, 'underlay' | 'calicoVersion'> & { readonly unsafe: boolean };

export type ReportFormat = 'markdown' | 'prompt' | 'sarif' | 'json' | 'diagnosis';

export type Redaction = {
  /** The texts with stand-ins, also in their names. */
  readonly files: readonly FileText[];
  readonly replacements: Redacted['replacements'];
  /** Every stand-in of the session, for the way back. */
  readonly standIns: readonly StandIn[];
};

/** `undefined` for a text that the worker holds already. */
export type Update = { readonly name: string; readonly text: string | undefined };

export type Question =
  | { readonly ask: 'lint'; readonly files: readonly Update[]; readonly settings: Settings }
  | { readonly ask: 'study'; readonly files: readonly Update[]; readonly settings: Settings }
  | {
      readonly ask: 'share';
      readonly files: readonly FileText[];
      readonly settings: Settings;
      readonly format: ReportFormat;
    }
  | { readonly ask: 'redact'; readonly files: readonly FileText[] };

export type Answers = { readonly lint: Linted; readonly study: Studied; readonly share: string; readonly redact: Redaction };

export type Request = Question & { readonly id: number };

export type Progress = { readonly doing: string; readonly done: number; readonly total: number };

export type Response = { readonly id: number } & (
  | { readonly answer: Answers[keyof Answers] }
  | { readonly progress: Progress }
  /** Pieces of code that the answer needs and the worker was started without. */
  | { readonly wanted: readonly string[] }
  | { readonly failed: string }
);
