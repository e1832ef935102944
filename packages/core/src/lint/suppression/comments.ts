import { type Document, followed, isTemplated, lineStarts, type Node, position, type ReadSource, type Span } from '../../source/index.js';
import type { Directive, Enable, Named, Reach } from './directive.js';

/**
 * The text behind the word runs to the end of the line, or to a second comment. What other linters say instead is met too, so that it can be told
 * that it does nothing: `canal-lint-ignore`, `canal-lint: disable`.
 */
const pattern =
  /(?<=^|[ \t])#[ \t]*canal-lint(?:-((?:dis|en|ign|suppress|skip)[\w-]*)|:[ \t]*((?:dis|en|ign|suppress|skip)[\w-]*))((?:[^\r\n#]|(?<![ \t])#)*)/gm;

type Comment = {
  readonly word: string;
  readonly line: number;
  readonly span: Span;
  readonly rules: readonly Named[];
  readonly reason: string;
};

/** The comments of a source that speak to canal-lint, in their order. */
export function commentDirectives(read: ReadSource, name: string): readonly Directive[] {
  if (!read.text.includes('canal-lint')) return [];
  const whole = wholeDocument(name, read.text);
  const comments = [...read.text.matchAll(pattern)].map((match) => commentOf(match, whole));
  const enables = comments
    .filter(({ word }) => word === 'enable')
    .map(({ line, rules }): Enable => ({ line, rules: rules.map((r) => r.name) }));
  return comments.map((comment): Directive => {
    const { word, rules, reason, span } = comment;
    const reach = reachOf(comment, { whole, enables, read });
    const at = { document: documentAt(read, span.start, whole), path: [], span };
    return { word, from: 'comment', file: name, at, rules, reason, reach, certain: isCertain(read, comment, reach) };
  });
}

/** A comment may stand between documents, where no document is: its places are those of the whole text. */
function wholeDocument(name: string, text: string): Document {
  return { source: { name }, index: 0, piece: { text, start: 0, line: 0 }, root: undefined, structural: false };
}

/** The text is that of the file, the number that of the document which the comment stands in. */
function documentAt({ documents }: ReadSource, offset: number, whole: Document): Document {
  return { ...whole, index: documents.findLast(({ piece }) => piece.start <= offset)?.index ?? 0 };
}

function commentOf(match: RegExpExecArray, whole: Document): Comment {
  const [all, dashed, spoken, rest = ''] = match;
  const word = dashed ?? `:${spoken ?? ''}`;
  const start = match.index;
  const end = match.index + all.trimEnd().length;
  const from = match.index + all.length - rest.length;
  const cut = /(?:^|[ \t])--(?=[ \t]|$)/.exec(rest);
  const names = rest.slice(0, cut?.index ?? rest.length);
  const rules = [...names.matchAll(/[^\s,]+/g)].map((m): Named => {
    const at = from + m.index;
    return { name: m[0], span: { start: at, end: at + m[0].length } };
  });
  const reason = cut ? rest.slice(cut.index + cut[0].length).trim() : '';
  return { word, line: position(whole, start).line, span: { start, end }, rules, reason };
}

type Around = { readonly whole: Document; readonly enables: readonly Enable[]; readonly read: ReadSource };

function reachOf({ word, line, span }: Comment, { whole, enables, read }: Around): Reach {
  const one = (at: number): Reach => ({ kind: 'lines', start: at, end: at + 1, enables: [] });
  if (word === 'disable-line') return one(line);
  if (word === 'disable-next-line') return one(nextLine(whole, line));
  if (word !== 'disable') return { kind: 'lines', start: 0, end: 0, enables: [] };
  const later = enables.filter((enable) => enable.line > line);
  return { kind: 'lines', start: line, end: read.rendered ? endOfTemplate(whole, span.start) : Number.POSITIVE_INFINITY, enables: later };
}

/** The next line that says something: blank lines, further comments and document marks are passed over. */
function nextLine(whole: Document, line: number): number {
  const starts = lineStarts(whole);
  for (let next = line; next < starts.length; next++) {
    const text = whole.piece.text.slice(starts[next], starts[next + 1]).trim();
    if (text !== '' && !text.startsWith('#') && !/^---(?:\s+#.*)?$/.test(text)) return next + 1;
  }
  return line + 1;
}

/** In a rendered chart a file ends where helm names another template. */
function endOfTemplate(whole: Document, offset: number): number {
  let current: string | undefined;
  for (const { index, 1: template } of whole.piece.text.matchAll(/^#[ \t]*Source:[ \t]*(\S+)[ \t]*\r?$/gm)) {
    if (index > offset && current !== undefined && template !== current) return position(whole, index).line;
    if (index <= offset || current === undefined) current = template;
  }
  return Number.POSITIVE_INFINITY;
}

/** What is in a value may be text for somebody else; what a template brings is not known, so nothing is known to be unused there. */
function isCertain(read: ReadSource, { span }: Comment, reach: Reach): boolean {
  const here = read.documents.filter(({ piece }) => piece.start <= span.start && span.start < piece.start + piece.text.length);
  if (here.some(({ root, piece }) => root && isInScalar(root, span.start - piece.start))) return false;
  if (read.problems.some(({ kind }) => kind === 'syntax')) return false;
  const covered = reach.kind === 'lines' && reach.end > reach.start + 1 ? read.documents : here;
  return !covered.some(({ structural, piece }) => structural || isTemplated(piece.text));
}

function isInScalar(node: Node, offset: number): boolean {
  if (offset < node.start || offset >= node.end) return false;
  const found = followed(node);
  if (found !== node) return false;
  if (found.kind === 'scalar') return true;
  if (found.kind === 'seq') return found.items.some((item) => isInScalar(item, offset));
  return found.kind === 'map' && found.entries.some(({ key, value }) => isInScalar(key, offset) || isInScalar(value, offset));
}
