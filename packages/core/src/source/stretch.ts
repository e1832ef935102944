import type { Origin } from './document.js';
import { scalarAt } from './node.js';

/**
 * The origin narrowed to a word of its scalar, where the word stands in the text as it is written; otherwise the origin itself. In a block of
 * several lines that is what leads to the line.
 */
export function stretchOf(origin: Origin, word: string): Origin {
  const node = scalarAt(origin.document.root, origin.path);
  if (!node) return origin;
  const offset = origin.document.piece.text.slice(node.start, node.end).indexOf(word);
  if (offset < 0) return origin;
  const start = node.start + offset;
  return { ...origin, span: { start, end: start + word.length } };
}
