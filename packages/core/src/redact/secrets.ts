// What Secrets of Kubernetes hold: every value under data and stringData, whatever its key.
import type { Detector, Found } from './kinds.js';
import { bareAt, deeperLines, type Extent, indentOf, lineEnd, plainAt, quotedAt } from './scalar.js';

const yamlKind = /^[ \t]*(?:- +)*["']?kind["']?[ \t]*:[ \t]*["']?Secret["']?[ \t]*,?[ \t\r]*(?:#.*)?$/gm;
const jsonKind = /(\\*")kind\1[ \t]*:[ \t]*\1Secret\1/g;
/** Objects of the API are at most 1.5 MB (the limit of a request to etcd). */
const largest = 2_000_000;

/** Finds the values of Secrets in YAML, in JSON, and in JSON that an annotation holds as text. */
export const findSecretData: Detector = (text, found) => {
  for (const match of text.matchAll(yamlKind)) {
    const start = match.index;
    for (const line of siblings(text, start)) {
      const key = /^[ ]*(?:- +)*(["']?)(?:data|stringData)\1[ \t]*:[ \t]*/.exec(text.slice(line.start, line.end));
      if (key) mapValues(text, { start: line.start + key[0].length, end: line.end }, found);
    }
  }
  let done = 0;
  for (const match of text.matchAll(jsonKind)) {
    const object = objectAround(text, match.index, done);
    if (object === undefined) continue;
    done = match.index;
    const data = /\\*"(?:data|stringData)\\*"\s*:\s*\{/g;
    for (const one of text.slice(object.start, object.end).matchAll(data))
      flowValues(text, object.start + one.index + one[0].length, found);
  }
};

/** The lines of the object that a line belongs to which are indented as it is. */
function siblings(text: string, at: number): readonly Extent[] {
  const line = (start: number): Extent => ({ start, end: lineEnd(text, start) });
  const own = indentOf(text.slice(at, lineEnd(text, at))) ?? 0;
  const lines: Extent[] = [];
  const look = (one: Extent): 'stop' | 'last' | 'on' => {
    const content = text.slice(one.start, one.end);
    const indent = indentOf(content);
    if (indent === undefined) return 'on';
    if (indent < own || /^(?:---|\.\.\.)/.test(content)) return 'stop';
    if (indent === own) lines.push(one);
    return indent === own && /^ *- /.test(content) ? 'last' : 'on';
  };
  const first = line(at);
  if (look(first) !== 'last') {
    for (let end = at - 1; end >= 0 && at - end < largest; ) {
      const start = text.lastIndexOf('\n', end - 1) + 1;
      if (look({ start, end }) !== 'on') break;
      end = start - 1;
    }
  }
  for (let next = first.end + 1; next < text.length && next - at < largest; ) {
    const one = line(next);
    const dashed = /^ *- /.test(text.slice(one.start, one.end)) && (indentOf(text.slice(one.start, one.end)) ?? 0) <= own;
    if (
      dashed ||
      look(one) === 'stop' ||
      (/^[ ]*["']?kind["']?[ \t]*:/.test(text.slice(one.start + own, one.end).padStart(1)) &&
        indentOf(text.slice(one.start, one.end)) === own)
    )
      break;
    next = one.end + 1;
  }
  return lines;
}

/** Values of a mapping that starts behind its key: in braces, or in the lines below. */
function mapValues(text: string, after: Extent, found: Found): void {
  const rest = text.slice(after.start, after.end);
  if (rest.trimStart().startsWith('{')) {
    flowValues(text, after.start + rest.indexOf('{') + 1, found);
    return;
  }
  const lineStart = text.lastIndexOf('\n', after.start) + 1;
  const parent = indentOf(text.slice(lineStart, after.end)) ?? 0;
  let inner: number | undefined;
  for (let at = after.end + 1; at < text.length; ) {
    const end = lineEnd(text, at);
    const indent = indentOf(text.slice(at, end));
    if (indent !== undefined && indent <= parent) return;
    const key = /^[ ]*(?:"[^"\n]*"|'[^'\n]*'|[^\s:#][^:\n]*)[ \t]*:(?:[ \t]+|$)/.exec(text.slice(at, end));
    inner ??= indent;
    if (key === null || indent !== inner) {
      at = end + 1;
      continue;
    }
    const value = valueAt(text, at + key[0].length, inner ?? 0);
    if (value && value.end > value.start) found('secret-data', value.start, value.end);
    at = lineEnd(text, value?.end ?? end) + 1;
  }
}

/** One value of a mapping, over as many lines as it has. */
function valueAt(text: string, at: number, indent: number): Extent | undefined {
  const quoted = quotedAt(text, at);
  if (quoted) return quoted;
  const plain = plainAt(text, at);
  const below = deeperLines(text, at, indent);
  if (below === undefined) return plain;
  return /^(?:[|>][+-]?\d?[+-]?)?$/.test(text.slice(plain.start, plain.end)) ? below : { start: plain.start, end: below.end };
}

/** Values of a mapping in braces. */
function flowValues(text: string, from: number, found: Found): void {
  const key = /\s*(?:\\*"[^"\n]*"|[\w.-]+)\s*:\s*/y;
  for (let at = from; ; ) {
    key.lastIndex = at;
    const match = key.exec(text);
    if (match === null) return;
    const start = key.lastIndex;
    const value = quotedAt(text, start) ?? bareAt(text, start, /[\s,}]|$/);
    if (value.end > value.start) found('secret-data', value.start, value.end);
    const comma = /\\*"?'?\s*,?/y;
    comma.lastIndex = value.end;
    comma.test(text);
    at = Math.max(comma.lastIndex, value.end);
  }
}

/** The braces around an offset, looked for not before `floor`. */
function objectAround(text: string, at: number, floor: number): Extent | undefined {
  let depth = 0;
  let start = at;
  const lowest = Math.max(floor, at - largest);
  for (; start >= lowest; start--) {
    if (text[start] === '}') depth++;
    else if (text[start] === '{' && depth-- === 0) break;
  }
  if (start < lowest) return undefined;
  depth = 0;
  const limit = Math.min(text.length, at + largest);
  for (let end = at; end < limit; end++) {
    if (text[end] === '{') depth++;
    else if (text[end] === '}' && depth-- === 0) return { start, end };
  }
  return { start, end: limit };
}
