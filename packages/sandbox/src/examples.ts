// Examples to look at: two incidents as they were reported, and whole configurations. Part of the page (scripts/sandbox.mjs).
import { examples } from 'virtual:examples';
import { openFile, type Store } from './state.js';
import { menu } from './views/dialog.js';

export function examplesMenu(store: Store): HTMLElement {
  return menu(
    'Examples',
    examples.map(({ title, about, files }) => ({
      label: title,
      about,
      act: () => {
        const opened = files.map(({ name, text }) => openFile(name, text));
        const tab = files.some(({ name }) => name.endsWith('.txt')) ? 'causes' : 'findings';
        store.set({ files: opened, active: opened[0]?.id ?? 0, tab, leftOut: [], notice: title });
      },
    })),
  );
}
