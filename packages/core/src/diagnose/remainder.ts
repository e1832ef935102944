/** What no extractor takes of a text: words to be searched where it is short, and lines to be listed as not understood. */
import type { Draft } from './draft.js';
import type { Line } from './text.js';

/** Longer texts are logs and dumps: single words in them say nothing. Characters. */
const noteLength = 8192;
const listedAtMost = 20;

/** `line` to `to`, from 1; absent: the whole file. `blocks`: so many that are not listed stand between these lines. */
export type Unread = {
  readonly file: string;
  readonly line?: number;
  readonly to?: number;
  readonly blocks?: number;
  readonly reason: string;
};

type Block = { readonly from: number; to: number };
/** The first of them, and how many follow between which lines. */
type Blocks = { readonly listed: Block[]; more: (Block & { blocks: number }) | undefined };
/** What a line is that no extractor knows; `printed`: by a program whose answers are no words of people. */
export type Kind = 'prose' | 'settings' | 'prompt' | 'printed';
type Taken = {
  /** An extractor knows the line. */
  readonly output: boolean;
  /** What it is where it is no output: people's own words, configuration, a prompt with its command, or its answer. Absent: nobody needs it. */
  readonly kind: Kind | undefined;
  /** It is understood at all: as an output, a prompt, configuration, or a line of a log. */
  readonly understood: boolean;
};

export type Remainder = {
  take(line: Line, taken: Taken): void;
  /** A line of a log that nobody looked at. */
  skip(): void;
  close(draft: Draft): void;
};

/** Rulers of tables, fences of markdown, and lines without a word. */
const empty = /^(?:#.*|[^\p{L}\p{N}]*(?:```\w*|\[exit \d+\])?)$/u;

type Note = { lines: { readonly text: string; readonly kind: Kind }[] | undefined; length: number };

export function remainderOf(name: string): Remainder {
  const note: Note = { lines: [], length: 0 };
  const blocks: Blocks = { listed: [], more: undefined };
  let [understood, open, binary] = [0, false, false];
  return {
    take: (line, taken) => {
      binary ||= line.text.includes('\0');
      remember(note, line, taken);
      const known = taken.output || taken.understood;
      if (known) understood++;
      else if (!empty.test(line.text)) list(blocks, line.number, open);
      open = !known && (open || !empty.test(line.text));
    },
    skip: () => {
      note.lines = undefined;
      understood++;
    },
    close: (draft) => {
      if (binary) return void draft.unread.push({ file: name, reason: 'not text' });
      for (const [texts, kinds] of [
        [draft.notes, ['prose', 'settings', 'prompt', 'printed']],
        [draft.prose, ['prose']],
        [draft.settings, ['settings']],
      ] as const) {
        const text = textOf(note, kinds);
        if (text.trim() !== '') texts.push({ name, text });
      }
      const { listed, more } = blocks;
      if (understood === 0 && listed.length > 0) return void draft.unread.push({ file: name, reason: 'nothing in it is known' });
      for (const { from, to } of listed) draft.unread.push({ file: name, line: from, to, reason: 'not understood' });
      if (more)
        draft.unread.push({
          file: name,
          line: more.from,
          to: more.to,
          blocks: more.blocks,
          reason: `${more.blocks} more are not understood`,
        });
    },
  };
}

function remember(note: Note, { text, number }: Line, { output, kind }: Taken): void {
  const words = !output && kind !== undefined;
  if (words) note.length += text.length;
  if (note.length > noteLength) note.lines = undefined;
  if (note.lines && words) note.lines[number - 1] = { text, kind };
}

/** The lines of these kinds at their places, the others blank. */
const textOf = ({ lines = [] }: Note, kinds: readonly Kind[]): string =>
  Array.from(lines, (line) => (line && kinds.includes(line.kind) ? line.text : '')).join('\n');

function list(all: Blocks, number: number, open: boolean): void {
  const last = all.more ?? all.listed.at(-1);
  if (open && last) last.to = number;
  else if (all.listed.length < listedAtMost) all.listed.push({ from: number, to: number });
  else all.more = { from: all.more?.from ?? number, to: number, blocks: (all.more?.blocks ?? 0) + 1 };
}
