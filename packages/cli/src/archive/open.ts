// Files, or what is packed in them, as texts: what a file is shows in its first bytes.
import { pipeline } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { createGunzip, gunzipSync, inflateRawSync } from 'node:zlib';
import { kindOf, type Sink, untar, unzip } from '@canal-lint/core/archive';

/** Takes texts as they come. */
export type Reader = {
  /** A text begins; undefined where no more is wanted. */
  open(name: string): { write(piece: string): void; close(): void };
  /** Something could not be read: the file or the member, and why. */
  failed(name: string, reason: string): void;
};

/** Unpacked. A dump of 500 nodes has 1 GiB; what unpacks to more than this is a bomb, or not about a network. */
export const largest: number = 2 * 1024 ** 3;
/** A member that is packed once more, or a zip: they are held in memory. */
const packedAtMost = 64 * 1024 * 1024;

/** What all of a run may still unpack, in bytes. */
export type Budget = { left: number };

/** Reads one file to its end; what is wrong with it is told, not thrown. */
export async function readPacked(name: string, chunks: AsyncIterable<Uint8Array>, reader: Reader, budget: Budget): Promise<void> {
  try {
    const { head, all } = await headOf(chunks);
    if (kindOf(head) === 'zip') return readZip(name, await whole(all), reader, budget);
    const plain = kindOf(head) === 'gzip' ? unpacked(all) : all;
    await readPlain(name, plain, reader, budget);
  } catch (error) {
    reader.failed(name, reasonOf(error));
  }
}

async function readPlain(name: string, chunks: AsyncIterable<Uint8Array>, reader: Reader, budget: Budget): Promise<void> {
  const { head, all } = await headOf(chunks);
  const tar = kindOf(head) === 'tar' ? untar((member) => memberSink(`${name}/${member}`, reader)) : undefined;
  // Nothing is opened where there is nothing: standard input may be empty.
  const text = tar || head.length === 0 ? undefined : textSink(name, reader);
  try {
    for await (const chunk of all) {
      spend(budget, chunk.length);
      if (tar) tar.write(chunk);
      else text?.write(chunk);
    }
    tar?.end();
  } finally {
    text?.close();
  }
}

function spend(budget: Budget, bytes: number): void {
  budget.left -= bytes;
  if (budget.left < 0) throw new Error(`it unpacks to more than ${largest / 1024 ** 3} GiB: unpack it, and name the files that matter`);
}

/** The chunks with the first 512 bytes known. */
async function headOf(chunks: AsyncIterable<Uint8Array>): Promise<{ head: Uint8Array; all: AsyncIterable<Uint8Array> }> {
  const source = chunks[Symbol.asyncIterator]();
  let head: Uint8Array = new Uint8Array();
  while (head.length < 512) {
    const next = await source.next();
    if (next.done) break;
    head = head.length === 0 ? next.value : Buffer.concat([head, next.value]);
  }
  return { head, all: after(head, source) };
}

async function* after(head: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  if (head.length > 0) yield head;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}

async function* unpacked(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip({ chunkSize: 1 << 18 });
  // What fails on the way in fails here too: the pipeline destroys the stream with it.
  pipeline(chunks, gunzip, () => {});
  yield* gunzip as AsyncIterable<Uint8Array>;
}

async function whole(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    all.push(chunk);
    length += chunk.length;
    if (length > 4 * packedAtMost)
      throw new Error(`a zip of more than ${(4 * packedAtMost) / 1024 ** 2} MiB is not read: pack it as .tar.gz`);
  }
  return Buffer.concat(all);
}

function readZip(name: string, bytes: Buffer, reader: Reader, budget: Budget): void {
  for (const member of unzip(bytes)) {
    const full = `${name}/${member.name}`;
    try {
      const { bytes: packed, deflated } = member.content();
      const content = deflated ? inflateRawSync(packed, { maxOutputLength: Math.min(packedAtMost * 4, Math.max(budget.left, 1)) }) : packed;
      spend(budget, content.length);
      if (content.length === 0) continue;
      const sink = memberSink(full, reader);
      sink.write(content);
      sink.close();
    } catch (error) {
      reader.failed(full, reasonOf(error));
      if (budget.left < 0) return;
    }
  }
}

/** A member, which may be packed once more: rotated logs are. */
function memberSink(name: string, reader: Reader): Sink {
  let sink: Sink | undefined;
  return {
    write: (piece) => {
      sink ??= kindOf(piece) === 'gzip' ? gzipSink(name, reader) : textSink(name, reader);
      sink.write(piece);
    },
    close: () => sink?.close(),
  };
}

function gzipSink(name: string, reader: Reader): Sink {
  const pieces: Uint8Array[] = [];
  let length = 0;
  return {
    write: (piece) => {
      length += piece.length;
      if (length <= packedAtMost) pieces.push(Uint8Array.from(piece));
    },
    close: () => {
      try {
        if (length > packedAtMost) throw new Error(`it is larger than ${packedAtMost / 1024 ** 2} MiB, packed`);
        const sink = textSink(name, reader);
        sink.write(gunzipSync(Buffer.concat(pieces), { maxOutputLength: packedAtMost * 4 }));
        sink.close();
      } catch (error) {
        reader.failed(name, reasonOf(error));
      }
    },
  };
}

/** Bytes that become one string: V8 keeps one of more than 128 KiB apart from the young ones, which makes it ten times as dear. */
const decoded = 1 << 16;

/** Windows PowerShell redirects in UTF-16. */
function textSink(name: string, reader: Reader): Sink {
  const text = reader.open(name);
  let decoder: StringDecoder | undefined;
  return {
    write: (piece) => {
      decoder ??= new StringDecoder(piece[0] === 0xff && piece[1] === 0xfe ? 'utf16le' : 'utf8');
      const bytes = Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
      for (let from = 0; from < bytes.length; from += decoded) text.write(decoder.write(bytes.subarray(from, from + decoded)));
    },
    close: () => {
      const rest = decoder?.end() ?? '';
      if (rest !== '') text.write(rest);
      text.close();
    },
  };
}

/** What zlib and the archives say, in words. What is a bug of ours is thrown on. */
function reasonOf(error: unknown): string {
  if (error instanceof TypeError || error instanceof ReferenceError) throw error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'Z_BUF_ERROR') return 'it was cut off: what came before is read';
  if (code === 'ERR_BUFFER_TOO_LARGE') return `it unpacks to more than ${(packedAtMost * 4) / 1024 ** 2} MiB`;
  if (code.startsWith('Z_') || code === 'ERR_OUT_OF_RANGE') return 'it is damaged: what came before is read';
  return error instanceof Error ? error.message : String(error);
}
