// Fixes onto the open files.
import { applyEdits } from '@canal-lint/core';
import { isFixable } from './editor/diagnostics.js';
import type { Correction, ShownFinding } from './protocol.js';
import type { OpenFile, State, Store } from './state.js';

/** True while the verdicts are about the texts as they are now. */
function isCurrent(state: State): boolean {
  return state.linted?.files === state.files;
}

/** Applies one fix, whole, to all of its files. What was typed since the verdict makes its places wrong: then nothing is done. */
export function applyFix(store: Store, finding: ShownFinding): void {
  const state = store.get();
  const { fix } = finding;
  if (!fix || !isFixable(finding) || !isCurrent(state)) return;
  const files = state.files.map((file): OpenFile => {
    const edits = fix.edits.filter((edit) => edit.file === file.name);
    return edits.length === 0 ? file : { ...file, text: applyEdits(file.text, [edits]).text };
  });
  store.set({ files, notice: `done: ${fix.title}` });
}

/** Puts corrected texts in place of the old ones. */
export function acceptCorrections(store: Store, changed: readonly Correction[]): void {
  const after = new Map(changed.map((one) => [one.name, one.after]));
  const files = store.get().files.map((file): OpenFile => ({ ...file, text: after.get(file.name) ?? file.text }));
  store.set({ files, notice: `${changed.length} corrected; undo in the editor goes back` });
}
