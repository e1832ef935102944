// A zip archive by its central directory (PKWARE APPNOTE 6.3.10 §4.3), stored or deflated.
import { plain, utf8, viewOf } from './bytes.js';

/** A regular file; `size`: its bytes unpacked, as the directory says. `content` throws where it is damaged, encrypted or packed otherwise. */
export type ZipMember = {
  readonly name: string;
  readonly size: number;
  readonly content: () => { readonly bytes: Uint8Array; readonly deflated: boolean };
};

const signatures = { local: 0x04034b50, central: 0x02014b50, end: 0x06054b50 };
/** The end record is the last but for a comment of up to 64 KiB. */
const endLength = 22;

/** The members in the order of the directory. Throws where there is none: the archive was cut off, or is of the kind for more than 4 GiB. */
export function unzip(bytes: Uint8Array): readonly ZipMember[] {
  const view = viewOf(bytes);
  const end = endOf(view);
  const count = view.getUint16(end + 10, true);
  const members: ZipMember[] = [];
  let at = view.getUint32(end + 16, true);
  if (count === 0xffff || at === 0xffffffff) throw new Error('zip64 is not read: pack it as .tar.gz');
  for (let i = 0; i < count; i++) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== signatures.central) throw new Error('its directory is damaged');
    const nameLength = view.getUint16(at + 28, true);
    const name = utf8(bytes.subarray(at + 46, at + 46 + nameLength));
    const member = memberOf(view, at, plain(name));
    if (!name.endsWith('/')) members.push(member);
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return members;
}

function endOf(view: DataView): number {
  const lowest = Math.max(0, view.byteLength - endLength - 0xffff);
  for (let at = view.byteLength - endLength; at >= lowest; at--) if (view.getUint32(at, true) === signatures.end) return at;
  throw new Error('it has no directory: it was cut off');
}

function memberOf(view: DataView, at: number, name: string): ZipMember {
  const flags = view.getUint16(at + 8, true);
  const method = view.getUint16(at + 10, true);
  const packed = view.getUint32(at + 20, true);
  const local = view.getUint32(at + 42, true);
  return {
    name,
    size: view.getUint32(at + 24, true),
    content: () => {
      if ((flags & 1) !== 0) throw new Error('it is encrypted');
      if (local + 30 > view.byteLength || view.getUint32(local, true) !== signatures.local) throw new Error('it is damaged');
      if (method !== 0 && method !== 8) throw new Error(`its compression (method ${method}) is not read`);
      const from = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
      if (from + packed > view.byteLength) throw new Error('it is damaged');
      return { bytes: new Uint8Array(view.buffer, view.byteOffset + from, packed), deflated: method === 8 };
    },
  };
}
