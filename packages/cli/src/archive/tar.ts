// A tar as it comes, of any size: POSIX ustar and pax, GNU. tar-stream would bring five packages for these lines; only names and contents are wanted.

/** Takes the content of one file, in pieces. */
export type Sink = { write(piece: Uint8Array): void; close(): void };

const block = 512;

/** What is under way: bytes of a header, of a member that is wanted, or of one that is passed over. */
type State = {
  header: Buffer;
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
  const state: State = { header: Buffer.alloc(0), left: 0, padding: 0, name: '', long: undefined, ended: false };
  return {
    write: (chunk) => {
      for (let rest = chunk; rest.length > 0 && !state.ended; ) rest = rest.subarray(step(state, rest, open));
    },
    end: () => {
      state.sink?.close();
      if (state.left > 0) throw new Error(`it ends in the middle of ${state.name}`);
      if (!state.ended && state.header.length > 0) throw new Error('it ends in the middle of a header');
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
  const taken = Math.min(block - state.header.length, bytes.length);
  state.header = Buffer.concat([state.header, bytes.subarray(0, taken)]);
  if (state.header.length === block) begun(state, open);
  return taken;
}

function closed(state: State): void {
  state.sink?.close();
  state.sink = undefined;
}

function begun(state: State, open: (name: string) => Sink | undefined): void {
  const { header } = state;
  state.header = Buffer.alloc(0);
  if (header[0] === 0) {
    state.ended = true;
    return;
  }
  const size = sizeOf(header);
  const type = String.fromCharCode(header[156] ?? 0);
  const prefix = textOf(header, 257, 5) === 'ustar' ? textOf(header, 345, 155) : '';
  state.name = state.long ?? `${prefix}${prefix && '/'}${textOf(header, 0, 100)}`;
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
function sizeOf(header: Buffer): number {
  if (((header[124] ?? 0) & 0x80) !== 0) return Number(header.readBigUInt64BE(128));
  const size = Number.parseInt(textOf(header, 124, 12), 8);
  if (!Number.isInteger(size) || size < 0) throw new Error('it is no tar archive');
  return size;
}

/** POSIX pax (`x`) and GNU (`L`) put a long name before its file. */
function nameSink(state: State, type: 'x' | 'L'): Sink {
  const pieces: Uint8Array[] = [];
  return {
    write: (piece) => void pieces.push(Uint8Array.from(piece)),
    close: () => {
      const text = Buffer.concat(pieces);
      const path = type === 'L' ? textOf(text, 0, text.length) : /(?:^|\n)\d+ path=([^\n]*)\n/.exec(text.toString('utf8'))?.[1];
      state.long = path ?? state.long;
    },
  };
}

/** A path that stays below its archive. */
export function plain(name: string): string {
  return name
    .split(/[\\/]/)
    .filter((step) => step !== '' && step !== '.' && step !== '..')
    .join('/');
}

function textOf(bytes: Buffer, start: number, length: number): string {
  const field = bytes.subarray(start, start + length);
  const end = field.indexOf(0);
  return field
    .subarray(0, end < 0 ? length : end)
    .toString('utf8')
    .trim();
}
