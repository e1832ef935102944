/** From a text to its tree. */
import { Builder, maxDepth, YAMLException } from './builder.js';
import { loosened } from './loose.js';
import type { Node, Span } from './node.js';
import { hasActions, mask } from './template.js';
import type { Problem, Tree } from './tree.js';

export { maxDepth } from './builder.js';
export type { Problem, Tree } from './tree.js';

type Masked = { readonly text: string; readonly structural: boolean };

/** Parses one piece. Never throws: a text that cannot be parsed gives no roots and a `syntax` problem. */
export function parse(text: string): Tree {
  if (!hasActions(text)) return attempt({ text, structural: false });
  const { text: filled, alone } = mask(text);
  const masked = attempt({ text: filled, structural: alone.length > 0 });
  const inTexts = alone.length > 0 && !isBroken(masked) && inScalars(masked.roots, alone);
  if (inTexts) return attempt({ text: filled, structural: false });
  if (!isBroken(masked)) return masked;
  // What looks like an action may be braces in quotes or in a flow map: a text that is YAML as it stands is no template.
  const asIs = attempt({ text, structural: false });
  return isBroken(asIs) ? masked : asIs;
}

/** True where all places, in their order, are inside of scalars: what stands there brings text, no keys. */
function inScalars(roots: Tree['roots'], places: readonly number[]): boolean {
  const spans: Span[] = [];
  const waiting: Node[] = roots.filter((root) => root !== undefined);
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (node.kind === 'map') waiting.push(...node.entries.map(({ value }) => value));
    else if (node.kind === 'seq') waiting.push(...node.items);
    else if (node.kind === 'scalar' && node.style !== 'plain') spans.push(node);
  }
  spans.sort((a, b) => a.start - b.start);
  let next = 0;
  return places.every((place) => {
    while ((spans[next]?.end ?? Number.POSITIVE_INFINITY) <= place) next++;
    return (spans[next]?.start ?? Number.POSITIVE_INFINITY) <= place;
  });
}

/** True for a text that could not be parsed. */
export function isBroken({ problems }: Tree): boolean {
  return problems.some(({ kind }) => kind === 'syntax');
}

function attempt(masked: Masked): Tree {
  const error = tried(masked);
  if (!(error instanceof YAMLException)) return error;
  const loose = error.reason === 'deficient indentation' ? loosened(masked.text) : undefined;
  if (!loose) return failed(error, masked);
  const again = tried({ text: loose.text, structural: masked.structural });
  return again instanceof YAMLException ? failed(again, masked, loose.back) : movedBack(again, loose.back);
}

function tried({ text, structural }: Masked): Tree | YAMLException {
  try {
    return new Builder(text, structural).build();
  } catch (error) {
    if (error instanceof YAMLException) return error;
    throw error;
  }
}

function failed(error: YAMLException, { text, structural }: Masked, back = (offset: number): number => offset): Tree {
  // The end of the stream is behind the last line: shown where the text ends.
  const start = Math.min(back(error.mark?.position ?? 0), text.trimEnd().length);
  return { roots: [], problems: [{ kind: 'syntax', message: reason(error), at: { start, end: start } }], structural };
}

function reason(error: YAMLException): string {
  if (/maxDepth/.test(error.reason)) return `nested deeper than ${maxDepth} levels, which canal-lint does not follow`;
  if (/null byte/.test(error.reason)) return 'a NUL byte is not allowed in YAML';
  return error.reason;
}

/** Spans of a loosened text, back in the text as it is written. The nodes are young: nobody else holds them yet. */
function movedBack(tree: Tree, back: (offset: number) => number): Tree {
  const move = (span: { start: number; end: number }): void => {
    span.start = back(span.start);
    span.end = back(span.end);
  };
  // Before the nodes: the spans of problems are often the nodes themselves.
  const problems = tree.problems.map(
    ({ at, first, ...rest }): Problem => ({ ...rest, at: moved(at, back), ...(first && { first: moved(first, back) }) }),
  );
  const waiting: Node[] = tree.roots.filter((root) => root !== undefined);
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    move(node);
    if (node.kind === 'map') for (const { key, value } of node.entries) waiting.push(key, value);
    else if (node.kind === 'seq') for (const item of node.items) waiting.push(item);
  }
  return { ...tree, problems };
}

function moved(
  { start, end }: { readonly start: number; readonly end: number },
  back: (offset: number) => number,
): { start: number; end: number } {
  return { start: back(start), end: back(end) };
}
