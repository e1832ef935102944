// The editor: one view, and one state a file, so that each keeps its cursor and its way back.
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { foldGutter, foldKeymap, indentUnit } from '@codemirror/language';
import { forEachDiagnostic, lintKeymap, setDiagnostics } from '@codemirror/lint';
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search';
import { Compartment, EditorState, type Extension, StateEffect, StateField } from '@codemirror/state';
import {
  Decoration,
  type DecorationSet,
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
  MatchDecorator,
  placeholder,
  ViewPlugin,
  type ViewUpdate,
} from '@codemirror/view';
import { h } from '../dom.js';
import type { OpenFile } from '../state.js';
import type { Mark } from './diagnostics.js';
import { languageFor } from './language.js';
import { theme } from './theme.js';

export type Editor = {
  readonly element: HTMLElement;
  /** Shows a file; a text that differs from what the editor holds replaces it, as one step that can be undone. */
  readonly show: (file: OpenFile) => void;
  readonly mark: (file: OpenFile, marks: readonly Mark[]) => void;
  /** Scrolls to a line (from 1), marks it and takes the focus there. */
  readonly reveal: (line: number) => void;
  readonly forget: (kept: readonly OpenFile[]) => void;
};

const hint =
  'Paste here, or drop files, folders and archives:\n\n' +
  '· what is broken: calicoctl node status, ip route,\n  logs of calico-node\n' +
  '· what configures it: IPPool, FelixConfiguration,\n  whole manifests, Helm values, Kubespray variables,\n  Terraform\n\n' +
  'Everything is read in this page.\nNothing is sent anywhere.';

/** What depends on the name: it may change while somebody types. */
const byName = new Compartment();
const namedExtensions = ({ name, text }: Pick<OpenFile, 'name' | 'text'>): Extension => [
  languageFor(name, text.length),
  EditorView.contentAttributes.of({ 'aria-label': `text of ${name}`, 'data-gramm': 'false' }),
];

/** Offsets in the document are those of the text: a `\r` stays a character of its line, and is not drawn. */
const lineEnds = new MatchDecorator({ regexp: /\r$/g, decoration: Decoration.replace({}) });
const hiddenLineEnds = ViewPlugin.define(
  (view) => ({
    marks: lineEnds.createDeco(view),
    update(update: ViewUpdate) {
      this.marks = lineEnds.updateDeco(update, this.marks);
    },
  }),
  { decorations: ({ marks }) => marks },
);

const showLine = StateEffect.define<number>();
const shownLine = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update: (marks, { effects, docChanged, state }) => {
    const to = effects.find((effect) => effect.is(showLine));
    if (to?.is(showLine)) return Decoration.set(Decoration.line({ class: 'cm-shown' }).range(state.doc.line(to.value).from));
    return docChanged ? Decoration.none : marks;
  },
  provide: (field) => EditorView.decorations.from(field),
});

export function createEditor(changed: (id: number, text: string) => void): Editor {
  const element = h('div', { class: 'editor' });
  const root = element.attachShadow({ mode: 'open' });
  const states = new Map<number, EditorState>();
  let current: OpenFile | undefined;

  const stateFor = ({ name, text }: OpenFile): EditorState =>
    EditorState.create({
      doc: text,
      extensions: [
        EditorState.lineSeparator.of('\n'),
        lineNumbers(),
        foldGutter(),
        history(),
        drawSelection(),
        highlightActiveLine(),
        highlightActiveLineGutter(),
        highlightSelectionMatches(),
        search({ top: true }),
        indentUnit.of('  '),
        EditorState.tabSize.of(2),
        hiddenLineEnds,
        shownLine,
        placeholder(hint),
        keymap.of([...defaultKeymap, ...historyKeymap, ...searchKeymap, ...foldKeymap, ...lintKeymap]),
        byName.of(namedExtensions({ name, text })),
        theme,
      ],
    });

  const view = new EditorView({
    parent: root,
    root,
    dispatchTransactions: (transactions, own) => {
      own.update(transactions);
      if (current && transactions.some(({ docChanged }) => docChanged)) {
        const text = own.state.doc.toString();
        current = { ...current, text };
        changed(current.id, text);
      }
    },
  });

  // Where the text is wider than the pane, arrows must be able to scroll it.
  view.scrollDOM.tabIndex = 0;

  const show = (file: OpenFile): void => {
    if (file.id === current?.id) {
      const { text, name } = current;
      current = file;
      if (file.name !== name) view.dispatch({ effects: byName.reconfigure(namedExtensions(file)) });
      if (file.text !== text) view.dispatch({ changes: difference(text, file.text) });
      return;
    }
    if (current) states.set(current.id, view.state);
    const kept = states.get(file.id);
    current = file;
    view.setState(kept && kept.doc.length === file.text.length && kept.doc.toString() === file.text ? kept : stateFor(file));
  };

  return {
    element,
    show,
    mark: (file, marks) => {
      if (file.id !== current?.id || file.text !== current.text || isMarked(view.state, marks)) return;
      view.dispatch(setDiagnostics(view.state, marks));
    },
    reveal: (line) => {
      const { doc } = view.state;
      const at = doc.line(Math.min(Math.max(line, 1), doc.lines));
      view.dispatch({
        selection: { anchor: at.from },
        effects: [showLine.of(at.number), EditorView.scrollIntoView(at.from, { y: 'center' })],
      });
      view.focus();
    },
    forget: (kept) => {
      for (const id of states.keys()) if (!kept.some((file) => file.id === id)) states.delete(id);
    },
  };
}

/** True where these stand in the text already: marks move with what is typed before them. */
function isMarked(state: EditorState, marks: readonly Mark[]): boolean {
  const now: string[] = [];
  forEachDiagnostic(state, (one, from, to) => now.push(`${from} ${to} ${'key' in one ? one.key : ''}`));
  return (
    now.sort().join('\n') ===
    marks
      .map(({ from, to, key }) => `${from} ${to} ${key}`)
      .sort()
      .join('\n')
  );
}

/** The one change between two texts: what they start and end with alike stays, and with it the cursor. */
function difference(before: string, after: string): { readonly from: number; readonly to: number; readonly insert: string } {
  const most = Math.min(before.length, after.length);
  let from = 0;
  while (from < most && before[from] === after[from]) from++;
  let tail = 0;
  while (tail < most - from && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  return { from, to: before.length - tail, insert: after.slice(from, after.length - tail) };
}
