/** The part of the Encoding standard that Node and browsers share; core's compiler options know neither. */
declare const TextDecoder: new (label: string, options: { fatal?: boolean; ignoreBOM: boolean }) => { decode(bytes: Uint8Array, options?: { stream: boolean }): string };

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
    const at = firstBad(input);
    return { text, fault: { message: `the file is not valid UTF-8 (byte ${at.byte + 1})`, at: at.offset } };
  }
}

/** The first byte that is no UTF-8, found by halving: a prefix that ends inside a character is only cut, not wrong. */
function firstBad(bytes: Uint8Array): { byte: number; offset: number } {
  const valid = (end: number): string | undefined => {
    try {
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes.subarray(0, end), { stream: true });
    } catch {
      return undefined;
    }
  };
  let good = 0;
  let bad = bytes.length;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (valid(middle) === undefined) bad = middle;
    else good = middle;
  }
  return { byte: good, offset: valid(good)?.length ?? 0 };
}
