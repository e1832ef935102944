/** What stands between `if` and `end` of a template may be left out, repeated, or be one branch of several: it is not known to be there. */
import type { Node } from './node.js';
import { actions, hasActions } from './template.js';

export type Block = { readonly start: number; readonly end: number };

const opens = /^(?:\{\{-?\s*(?:if|range|with|define|block)\b|\{%[-+]?\s*(?:if|for|block|macro|filter|call)\b|%\{~?\s*(?:if|for)\b)/;
const closes = /^(?:\{\{-?\s*end\b|\{%[-+]?\s*end\w+|%\{~?\s*end(?:if|for)\b)/;

/** The outermost blocks of a text that a template may leave out; one that is not closed lasts to the end of the text. */
export function blocksOf(text: string): readonly Block[] {
  if (!hasActions(text)) return [];
  const found: Block[] = [];
  let depth = 0;
  let start = 0;
  for (const action of actions(text)) {
    const word = text.slice(action.start, action.start + 40);
    if (opens.test(word)) {
      if (depth === 0) start = action.start;
      depth++;
    } else if (closes.test(word)) {
      if (depth <= 1) found.push({ start: depth === 0 ? 0 : start, end: action.end });
      depth = Math.max(0, depth - 1);
    }
  }
  if (depth > 0) found.push({ start, end: text.length });
  return found;
}

/**
 * Marks the scalars of a tree that stand in a block as templated: their values are unknown. `offset` is that of the tree's text in the text of
 * the blocks. The nodes are young: nobody else holds them yet.
 */
export function markConditional(root: Node, blocks: readonly Block[], offset: number): void {
  if (root.kind === 'map') for (const { value } of root.entries) markConditional(value, blocks, offset);
  else if (root.kind === 'seq') for (const item of root.items) markConditional(item, blocks, offset);
  else if (root.kind === 'scalar' && blocks.some((b) => b.start <= root.start + offset && root.start + offset < b.end)) {
    (root as { templated: boolean }).templated = true;
  }
}
