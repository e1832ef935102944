/** What a generator gives: texts, and what to do with them. */
export type Generated = {
  /** Under the names that `next` calls them by. */
  readonly files: readonly { readonly name: string; readonly text: string }[];
  /** What to do next, a line each. */
  readonly next: readonly string[];
};
