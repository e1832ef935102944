/** One stretch of a source between document marks; it starts at a line's start and holds its own copy of the text. */
export type Piece = {
  readonly text: string;
  /** UTF-16 offset of the first character in the source. */
  readonly start: number;
  /** Number of line ends before `start`. */
  readonly line: number;
};

/**
 * Cuts a stream where YAML 1.2 §9.1.2 puts a document mark: `---` at column 0, then white space or the end of the line. Nothing else is
 * a mark (`---foo` can be content), and the mark also ends quoted and block scalars, so cutting before parsing loses nothing.
 */
export function* cut(text: string): Generator<{ readonly start: number; readonly end: number }> {
  let start = 0;
  for (let mark = text.indexOf('\n---'); mark >= 0; mark = text.indexOf('\n---', mark + 4)) {
    if (!endsMark(text, mark + 4)) continue;
    yield { start, end: mark + 1 };
    start = mark + 1;
  }
  yield { start, end: text.length };
}

function endsMark(text: string, at: number): boolean {
  return at >= text.length || ' \t\r\n'.includes(text.charAt(at));
}

/** Counts line ends (LF, CRLF, lone CR) up to offsets that only grow; one pass over the text in all. */
export function lineCounter(text: string): (offset: number) => number {
  const next = text.includes('\r') ? nextLineEnd : (from: number): number => text.indexOf('\n', from);
  let line = 0;
  let end = next(0);
  return (offset) => {
    for (; end >= 0 && end < offset; end = next(end + 1)) line++;
    return line;
  };

  function nextLineEnd(from: number): number {
    const lf = text.indexOf('\n', from);
    for (let i = from; i < (lf < 0 ? text.length : lf); i++) {
      if (text.charCodeAt(i) === 13 && text.charCodeAt(i + 1) !== 10) return i;
    }
    return lf;
  }
}
