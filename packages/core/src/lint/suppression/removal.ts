/** Fixes for directives that do nothing. */
import type { Fix } from '../../cluster/finding.js';
import { at, type Edit, entries, lineStarts, position, removeKey, replaceScalar, type Span } from '../../source/index.js';
import { ignore, ignoreReason } from './annotations.js';
import type { Directive, Named } from './directive.js';

/** Takes a directive out: a comment with the line that it has for itself, an annotation with its reason. */
export function removal(directive: Directive): Fix {
  const edits = directive.from === 'comment' ? [cut(directive, withBlanks(directive))] : annotationRemoved(directive);
  return fixOf('remove the suppression', edits);
}

/** Leaves only some of the rules that a directive names. */
export function renamed(directive: Directive, left: readonly Named[]): Fix {
  const names = left.map(({ name }) => name).join(', ');
  const title = `suppress ${names} only`;
  if (directive.from === 'annotation') return fixOf(title, replaceScalar(directive.at, left.map(({ name }) => name).join(',')));
  const [first] = directive.rules;
  const last = directive.rules.at(-1);
  if (!first?.span || !last?.span) return fixOf(title, undefined);
  return fixOf(title, [{ ...cut(directive, { start: first.span.start, end: last.span.end }), text: names }]);
}

function fixOf(title: string, edits: readonly Edit[] | undefined): Fix {
  return { title, applicability: edits ? 'safe' : 'display', edits: edits ?? [], then: [] };
}

function cut({ file }: Directive, span: Span): Edit {
  return { file, ...span, text: '' };
}

/** The whole line of a comment that stands alone; otherwise the blanks before it, or those behind it where another comment follows. */
function withBlanks({ at: { document, span = { start: 0, end: 0 } } }: Directive): Span {
  const { text } = document.piece;
  const starts = lineStarts(document);
  const { line } = position(document, span.start);
  const from = starts[line - 1] ?? 0;
  const to = starts[line] ?? text.length;
  const lead = text.slice(from, span.start);
  const rest = text.slice(span.end, to);
  const alone = /^\uFEFF?[ \t]*$/.test(lead);
  if (rest.trim() === '')
    return alone ? { start: from + (lead.startsWith('\uFEFF') ? 1 : 0), end: to } : { start: from + lead.trimEnd().length, end: span.end };
  return { start: span.start, end: span.end + rest.length - rest.trimStart().length };
}

function annotationRemoved({ at: { document, path } }: Directive): readonly Edit[] | undefined {
  const parent = path.slice(0, -1);
  const names = entries(at(document.root, parent)).map(({ name }) => name);
  const own = names.filter((name) => name === ignore || name === ignoreReason);
  if (own.length === names.length) return removeKey(document, parent);
  const edits = own.map((name) => removeKey(document, [...parent, name]));
  return edits.some((edit) => edit === undefined) ? undefined : edits.flatMap((edit) => edit ?? []);
}
