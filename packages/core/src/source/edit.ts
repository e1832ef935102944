import type { Document, Origin } from './document.js';
import { outward } from './location.js';
import { at, entry, followed, type MapNode, type Path, type ScalarNode, type Span } from './node.js';
import { resolvePlain } from './scalar.js';

/** Replaces [start, end) (UTF-16 offsets in the file as read) by `text`. Every byte outside an edit stays as it is. */
export type Edit = { readonly file: string; readonly start: number; readonly end: number; readonly text: string };

/** A value to be written. Strings are quoted where a YAML 1.1 reader would take the bare word for something else. */
export type Written = string | number | boolean;

/**
 * Replaces the scalar at an origin, keeping its quotes. Undefined where that would touch something else: an alias or merge key on the way, a
 * block scalar, a blurred place in a nested text.
 */
export function replaceScalar(origin: Origin, value: Written): readonly Edit[] | undefined {
  const { document, path } = origin;
  if (isShared(document, path)) return undefined;
  const node = at(document.root, path);
  if (node?.kind !== 'scalar' || node.style === 'literal' || node.style === 'folded' || node.templated) return undefined;
  const text = spelled(value, node);
  const space = node.start === node.end && document.piece.text[node.start - 1] === ':' ? ' ' : '';
  return one(document, node, space + text);
}

/** Adds `name: value` to the map at `path` (block or flow), behind its last entry. Undefined where there is no such map of its own. */
export function insertKey(document: Document, path: Path, name: string, value: Written): readonly Edit[] | undefined {
  if (isShared(document, path)) return undefined;
  const map = at(document.root, path);
  const last = map?.kind === 'map' ? map.entries.at(-1) : undefined;
  if (map?.kind !== 'map' || !last || last.name === '') return undefined;
  const quoted = last.key.kind === 'scalar' && last.key.style === 'double';
  const line = `${quoted ? JSON.stringify(name) : name}: ${bare(value, quoted)}`;
  if (map.flow) return insertFlow(document, map, last.value.end, line);
  const { text } = document.piece;
  const indent = ' '.repeat(map.entries[0] ? columnOf(text, map.entries[0].key.start) : 0);
  const behind = behindEntry(text, last.value.end);
  return one(document, { start: behind, end: behind }, startsLine(text, behind) ? `${indent}${line}${eol(text)}` : `${eol(text)}${indent}${line}`);
}

function insertFlow(document: Document, map: MapNode, end: number, line: string): readonly Edit[] | undefined {
  const { text } = document.piece;
  const first = map.entries[0];
  const ownLine = first && /^[ \t]*$/.test(text.slice(text.lastIndexOf('\n', first.key.start - 1) + 1, first.key.start)) && text.slice(map.start, first.key.start).includes('\n');
  const gap = ownLine ? `${eol(text)}${' '.repeat(columnOf(text, first.key.start))}` : ' ';
  return one(document, { start: end, end }, `,${gap}${line}`);
}

/** Removes the entry at `path`: whole lines in a block map, entry and comma in a flow map. Undefined where it is the only entry, or shared. */
export function removeKey(document: Document, path: Path): readonly Edit[] | undefined {
  const name = path.at(-1);
  const parent = at(document.root, path.slice(0, -1));
  if (parent?.kind !== 'map' || typeof name !== 'string' || isShared(document, path)) return undefined;
  const index = parent.entries.findLastIndex((e) => e.name === name);
  const found = parent.entries[index];
  if (!found || parent.entries.length === 1) return undefined;
  const { text } = document.piece;
  const next = parent.entries[index + 1];
  if (parent.flow) {
    const before = parent.entries[index - 1];
    return one(document, next ? { start: found.key.start, end: next.key.start } : { start: before?.value.end ?? found.key.start, end: found.value.end }, '');
  }
  const lineStart = startOfLine(text, found.key.start);
  if (/^[ \t]*$/.test(text.slice(lineStart, found.key.start))) return one(document, { start: lineStart, end: nextLine(text, found.value.end) }, '');
  return next ? one(document, { start: found.key.start, end: next.key.start }, '') : undefined;
}

