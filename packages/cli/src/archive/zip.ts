// A zip archive by its central directory (PKWARE APPNOTE 6.3.10 §4.3), stored or deflated; node:zlib does the work.
import { inflateRawSync } from 'node:zlib';
import { plain } from './tar.js';

/** A regular file; `content` throws where it is damaged, encrypted, packed otherwise, or larger than asked for. */
export type Member = { readonly name: string; readonly size: number; content(atMost: number): Buffer };

const signatures = { local: 0x04034b50, central: 0x02014b50, end: 0x06054b50 };
/** The end record is the last but for a comment of up to 64 KiB. */
const endLength = 22;

/** The members in the order of the directory. Throws where there is none: the archive was cut off, or is of the kind for more than 4 GiB. */
export function unzip(bytes: Buffer): readonly Member[] {
  const end = endOf(bytes);
  const count = bytes.readUInt16LE(end + 10);
  const members: Member[] = [];
  let at = bytes.readUInt32LE(end + 16);
  if (count === 0xffff || at === 0xffffffff) throw new Error('zip64 is not read: pack it as .tar.gz');
  for (let i = 0; i < count; i++) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== signatures.central) throw new Error('its directory is damaged');
    const nameLength = bytes.readUInt16LE(at + 28);
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength);
    const member = memberOf(bytes, at, plain(name));
    if (!name.endsWith('/')) members.push(member);
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return members;
}

function endOf(bytes: Buffer): number {
  const lowest = Math.max(0, bytes.length - endLength - 0xffff);
  for (let at = bytes.length - endLength; at >= lowest; at--) if (bytes.readUInt32LE(at) === signatures.end) return at;
  throw new Error('it has no directory: it was cut off');
}

function memberOf(bytes: Buffer, at: number, name: string): Member {
  const flags = bytes.readUInt16LE(at + 8);
  const method = bytes.readUInt16LE(at + 10);
  const packed = bytes.readUInt32LE(at + 20);
  const local = bytes.readUInt32LE(at + 42);
  return {
    name,
    size: bytes.readUInt32LE(at + 24),
    content: (atMost) => {
      if ((flags & 1) !== 0) throw new Error('it is encrypted');
      if (local + 30 > bytes.length || bytes.readUInt32LE(local) !== signatures.local) throw new Error('it is damaged');
      const from = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
      const content = bytes.subarray(from, from + packed);
      if (method === 0) return content;
      if (method === 8) return inflateRawSync(content, { maxOutputLength: atMost });
      throw new Error(`its compression (method ${method}) is not read`);
    },
  };
}
