import { type Block, blocksOf, markConditional } from './conditional.js';
import type { Document, Outer } from './document.js';
import { type Path, type ScalarNode, scalarAt } from './node.js';
import { type Steps, stepsOf } from './steps.js';
import { filler } from './template.js';
import { type Problem, parse } from './yaml.js';

/** `document` is the first of `documents`: most texts hold one. */
export type Nested = { readonly document: Document; readonly documents: readonly Document[]; readonly problems: readonly Problem[] };

/** By document and path: a patch and its original share their nodes, but not what is known of their keys. */
const cache = new WeakMap<Document, Map<string, Nested>>();

/**
 * Reads the text of a scalar as a document of its own (CNI JSON in a ConfigMap, `net-conf.json`), with every place mapped out to the file.
 * Undefined where `path` holds no text.
 */
export function nested(document: Document, path: Path): Nested | undefined {
  const node = scalarAt(document.root, path);
  if (!node || typeof node.value !== 'string') return undefined;
  const held = cache.get(document) ?? new Map<string, Nested>();
  cache.set(document, held);
  const key = JSON.stringify(path);
  const found = held.get(key) ?? read(document, path, node);
  held.set(key, found);
  return found;
}

/** A text that is spelled in another way where it stands, as in base64: its places are those of the whole scalar, and nothing in it can be edited. */
export function decodedAt(document: Document, path: Path, text: string): readonly Document[] {
  const node = scalarAt(document.root, path);
  const outer: Outer = { document, path, map: () => node?.start ?? 0, exact: false };
  const { source, index } = document;
  return parse(text).roots.map((root) => ({ source, index, piece: { text, start: 0, line: 0 }, root, structural: false, outer }));
}

function read(document: Document, path: Path, node: ScalarNode): Nested {
  const tree = parse(node.text);
  const piece = { text: node.text, start: 0, line: 0 };
  const outer = outerOf(document, path, node);
  const blocks = node.text.includes(filler) ? blocksIn(outer, node) : [];
  for (const root of tree.roots) if (root && blocks.length > 0) markConditional(root, blocks, 0);
  // An action alone on its line is masked as a comment.
  const structural = document.structural || blocks.length > 0 || node.text.includes(`#${filler}`);
  const inner: Document = { source: document.source, index: document.index, piece, root: tree.roots[0], structural, outer };
  return { document: inner, documents: tree.roots.map((root) => ({ ...inner, root })), problems: tree.problems };
}

/** The blocks of a template around the text and in it, in offsets of the text: its actions stand in the outer one only. */
function blocksIn({ document, map, exact }: Outer, node: ScalarNode): readonly Block[] {
  const end = node.text.length;
  const inner = (offset: number): number => {
    let [low, high] = [0, end];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (map(middle) < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const around = blocksOf(document.piece.text).filter((block) => block.start < node.end && node.start < block.end);
  return around.map((block) => (exact ? { start: inner(block.start), end: inner(block.end) } : { start: 0, end: end + 1 }));
}

function outerOf(document: Document, path: Path, node: ScalarNode): Outer {
  const raw = document.piece.text.slice(node.start, node.end);
  const steps = stepsOf(raw, node);
  return { document, path, map: steps ? mapper(steps) : (): number => node.start, exact: steps !== undefined };
}

function mapper(steps: Steps): (offset: number) => number {
  return (offset) => {
    let low = 0;
    let high = steps.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((steps[middle]?.inner ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    const step = steps[low] ?? { inner: 0, outer: 0 };
    return step.outer + offset - step.inner;
  };
}
