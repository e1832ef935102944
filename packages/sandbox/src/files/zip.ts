// A zip of texts, stored as they are: corrected files are small, and every system opens it.
import type { FileText } from '../protocol.js';

const table = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (table[(crc ^ byte) & 255] ?? 0) ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

/** Names are UTF-8 (flag 0x800); the date is 1980-01-01, so that the same files make the same archive. */
function header(file: { readonly name: Uint8Array; readonly data: Uint8Array }, at?: number): Uint8Array<ArrayBuffer> {
  const central = at !== undefined;
  const bytes = new Uint8Array((central ? 46 : 30) + file.name.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, central ? 0x02014b50 : 0x04034b50, true);
  if (central) view.setUint16(4, 20, true);
  const rest = central ? 6 : 4;
  view.setUint16(rest, 20, true);
  view.setUint16(rest + 2, 0x800, true);
  view.setUint16(rest + 8, 0x21, true);
  view.setUint32(rest + 10, crc32(file.data), true);
  view.setUint32(rest + 14, file.data.length, true);
  view.setUint32(rest + 18, file.data.length, true);
  view.setUint16(rest + 22, file.name.length, true);
  if (central) view.setUint32(42, at, true);
  bytes.set(file.name, central ? 46 : 30);
  return bytes;
}

/** The bytes of a zip (APPNOTE.TXT 4.3). */
export function zipped(files: readonly FileText[]): Blob {
  const encoder = new TextEncoder();
  const parts: Uint8Array<ArrayBuffer>[] = [];
  const directory: Uint8Array<ArrayBuffer>[] = [];
  let at = 0;
  for (const { name, text } of files) {
    const file = { name: encoder.encode(name), data: encoder.encode(text) };
    const local = header(file);
    parts.push(local, file.data);
    directory.push(header(file, at));
    at += local.length + file.data.length;
  }
  const size = directory.reduce((sum, one) => sum + one.length, 0);
  const end = new Uint8Array(22);
  const view = new DataView(end.buffer);
  view.setUint32(0, 0x06054b50, true);
  view.setUint16(8, files.length, true);
  view.setUint16(10, files.length, true);
  view.setUint32(12, size, true);
  view.setUint32(16, at, true);
  return new Blob([...parts, ...directory, end], { type: 'application/zip' });
}
