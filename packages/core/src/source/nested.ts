import type { Document, Outer } from './document.js';
import { type Path, type ScalarNode, scalarAt } from './node.js';
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

function read(document: Document, path: Path, node: ScalarNode): Nested {
  const tree = parse(node.text);
  const piece = { text: node.text, start: 0, line: 0 };
  const structural = document.structural || tree.structural;
  const inner: Document = {
    source: document.source,
    index: document.index,
    piece,
    root: tree.roots[0],
    structural,
    outer: outerOf(document, path, node),
  };
  return { document: inner, documents: tree.roots.map((root) => ({ ...inner, root })), problems: tree.problems };
}

function outerOf(document: Document, path: Path, node: ScalarNode): Outer {
  const raw = document.piece.text.slice(node.start, node.end);
  const steps = node.style === 'literal' ? literalSteps(raw, node) : lineSteps(raw, node);
  return { document, path, map: steps ? mapper(steps) : (): number => node.start, exact: steps !== undefined };
}

/** Inner and outer offsets at which both advance together until the next step. */
type Steps = readonly { readonly inner: number; readonly outer: number }[];

/** A literal block: each line is its text behind the block's indentation. */
function literalSteps(raw: string, node: ScalarNode): Steps | undefined {
  const steps: { inner: number; outer: number }[] = [];
  let outer = 0;
  let inner = 0;
  for (const line of node.text.split('\n')) {
    const end = raw.slice(outer).search(/\r\n|\r|\n/);
    const written = end < 0 ? raw.slice(outer) : raw.slice(outer, outer + end);
    const indent = written.length - line.length;
    // A template action is masked in the text, but not where it is written.
    if (line !== '' && (indent < 0 || !(line.includes(filler) || written.endsWith(line)))) return undefined;
    steps.push({ inner, outer: node.start + outer + Math.max(indent, 0) });
    inner += line.length + 1;
    outer += written.length + (raw.startsWith('\r\n', outer + written.length) ? 2 : 1);
  }
  return steps;
}

/** A scalar on one line: quoted text without escapes runs in step with its source, an escape starts a new step. */
function lineSteps(raw: string, node: ScalarNode): Steps | undefined {
  if (/[\r\n]/.test(raw)) return undefined;
  if (node.style === 'plain') return raw === node.text ? [{ inner: 0, outer: node.start }] : undefined;
  const escapes = node.style === 'single' ? /''/g : /\\(?:x..|u....|U........|.)/g;
  const body = raw.slice(1, -1);
  const steps = [{ inner: 0, outer: node.start + 1 }];
  let shrunk = 0;
  for (const found of body.matchAll(escapes)) {
    const decoded = found[0].startsWith('\\U') && Number.parseInt(found[0].slice(2), 16) > 0xffff ? 2 : 1;
    shrunk += found[0].length - decoded;
    const after = found.index + found[0].length;
    steps.push({ inner: after - shrunk, outer: node.start + 1 + after });
  }
  return body.length - shrunk === node.text.length ? steps : undefined;
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
