/** Lines of a text, whose ends are LF, CRLF or a lone CR. */

/** True for blanks only. */
export function isBlank(text: string): boolean {
  return /^[ \t]*$/.test(text);
}

/** The line end that a text uses: its first one. */
export function eol(text: string): string {
  return /\r\n|\n|\r/.exec(text)?.[0] ?? '\n';
}

/** Where the line of an offset starts; a BOM is not part of it. */
export function startOfLine(text: string, offset: number): number {
  const start = offset === 0 ? 0 : Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1;
  return start === 0 && text.startsWith('\uFEFF') ? 1 : start;
}

/** True where a line start comes right before an offset. */
export function startsLine(text: string, offset: number): boolean {
  return offset > 0 && (text[offset - 1] === '\n' || text[offset - 1] === '\r');
}

/** Column (from 0) of an offset. */
export function columnOf(text: string, offset: number): number {
  return offset - startOfLine(text, offset);
}

/** Behind the line on which an entry ends, its comment included; a block scalar already ends behind its last line end. */
export function behindEntry(text: string, end: number): number {
  if (startsLine(text, end)) return end;
  const rest = text.slice(end).search(/[\r\n]/);
  return rest < 0 ? text.length : end + rest;
}

/** Behind the line on which an entry ends, with its line end. */
export function nextLine(text: string, end: number): number {
  if (startsLine(text, end)) return end;
  const found = /\r\n|\r|\n/.exec(text.slice(end));
  return found ? end + found.index + found[0].length : text.length;
}

/** The first offset at or behind `from` that is neither white space nor in a comment. */
export function pastBlank(text: string, from: number): number {
  let at = from;
  for (; at < text.length; at++) {
    const c = text.charCodeAt(at);
    if (c === hash) while (at + 1 < text.length && !isLineEnd(text.charCodeAt(at + 1))) at++;
    else if (c !== 32 && c !== 9 && !isLineEnd(c)) break;
  }
  return at;
}

const hash = 35;

function isLineEnd(c: number): boolean {
  return c === 10 || c === 13;
}
