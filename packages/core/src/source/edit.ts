import type { Document, Origin } from './document.js';
import { outward } from './location.js';
import { at, entry, followed, type MapNode, type Node, type Path, type Span } from './node.js';
import { bare, inDoubleQuotes, spelled, type Written } from './spelling.js';

export type { Written } from './spelling.js';

/** Replaces [start, end) (UTF-16 offsets in the file as read) by `text`. Every byte outside an edit stays as it is. */
export type Edit = { readonly file: string; readonly start: number; readonly end: number; readonly text: string };

/**
 * Replaces the scalar at an origin, keeping its quotes. Undefined where that would touch something else or the text does not allow it: an alias,
 * an anchor in use or a merge key on the way, a tag, a block scalar, a blurred place in a nested text.
 */
export function replaceScalar(origin: Origin, value: Written): readonly Edit[] | undefined {
  const { document, path } = origin;
  const node = at(document.root, path);
  if (node?.kind !== 'scalar' || isShared(document, path)) return undefined;
  if (node.style === 'literal' || node.style === 'folded' || node.templated || node.tag !== undefined) return undefined;
  const text = spelled(value, node.style, inFlow(document, path));
  if (node.start < node.end) return one(document, node, text);
  const before = document.piece.text.charAt(node.start - 1);
  // `{a}` and `? a` have no colon to write behind.
  return ':-'.includes(before) || hasAnchor(document, node.start) ? one(document, node, ` ${text}`) : undefined;
}

