// When what is checked: findings at once, what follows from them when the hands rest.
import type { OpenFile, State, Store } from '../state.js';
import { worker } from './client.js';

/** Larger inputs wait for a pause. Characters. */
const smallInput = 200_000;
const pause = { small: 0, large: 400, study: 150 };

/** Keeps the verdicts of the store up to date. Answers how to stop what is under way. */
export function startChecks(store: Store): { readonly cancel: () => void } {
  const report = (progress: State['progress']): void => store.set({ progress });
  const linter = worker(report);
  const student = worker(report);
  let lintTimer: ReturnType<typeof setTimeout> | undefined;
  let studyTimer: ReturnType<typeof setTimeout> | undefined;
  let busy = false;

  const failed = (error: unknown): void => store.set({ notice: `that failed: ${error instanceof Error ? error.message : String(error)}` });

  const lintNow = async (): Promise<void> => {
    if (busy) return;
    busy = true;
    try {
      for (let asked: State | undefined; !asked || isOld(asked, store.get()); ) {
        asked = store.get();
        const { files, settings } = asked;
        const result = await linter.ask('lint', { files, settings });
        if (!result) return;
        store.set({ linted: { files, result } });
      }
      studyTimer = setTimeout(() => void studyNow().catch(failed), pause.study);
    } finally {
      busy = false;
    }
  };

  const studyNow = async (): Promise<void> => {
    const asked = store.get();
    const { files, settings } = asked;
    const result = await student.ask('study', { files, settings });
    if (result && !isOld(asked, store.get())) store.set({ studied: { files, settings, result } });
  };

  const schedule = (files: readonly OpenFile[]): void => {
    const length = files.reduce((sum, { text }) => sum + text.length, 0);
    clearTimeout(lintTimer);
    clearTimeout(studyTimer);
    const run = (): void => void lintNow().catch(failed);
    if (length < smallInput) run();
    else lintTimer = setTimeout(run, pause.large);
  };

  store.on((state, before) => {
    if (isOld(before, state)) schedule(state.files);
  });
  return {
    cancel: () => {
      clearTimeout(lintTimer);
      clearTimeout(studyTimer);
      linter.cancel();
      student.cancel();
      store.set({ notice: 'stopped; the next change starts it again' });
    },
  };
}

const isOld = (asked: State, now: State): boolean => asked.files !== now.files || asked.settings !== now.settings;