/** Applies fixes left to right; a fix that clashes with an earlier one waits, whole, for the next pass. Equal edits are made once. */
export function applyEdits(text: string, fixes: readonly (readonly Edit[])[]): { readonly text: string; readonly applied: number } {
  const taken: Edit[] = [];
  let applied = 0;
  for (const edits of fixes) {
    const fresh = edits.filter((e) => !taken.some((t) => sameEdit(t, e)));
    if (fresh.some((e) => taken.some((t) => clash(t, e)))) continue;
    taken.push(...fresh);
    applied++;
  }
  let out = '';
  let from = 0;
  for (const e of taken.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    out += text.slice(from, e.start) + e.text;
    from = e.end;
  }
  return { text: out + text.slice(from), applied };
}

/** True where two edits cannot both be made: they overlap, or insert at one place. */
export function clash(a: Edit, b: Edit): boolean {
  if (a.file !== b.file) return false;
  return a.start === b.start || (a.start < b.end && b.start < a.end);
}

/** True for two edits that do the same. */
export function sameEdit(a: Edit, b: Edit): boolean {
  return a.file === b.file && a.start === b.start && a.end === b.end && a.text === b.text;
}

/** One edit of a stretch of a document, mapped out to the file; undefined where the place is blurred or quotes would break. */
function one(document: Document, span: Span, text: string): readonly Edit[] | undefined {
  const place = outward({ document, span, path: [], exact: true });
  if (!place.exact) return undefined;
  if (document.outer && !fitsOuter(document, text)) return undefined;
  const { piece } = place.document;
  return [{ file: document.source.name, start: piece.start + place.span.start, end: piece.start + place.span.end, text }];
}

function fitsOuter(document: Document, text: string): boolean {
  const outer = document.outer && at(document.outer.document.root, document.outer.path);
  const style = outer && followed(outer).kind === 'scalar' ? (followed(outer) as ScalarNode).style : 'plain';
  if (text.includes('\n')) return false;
  return style === 'literal' || (style === 'single' ? !text.includes("'") : !/["\\]/.test(text));
}

/** True where an alias or a merge key stands on the path: an edit there would change other places too. */
function isShared(document: Document, path: Path): boolean {
  let node = document.root;
  for (const step of path) {
    if (!node || node.kind === 'alias') return true;
    const next = typeof step === 'string' ? entry(node, step) : undefined;
    if (typeof step === 'string' && node.kind === 'map' && next && !node.entries.includes(next)) return true;
    node = next?.value ?? at(node, [step]);
  }
  return node?.kind === 'alias';
}

function spelled(value: Written, node: ScalarNode): string {
  const text = String(value);
  if (node.style === 'single') return `'${text.replaceAll("'", "''")}'`;
  if (node.style === 'double') return JSON.stringify(text);
  return bare(value, false);
}

/** A scalar written without a model to follow: plain where the reader would get the same value back, quoted otherwise. */
function bare(value: Written, json: boolean): string {
  if (typeof value !== 'string') return String(value);
  const plain = /^[A-Za-z0-9_./=][A-Za-z0-9_./=,()^$*+-]*(?::[A-Za-z0-9_./=-]+)*$/.test(value) && resolvePlain(value) === value;
  return plain && !json ? value : JSON.stringify(value);
}

function eol(text: string): string {
  return /\r\n|\n|\r/.exec(text)?.[0] ?? '\n';
}

function startOfLine(text: string, offset: number): number {
  return Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1;
}

function startsLine(text: string, offset: number): boolean {
  return offset > 0 && (text[offset - 1] === '\n' || text[offset - 1] === '\r');
}

function columnOf(text: string, offset: number): number {
  return offset - startOfLine(text, offset) - (text.startsWith('\uFEFF') && startOfLine(text, offset) === 0 ? 1 : 0);
}

/** Behind the line on which an entry ends, its comment included; a block scalar already ends behind its last line end. */
function behindEntry(text: string, end: number): number {
  if (startsLine(text, end)) return end;
  const rest = text.slice(end).search(/[\r\n]/);
  return rest < 0 ? text.length : end + rest;
}

function nextLine(text: string, end: number): number {
  if (startsLine(text, end)) return end;
  const found = /\r\n|\r|\n/.exec(text.slice(end));
  return found ? end + found.index + found[0].length : text.length;
}
