/** Reads one text, piece by piece, line by line. */
import { answersOf } from './answers.js';
import { configurationIn } from './configuration.js';
import type { Draft } from './draft.js';
import { extractors } from './extract/all.js';
import { isDull } from './extract/firewall.js';
import { isLogged, isRepeated, markLog, readLogLine, search } from './log/lines.js';
import { type Printed, printing } from './printed.js';
import { type Kind, remainderOf } from './remainder.js';
import { cleaned, codeBlocks, type Line, type Place, placeIn, unprefixed } from './text.js';

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
  /** True where the line is read; what says nothing new costs no more than this. */
  const read = (chunk: string, from: number, to: number): boolean => {
    if (isDull(chunk, from)) return false;
    const hits = search(chunk, from, to);
    const isLog = isLogged(chunk, from);
    const text = chunk.slice(from, to);
    const many = isLog && ++logged >= marked.first && logged % marked.each !== 0;
    if (many && (hits.length === 0 || take.knows(text, hits))) return false;
    take.line(own(text), { number, isLog, hits });
    return true;
  };
  const pieces = inLines((chunk, start, end) => {
    for (let from = start; from < end; ) {
      const found = chunk.indexOf('\n', from);
      const to = found < 0 ? end : found;
      number++;
      if (!read(chunk, from, to)) take.skip();
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

type Found = { readonly number: number; readonly isLog: boolean; readonly hits: readonly string[] };
type Taker = {
  line(raw: string, found: Found): void;
  /** True where a line of a log with these words adds nothing. */
  knows(text: string, hits: readonly string[]): boolean;
  skip(): void;
  close(endsLine: boolean): void;
};

function kindOf(breaks: boolean, configured: boolean, printed: Printed): Kind | undefined {
  if (printed === 'read') return undefined;
  return breaks ? 'prompt' : configured ? 'settings' : (printed ?? 'prose');
}

/** Commands of steps and checks whose answers a person reads: they tell no cause apart. Their words still count. */
const forPeople =
  /^(?:calicoctl (?:get|ipam|version)\b|kubectl .*custom-columns|kubectl .*\blogs .*\| *grep\b|wg\b|wget |curl |iptables-\w+-save\b.*grep -c)/;

/** Shows a line to all that may know it. */
function takerOf(name: string, draft: Draft): Taker {
  const readers = extractors.map(({ open }) => open(draft));
  const rest = remainderOf(name);
  const answers = answersOf();
  const configuration = configurationIn(name);
  const shown = codeBlocks();
  const printed = printing();
  let at: Place = { node: '', command: '' };
  let configured = false;
  return {
    line: (raw, { number, isLog: begins, hits }) => {
      const { text, pod } = unprefixed(shown(cleaned(raw), configured));
      const isLog = begins || pod !== undefined;
      const place = isLog ? undefined : placeIn(text, at);
      if (place) {
        at = place;
        answers.begin(place, number);
      }
      const line: Line = { text, number, file: name, ...at, ...(pod !== undefined && { node: `pod/${pod}` }) };
      const signed = hits.length > 0 && readLogLine(draft, line, hits);
      if (isLog || (text.includes('bird') && bird.test(text))) markLog(draft, text);
      const readBy = isLog ? nobody : place ? everyone : startsOf(text);
      const output = readBy.filter((i) => readers[i]?.(line)).length > 0;
      const breaks = place !== undefined || isLog;
      configured = configuration.take(line, { raw, known: output, breaks });
      rest.take(line, {
        output,
        kind: kindOf(breaks, configured, printed(line, breaks)),
        understood: breaks || signed || configured || forPeople.test(at.command),
      });
    },
    knows: (text, needles) => isRepeated(draft, at.node, { text, needles }),
    skip: rest.skip,
    close: (endsLine) => {
      draft.configuration.push(...configuration.close(endsLine));
      if (configuration.tooLong())
        draft.unread.push({ file: name, reason: 'longer than 4 MB: read for nodes and pods, not checked as configuration' });
      rest.close(draft);
      answers.close(draft);
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

/**
 * Cuts pieces at ends of lines; `close` answers whether the text ended with one. Whole lines are shown in the piece itself: a text that was put
 * together or cut out costs V8 a second look-up for each letter.
 */
function inLines(lines: (chunk: string, from: number, to: number) => void): { write(piece: string): void; close(): boolean } {
  let rest = '';
  return {
    write: (piece) => {
      const end = piece.lastIndexOf('\n');
      if (end < 0) {
        if (rest.length < longest) rest += piece;
        return;
      }
      const whole = rest === '' ? 0 : piece.indexOf('\n') + 1;
      if (whole > 0) lines(rest + piece.slice(0, whole), 0, rest.length + whole);
      lines(piece, whole, end + 1);
      rest = piece.slice(end + 1);
    },
    close: () => {
      if (rest !== '') lines(rest, 0, rest.length);
      return rest === '';
    },
  };
}
