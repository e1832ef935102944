/** Suppressions as they are written: comments in a text, annotations on an object. */
import type { Unit } from '../../readers/unit.js';
import type { Origin, Span } from '../../source/index.js';

/** A rule that a directive names; `span` is its place in a comment. */
export type Named = { readonly name: string; readonly span?: Span };

/** What a directive covers. Lines count from 1, `end` is exclusive; `enables` end a file-level one for some rules or all. */
export type Reach =
  | { readonly kind: 'lines'; readonly start: number; readonly end: number; readonly enables: readonly Enable[] }
  | { readonly kind: 'object'; readonly unit: Unit };

export type Enable = { readonly line: number; readonly rules: readonly string[] };

export type Directive = {
  /** `disable-next-line`, `disable-line`, `disable`, `enable`, `ignore` for an annotation, or a word that does not exist; `:disable` stood behind a colon. */
  readonly word: string;
  readonly from: 'comment' | 'annotation';
  readonly file: string;
  /** Where it is written; a comment has a span. */
  readonly at: Origin;
  /** No rule in a comment means every rule. */
  readonly rules: readonly Named[];
  readonly reason: string;
  readonly reach: Reach;
  /** False where it may be part of a value, or where a template may bring what it is for: it works, but it is never reported. */
  readonly certain: boolean;
};

/** A document that holds one of these is parsed, so that an unused directive is found wherever it stands. */
export const directiveWords: readonly string[] = [
  ...['canal-lint-dis', 'canal-lint-en', 'canal-lint-ign', 'canal-lint-suppress', 'canal-lint-skip', 'canal-lint:', 'canal-lint/ignore'],
];

export const commentWords = ['disable-next-line', 'disable-line', 'disable', 'enable'] as const;