function hasAnchor({ piece }: Document, end: number): boolean {
  return /(?:^|[\s[{,])&[^\s[\]{},]+$/.test(piece.text.slice(Math.max(0, end - 100), end));
}

/** Adds `name: value` to the map at `path` (block or flow), behind its last entry. Undefined where there is no such map of its own, or the name is taken. */
export function insertKey(document: Document, path: Path, name: string, value: Written): readonly Edit[] | undefined {
  const map = at(document.root, path);
  const last = map?.kind === 'map' ? map.entries.at(-1) : undefined;
  if (map?.kind !== 'map' || !last || isShared(document, path) || map.entries.some((e) => e.name === name)) return undefined;
  const { text } = document.piece;
  const json = last.key.kind === 'scalar' && last.key.style === 'double';
  const flow = map.flow || inFlow(document, path);
  const line = `${json ? inDoubleQuotes(name) : bare(name, flow)}: ${json && typeof value === 'string' ? inDoubleQuotes(value) : bare(value, flow)}`;
  if (map.flow) return isPair(text, map) ? undefined : insertFlow(document, map, line);
  const indent = ' '.repeat(columnOf(text, map.start));
  // A block scalar that the end of the file cuts off would get a line end more: the new line goes before it.
  if (last.value.kind === 'scalar' && last.value.end === text.length && isCutOff(text, last.value)) {
    const start = startOfLine(text, last.key.start);
    return isBlank(text.slice(start, last.key.start)) ? one(document, { start, end: start }, `${indent}${line}${eol(text)}`) : undefined;
  }
  const behind = behindEntry(text, last.value.end);
  return one(document, { start: behind, end: behind }, startsLine(text, behind) ? `${indent}${line}${eol(text)}` : `${eol(text)}${indent}${line}`);
}

function isCutOff(text: string, value: Span & { readonly style: string }): boolean {
  return (value.style === 'literal' || value.style === 'folded') && value.start < value.end && !startsLine(text, text.length);
}

function insertFlow(document: Document, map: MapNode, line: string): readonly Edit[] | undefined {
  const { text } = document.piece;
  const last = map.entries.at(-1);
  const first = map.entries[0];
  if (!last || !first) return undefined;
  const lead = text.slice(startOfLine(text, first.key.start), first.key.start);
  // A nested text may stand in one line of its file; where it does not, the added key shares a line, which JSON does not mind.
  const ownLine = !document.outer && isBlank(lead) && startOfLine(text, first.key.start) > map.start;
  const end = last.value.end;
  return one(document, { start: end, end }, `${text[end - 1] === ':' ? ' ' : ''},${ownLine ? `${eol(text)}${lead}` : ' '}${line}`);
}

/**
 * Removes the entry at `path`: whole lines in a block map, entry and comma in a flow map. Undefined where it is the only entry, where something
 * else needs what would go (an alias, a comment), or where an earlier duplicate or a merge key would take its place.
 */
export function removeKey(document: Document, path: Path): readonly Edit[] | undefined {
  const name = path.at(-1);
  const parent = at(document.root, path.slice(0, -1));
  if (parent?.kind !== 'map' || typeof name !== 'string' || isShared(document, path)) return undefined;
  const index = parent.entries.findIndex((e) => e.name === name);
  const found = parent.entries[index];
  if (!found || parent.entries.length === 1 || holdsShared(found.value) || found.key.kind !== 'scalar' || found.key.shared) return undefined;
  if (entry({ ...parent, entries: parent.entries.toSpliced(index, 1) }, name)) return undefined;
  const { text } = document.piece;
  if (parent.flow) return isPair(text, parent) ? undefined : removeFlow(document, parent, index);
  const start = startOfLine(text, found.key.start);
  const lead = text.slice(start, found.key.start);
  if (isBlank(lead)) return one(document, { start: lead.startsWith('\uFEFF') ? start + 1 : start, end: nextLine(text, found.value.end) }, '');
  // The first key of an item shares its line with the dash: the next key moves up to it.
  const next = parent.entries[index + 1];
  const movesUp = next && /^[- \t]*$/.test(lead) && /^\s*$/.test(text.slice(found.value.end, next.key.start));
  return movesUp ? one(document, { start: found.key.start, end: next.key.start }, '') : undefined;
}

function removeFlow(document: Document, map: MapNode, index: number): readonly Edit[] | undefined {
  const { text } = document.piece;
  const [before, found, next] = [map.entries[index - 1], map.entries[index], map.entries[index + 1]];
  if (!found) return undefined;
  const gap = next ? { start: found.value.end, end: next.key.start } : { start: before?.value.end ?? found.key.start, end: found.key.start };
  // Nothing may go but commas and white space; and `{a: , b: 1}` must not end in `{a:}`, which go-yaml reads as the key "a:".
  if (!/^[\s,]*$/.test(text.slice(gap.start, gap.end)) || (!next && text[gap.start - 1] === ':')) return undefined;
  return one(document, next ? { start: found.key.start, end: gap.end } : { start: gap.start, end: found.value.end }, '');
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

/** One edit of a stretch of a document, mapped out to the file; undefined where the place is blurred, shared, or quotes would break. */
function one(document: Document, span: Span, text: string): readonly Edit[] | undefined {
  for (let inner = document; inner.outer; inner = inner.outer.document) {
    if (isShared(inner.outer.document, inner.outer.path) || !fitsOuter(inner, text)) return undefined;
  }
  const place = outward({ document, span, path: [], exact: true });
  if (!place.exact) return undefined;
  const { piece } = place.document;
  return [{ file: document.source.name, start: piece.start + place.span.start, end: piece.start + place.span.end, text }];
}

/** True where a text may stand inside the scalar around a nested document without escapes. */
function fitsOuter({ outer }: Document, text: string): boolean {
  const found = outer && at(outer.document.root, outer.path);
  const node = found && followed(found);
  if (node?.kind !== 'scalar' || /[\r\n]/.test(text)) return false;
  if (node.style === 'literal') return true;
  if (node.style === 'single') return !text.includes("'");
  return node.style === 'double' ? !/["\\]/.test(text) : /^[\w./-]*$/.test(text);
}

/** True where an alias, an anchor in use or a merge key stands on the path: an edit there would change other places too. */
function isShared(document: Document, path: Path): boolean {
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
function holdsShared(node: Node): boolean {
  if (node.kind === 'alias') return false;
  if (node.shared) return true;
  if (node.kind === 'map') return node.entries.some((e) => holdsShared(e.key) || holdsShared(e.value));
  return node.kind === 'seq' && node.items.some(holdsShared);
}

function inFlow(document: Document, path: Path): boolean {
  return path.some((_, depth) => {
    const above = at(document.root, path.slice(0, depth));
    return above !== undefined && (above.kind === 'map' || above.kind === 'seq') && above.flow;
  });
}

/** True for the pair `[a: 1]`, whose brackets belong to the sequence. */
function isPair(text: string, { start, entries: [first] }: MapNode): boolean {
  return text[start] !== '{' || first?.key.start === start;
}

function isBlank(text: string): boolean {
  return /^\uFEFF?[ \t]*$/.test(text);
}

function eol(text: string): string {
  return /\r\n|\n|\r/.exec(text)?.[0] ?? '\n';
}

function startOfLine(text: string, offset: number): number {
  if (offset === 0) return 0;
  return Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1;
}

function startsLine(text: string, offset: number): boolean {
  return offset > 0 && (text[offset - 1] === '\n' || text[offset - 1] === '\r');
}

function columnOf(text: string, offset: number): number {
  const start = startOfLine(text, offset);
  return offset - start - (start === 0 && text.startsWith('\uFEFF') ? 1 : 0);
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
