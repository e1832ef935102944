// A tar as it comes, of any size: POSIX ustar and pax, GNU. tar-stream would bring five packages for these lines; only names and contents are wanted.
import { concatenated, plain, textAt, utf8, viewOf } from './bytes.js';

/** Takes the content of one file, in pieces: of a tar that is written whole, in one. */
export type Sink = { write(piece: Uint8Array): void; close(): void };

const block = 512;

/** What is under way: bytes of a header, of a member that is wanted, or of one that is passed over. */
type State = {
  readonly header: Uint8Array;
  filled: number;
  /** Bytes of content and of padding that are still to come. */
  left: number;
  padding: number;
  name: string;
  sink?: Sink | undefined;
  /** A name of more than 100 bytes, which stands in a member of its own before its file. */
  long: string | undefined;
  ended: boolean;
};

/**
 * A reader that `open` is asked for each regular file. `end` throws where the archive stops in the middle of a member, `write` where it is none.
 */
export function untar(open: (name: string) => Sink | undefined): { write(chunk: Uint8Array): void; end(): void } {
  const state: State = { header: new Uint8Array(block), filled: 0, left: 0, padding: 0, name: '', long: undefined, ended: false };
  return {
    write: (chunk) => {
      for (let rest = chunk; rest.length > 0 && !state.ended; ) rest = rest.subarray(step(state, rest, open));
    },
    end: () => {
      state.sink?.close();
      if (state.left > 0) throw new Error(`it ends in the middle of ${state.name}`);
      if (!state.ended && state.filled > 0) throw new Error('it ends in the middle of a header');
    },
  };
}

/** Takes some of the bytes, and answers how many. */
function step(state: State, bytes: Uint8Array, open: (name: string) => Sink | undefined): number {
  if (state.left > 0) {
    const taken = Math.min(state.left, bytes.length);
    state.sink?.write(bytes.subarray(0, taken));
    state.left -= taken;
    if (state.left === 0) closed(state);
    return taken;
  }
  if (state.padding > 0) {
    const taken = Math.min(state.padding, bytes.length);
    state.padding -= taken;
    return taken;
  }
  const taken = Math.min(block - state.filled, bytes.length);
  state.header.set(bytes.subarray(0, taken), state.filled);
  state.filled += taken;
  if (state.filled === block) begun(state, open);
  return taken;
}

function closed(state: State): void {
  state.sink?.close();
  state.sink = undefined;
}

function begun(state: State, open: (name: string) => Sink | undefined): void {
  const { header } = state;
  state.filled = 0;
  if (header[0] === 0) {
    state.ended = true;
    return;
  }
  const size = sizeOf(header);
  const type = String.fromCharCode(header[156] ?? 0);
  const prefix = textAt(header, 257, 5) === 'ustar' ? textAt(header, 345, 155) : '';
  state.name = state.long ?? `${prefix}${prefix && '/'}${textAt(header, 0, 100)}`;
  state.left = size;
  state.padding = (block - (size % block)) % block;
  if (type === 'x' || type === 'L') state.sink = nameSink(state, type);
  else {
    state.long = undefined;
    state.sink = /[07\0]/.test(type) ? open(plain(state.name)) : undefined;
  }
  if (size === 0) closed(state);
}

/** Octal digits, or with the highest bit set a number of base 256 (GNU, files of 8 GiB and more). */
function sizeOf(header: Uint8Array): number {
  if (((header[124] ?? 0) & 0x80) !== 0) return Number(viewOf(header).getBigUint64(128));
  const size = Number.parseInt(textAt(header, 124, 12), 8);
  if (!Number.isInteger(size) || size < 0) throw new Error('it is no tar archive');
  return size;
}

/** POSIX pax (`x`) and GNU (`L`) put a long name before its file. */
function nameSink(state: State, type: 'x' | 'L'): Sink {
  const pieces: Uint8Array[] = [];
  return {
    write: (piece) => void pieces.push(Uint8Array.from(piece)),
    close: () => {
      const text = concatenated(pieces);
      const path = type === 'L' ? textAt(text, 0, text.length) : /(?:^|\n)\d+ path=([^\n]*)\n/.exec(utf8(text))?.[1];
      state.long = path ?? state.long;
    },
  };
}

export type Member = { readonly name: string; readonly bytes: Uint8Array };

/** The regular files of a tar in memory, which they share; `fault` where it is damaged or cut off: what came before is read. */
export function membersOf(tar: Uint8Array): { readonly members: readonly Member[]; readonly fault?: string } {
  const members: Member[] = [];
  const reader = untar((name) => {
    const member: { readonly name: string; bytes: Uint8Array } = { name, bytes: new Uint8Array() };
    members.push(member);
    return {
      write: (piece) => {
        member.bytes = piece;
      },
      close: () => {},
    };
  });
  try {
    reader.write(tar);
    reader.end();
    return { members };
  } catch (error) {
    return { members, fault: error instanceof Error ? error.message : String(error) };
  }
}
