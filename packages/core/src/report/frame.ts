// The lines around a place, with the place underlined.

import { lineStarts, type Place, position } from '../source/index.js';
import { columns, visible } from './visible.js';

/** One character (or tab) of a line as it is shown: where it came from, the column it starts in, what is printed. */
type Cell = { readonly offset: number; readonly column: number; readonly text: string; readonly width: number };

/** A line laid out; `width` in columns. */
type Laid = { readonly cells: readonly Cell[]; readonly width: number };

export type Paint = { readonly gutter: (text: string) => string; readonly mark: (text: string) => string };

const tabStop = 4;
/** Longer lines (in columns) are cut to `window` columns around the place. */
const longest = 160;
const window = 96;
/** Columns of context to the left of the place in a cut line. */
const lead = 24;

/** Only this much of a line is laid out, in UTF-16 units: a minified document is one line of megabytes. */
const reach = 2000;

/**
 * The line of a place with one line before and after it, numbered as in the file. Nothing of the text can steer the terminal. No lines
 * for a place without text.
 */
export function codeFrame(place: Place, paint: Paint): readonly string[] {
  const { document, span } = place;
  if (document.piece.text === '') return [];
  const line = position(document, span.start).line - document.piece.line - 1;
  const start = span.start - (lineStarts(document)[line] ?? 0);
  const base = start > reach / 2 ? start - reach / 4 : 0;
  const marked = layOut(lineText(place, line, base));
  const from = columnAt(marked, start - base);
  const to = columnAt(marked, start - base + Math.max(0, span.end - span.start));
  const left = marked.width > longest ? Math.max(0, Math.min(from - lead, marked.width - window)) : 0;
  const shown = [line - 1, line, line + 1].filter((n) => isLine(place, n));
  const digits = String(document.piece.line + (shown.at(-1) ?? 0) + 1).length;
  const gutter = (text: string): string => paint.gutter(`  ${text.padStart(digits)} \u2502`);
  return shown.flatMap((n) => {
    const text = cutOut(n === line ? marked : layOut(lineText(place, n, base)), left);
    const code = `${gutter(String(document.piece.line + n + 1))}${text && ' '}${text}`;
    return n === line
      ? [code, `${gutter('')} ${underline(from - left, marked.width > longest ? Math.min(to - left, window) : to, paint)}`]
      : [code];
  });
}

/** `^~~~` below the columns [from, to), at least one column. */
function underline(from: number, to: number, paint: Paint): string {
  return `${' '.repeat(from)}${paint.mark(`^${'~'.repeat(Math.max(0, to - from - 1))}`)}`;
}

function isLine({ document }: Place, line: number): boolean {
  const starts = lineStarts(document);
  const start = starts[line];
  // Behind the last line end no line follows.
  return start !== undefined && (start < document.piece.text.length || line === 0);
}

/** A line without its end, from an offset in it on. */
function lineText({ document }: Place, line: number, base: number): string {
  const starts = lineStarts(document);
  const { text } = document.piece;
  const start = starts[line] ?? 0;
  let end = starts[line + 1] ?? text.length;
  while (end > start && (text[end - 1] === '\n' || text[end - 1] === '\r')) end--;
  return text.slice(start + base, Math.min(end, start + base + reach));
}

function layOut(line: string): Laid {
  const cells: Cell[] = [];
  let offset = 0;
  let column = 0;
  for (const character of line) {
    const text = character === '\t' ? ' '.repeat(tabStop - (column % tabStop)) : visible(character);
    const cell = { offset, column, text, width: columns(text) };
    cells.push(cell);
    offset += character.length;
    column += cell.width;
  }
  return { cells, width: column };
}

/** The column in which the character at an offset of the line starts; the line's width behind its end. */
function columnAt({ cells, width }: Laid, offset: number): number {
  return cells.find((cell) => cell.offset >= offset)?.column ?? width;
}

/** A line from column `left` on, with an ellipsis in the first and last column where something is left out. */
function cutOut({ cells, width }: Laid, left: number): string {
  if (left === 0 && width <= longest) return joined(cells).trimEnd();
  const right = left + window;
  const head = left > 0;
  const tail = width > right;
  const kept = cells.filter((cell) => cell.column >= left + Number(head) && cell.column + cell.width <= right - Number(tail));
  // A wide character that the edge cuts in two leaves a gap, so that the columns behind it stay where they are.
  const gap = head ? ' '.repeat((kept[0]?.column ?? left + 1) - left - 1) : '';
  return `${head ? '\u2026' : ''}${gap}${joined(kept)}${tail ? '\u2026' : ''}`.trimEnd();
}

function joined(cells: readonly Cell[]): string {
  return cells.map((cell) => cell.text).join('');
}
