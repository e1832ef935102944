// Archives by their bytes, with what the browser has: tar, gzip and zip. No names are trusted; they are only shown.
import type { FileText } from '../protocol.js';

/** What an archive may hold: what a page can keep at hand. */
const limits = { files: 5000, bytes: 1 << 30 };

export type Bytes = { readonly name: string; readonly bytes: Uint8Array };

/** The files of an archive, or the file itself where it is none. Throws where an archive cannot be read. */
export async function unpacked({ name, bytes }: Bytes): Promise<readonly Bytes[]> {
  if (starts(bytes, [0x1f, 0x8b]))
    return unpacked({
      name: name.replace(/\.gz$|(?<=\.t)gz$/i, (end) => (end === 'gz' ? 'ar' : '')),
      bytes: await inflated(bytes, 'gzip'),
    });
  if (starts(bytes, [0x50, 0x4b, 0x03, 0x04])) return unzipped(bytes);
  return isTar(bytes) ? untarred(bytes) : [{ name, bytes }];
}

const starts = (bytes: Uint8Array, magic: readonly number[]): boolean => magic.every((one, i) => bytes[i] === one);
const isTar = (bytes: Uint8Array): boolean => ascii(bytes, 257, 5) === 'ustar';

async function inflated(bytes: Uint8Array, format: CompressionFormat): Promise<Uint8Array> {
  const reader = new Blob([bytes as Uint8Array<ArrayBuffer>]).stream().pipeThrough(new DecompressionStream(format)).getReader();
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    size += next.value.length;
    if (size > limits.bytes) throw new Error('it unpacks to more than 1 GiB');
    chunks.push(next.value as Uint8Array<ArrayBuffer>);
  }
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}

function ascii(bytes: Uint8Array, start: number, length: number): string {
  const field = bytes.subarray(start, start + length);
  const end = field.indexOf(0);
  return new TextDecoder().decode(end < 0 ? field : field.subarray(0, end));
}

const block = 512;

/** The regular files of a tar. POSIX pax (`x`) and GNU (`L`) put a name of more than 100 bytes before its file. */
function untarred(bytes: Uint8Array): readonly Bytes[] {
  const files: Bytes[] = [];
  let long: string | undefined;
  for (let at = 0; at + block <= bytes.length && bytes[at] !== 0 && files.length < limits.files; ) {
    const size = Number.parseInt(ascii(bytes, at + 124, 12).trim(), 8);
    if (!Number.isInteger(size)) throw new Error('the tar is damaged');
    const type = String.fromCharCode(bytes[at + 156] ?? 0);
    const content = bytes.subarray(at + block, at + block + size);
    const prefix = ascii(bytes, at + 345, 155);
    if (type === 'x') long = /(?:^|\n)\d+ path=([^\n]*)\n/.exec(new TextDecoder().decode(content))?.[1];
    else if (type === 'L') long = ascii(content, 0, size);
    else {
      if (type === '0' || type === '\0') files.push({ name: long ?? `${prefix}${prefix && '/'}${ascii(bytes, at, 100)}`, bytes: content });
      long = undefined;
    }
    at += block + Math.ceil(size / block) * block;
  }
  return files;
}

/** The files of a zip, by its central directory (APPNOTE.TXT 4.3.12). */
async function unzipped(bytes: Uint8Array): Promise<readonly Bytes[]> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let end = bytes.length - 22;
  while (end >= 0 && view.getUint32(end, true) !== 0x06054b50) end--;
  if (end < 0) throw new Error('the zip is damaged: it has no directory');
  const files: Bytes[] = [];
  let at = view.getUint32(end + 16, true);
  for (let left = Math.min(view.getUint16(end + 10, true), limits.files); left > 0; left--) {
    if (view.getUint32(at, true) !== 0x02014b50) throw new Error('the zip is damaged: its directory is cut off');
    const [method, size] = [view.getUint16(at + 10, true), view.getUint32(at + 20, true)];
    const [nameLength, extra, comment] = [view.getUint16(at + 28, true), view.getUint16(at + 30, true), view.getUint16(at + 32, true)];
    const local = view.getUint32(at + 42, true);
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength));
    const from = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
    const content = bytes.subarray(from, from + size);
    if (!name.endsWith('/')) files.push({ name, bytes: method === 8 ? await inflated(content, 'deflate-raw') : content });
    at += 46 + nameLength + extra + comment;
  }
  return files;
}

/** A text; undefined for what is none. */
export function textOf({ name, bytes }: Bytes): FileText | undefined {
  if (bytes.subarray(0, 8192).includes(0)) return undefined;
  return { name, text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes) };
}
