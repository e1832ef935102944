/** Fixes of text that a template holds as it was rendered. */
import type { Fix } from '../cluster/finding.js';
import { type Document, type Edit, lineStarts, position } from '../source/index.js';
import type { Setters } from './setter.js';
import { templatePlace } from './template-line.js';

/** The fix in the template; undefined where a line of it is not written there word for word, or comes from there more than once. */
export function templateFix(fix: Fix, documents: readonly Document[], setters: Setters): Fix | undefined {
  const edits = fix.edits.map((edit) => templateEdit(edit, documents, setters));
  return edits.every((edit) => edit !== undefined) && edits.length > 0 ? { ...fix, edits } : undefined;
}

function templateEdit(edit: Edit, documents: readonly Document[], setters: Setters): Edit | undefined {
  const document = documents.find(({ piece }) => piece.start <= edit.start && edit.end <= piece.start + piece.text.length);
  if (!document || /[\r\n]/.test(edit.text)) return undefined;
  const { text, start, line } = document.piece;
  const span = { start: edit.start - start, end: edit.end - start };
  if (/[\r\n]/.test(text.slice(span.start, span.end))) return undefined;
  const found = templatePlace({ document, span, path: [], exact: true }, setters);
  if (!found?.literal || !found.file.editable) return undefined;
  const lineStart = lineStarts(document)[position(document, span.start).line - line - 1] ?? 0;
  const lead = /^[ \t]*/.exec(text.slice(lineStart))?.[0].length ?? 0;
  const shift = found.place.span.start - lineStart - lead;
  return { file: found.file.name, start: span.start + shift, end: span.end + shift, text: edit.text };
}
