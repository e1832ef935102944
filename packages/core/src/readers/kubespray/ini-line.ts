/** Single lines of an INI inventory: `key = value` of a vars section, and a host with its variables. */
import { type Entry, isTemplated, type ScalarNode, type Span } from '../../source/index.js';

/** Some text of the inventory and the offset where it starts. */
export type Piece = { readonly text: string; readonly start: number };

type Word = Piece & { readonly end: number; readonly raw: string };

/**
 * A scalar as `ast.literal_eval` of Python leaves it: numbers, True, False, None and quoted strings are literals, all else is text. Ansible's
 * manual says that values of a vars section are strings; the code evaluates them too (ansible-core 2.16, ini.py, `_parse_value`).
 */
export function scalar(text: string, span: Span): ScalarNode {
  const inner = /^(?:"([^"\\]*)"|'([^'\\]*)')$/.exec(text);
  const plain = inner?.[1] ?? inner?.[2];
  const style = plain === undefined ? 'plain' : inner?.[1] === undefined ? 'single' : 'double';
  const content = plain ?? text;
  return { kind: 'scalar', ...span, style, text: content, value: plain ?? literal(text), templated: isTemplated(content) };
}

function literal(text: string): string | number | boolean | null {
  if (/^[+-]?(?:0|[1-9]\d*)(?:\.\d+)?$/.test(text)) return Number(text);
  if (text === 'True' || text === 'False') return text === 'True';
  return text === 'None' ? null : text;
}

/** The entry of a line `key = value`; none where no `=` stands. A comment ends a literal, but is part of any other text. */
export function variable({ text, start }: Piece): readonly Entry[] {
  const equals = text.indexOf('=');
  const name = text.slice(0, equals).trim();
  if (equals < 0 || name === '') return [];
  const rest = text.slice(equals + 1);
  const written = rest.trimStart();
  const value = /^("[^"]*"|'[^']*'|[+-]?\d+(?:\.\d+)?|True|False|None)\s*#/.exec(written)?.[1] ?? written;
  const from = start + equals + 1 + rest.length - written.length;
  return [
    { key: scalar(name, { start, end: start + name.length }), name, value: scalar(value, { start: from, end: from + value.length }) },
  ];
}

/** A host and its variables, or undefined where the quotes of the line do not close, which Ansible refuses. */
export function hostLine(piece: Piece): { readonly key: ScalarNode; readonly vars: readonly Entry[] } | undefined {
  const [host, ...rest] = words(piece) ?? [];
  if (!host) return undefined;
  return { key: scalar(host.text, { start: host.start, end: host.end }), vars: rest.flatMap((word) => assignment(word) ?? []) };
}

/** `key="a value"`. A word with a quote before its `=` is left out: its value has no place of its own. */
function assignment(word: Word): Entry | undefined {
  const equals = word.raw.indexOf('=');
  const name = word.raw.slice(0, equals);
  if (equals < 1 || /["'\\]/.test(name)) return undefined;
  const start = word.start + name.length + 1;
  const raw = word.raw.slice(name.length + 1);
  const quoted = /^(?:"[^"\\]*"|'[^']*')$/.test(raw);
  const decoded = word.text.slice(word.text.indexOf('=') + 1);
  const value = scalar(decoded, { start, end: word.end });
  const style = quoted ? (raw.startsWith('"') ? 'double' : 'single') : value.style;
  return { key: scalar(name, { start: word.start, end: start - 1 }), name, value: { ...value, style } };
}

/** White space, comment, "text", 'text', \c, bare text. */
const part = /(\s+)|(#.*)|"((?:[^"\\]|\\.)*)"|'([^']*)'|\\(.)|([^\s#"'\\]+)/gu;

/**
 * Splits like `shlex.split(line, comments=True)` of Python: a backslash escapes anything outside quotes, itself and the quote in double ones.
 * Undefined where a quote does not close.
 */
function words({ text, start }: Piece): readonly Word[] | undefined {
  const found: Word[] = [];
  let word: { text: string; from: number } | undefined;
  let end = 0;
  const close = (): void => {
    if (word) found.push({ text: word.text, start: start + word.from, end: start + end, raw: text.slice(word.from, end) });
    word = undefined;
  };
  for (const match of text.matchAll(part)) {
    if (match.index !== end) return undefined;
    const [all, space, comment, double, single, escaped, bare] = match;
    if (space !== undefined || comment !== undefined) close();
    else {
      word ??= { text: '', from: match.index };
      word.text += double?.replace(/\\(["\\])/g, '$1') ?? single ?? escaped ?? bare ?? '';
    }
    end = match.index + all.length;
  }
  close();
  return end === text.length ? found : undefined;
}
