/** The part of the Encoding standard that Node and browsers share; core's compiler options know neither. */
declare const TextDecoder: new (label: string, options: { fatal?: boolean; ignoreBOM: boolean }) => { decode(bytes: Uint8Array): string };

export type Decoded = { readonly text: string; readonly fault?: { readonly message: string; readonly at: number } };

/** Decodes a source. Bytes that are not UTF-8 give a fault with its place, and a text without content. A BOM is kept: it counts in columns. */
export function decode(input: string | Uint8Array): Decoded {
  if (typeof input === 'string') return { text: input };
  if ((input[0] === 0xff && input[1] === 0xfe) || (input[0] === 0xfe && input[1] === 0xff)) {
    return { text: '', fault: { message: 'the file is UTF-16; kubectl reads UTF-8: save it as UTF-8', at: 0 } };
  }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(input) };
  } catch {
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(input);
    const { byte, offset } = firstBad(input);
    const message = `the file is not valid UTF-8: byte ${byte + 1} (0x${(input[byte] ?? 0).toString(16)}) belongs to no character; save it as UTF-8`;
    return { text, fault: { message, at: offset } };
  }
}

/** The first byte that starts no character, and how many UTF-16 units stand before it. */
function firstBad(bytes: Uint8Array): { readonly byte: number; readonly offset: number } {
  let offset = 0;
  let byte = 0;
  while (byte < bytes.length) {
    const length = lengthAt(bytes, byte);
    if (length === 0) break;
    offset += length === 4 ? 2 : 1;
    byte += length;
  }
  return { byte, offset };
}

/** Bytes of the character at an offset, 0 where there is none (Unicode 15, table 3-7: well-formed UTF-8). */
function lengthAt(bytes: Uint8Array, at: number): number {
  const lead = bytes[at] ?? 0;
  if (lead < 0x80) return 1;
  const length = lead < 0xc2 || lead > 0xf4 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  const second = bytes[at + 1] ?? 0;
  const [low, high] = seconds[lead] ?? [0x80, 0xbf];
  if (length === 0 || second < low || second > high) return 0;
  for (let i = 2; i < length; i++) if (((bytes[at + i] ?? 0) & 0xc0) !== 0x80) return 0;
  return length;
}

/** Second bytes that keep out overlong forms, surrogates, and what lies above U+10FFFF. */
const seconds: Readonly<Record<number, readonly [number, number]>> = {
  224: [0xa0, 0xbf],
  237: [0x80, 0x9f],
  240: [0x90, 0xbf],
  244: [0x80, 0x8f],
};
