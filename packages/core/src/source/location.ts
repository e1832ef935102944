import type { Document, Origin } from './document.js';
import { entry, followed, type Node, type Path, type Span } from './node.js';

/** A place in a file: lines and columns from 1, columns and offsets in UTF-16 units of the file as read. */
export type Location = {
  readonly file: string;
  readonly document: number;
  readonly path: Path;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
};

/** A stretch of a piece and the document whose text it is: nested documents are mapped out to the file. */
export type Place = { readonly document: Document; readonly span: Span; readonly path: Path; readonly exact: boolean };

/**
 * The place of an origin in the file that the user has. A missing key is placed at its nearest ancestor's key; a collection at its key, so
 * that a finding never underlines a whole block.
 */
export function placeOf(origin: Origin): Place {
  return outward({ document: origin.document, span: spanOf(origin), path: origin.path, exact: true });
}

/** Maps a place in a nested document to the outermost one. */
export function outward(place: Place): Place {
  const { outer } = place.document;
  if (!outer) return place;
  const span = outer.exact ? { start: outer.map(place.span.start), end: outer.map(place.span.end) } : spanOf({ ...outer, part: 'key' });
  return outward({ document: outer.document, span, path: [...outer.path, ...place.path], exact: place.exact && outer.exact });
}

/** The span of what an origin points at, in its own document. */
function spanOf(origin: Origin): Span {
  if (origin.span) return origin.span;
  const { node, key, whole } = reached(origin);
  if (!node) return { start: 0, end: 0 };
  if (origin.part === 'key' && key) return key;
  return whole && isScalar(node) ? trimmed(origin.document, node) : (key ?? firstLine(origin.document, node));
}

/** How far a path leads: the last node that exists with its key, and whether the path ends there. */
function reached({ document, path }: Origin): { readonly node: Node | undefined; readonly key: Span | undefined; readonly whole: boolean } {
  let node = document.root;
  let key: Span | undefined;
  for (const step of path) {
    const found = node && typeof step === 'string' ? entry(node, step) : undefined;
    const next = found?.value ?? (node && typeof step === 'number' ? itemOf(node, step) : undefined);
    if (!next) return { node, key, whole: false };
    key = found?.key;
    node = next;
  }
  return { node, key, whole: true };
}

function itemOf(node: Node, index: number): Node | undefined {
  const seq = followed(node);
  return seq.kind === 'seq' ? seq.items[index] : undefined;
}

function isScalar(node: Node): boolean {
  return node.kind === 'alias' || node.kind === 'scalar';
}

/** A block scalar is shown by its first line; everything else as it stands. */
function trimmed(document: Document, node: Node): Span {
  if (node.kind !== 'scalar' || (node.style !== 'literal' && node.style !== 'folded')) return node;
  return firstLine(document, node);
}

/** A collection without a key (a root, an item) is shown by its first line. */
function firstLine(document: Document, { start, end }: Span): Span {
  const { text } = document.piece;
  const lead = /^[\s]*/.exec(text.slice(start, Math.min(end, start + 200)))?.[0].length ?? 0;
  const from = start + lead;
  const stop = text.slice(from, end).search(/[\r\n]/);
  return { start: from, end: stop < 0 ? end : from + stop };
}

/** Line and column (from 1) of offsets in a piece. */
export function position(document: Document, offset: number): { readonly line: number; readonly column: number } {
  const starts = lineStarts(document);
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: document.piece.line + low + 1, column: offset - (starts[low] ?? 0) + 1 };
}

const lineStartCache = new WeakMap<object, readonly number[]>();

/** Offsets at which the lines of a document's piece start. */
export function lineStarts(document: Document): readonly number[] {
  const cached = lineStartCache.get(document.piece);
  if (cached) return cached;
  const { text } = document.piece;
  const starts = [0];
  for (const end of text.matchAll(/\r\n|\r|\n/g)) starts.push(end.index + end[0].length);
  lineStartCache.set(document.piece, starts);
  return starts;
}

/** Where an origin is in its file. */
export function locate(origin: Origin): Location {
  return locatePlace(placeOf(origin));
}

/** Where a place is in its file. */
export function locatePlace({ document, span, path }: Place): Location {
  const start = position(document, span.start);
  const end = position(document, span.end);
  return {
    file: document.source.name,
    document: document.index,
    path,
    line: start.line,
    column: start.column,
    endLine: end.line,
    endColumn: end.column,
  };
}
