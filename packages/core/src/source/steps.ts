/** Where the characters of a scalar's text are written: what YAML takes off and folds, undone. */
import type { ScalarNode } from './node.js';
import { filler } from './template.js';

/** Offsets in the text and in the piece around it, at which both advance together until the next step. */
export type Steps = readonly { readonly inner: number; readonly outer: number }[];

/** The steps of a scalar that is written as `raw`; undefined where its characters cannot be told. */
export function stepsOf(raw: string, node: ScalarNode): Steps | undefined {
  if (node.style === 'literal') return literalSteps(raw, node);
  return node.style === 'folded' ? foldedSteps(raw, node) : flowSteps(raw, node);
}

/** A literal block: each line is its text behind the block's indentation. */
function literalSteps(raw: string, node: ScalarNode): Steps | undefined {
  const steps: { inner: number; outer: number }[] = [];
  let outer = 0;
  let inner = 0;
  for (const line of node.text.split('\n')) {
    const end = raw.slice(outer).search(/\r\n|\r|\n/);
    const written = end < 0 ? raw.slice(outer) : raw.slice(outer, outer + end);
    const indent = written.length - line.length;
    if (line !== '' && (indent < 0 || !alike(written.slice(indent), line))) return undefined;
    steps.push({ inner, outer: node.start + outer + Math.max(indent, 0) });
    inner += line.length + 1;
    outer += written.length + (raw.startsWith('\r\n', outer + written.length) ? 2 : 1);
  }
  return steps;
}

/** A template action is masked in the text, but not where it is written. */
function alike(written: string, read: string): boolean {
  return written.length === read.length && (written === read || read.includes(filler));
}

/** A folded block: lines keep their words, and what is between them is white space in either. */
function foldedSteps(raw: string, { text, start }: ScalarNode): Steps | undefined {
  const steps: { inner: number; outer: number }[] = [];
  let inner = 0;
  for (const { line, at } of linesOf(raw)) {
    const { words, lead } = trimmed(line, true, true);
    if (words === '') continue;
    while (/[ \t\n]/.test(text.charAt(inner))) inner++;
    if (!alike(words, text.slice(inner, inner + words.length))) return undefined;
    steps.push({ inner, outer: start + at + lead });
    inner += words.length;
  }
  return steps.length > 0 && /^\s*$/.test(text.slice(inner)) ? steps : undefined;
}

/**
 * Plain and quoted text. One line end is a blank, n + 1 are n line ends, and one behind a backslash is nothing (YAML 1.2.2, 6.5 and 7.3.1); text
 * without escapes runs in step with its source, an escape starts a new step.
 */
function flowSteps(raw: string, { style, text, start }: ScalarNode): Steps | undefined {
  const quotes = style === 'plain' ? 0 : 1;
  const lines = linesOf(raw.slice(quotes, raw.length - quotes));
  const steps: { inner: number; outer: number }[] = [];
  let inner = 0;
  let empty = 0;
  let joined = true;
  for (const [i, { line, at }] of lines.entries()) {
    const [first, last] = [i === 0, i === lines.length - 1];
    const goesOn = style === 'double' && !last && isEscaped(line, line.length);
    const { words, lead } = trimmed(goesOn ? line.slice(0, -1) : line, !first, !last && !goesOn);
    if (words === '' && !first && !last && !goesOn) {
      empty++;
      continue;
    }
    if (style === 'double' && isEscaped(words, words.length)) return undefined;
    inner += joined ? empty : Math.max(empty, 1);
    steps.push(...escapeSteps(words, style, { inner, outer: start + quotes + at + lead }));
    inner += unescapedLength(words, style);
    [empty, joined] = [0, goesOn];
  }
  return inner === text.length && (style !== 'plain' || lines.length > 1 || alike(raw, text)) ? steps : undefined;
}

/** True where an odd number of backslashes stands before a place. */
function isEscaped(line: string, end: number): boolean {
  return ((/\\*$/.exec(line.slice(0, end))?.[0].length ?? 0) & 1) === 1;
}

function trimmed(line: string, before: boolean, behind: boolean): { readonly words: string; readonly lead: number } {
  const lead = before ? (/^[ \t]*/.exec(line)?.[0].length ?? 0) : 0;
  const words = line.slice(lead);
  return { lead, words: behind ? words.replace(/[ \t]+$/, '') : words };
}

type Style = ScalarNode['style'];
type Step = Steps[number];

/** Escapes of a line with the length of what they stand for. */
function escapesIn(words: string, style: Style): readonly { readonly end: number; readonly shrunk: number }[] {
  if (style === 'plain') return [];
  const found = [...words.matchAll(style === 'single' ? /''/g : /\\(?:x..|u....|U........|.)/g)];
  let shrunk = 0;
  return found.map((one) => {
    shrunk += one[0].length - (one[0].startsWith('\\U') && Number.parseInt(one[0].slice(2), 16) > 0xffff ? 2 : 1);
    return { end: one.index + one[0].length, shrunk };
  });
}

function escapeSteps(words: string, style: Style, { inner, outer }: Step): Steps {
  const behind = escapesIn(words, style).map(({ end, shrunk }) => ({ inner: inner + end - shrunk, outer: outer + end }));
  return [{ inner, outer }, ...behind];
}

function unescapedLength(words: string, style: Style): number {
  return words.length - (escapesIn(words, style).at(-1)?.shrunk ?? 0);
}

function linesOf(text: string): readonly { readonly line: string; readonly at: number }[] {
  const ends = [...text.matchAll(/\r\n|\r|\n/g)];
  return [...ends, undefined].map((end, i) => {
    const before = ends[i - 1];
    const at = before ? before.index + before[0].length : 0;
    return { line: text.slice(at, end?.index ?? text.length), at };
  });
}
