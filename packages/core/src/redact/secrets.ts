// What Secrets of Kubernetes hold: every value under data and stringData, whatever its key.
import type { Detector, Found } from './kinds.js';
import { bareAt, deeperLines, type Extent, indentOf, lineEnd, plainAt, quotedAt } from './scalar.js';

const yamlKind = /^[ \t]*(?:- +)*["']?kind["']?[ \t]*:[ \t]*["']?Secret["']?[ \t]*,?[ \t\r]*(?:#.*)?$/gm;
const jsonKind = /(\\{0,7}")kind\1[ \t]*:[ \t]*\1Secret\1/g;
/** Objects of the API are at most 1.5 MB (the limit of a request to etcd). */
const largest = 2_000_000;

/** Finds the values of Secrets in YAML, in JSON, and in JSON that an annotation holds as text. */
export const findSecretData: Detector = (text, found) => {
  // Texts that never close what they open would be read to their end again and again.
  const budget = { left: 8 * text.length };
  inYaml(text, budget, found);
  inJson(text, budget, found);
};

type Budget = { left: number };

function inYaml(text: string, budget: Budget, found: Found): void {
  const maps = new Set<number>();
  for (const match of text.matchAll(yamlKind)) {
    for (const line of budget.left > 0 ? siblings(text, match.index, budget) : []) {
      const key = /^[ ]*(?:- +)*(["']?)(?:data|stringData)\1[ \t]*:[ \t]*/.exec(text.slice(line.start, line.end));
      if (!key || maps.has(line.start)) continue;
      maps.add(line.start);
      mapValues(text, { start: line.start + key[0].length, end: line.end }, found);
    }
  }
}

function inJson(text: string, budget: Budget, found: Found): void {
  const maps = new Set<number>();
  let done = 0;
  for (const match of text.matchAll(jsonKind)) {
    const object = budget.left > 0 ? objectAround(text, match.index, done) : undefined;
    done = match.index;
    if (object === undefined) continue;
    budget.left -= object.end - object.start;
    for (const { 0: key, index } of text.slice(object.start, object.end).matchAll(/"(?:data|stringData)\\{0,7}"\s*:\s*\{/g)) {
      const start = object.start + index + key.length;
      if (!maps.has(start)) flowValues(text, start, found);
      maps.add(start);
    }
  }
}

/** The keys of the object that a line of YAML is a key of: the lines around that are indented as it is, up to where something else begins. */
function siblings(text: string, at: number, budget: Budget): readonly Extent[] {
  const first: Extent = { start: at, end: lineEnd(text, at) };
  const own = indentOf(text.slice(first.start, first.end)) ?? 0;
  const lines = [first];
  const relation = (line: Extent): 'key' | 'inside' | 'outside' => {
    const content = text.slice(line.start, line.end);
    budget.left -= content.length;
    const indent = indentOf(content) ?? own + 1;
    if (indent < own || /^(?:---|\.\.\.)/.test(content)) return 'outside';
    return indent === own ? 'key' : 'inside';
  };
  // A dash begins the item: nothing of it stands above, nothing that has one stands below.
  const isKind = (line: Extent): boolean =>
    relation(line) === 'key' && /^[ -]*["']?kind["']?[ \t]*:/.test(text.slice(line.start, line.end));
  const dashed = ({ start, end }: Extent): boolean => /^ *- /.test(text.slice(start, end));

  for (let line = first; !(relation(line) === 'key' && dashed(line)) && line.start > 1 && at - line.start < largest; ) {
    line = { start: text.lastIndexOf('\n', line.start - 2) + 1, end: line.start - 1 };
    if (relation(line) === 'outside' || isKind(line)) break;
    if (relation(line) === 'key') lines.push(line);
  }
  for (let start = first.end + 1; start < text.length && start - at < largest; ) {
    const line: Extent = { start, end: lineEnd(text, start) };
    const is = relation(line);
    if (is === 'outside' || (is === 'key' && (dashed(line) || isKind(line)))) break;
    if (is === 'key') lines.push(line);
    start = line.end + 1;
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
  const lineStart = text.lastIndexOf('\n', after.start - 1) + 1;
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
    const value = quotedAt(text, start) ?? bareAt(text, start, /[\s,}]|$/g);
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
