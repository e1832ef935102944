/** What Node and browsers share of the Encoding standard; core's compiler options know neither. */
declare const TextDecoder: new () => { decode(bytes: Uint8Array): string };

/** The text of a field of fixed length, up to its NUL, without blanks around it. */
export function textAt(bytes: Uint8Array, start: number, length: number): string {
  const field = bytes.subarray(start, start + length);
  const end = field.indexOf(0);
  return utf8(end < 0 ? field : field.subarray(0, end)).trim();
}

/** Bytes as UTF-8; what is none becomes U+FFFD. */
export const utf8 = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

export function concatenated(pieces: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}

export const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** A path that stays below its archive, whatever the archive says: the one answer to `..`, to a drive and to a leading slash. */
export function plain(name: string): string {
  return name
    .split(/[\\/]/)
    .filter((step) => !/^(?:|\.|\.\.|[A-Za-z]:)$/.test(step))
    .join('/');
}
