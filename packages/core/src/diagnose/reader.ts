/** Reads one text, piece by piece, line by line. */
import { configurationIn } from './configuration.js';
import type { Draft } from './draft.js';
import { extractors } from './extract/all.js';
import { isDull } from './extract/firewall.js';
import { isLogged, markLog, readLogLine, search } from './log/lines.js';
import { remainderOf } from './remainder.js';
import { cleaned, type Line, type Place, placeIn } from './text.js';

export type TextReader = {
  /** The next piece; it may end anywhere. */
  write(piece: string): void;
  /** The text is over. */
  close(): void;
};

/** Extractors by the first character of a line. */
const byStart: readonly (readonly number[])[] = Array.from({ length: 128 }, (_, code) =>
  extractors.flatMap(({ starts }, i) => (starts === undefined || starts.includes(String.fromCharCode(code)) ? [i] : [])),
);
const nobody: readonly number[] = [];
const everyone = extractors.map((_, i) => i);
/** For a frame of box characters, and other letters than those of ASCII. */
const beyond = extractors.flatMap(({ starts }, i) => (starts === undefined || /[^ -~]/.test(starts) ? [i] : []));

const bird = /^(?:.*\s)?bird6?: /;

/** A longer line is no output of a command: it is read as far as this. Characters. */
const longest = 4_000_000;
/** Log lines of one text that are looked at for whose log it is; beyond, each of so many. */
const marked = { first: 40, each: 256 };

export function readerOf(name: string, draft: Draft): TextReader {
  const take = takerOf(name, draft);
  let [number, logged] = [0, 0];
  const wanted = (chunk: string, from: number, hit: boolean): 'log' | 'line' | undefined => {
    if (isDull(chunk, from)) return undefined;
    if (!isLogged(chunk, from)) return 'line';
    logged++;
    return hit || logged < marked.first || logged % marked.each === 0 ? 'log' : undefined;
  };
  const pieces = inLines((chunk) => {
    const hits = hitsIn(chunk);
    let next = 0;
    for (let from = 0; from < chunk.length; ) {
      const end = chunk.indexOf('\n', from);
      const to = end < 0 ? chunk.length : end;
      number++;
      const first = next;
      while ((hits[next]?.at ?? Number.POSITIVE_INFINITY) < to) next++;
      const kind = wanted(chunk, from, next > first);
      if (kind)
        take.line(own(chunk.slice(from, to)), { number, isLog: kind === 'log', hits: next > first ? hits.slice(first, next) : none });
      else take.skip();
      from = to + 1;
    }
  });
  return {
    write: pieces.write,
    close: () => {
      take.close(pieces.close());
    },
  };
}

type Hit = { readonly at: number; readonly needle: string };
const none: readonly Hit[] = [];
type Found = { readonly number: number; readonly isLog: boolean; readonly hits: readonly Hit[] };
type Taker = { line(raw: string, found: Found): void; skip(): void; close(endsLine: boolean): void };

/** Shows a line to all that may know it. */
function takerOf(name: string, draft: Draft): Taker {
  const readers = extractors.map(({ open }) => open(draft));
  const rest = remainderOf(name);
  const configuration = configurationIn(name);
  let at: Place = { node: '', command: '' };
  return {
    line: (raw, { number, isLog, hits }) => {
      const text = cleaned(raw);
      const place = isLog ? undefined : placeIn(text, at);
      if (place) at = place;
      const line: Line = { text, number, file: name, ...at };
      const signed =
        hits.length > 0 &&
        readLogLine(
          draft,
          line,
          hits.map(({ needle }) => needle),
        );
      if (isLog || (text.includes('bird') && bird.test(text))) markLog(draft, text);
      const readBy = isLog ? nobody : place ? everyone : startsOf(text);
      const output = readBy.filter((i) => readers[i]?.(line)).length > 0;
      const breaks = place !== undefined || isLog;
      const configured = configuration.take(line, { raw, known: output, breaks });
      rest.take(line, { output, understood: breaks || signed || configured });
    },
    skip: rest.skip,
    close: (endsLine) => {
      draft.configuration.push(...configuration.close(endsLine));
      rest.close(draft);
    },
  };
}

function startsOf(text: string): readonly number[] {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code !== 32) return byStart[code] ?? beyond;
  }
  return nobody;
}

/** A copy: a part of a string keeps the whole alive, which is a megabyte of log for one line that is quoted. */
const own = (text: string): string => ` ${text}`.slice(1);

/** The places of possible signatures, in order. */
function hitsIn(chunk: string): readonly Hit[] {
  const all: Hit[] = [];
  search(chunk, (at, needle) => void all.push({ at, needle }));
  return all;
}

/** Cuts pieces at ends of lines. `close` answers whether the text ended with one. */
function inLines(lines: (chunk: string) => void): { write(piece: string): void; close(): boolean } {
  let rest = '';
  return {
    write: (piece) => {
      const end = piece.lastIndexOf('\n');
      if (end < 0) {
        if (rest.length < longest) rest += piece;
        return;
      }
      lines(rest + piece.slice(0, end + 1));
      rest = piece.slice(end + 1);
    },
    close: () => {
      if (rest !== '') lines(rest);
      return rest === '';
    },
  };
}
