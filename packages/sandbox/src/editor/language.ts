// Colour for what people paste: YAML with its comments and keys, everything else line by line.
import { HighlightStyle, StreamLanguage, type StreamParser, syntaxHighlighting } from '@codemirror/language';
import { yaml } from '@codemirror/legacy-modes/mode/yaml';
import type { Extension } from '@codemirror/state';
import { tags } from '@lezer/highlight';

/** Outputs and logs: states, addresses and levels stand out. */
const output: StreamParser<unknown> = {
  name: 'output',
  startState: () => ({}),
  token: (stream) => {
    if (stream.sol() && stream.match(/^(?:\$|#|==+>?|---+)\s.*/)) return 'heading';
    if (stream.match(/^(?:Established|up|UP|Running|INFO)\b/)) return 'string';
    if (stream.match(/^(?:Active|Connect|Idle|start|down|DOWN|refused|ERROR|FATAL|WARNING|WARN|unreachable|blackhole)\b/)) return 'keyword';
    if (stream.match(/^(?:\d{1,3}\.){3}\d{1,3}(?:\/\d{1,2})?/)) return 'number';
    if (!stream.match(/^\w+/)) stream.next();
    return null;
  },
};

/** Terraform: comments, texts and blocks. */
const hcl: StreamParser<unknown> = {
  name: 'hcl',
  startState: () => ({}),
  token: (stream) => {
    if (stream.match(/^(?:#|\/\/).*/)) return 'comment';
    if (stream.match(/^"(?:[^"\\]|\\.)*"?/)) return 'string';
    if (stream.match(/^\d+(?:\.\d+)?/)) return 'number';
    if (stream.match(/^(?:true|false|null|for|in|if)\b/)) return 'keyword';
    if (stream.match(/^[\w-]+(?=\s*=[^=])/)) return 'propertyName';
    if (stream.match(/^[A-Za-z_][\w-]*/)) return null;
    stream.next();
    return null;
  },
};

const style = HighlightStyle.define([
  { tag: [tags.comment, tags.meta], color: 'var(--code-comment)' },
  { tag: [tags.propertyName, tags.definition(tags.propertyName), tags.atom, tags.heading], color: 'var(--code-key)' },
  { tag: [tags.string, tags.special(tags.string)], color: 'var(--code-string)' },
  { tag: [tags.number, tags.bool], color: 'var(--code-number)' },
  { tag: tags.keyword, color: 'var(--code-keyword)' },
]);

/** Larger texts stay plain: colour would cost more than it tells. Characters. */
const tooLong = 2_000_000;

export function languageFor(name: string, length: number): Extension {
  if (length > tooLong) return [];
  const parser = /\.(?:ya?ml(?:\.j2)?|json)$/i.test(name) ? yaml : /\.tf$/i.test(name) ? hcl : output;
  return [StreamLanguage.define(parser), syntaxHighlighting(style)];
}
