/** Edits of single values and keys; each keeps quotes, indentation, comments and line ends. */
import type { Edit } from './apply.js';
import type { Document, Origin } from './document.js';
import { bringing, holdsShared, inFlow, inJson, isPair, isShared, one } from './editable.js';
import { insertAttribute } from './hcl/edit.js';
import { spelledHcl } from './hcl/text.js';
import { behindEntry, columnOf, eol, isBlank, nextLine, startOfLine, startsLine } from './lines.js';
import { at, entry, type MapNode, type Node, type Path, type ScalarNode } from './node.js';
import { bare, inDoubleQuotes, spelled, type Written } from './spelling.js';

/**
 * Replaces the scalar at an origin, keeping its quotes; where the field is `typed`, a number or a boolean loses them. Undefined where that would touch something else or the text does not allow it: an alias,
 * an anchor in use or a merge key on the way, a tag, a block scalar of several lines, a blurred place in a nested text.
 */
export function replaceScalar(origin: Origin, value: Written, as?: 'typed'): readonly Edit[] | undefined {
  const { document, path } = origin;
  const node = at(document.root, path);
  if (node?.kind !== 'scalar' || isShared(document, path)) return undefined;
  if (node.templated || node.tag !== undefined) return undefined;
  if (node.style === 'literal' || node.style === 'folded')
    return as === 'typed' && typeof value !== 'string' ? undefined : replaceLine(document, node, value);
  if (document.language === 'hcl') return one(document, node, spelledHcl(value));
  // What is a number in spite of its quotes, as a parameter of Argo CD, keeps them.
  const wrong = as === 'typed' && typeof value !== 'string' && typeof node.value === 'string';
  const kept = wrong ? 'plain' : node.style;
  const style = kept === 'plain' && typeof value === 'string' && inJson(document, path) ? 'double' : kept;
  const text = spelled(value, style, inFlow(document, path));
  if (node.start < node.end) return one(document, node, text);
  const before = document.piece.text.charAt(node.start - 1);
  // `{a}` and `? a` have no colon to write behind.
  return ':-'.includes(before) || hasAnchor(document, node.start) ? one(document, node, ` ${text}`) : undefined;
}

/** The only line of a block scalar that ends without one: between its blanks stands the text itself. */
function replaceLine(document: Document, { start, end, text }: ScalarNode, value: Written): readonly Edit[] | undefined {
  const line = /^[ \t]*(?<words>\S.*?)[ \t]*(?:\r\n|\r|\n)?$/.exec(document.piece.text.slice(start, end));
  const words = line?.groups?.['words'] ?? '';
  if (words !== text || words === '' || !/^[\w./:-]+$/.test(String(value))) return undefined;
  const from = start + document.piece.text.slice(start, end).indexOf(words);
  return one(document, { start: from, end: from + words.length }, String(value));
}

