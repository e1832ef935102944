// Texts as files hold them, and as the editor does: it counts one for a line end of two characters.
import { EditorState, type Extension, Text } from '@codemirror/state';
import { Decoration, EditorView, MatchDecorator, ViewPlugin, type ViewUpdate } from '@codemirror/view';

/** True where every line ends as Windows ends it. */
export const isCrlf = (text: string): boolean => text.includes('\r\n') && !/(?<!\r)\n|\r(?!\n)/.test(text);

/** Where lines end both ways, a `\r` stays a character of its line, and is not drawn. */
const marks = new MatchDecorator({ regexp: /\r$/g, decoration: Decoration.replace({}) });
const hiddenMarks = ViewPlugin.define(
  (view) => ({
    marks: marks.createDeco(view),
    update(update: ViewUpdate) {
      this.marks = marks.updateDeco(update, this.marks);
    },
  }),
  { decorations: ({ marks: own }) => own },
);

/** What keeps a file's line ends: Enter, and what is pasted, get those of the file. */
export function lineEndsOf(text: string): Extension {
  const crlf = isCrlf(text);
  return [
    EditorState.lineSeparator.of(crlf ? '\r\n' : '\n'),
    EditorView.clipboardInputFilter.of((pasted, { doc }) => {
      if (crlf) return pasted.replace(/\r?\n/g, '\r\n');
      // Into an empty pane a text comes as it is.
      return doc.length === 0 || doc.toString().includes('\r') ? pasted : pasted.replaceAll('\r\n', '\n');
    }),
    crlf ? [] : hiddenMarks,
  ];
}

/** An offset into the file's text as one of the editor's. */
export function placeIn({ doc, lineBreak }: EditorState, offset: number): number {
  if (lineBreak.length === 1) return Math.min(offset, doc.length);
  let [low, high] = [1, doc.lines];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (doc.line(middle).from + middle - 1 <= offset) low = middle;
    else high = middle - 1;
  }
  return Math.min(offset - (low - 1), doc.line(low).to);
}

/** The one change from what the editor holds to another text: what they start and end with alike stays, and with it the cursor. */
export function difference(
  { doc, lineBreak }: EditorState,
  text: string,
): { readonly from: number; readonly to: number; readonly insert: Text } {
  const lines = text.split(lineBreak);
  const [before, after] = [doc.toString(), lines.join('\n')];
  const most = Math.min(before.length, after.length);
  let from = 0;
  while (from < most && before[from] === after[from]) from++;
  let tail = 0;
  while (tail < most - from && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  return { from, to: before.length - tail, insert: Text.of(after.slice(from, after.length - tail).split('\n')) };
}
