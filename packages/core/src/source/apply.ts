/**
 * Replaces [start, end) (UTF-16 offsets in the file as read) by `text`. Every byte outside an edit stays as it is. `brings`: the key that it brings
 * into a map, in a spelling that other edits of the file share.
 */
export type Edit = {
  readonly file: string;
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly brings?: string;
};

/** Applies fixes left to right; a fix that clashes with an earlier one waits, whole, for the next pass. Equal edits are made once. */
export function applyEdits(text: string, fixes: readonly (readonly Edit[])[]): { readonly text: string; readonly applied: number } {
  const taken: Edit[] = [];
  let applied = 0;
  for (const edits of fixes) {
    const fresh = edits.filter((e) => !taken.some((t) => sameEdit(t, e)));
    if (fresh.some((e) => taken.some((t) => clash(t, e)))) continue;
    taken.push(...fresh);
    applied++;
  }
  let out = '';
  let from = 0;
  for (const e of taken.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    out += text.slice(from, e.start) + e.text;
    from = e.end;
  }
  return { text: out + text.slice(from), applied };
}

/** True where two edits cannot both be made: they overlap, insert at one place, or bring one key to one map. */
export function clash(a: Edit, b: Edit): boolean {
  if (a.file !== b.file) return false;
  return a.start === b.start || (a.brings !== undefined && a.brings === b.brings) || (a.start < b.end && b.start < a.end);
}

/** True for two edits that do the same. */
export function sameEdit(a: Edit, b: Edit): boolean {
  return a.file === b.file && a.start === b.start && a.end === b.end && a.text === b.text;
}
