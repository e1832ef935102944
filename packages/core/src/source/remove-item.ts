import type { Edit } from './apply.js';
import type { Document } from './document.js';
import { holdsShared, isShared, one } from './editable.js';
import { nextLine, startOfLine } from './lines.js';
import { at, type Path } from './node.js';

/**
 * Removes the item of a list: whole lines in a block list, item and comma in a flow list. Undefined where it is the only one, shares its line
 * with another dash or a comment, or something else needs what would go.
 */
export function removeItem(document: Document, path: Path): readonly Edit[] | undefined {
  const index = path.at(-1);
  const list = at(document.root, path.slice(0, -1));
  if (typeof index !== 'number' || list?.kind !== 'seq' || list.items.length === 1 || isShared(document, path)) return undefined;
  const item = list.items[index];
  if (!item || holdsShared(item)) return undefined;
  const { text } = document.piece;
  if (!list.flow) {
    const start = startOfLine(text, item.start);
    const end = nextLine(text, item.end);
    const alone = /^[ \t]*-[ \t]+$/.test(text.slice(start, item.start)) && text.slice(item.end, end).trim() === '';
    return alone ? one(document, { start, end }, '') : undefined;
  }
  const [before, next] = [list.items[index - 1], list.items[index + 1]];
  const gap = next ? { start: item.end, end: next.start } : { start: before?.end ?? item.start, end: item.start };
  if (!/^[\s,]*$/.test(text.slice(gap.start, gap.end))) return undefined;
  return one(document, next ? { start: item.start, end: gap.end } : { start: gap.start, end: item.end }, '');
}
