// The input: tabs of files, what each is taken for, the editor.
import { type Attributes, h, redraw } from '../dom.js';
import { diagnosticsOf } from '../editor/diagnostics.js';
import { createEditor } from '../editor/editor.js';
import { labelsOf, nameFor, shortList, unusedName } from '../files/names.js';
import { openDropped, openFiles } from '../files/open.js';
import { applyFix } from '../fixes.js';
import { activeFile, emptyFile, type OpenFile, type State, type Store } from '../state.js';
import { menu } from './dialog.js';
import type { Reveal } from './findings.js';
import { showChosen, tabList } from './tabs.js';
import { underlayView } from './underlay.js';

export function inputView(store: Store): { readonly element: HTMLElement; readonly reveal: Reveal } {
  const editor = createEditor((id, text) => typed(store, id, text));
  const head = h('div', { class: 'input-head' });
  const panel = h('div', { class: 'editor-panel', role: 'tabpanel', id: 'editor-panel', 'aria-label': 'editor' }, editor.element);
  const element = h('section', { class: 'input', 'aria-label': 'Input' }, head, panel, underlayView(store));

  const update = (state: State, before?: State): void => {
    if (state.files !== before?.files || state.active !== before.active || state.studied !== before.studied) {
      editor.know(state.files);
      editor.show(activeFile(state));
      redraw(head, ...headOf(state, store));
      showChosen(head);
    }
    if (state.linted !== before?.linted || state.active !== before?.active) markActive(state);
  };
  const markActive = (state: State): void => {
    const file = activeFile(state);
    if (!state.linted?.files.includes(file)) return;
    editor.mark(
      file,
      diagnosticsOf(state.linted.result.findings, file.name, (key) => applyFix(store, key)),
    );
  };
  store.on(update);
  update(store.get());
  takeDrops(element, store);
  return {
    element,
    reveal: ({ file, line }) => {
      const target = store.get().files.find(({ name }) => name === file);
      if (!target) return;
      store.set({ active: target.id });
      editor.reveal(line);
    },
  };
}

function typed(store: Store, id: number, text: string): void {
  const { files } = store.get();
  store.set({ files: files.map((file) => (file.id === id ? renamed({ ...file, text }, files) : file)) });
}

/** What was pasted into a pane without a name gets the one that it looks like. */
function renamed(file: OpenFile, files: readonly OpenFile[]): OpenFile {
  if (!file.unnamed) return file;
  const name = nameFor(file.text);
  const others = files.filter(({ id }) => id !== file.id);
  const fits = file.name.replace(/-\d+(?=\.|$)/, '') === name;
  return fits ? file : { ...file, name: unusedName(name, others) };
}

function headOf(state: State, store: Store): readonly Node[] {
  const file = activeFile(state);
  const labels = labelsOf(state.files.map(({ name }) => name));
  const tabs = state.files.map(({ id, name }, i) => ({
    key: `file-${id}`,
    label: labels[i] ?? name,
    panel: 'editor-panel',
    selected: id === file.id,
  }));
  const kinds = state.studied?.result.kinds[file.name] ?? [];
  const size = file.text.length > 100_000 ? ` · ${(file.text.length / 1e6).toFixed(1)} MB` : '';
  return [
    h(
      'div',
      { class: 'file-bar', 'data-key': 'bar' },
      tabList('Files', tabs, (key) => store.set({ active: Number(key.slice(5)) })),
      h('button', { class: 'quiet', 'data-key': 'new', 'aria-label': 'new pane', title: 'new pane', onclick: () => addPane(store) }, '+'),
    ),
    h(
      'div',
      { class: 'file-info', 'data-key': 'info' },
      nameField(file, store),
      h('span', { class: 'kind' }, file.text === '' ? 'empty' : kinds.length > 0 ? shortList(kinds) : 'not recognised', size),
      h('button', { class: 'quiet', 'data-key': 'close', onclick: () => close(store, file) }, 'Close'),
    ),
  ];
}

function nameField(file: OpenFile, store: Store): HTMLElement {
  const field = h('input', {
    class: 'name',
    'aria-label': 'name of the file',
    'data-key': 'name',
    spellcheck: 'false',
    autocomplete: 'off',
    size: Math.max(12, file.name.length),
    onchange: () => {
      const { files } = store.get();
      const name = unusedName(
        field.value.trim() || 'pasted',
        files.filter(({ id }) => id !== file.id),
      );
      store.set({ files: files.map((one) => (one.id === file.id ? { id: one.id, text: one.text, name } : one)) });
    },
  });
  field.setAttribute('value', file.name);
  return field;
}

function addPane(store: Store): void {
  const { files } = store.get();
  const pane = emptyFile();
  store.set({ files: [...files, { ...pane, name: unusedName(pane.name, files) }], active: pane.id });
}

function close(store: Store, file: OpenFile): void {
  const { files } = store.get();
  const at = files.findIndex(({ id }) => id === file.id);
  const kept = files.filter(({ id }) => id !== file.id);
  const all = kept.length > 0 ? kept : [emptyFile()];
  store.set({ files: all, active: (all[Math.min(at, all.length - 1)] ?? file).id });
}

/** Files can be dropped anywhere; the editor would else take them as text. */
function takeDrops(element: HTMLElement, store: Store): void {
  const over = (on: boolean): void => void element.classList.toggle('drop', on);
  document.addEventListener(
    'dragover',
    (event) => {
      event.preventDefault();
      over(true);
    },
    true,
  );
  document.addEventListener('dragleave', (event) => event.relatedTarget === null && over(false), true);
  document.addEventListener(
    'drop',
    (event) => {
      over(false);
      const { dataTransfer } = event;
      if (!dataTransfer || (dataTransfer.files.length === 0 && !dataTransfer.types.includes('Files'))) return;
      event.preventDefault();
      event.stopPropagation();
      void openDropped(store, dataTransfer).catch((error: unknown) => store.set({ notice: String(error) }));
    },
    true,
  );
}

/** The menu that opens files, and the fields behind it. */
export function openMenu(store: Store): HTMLElement {
  const files = fileField(store, { multiple: true, 'aria-label': 'files to open' });
  const folder = fileField(store, { webkitdirectory: true, 'aria-label': 'folder to open' });
  const items = [
    { label: 'Files', about: 'manifests, outputs, logs, archives (.zip, .tar.gz)', act: () => files.click() },
    { label: 'A folder', about: 'everything below it; it is read here, not uploaded', act: () => folder.click() },
  ];
  return h('div', {}, menu('Open', items), files, folder);
}

function fileField(store: Store, attributes: Attributes): HTMLInputElement {
  const field: HTMLInputElement = h('input', {
    ...attributes,
    type: 'file',
    hidden: true,
    onchange: () => {
      const chosen = [...(field.files ?? [])].map((file) => ({ name: file.webkitRelativePath || file.name, file }));
      void openFiles(store, chosen).finally(() => {
        field.value = '';
      });
    },
  });
  return field;
}
