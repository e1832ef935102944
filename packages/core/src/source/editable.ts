/** Where a text may be edited: what else an edit would touch, and where it lands in the file. */
import type { Edit } from './apply.js';
import type { Document, Origin } from './document.js';
import { behindEntry, columnOf, eol, isBlank, nextLine, startOfLine } from './lines.js';
import { outward, type Place } from './location.js';
import { at, entry, followed, type MapNode, type Node, type Path, type Span, scalarAt } from './node.js';

/** One edit of a stretch of a document, mapped out to the file; undefined where the place is blurred, shared, or quotes would break. */
export function one(document: Document, span: Span, text: string): readonly Edit[] | undefined {
  let written: string | undefined = text;
  for (let inner = document; inner.outer && written !== undefined; inner = inner.outer.document) {
    if (isShared(inner.outer.document, inner.outer.path)) return undefined;
    written = inOuter(inner, written);
  }
  const place = outward({ document, span, path: [], exact: true });
  if (written === undefined || !place.exact || (document.outer && breaksFold(document, place, written))) return undefined;
  const fitted = document.outer ? inBlock(document, place, written) : { ...place.span, text };
  const { start } = place.document.piece;
  return fitted && [{ file: document.source.name, start: start + fitted.start, end: start + fitted.end, text: fitted.text }];
}

/** The edits that bring the key of an origin into its map. */
export function bringing({ document, path }: Origin, edits: readonly Edit[] | undefined): readonly Edit[] | undefined {
  const texts: Path[] = [];
  for (let { outer } = document; outer; outer = outer.document.outer) texts.unshift(outer.path);
  const brings = JSON.stringify([document.index, ...texts, document.root?.start, path]);
  return edits?.map((edit) => ({ ...edit, brings }));
}

/**
 * Lines of a literal block stand behind its indentation: those that an edit adds get it, and a removal up to the start of a line takes it along.
 * Undefined where the block's indentation is not plain.
 */
function inBlock(inner: Document, { document, span }: Place, text: string): (Span & { readonly text: string }) | undefined {
  const outer = document.piece.text;
  const first = inner.piece.text.search(/[^\r\n]/);
  const place = outward({ document: inner, span: { start: first, end: first }, path: [], exact: true });
  const indent = outer.slice(startOfLine(outer, place.span.start), place.span.start);
  const { start, end } = span;
  const atLine = columnOf(outer, end) === 0;
  if (!/[\r\n]/.test(text)) {
    const line = startOfLine(outer, start);
    const lead = start < end && outer.slice(line, start) === indent;
    if (lead && atLine) return { start: line, end, text };
    // The last lines of a block whose text does not end in a line end.
    const last = lead && text === '' && isBlank(outer.slice(end, behindEntry(outer, end)));
    return last ? { start: line, end: nextLine(outer, end), text } : { start, end, text };
  }
  if (first < 0 || !isBlank(indent)) return undefined;
  const lines = `${atLine && start === end ? indent : ''}${text.replaceAll(/\r\n|\r|\n/g, `${eol(outer)}${indent}`)}`;
  return { start, end, text: atLine && lines.endsWith(indent) ? lines.slice(0, lines.length - indent.length) : lines };
}

/** True where an edit would change lines that a scalar around folds: one that takes a line end away, or leaves a line empty. */
function breaksFold({ outer }: Document, { document, span }: Place, text: string): boolean {
  const found = outer && scalarAt(outer.document.root, outer.path);
  if (found?.style === 'literal') return false;
  const { text: around } = document.piece;
  const { start, end } = span;
  if (/[\r\n]/.test(around.slice(start, end))) return true;
  return isBlank(around.slice(startOfLine(around, start), start) + text + around.slice(end, behindEntry(around, end)));
}

/** A text as it stands inside the scalar around a nested document, with the escapes of its quotes; undefined where it cannot stand there. */
function inOuter({ outer }: Document, text: string): string | undefined {
  const found = outer && at(outer.document.root, outer.path);
  const node = found && followed(found);
  if (node?.kind !== 'scalar') return undefined;
  if (node.style === 'literal') return text;
  if (/[\r\n]/.test(text)) return undefined;
  if (node.style === 'single') return text.replaceAll("'", "''");
  if (node.style === 'folded') return text;
  if (node.style === 'double') return text.replaceAll(/["\\]/g, '\\$&');
  return /^[\w./-]*$/.test(text) ? text : undefined;
}

/** True where an alias, an anchor in use or a merge key stands on the path: an edit there would change other places too. */
export function isShared(document: Document, path: Path): boolean {
  let node = document.root;
  for (const step of path) {
    if (!node || node.kind === 'alias' || node.shared) return true;
    const next = typeof step === 'string' ? entry(node, step) : undefined;
    if (typeof step === 'string' && node.kind === 'map' && next && !node.entries.includes(next)) return true;
    node = next?.value ?? at(node, [step]);
  }
  return node?.kind === 'alias' || node?.shared === true;
}

/** True where an alias elsewhere stands for the node or for something in it. */
export function holdsShared(node: Node): boolean {
  if (node.kind === 'alias') return false;
  if (node.shared) return true;
  if (node.kind === 'map') return node.entries.some((e) => holdsShared(e.key) || holdsShared(e.value));
  return node.kind === 'seq' && node.items.some(holdsShared);
}

/** True where a flow collection stands on the path: commas and brackets mean something there. */
export function inFlow(document: Document, path: Path): boolean {
  return path.some((_, depth) => {
    const above = at(document.root, path.slice(0, depth));
    return above !== undefined && (above.kind === 'map' || above.kind === 'seq') && above.flow;
  });
}

/** True where the nearest key is written as JSON writes it: then a string has quotes too. */
export function inJson(document: Document, path: Path): boolean {
  const step = path.findLastIndex((s) => typeof s === 'string');
  const map = at(document.root, path.slice(0, Math.max(step, 0)));
  const key = map?.kind === 'map' && map.flow && step >= 0 ? entry(map, String(path[step]))?.key : undefined;
  return key?.kind === 'scalar' && key.style === 'double';
}

/** True for the pair `[a: 1]`, whose brackets belong to the sequence. */
export function isPair(text: string, { start, entries: [first] }: MapNode): boolean {
  return text[start] !== '{' || first?.key.start === start;
}
