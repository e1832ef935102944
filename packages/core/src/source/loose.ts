/**
 * go-yaml (libyaml) lets the lines of a flow collection or of quotes stand as far left as they like; YAML 1.2 §6.1 and js-yaml do not:
 *
 *     args: [
 *       "--verbose"
 *     ]
 *
 * Such a text is parsed with these lines pushed to the right. White space there means nothing, so only the offsets have to be mapped back.
 */

export type Loose = { readonly text: string; readonly back: (offset: number) => number };

/** `at`: where the added spaces start in the pushed text. `before`, `behind`: how many were added up to their start and their end. */
type Push = { readonly at: number; readonly before: number; readonly behind: number };

/** Pushes lines inside flow collections and quotes behind the column at which these open. Undefined where there is none to push. */
export function loosened(text: string): Loose | undefined {
  const pushes: Push[] = [];
  const parts: string[] = [];
  let copied = 0;
  let added = 0;
  for (const { start, column } of continued(text)) {
    let indent = 0;
    while (text[start + indent] === ' ') indent++;
    const missing = column + 1 - indent;
    if (missing <= 0) continue;
    parts.push(text.slice(copied, start), ' '.repeat(missing));
    pushes.push({ at: start + added, before: added, behind: added + missing });
    copied = start;
    added += missing;
    if (added > maxAdded) return undefined;
  }
  if (pushes.length === 0) return undefined;
  return { text: parts.join('') + text.slice(copied), back: (offset) => back(pushes, offset) };
}

/** A long line that opens deep at its end could make the text grow without bound. */
const maxAdded = 16 * 1024 * 1024;

function back(pushes: readonly Push[], offset: number): number {
  let low = 0;
  let high = pushes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((pushes[middle]?.at ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  const last = pushes[low - 1];
  return last ? Math.max(offset - last.behind, last.at - last.before) : offset;
}

/** The lines that begin inside a flow collection or quotes of the block structure, with the column at which that opens. */
function* continued(text: string): Generator<{ readonly start: number; readonly column: number }> {
  let lineStart = 0;
  let at = 0;
  while (at < text.length) {
    const c = text.charAt(at);
    if (isLineEnd(c)) lineStart = ++at;
    else if (c === '|' || c === '>') lineStart = at = pastBlock(text, lineStart, at);
    else if (isQuote(c) || c === '[' || c === '{') {
      const column = at - lineStart;
      const end = isQuote(c) ? pastQuote(text, at) : pastFlow(text, at);
      for (let start = pastLine(text, at); start < end || start === text.length; start = pastLine(text, start)) {
        lineStart = start;
        yield { start, column };
      }
      at = end;
    } else at = pastToken(text, at);
  }
}

/** Behind one token of the block structure that can hold no line end: white space, a comment, an indicator, a tag, a plain scalar. */
function pastToken(text: string, from: number): number {
  const c = text.charAt(from);
  if (isBlank(c) || ('-?:'.includes(c) && isBlankOrEnd(text.charAt(from + 1)))) return from + 1;
  let at = from;
  const word = '&!*'.includes(c);
  for (; at < text.length && !isLineEnd(text.charAt(at)); at++) {
    if (c === '#') continue;
    if (word && isBlank(text.charAt(at))) break;
    if (text[at] === ':' && isBlankOrEnd(text.charAt(at + 1))) break;
    if (text[at] === '#' && isBlank(text.charAt(at - 1))) break;
  }
  return Math.max(at, from + 1);
}

function pastQuote(text: string, from: number): number {
  const quote = text.charAt(from);
  for (let at = from + 1; at < text.length; at++) {
    if (quote === '"' && text[at] === '\\') at++;
    else if (text[at] === quote) {
      if (quote === '"' || text[at + 1] !== quote) return at + 1;
      at++;
    }
  }
  return text.length;
}

function pastFlow(text: string, from: number): number {
  let depth = 0;
  // A quote opens only where a value can begin; inside a plain scalar it is a letter.
  let fresh = true;
  for (let at = from; at < text.length; ) {
    const c = text.charAt(at);
    depth += Number(c === '[' || c === '{') - Number(c === ']' || c === '}');
    if (depth === 0) return at + 1;
    const value: boolean = fresh && '"\'&!*'.includes(c);
    fresh = value || opensValue(text, at) || (fresh && isBlankOrEnd(c));
    at = value ? pastValue(text, at) : c === '#' && isBlankOrEnd(text.charAt(at - 1)) ? pastLine(text, at) : at + 1;
  }
  return text.length;
}

function opensValue(text: string, at: number): boolean {
  const c = text.charAt(at);
  return '[{,?'.includes(c) || (c === ':' && /[\s"'[\]{},]/.test(text.charAt(at + 1)));
}

/** Behind quotes, or behind the word of an anchor, a tag or an alias. */
function pastValue(text: string, from: number): number {
  if (isQuote(text.charAt(from))) return pastQuote(text, from);
  let at = from + 1;
  while (at < text.length && !isBlankOrEnd(text.charAt(at)) && !',[]{}'.includes(text.charAt(at))) at++;
  return at;
}

/** Behind a block scalar: its header, and the lines that are blank or stand right of its owner. */
function pastBlock(text: string, lineStart: number, from: number): number {
  const lead = /^(?: *- +)* */.exec(text.slice(lineStart, from))?.[0] ?? '';
  const bare = lead.length === from - lineStart;
  const owner = text.startsWith('---', lineStart) ? -1 : bare ? lead.lastIndexOf('-') : lead.length;
  let at = pastLine(text, from);
  while (at < text.length) {
    let indent = 0;
    while (text[at + indent] === ' ') indent++;
    if (indent <= owner && !isLineEnd(text.charAt(at + indent))) break;
    at = pastLine(text, at);
  }
  return at;
}

function pastLine(text: string, from: number): number {
  let at = from;
  while (at < text.length && !isLineEnd(text.charAt(at))) at++;
  return at + (text.startsWith('\r\n', at) ? 2 : 1);
}

function isQuote(c: string): boolean {
  return c === '"' || c === "'";
}

function isLineEnd(c: string): boolean {
  return c === '\n' || c === '\r';
}

function isBlank(c: string): boolean {
  return c === ' ' || c === '\t';
}

function isBlankOrEnd(c: string): boolean {
  return c === '' || isBlank(c) || isLineEnd(c);
}
