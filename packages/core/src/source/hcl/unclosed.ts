/** Where a quote or a bracket of HCL is left open. A parser tells only where it can go on no longer, often pages below. */
import { behindEntry, startOfLine } from '../lines.js';

/** `at` is the quote or bracket that has no other one. */
export type Unclosed = { readonly at: number; readonly message: string };

type Mark = { readonly text: string; readonly at: number };
type Pair = { readonly open: Mark; readonly close: Mark };

const closers: Readonly<Record<string, string>> = { '{': '}', '[': ']', '(': ')', '"': '"' };

/**
 * The first quote, comment or bracket that is not closed, or closes nothing; undefined where all stand in pairs. Which one of several braces it is,
 * their indentation tells.
 */
export function unclosedIn(text: string): Unclosed | undefined {
  const open: Mark[] = [];
  const pairs: Pair[] = [];
  let from = 0;
  for (;;) {
    const top = open.at(-1);
    const quoted = top?.text === '"';
    const mark = nextMark(text, from, quoted);
    if (!mark) return top && leftOpen(top, pairs, text);
    from = mark.at + mark.text.length;
    if (top && closers[top.text] === mark.text) {
      open.pop();
      pairs.push({ open: top, close: mark });
    } else if (closers[mark.text] !== undefined) open.push(mark);
    else return unpaired(mark, { top, pairs, text });
  }
}

type Around = { readonly top: Mark | undefined; readonly pairs: readonly Pair[]; readonly text: string };

function unpaired(mark: Mark, { top, pairs, text }: Around): Unclosed {
  if (mark.text === '/*' || mark.text === '<<') return { at: mark.at, message: `what this ${mark.text} opens is not closed` };
  if (!top) return closesNothing(mark, pairs, text);
  return top.text === '"' ? { at: top.at, message: 'this quote is not closed on its line' } : notBefore(top, mark, text);
}

const inQuotes = /\\.|([$%])\1\{|(?<mark>(?<=[$%])\{|["\r\n])/g;
const inCode = /#.*|\/\/.*|\/\*[\s\S]*?\*\/|<<-?(?<word>[A-Za-z_][\w-]*)\r?\n|(?<mark>\/\*|["{}[\]()])/g;

/** The next mark that opens or closes something, a line end within quotes too. Comments, escapes and heredocs that end are passed over. */
function nextMark(text: string, from: number, quoted: boolean): Mark | undefined {
  const marks = quoted ? inQuotes : inCode;
  for (let at = from; ; ) {
    marks.lastIndex = at;
    const found = marks.exec(text);
    if (!found) return undefined;
    const { mark, word } = found.groups ?? {};
    if (mark !== undefined) return { text: mark, at: found.index };
    const end = found.index + found[0].length;
    const behind = word === undefined ? end : endOfHeredoc(text, end, word);
    if (behind === undefined) return { text: '<<', at: found.index };
    at = behind;
  }
}

function endOfHeredoc(text: string, from: number, word: string): number | undefined {
  const last = new RegExp(`^[ \\t]*${word}[ \\t]*$`, 'gm');
  last.lastIndex = from;
  return last.exec(text) ? last.lastIndex : undefined;
}

/** A brace that is closed further out than it stands has taken the one of what is around it. */
function leftOpen(top: Mark, pairs: readonly Pair[], text: string): Unclosed {
  const taken = pairs.filter(({ open, close }) => endsLine(text, open) && startsLine(text, close)).sort((a, b) => a.close.at - b.close.at);
  const robbed = taken.find(({ open, close }) => indentOf(text, close) < indentOf(text, open));
  return robbed ? notBefore(robbed.open, robbed.close, text) : { at: top.at, message: `this ${top.text} is not closed` };
}

/** A brace that stands further in than what it closes is the one too many. */
function closesNothing(mark: Mark, pairs: readonly Pair[], text: string): Unclosed {
  const early = pairs.find(({ open, close }) => startsLine(text, close) && indentOf(text, close) > indentOf(text, open));
  if (!early) return { at: mark.at, message: `this ${mark.text} closes nothing` };
  return {
    at: early.close.at,
    message: `this ${early.close.text} closes the ${early.open.text} of line ${lineOf(text, early.open)} too early, or is one too many`,
  };
}

function notBefore(open: Mark, close: Mark, text: string): Unclosed {
  return { at: open.at, message: `this ${open.text} is not closed before the ${close.text} of line ${lineOf(text, close)}` };
}

function lineOf(text: string, { at }: Mark): number {
  return text.slice(0, at).split(/\r\n|\r|\n/).length;
}

function indentOf(text: string, { at }: Mark): number {
  return text.slice(startOfLine(text, at)).search(/[^ \t]/);
}

function startsLine(text: string, { at }: Mark): boolean {
  return indentOf(text, { text: '', at }) === at - startOfLine(text, at);
}

function endsLine(text: string, { at }: Mark): boolean {
  return /^.[ \t]*(?:(?:#|\/\/).*)?$/m.test(text.slice(at, behindEntry(text, at)));
}
