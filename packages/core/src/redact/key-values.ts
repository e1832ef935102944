// Secrets that the name of their key gives away, in all the ways in which a key and a value are written.
import type { Detector } from './kinds.js';
import { bareAt, deeperLines, type Extent, plainAt, quotedAt } from './scalar.js';
import { isSensitive, kindUnder } from './sensitive.js';

const hint =
  /pass|pwd|secret|token|key|cred|auth|psk|jwt|cookie|dsn|rootpw|bindpw|signature|salt|seed|connection.?string|docker(?:config|cfg)/gi;
const keyEnd = /[\w.-]*/y;
const separator = /(\\*["'])?[ \t]*(?::=|=>|[:=])[ \t]*|[ \t]+(?=[^\s=:|])/y;

/** Finds values of keys such as `password`, `client_secret`, `--token`, `ETCD_KEY`. */
export const findKeyValues: Detector = (text, found) => {
  let done = 0;
  const bare = bares(text);
  for (const { index } of text.matchAll(hint)) {
    if (index < done) continue;
    const key = keyAt(text, index);
    done = key.end;
    const name = text.slice(key.start, key.end).replace(/^-+/, '');
    if (!isSensitive(name)) continue;
    const value = valueAfter(text, key, bare);
    if (value === undefined) continue;
    const kind = kindUnder(name, text.slice(value.start, value.end), value.prose);
    if (kind !== undefined) found(kind, value.start, value.end);
  }
};

function keyAt(text: string, at: number): Extent {
  const start = at - (/[\w.-]*$/.exec(text.slice(Math.max(0, at - 80), at))?.[0].length ?? 0);
  keyEnd.lastIndex = at;
  keyEnd.test(text);
  return { start, end: keyEnd.lastIndex };
}

type Value = Extent & { readonly prose: boolean };

function valueAfter(text: string, key: Extent, bare: Bare): Value | undefined {
  const before = text.slice(Math.max(0, key.start - 120), key.start);
  const flag = text.startsWith('-', key.start);
  // A step of a path, or the name of a variable that is expanded.
  if (/[/\\]$/.test(before) && !/(?:^|[^\\])\\+$|\\[nrt]$/.test(before)) return undefined;
  if (/[$@][({]?$/.test(before)) return undefined;
  separator.lastIndex = key.end;
  const between = separator.exec(text)?.[0];
  if (between === undefined || (/^[ \t]+$/.test(between) && !flag)) return undefined;
  const at = key.end + between.length;
  const ownLine = /(?:^|\n)[ \t]*(?:- +)*(?:export +)?$/.test(before.length < 120 ? `\n${before}` : before);
  if (/[\r\n]/.test(text[at] ?? '\n')) return undefined;
  const prose = !ownLine && /^[ \t]*:[ \t]/.test(between) && /\w[ \t]+$/.test(before);
  const extent = quotedAt(text, at) ?? (ownLine ? ownLineValue(text, key, at) : bare(at, endFor(before, between)));
  return extent && { ...extent, prose };
}

/** A whole line of YAML or of a file of variables. */
function ownLineValue(text: string, key: Extent, at: number): Extent | undefined {
  const plain = plainAt(text, at);
  const value = text.slice(plain.start, plain.end);
  if (/^[|>][+-]?\d?$/.test(value)) return deeperLines(text, at, indentOfKey(text, key.start));
  if (text.slice(key.end, at).includes('=') || /^[[{]/.test(value)) return bareAt(text, at, /[\s"'`]|$/g);
  // JSON in lines of its own.
  return text[key.end] === '"' ? bareAt(text, at, /[\s,}\]]|$/g) : plain;
}

function indentOfKey(text: string, at: number): number {
  const start = text.lastIndexOf('\n', at) + 1;
  return at - start;
}

const ends = {
  '"': /["\n]|$/g,
  "'": /['\n]|$/g,
  url: /[\s"'`&#;<>\\]|$/g,
  list: /[\s"'`,;)}\]\\]|$/g,
  line: /[\s"'`;]|$/g,
};

/** What ends a bare value: in a URL `&`, in a list or a map what closes it. */
function endFor(before: string, between: string): RegExp {
  const mark = before.at(-1) ?? '';
  if (mark === '"' || mark === "'") return ends[mark];
  if (mark === '?' || mark === '&') return ends.url;
  return between.includes(':') || /[,{([]\s*$/.test(before) ? ends.list : ends.line;
}

type Bare = (at: number, stop: RegExp) => Extent;

/** Bare values of one text. Many keys in one long word end where it does: the end is looked for once. */
function bares(text: string): Bare {
  const known = new Map<RegExp, Extent>();
  return (at, stop) => {
    const last = known.get(stop);
    const extent = last && at >= last.start && at < last.end ? { start: at, end: last.end } : bareAt(text, at, stop);
    known.set(stop, extent);
    return extent;
  };
}
