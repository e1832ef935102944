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
  placeholder,
} from '@codemirror/view';
import { h } from '../dom.js';
import type { OpenFile } from '../state.js';
import type { Mark } from './diagnostics.js';
import { languageFor } from './language.js';
import { difference, isCrlf, lineEndsOf, placeIn } from './text.js';
import { theme } from './theme.js';

export type Editor = {
  readonly element: HTMLElement;
  /** Shows a file; a text that differs from what the editor holds replaces it, as one step that can be undone. */
  readonly show: (file: OpenFile) => void;
  readonly mark: (file: OpenFile, marks: readonly Mark[]) => void;
  /** Scrolls to a line (from 1), marks it and takes the focus there. */
  readonly reveal: (line: number) => void;
  /** Told of all files that there are: undo goes back to what each was first, also where it was changed unseen. */
  readonly know: (files: readonly OpenFile[]) => void;
};

const hint =
  'Paste here, or drop files, folders and archives:\n\n' +
  '· what is broken: calicoctl node status, ip route,\n  logs of calico-node\n' +
  '· what configures it: IPPool, FelixConfiguration,\n  whole manifests, Helm values,\n  Kubespray variables, Terraform\n\n' +
  'Everything is read in this page.\nNothing is sent anywhere.';

/** What depends on the name: it may change while somebody types. */
const byName = new Compartment();
const namedExtensions = ({ name, text }: Pick<OpenFile, 'name' | 'text'>): Extension => [
  languageFor(name, text.length),
  EditorView.contentAttributes.of({ 'aria-label': `text of ${name}`, 'data-gramm': 'false' }),
];

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
  const first = new Map<number, string>();
  let current: OpenFile | undefined;

  const stateFor = ({ name, text }: OpenFile): EditorState =>
    EditorState.create({
      doc: text,
      extensions: [
        lineEndsOf(text),
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
      if (!current || !transactions.some(({ docChanged }) => docChanged)) return;
      const text = own.state.sliceDoc();
      // What was shown is what the page has.
      if (text === current.text) return;
      current = { ...current, text };
      if (transactions[0]?.startState.doc.length === 0 && isCrlf(text)) {
        own.setState(stateFor(current));
        own.dispatch({ selection: { anchor: own.state.doc.length } });
      }
      changed(current.id, text);
    },
  });

  // Where the text is wider than the pane, arrows must be able to scroll it.
  view.scrollDOM.tabIndex = 0;

  const show = (file: OpenFile): void => {
    if (file.id === current?.id) {
      const { text, name } = current;
      current = file;
      if (file.name !== name) view.dispatch({ effects: byName.reconfigure(namedExtensions(file)) });
      if (file.text !== text) put(file.text);
      return;
    }
    if (current) states.set(current.id, view.state);
    current = file;
    view.setState(states.get(file.id) ?? stateFor({ ...file, text: first.get(file.id) ?? file.text }));
    if (view.state.sliceDoc() !== file.text) put(file.text);
  };

  /** Another text, as a step that can be undone; one with other line ends starts anew. */
  const put = (text: string): void => {
    const crlf = view.state.lineBreak === '\r\n';
    if (current && text.includes('\n') && isCrlf(text) !== crlf) view.setState(stateFor(current));
    else view.dispatch({ changes: difference(view.state, text) });
  };

  return {
    element,
    show,
    mark: (file, marks) => {
      if (file.id !== current?.id || file.text !== current.text) return;
      const placed = marks.map((one) => ({ ...one, from: placeIn(view.state, one.from), to: placeIn(view.state, one.to) }));
      if (!isMarked(view.state, placed)) view.dispatch(setDiagnostics(view.state, placed));
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
    know: (files) => {
      const ids = new Set(files.map(({ id }) => id));
      for (const id of first.keys()) if (!ids.has(id)) first.delete(id) && states.delete(id);
      for (const { id, text } of files) if (!first.has(id)) first.set(id, text);
    },
  };
}

/** True where these stand in the text already: marks move with what is typed before them. */
function isMarked(state: EditorState, marks: readonly Mark[]): boolean {
  const words = ({ from, to }: { readonly from: number; readonly to: number }, one: object): string =>
    `${from} ${to} ${'key' in one ? String(one.key) : ''}`;
  const now: string[] = [];
  forEachDiagnostic(state, (one, from, to) => now.push(words({ from, to }, one)));
  const wanted = marks.map((one) => words(one, one));
  return now.sort().join('\n') === wanted.sort().join('\n');
}
