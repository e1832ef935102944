// Fixes onto the open files.
import { applyEdits } from '@canal-lint/core';
import { isFixable } from './editor/diagnostics.js';
import type { Corrected } from './protocol.js';
import type { OpenFile, State, Store } from './state.js';

/** Applies one fix, whole, to all of its files. What was typed since the verdict makes its places wrong: then nothing is done. */
export function applyFix(store: Store, key: string): void {
  const { files, linted } = store.get();
  const finding = linted?.files === files ? linted.result.findings.find((one) => one.key === key) : undefined;
  if (!finding?.fix || !isFixable(finding)) return;
  const { title, edits } = finding.fix;
  const fixed = files.map((file): OpenFile => {
    const own = edits.filter((edit) => edit.file === file.name);
    return own.length === 0 ? file : { ...file, text: applyEdits(file.text, [own]).text };
  });
  store.set({ files: fixed, notice: `done: ${title}` });
}

/** What the fixes make of the texts as they are now; undefined where that is not worked out yet. */
export function currentCorrections({ studied, files, settings }: State): Corrected | undefined {
  return studied?.files === files && studied.settings === settings ? studied.result.corrected : undefined;
}

/** Puts the corrected texts in place of the old ones; nothing where something was typed since. */
export function acceptCorrections(store: Store): void {
  const state = store.get();
  const { changed } = currentCorrections(state) ?? { changed: [] };
  if (changed.length === 0) return;
  const after = new Map(changed.map((one) => [one.name, one.after]));
  const files = state.files.map((file): OpenFile => ({ ...file, text: after.get(file.name) ?? file.text }));
  store.set({ files, notice: `${changed.length} corrected; undo in the editor goes back` });
}
