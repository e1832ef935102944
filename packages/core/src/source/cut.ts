/** One stretch of a source between document marks; it starts at a line's start and holds its own copy of the text. */
export type Piece = {
  readonly text: string;
  /** UTF-16 offset of the first character in the source. */
  readonly start: number;
  /** Number of line ends before `start`. */
  readonly line: number;
};

/**
 * Cuts a stream where YAML 1.2 §9.1 puts a document mark: before `---`, behind the line of `...`, each at column 0, then white space or the end
 * of the line. Nothing else is a mark (`---foo` can be content), and a mark also ends quoted and block scalars, so cutting before parsing loses
 * nothing. Directives (`%YAML`) stay with the document behind them.
 */
export function* cut(text: string): Generator<{ readonly start: number; readonly end: number }> {
  const directives = text.includes('\n%') || /^\uFEFF?%/.test(text);
  let start = 0;
  let held = directives && startsDirective(text, start);
  for (const { at, opens } of marks(text)) {
    if (opens && held) held = false;
    else {
      const end = opens ? at : behindLine(text, at);
      if (end > start) yield { start, end };
      start = end;
      held = directives && !opens && startsDirective(text, start);
    }
  }
  yield { start, end: text.length };
}

/** Offsets of the marks behind a line end, in order. `opens` tells `---` from `...`. */
function* marks(text: string): Generator<{ readonly at: number; readonly opens: boolean }> {
  let open = text.indexOf('\n---');
  let close = text.indexOf('\n...');
  while (open >= 0 || close >= 0) {
    const opens = close < 0 || (open >= 0 && open < close);
    const at = opens ? open : close;
    if (opens) open = text.indexOf('\n---', at + 4);
    else close = text.indexOf('\n...', at + 4);
    if (at + 4 >= text.length || ' \t\r\n'.includes(text.charAt(at + 4))) yield { at: at + 1, opens };
  }
}

function behindLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end + 1;
}

/** True where the first line from `start` that is neither blank nor a comment is a directive. */
function startsDirective(text: string, start: number): boolean {
  for (let at = start; at < text.length; at = behindLine(text, at)) {
    const first = /[^ \t\r\uFEFF]/.exec(text.slice(at, at + 200))?.[0];
    if (first === '%') return true;
    if (first !== '#' && first !== '\n') return false;
  }
  return false;
}

/** Counts line ends (LF, CRLF, lone CR) up to offsets that only grow; one pass over the text in all. */
export function lineCounter(text: string): (offset: number) => number {
  const ends = /\r\n|\r|\n/g;
  const plain = !text.includes('\r');
  let line = 0;
  let end = nextLineEnd(0);
  return (offset) => {
    // The common case stands in a loop of its own: called once a line, a function is what the first run of a process waits for longest.
    if (plain) for (; end >= 0 && end < offset; end = text.indexOf('\n', end + 1)) line++;
    else for (; end >= 0 && end < offset; end = nextLineEnd(end + 1)) line++;
    return line;
  };

  function nextLineEnd(from: number): number {
    ends.lastIndex = from;
    return ends.test(text) ? ends.lastIndex - 1 : -1;
  }
}