function hasAnchor({ piece }: Document, end: number): boolean {
  return /(?:^|[\s[{,])&[^\s[\]{},]+$/.test(piece.text.slice(Math.max(0, end - 100), end));
}

/**
 * Adds `name: value` (`name = value` in HCL) to the map at `path` (block or flow), behind its last entry; a list of names is a map in a map.
 * Undefined where there is no such map of its own, or the name is taken.
 */
export function insertKey(document: Document, path: Path, names: string | readonly string[], value: Written): readonly Edit[] | undefined {
  const [name = '', ...below] = [names].flat();
  return bringing({ document, path: [...path, name] }, inserted({ document, path }, [name, ...below], value));
}

function inserted({ document, path }: Origin, [name = '', ...below]: readonly string[], value: Written): readonly Edit[] | undefined {
  if (document.language === 'hcl') return below.length === 0 ? insertAttribute(document, path, name, spelledHcl(value)) : undefined;
  const map = at(document.root, path);
  const last = map?.kind === 'map' ? map.entries.at(-1) : undefined;
  if (map?.kind !== 'map' || !last || isShared(document, path) || map.entries.some((e) => e.name === name)) return undefined;
  const { text } = document.piece;
  const json = last.key.kind === 'scalar' && last.key.style === 'double';
  const flow = map.flow || inFlow(document, path);
  const key = (step: string): string => (json ? inDoubleQuotes(step) : bare(step, flow));
  const written = json && typeof value === 'string' ? inDoubleQuotes(value) : bare(value, flow);
  if (map.flow) {
    const inner = below.reduceRight((rest, step) => `{ ${key(step)}: ${rest} }`, written);
    return isPair(text, map) ? undefined : insertFlow(document, map, `${key(name)}: ${inner}`);
  }
  const indent = ' '.repeat(columnOf(text, map.start));
  const steps = below.map((step, i) => `${eol(text)}${indent}${'  '.repeat(i + 1)}${key(step)}:`);
  const line = `${key(name)}:${steps.join('')} ${written}`;
  // A block scalar that the end of the file cuts off would get a line end more: the new line goes before it.
  if (last.value.end === text.length && !startsLine(text, text.length) && endsInBlock(last.value)) {
    const start = startOfLine(text, last.key.start);
    return isBlank(text.slice(start, last.key.start)) ? one(document, { start, end: start }, `${indent}${line}${eol(text)}`) : undefined;
  }
  const behind = behindEntry(text, last.value.end);
  return one(
    document,
    { start: behind, end: behind },
    startsLine(text, behind) ? `${indent}${line}${eol(text)}` : `${eol(text)}${indent}${line}`,
  );
}

function endsInBlock(node: Node): boolean {
  if (node.kind === 'scalar') return (node.style === 'literal' || node.style === 'folded') && node.start < node.end;
  const last = node.kind === 'map' ? node.entries.at(-1)?.value : node.kind === 'seq' ? node.items.at(-1) : undefined;
  return last !== undefined && endsInBlock(last);
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
  if (document.language === 'hcl') return undefined;
  const name = path.at(-1);
  const parent = at(document.root, path.slice(0, -1));
  if (parent?.kind !== 'map' || typeof name !== 'string' || isShared(document, path)) return undefined;
  const index = parent.entries.findIndex((e) => e.name === name);
  const found = parent.entries[index];
  if (!found || parent.entries.length === 1 || holdsShared(found.value) || found.key.kind !== 'scalar' || found.key.shared)
    return undefined;
  if (entry({ ...parent, entries: parent.entries.toSpliced(index, 1) }, name)) return undefined;
  const { text } = document.piece;
  if (parent.flow) return isPair(text, parent) ? undefined : removeFlow(document, parent, index);
  const start = startOfLine(text, found.key.start);
  const lead = text.slice(start, found.key.start);
  if (isBlank(lead)) return one(document, { start, end: nextLine(text, found.value.end) }, '');
  // The first key of an item shares its line with the dash: the next key moves up to it.
  const next = parent.entries[index + 1];
  const movesUp = next && /^[- \t]*$/.test(lead) && /^\s*$/.test(text.slice(found.value.end, next.key.start));
  return movesUp ? one(document, { start: found.key.start, end: next.key.start }, '') : undefined;
}

function removeFlow(document: Document, map: MapNode, index: number): readonly Edit[] | undefined {
  const { text } = document.piece;
  const [before, found, next] = [map.entries[index - 1], map.entries[index], map.entries[index + 1]];
  if (!found) return undefined;
  const gap = next
    ? { start: found.value.end, end: next.key.start }
    : { start: before?.value.end ?? found.key.start, end: found.key.start };
  // Nothing may go but commas and white space; and `{a: , b: 1}` must not end in `{a:}`, which go-yaml reads as the key "a:".
  if (!/^[\s,]*$/.test(text.slice(gap.start, gap.end)) || (!next && text[gap.start - 1] === ':')) return undefined;
  return one(document, next ? { start: found.key.start, end: gap.end } : { start: gap.start, end: found.value.end }, '');
}

/** Gives the entry at `path` another key, keeping its quotes. Undefined where the name is taken, or something else needs the key (an anchor, an alias). */
export function renameKey({ document, path }: Origin, name: string): readonly Edit[] | undefined {
  if (document.language === 'hcl') return undefined;
  const old = path.at(-1);
  const parent = at(document.root, path.slice(0, -1));
  if (parent?.kind !== 'map' || typeof old !== 'string' || isShared(document, path)) return undefined;
  const found = parent.entries.filter((e) => e.name === old);
  const key = found[0]?.key;
  if (found.length !== 1 || key?.kind !== 'scalar' || key.shared || key.templated || key.tag !== undefined || entry(parent, name))
    return undefined;
  if (key.style === 'literal' || key.style === 'folded' || key.start === key.end) return undefined;
  return bringing(
    { document, path: [...path.slice(0, -1), name] },
    one(document, key, spelled(name, key.style, parent.flow || inFlow(document, path))),
  );
}
