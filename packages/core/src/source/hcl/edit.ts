/** Edits of HCL; each keeps indentation, comments and line ends, and aligns `=` as terraform fmt does. */
import type { Edit } from '../apply.js';
import type { Document } from '../document.js';
import { one } from '../editable.js';
import { behindEntry, columnOf, eol, isBlank, startOfLine } from '../lines.js';
import { at, type Entry, type MapNode, type Path } from '../node.js';

/** Adds `name = expression` behind the last attribute of the body at `path`, or as its first. Undefined where there is no line for it, or the name is taken. */
export function insertAttribute(document: Document, path: Path, name: string, expression: string): readonly Edit[] | undefined {
  const body = bodyAt(document, path);
  if (!body || body.entries.some((e) => e.name === name)) return undefined;
  const { text } = document.piece;
  const last = body.entries.findLast((e) => !isBlock(e));
  if (!last) return insertFirst(document, body, `${name} = ${expression}`);
  const lead = leadOf(text, last);
  if (lead === undefined) return undefined;
  const gap = text.slice(last.key.end, last.value.start);
  const width = last.key.end - last.key.start + gap.indexOf('=') - 1;
  return one(document, behind(text, last), `${eol(text)}${lead}${name.padEnd(width)} = ${expression}`);
}

/** On a line of its own behind the brace, two blanks deeper than the block, as terraform fmt has it. A block that follows gets a blank line before it. */
function insertFirst(document: Document, { start, end, entries }: MapNode, line: string): readonly Edit[] | undefined {
  const { text } = document.piece;
  const at = behindEntry(text, start);
  if (!/^\{[ \t]*(?:(?:#|\/\/).*)?$/.test(text.slice(start, at)) || at > end) return undefined;
  const lead = /^[ \t]*/.exec(text.slice(startOfLine(text, start)))?.[0] ?? '';
  return one(document, { start: at, end: at }, `${eol(text)}${lead}  ${line}${entries.length > 0 ? eol(text) : ''}`);
}

/** Adds a block, given by its lines, behind the entry at `path`, in the same body, with a blank line between. Undefined where the entry shares its line. */
export function insertBlockBehind(document: Document, path: Path, lines: readonly string[]): readonly Edit[] | undefined {
  const body = bodyAt(document, path.slice(0, -1));
  const { text } = document.piece;
  const entry = body?.entries.find(({ name }) => name === path.at(-1));
  const lead = entry && leadOf(text, entry);
  if (!entry || lead === undefined) return undefined;
  const end = eol(text);
  const indented = lines.map((line) => (line === '' ? '' : lead + line));
  const last = behind(text, entry);
  // A bracket that follows on the same line would end up behind the block.
  if (!/^[ \t]*(?:(?:#|\/\/).*)?$/.test(text.slice(entry.value.end, last.end))) return undefined;
  return one(document, last, `${end}${end}${indented.join(end)}`);
}

/** A body in lines: a block in braces on one line has no room for a second entry. */
function bodyAt(document: Document, path: Path): MapNode | undefined {
  const node = at(document.root, path);
  if (document.language !== 'hcl' || node?.kind !== 'map' || node.flow) return undefined;
  return node;
}

function isBlock({ value }: Entry): boolean {
  return value.kind === 'map' && !value.flow;
}

/** The white space before an entry that starts its line. */
function leadOf(text: string, { key }: Entry): string | undefined {
  const lead = text.slice(startOfLine(text, key.start), key.start);
  return isBlank(lead) && columnOf(text, key.start) === lead.length ? lead : undefined;
}

function behind(text: string, { value }: Entry): { readonly start: number; readonly end: number } {
  const end = behindEntry(text, value.end);
  return { start: end, end };
}
