import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decode } from './decode.js';

const bytes = (...parts: readonly (string | number)[]): Uint8Array =>
  new Uint8Array(parts.flatMap((part) => (typeof part === 'number' ? [part] : [...new TextEncoder().encode(part)])));

it.each([
  ['a byte that starts nothing', bytes('ab', 0x80), 3, 2],
  ['a lead without its rest', bytes('é', 0xc3, 'x'), 3, 1],
  ['a character that the end cuts off', bytes('😀', 0xe2, 0x82), 5, 2],
  ['an overlong form', bytes('a', 0xc0, 0xaf), 2, 1],
  ['an overlong form of three', bytes('a', 0xe0, 0x80, 0xaf), 2, 1],
  ['a surrogate', bytes('a', 0xed, 0xa0, 0x80), 2, 1],
  ['above U+10FFFF', bytes(0xf4, 0x90, 0x80, 0x80), 1, 0],
  ['Latin-1', bytes('name: M', 0xfc, 'ller\n'), 8, 7],
  ['behind a BOM', bytes('\uFEFFa', 0xff), 5, 2],
  ['behind a replacement character of the text itself', bytes('\uFFFD', 0xff), 4, 1],
] as const)('%s is a fault with its place', (_, input, byte, at) => {
  const { fault } = decode(input);
  expect(fault?.message).toContain(`byte ${byte} (0x${input[byte - 1]?.toString(16)})`);
  expect(fault?.at).toBe(at);
});

it.each([
  ['little', [0xff, 0xfe, 0x61, 0x00]],
  ['big', [0xfe, 0xff, 0x00, 0x61]],
])('UTF-16, %s end first, is named', (_, input) => {
  expect(decode(new Uint8Array(input))).toEqual({ text: '', fault: { message: expect.stringContaining('UTF-16'), at: 0 } });
});

it('a BOM stays: it counts in columns', () => {
  expect(decode(bytes('\uFEFFa'))).toEqual({ text: '\uFEFFa' });
});

it('agrees with TextDecoder on what is UTF-8, and on the text before the fault', () => {
  const piece = fc.oneof(
    fc.constantFrom(0x41, 0x80, 0xbf, 0xc2, 0xe0, 0xed, 0xf0, 0xf4, 0xf5, 0x9f, 0xa0),
    fc.constantFrom('é', '😀', '€', 'a'),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), (parts) => {
      const input = bytes(...parts);
      let good: string | undefined;
      try {
        good = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(input);
      } catch {}
      const { text, fault } = decode(input);
      if (good !== undefined) return void expect({ text, fault }).toEqual({ text: good, fault: undefined });
      const byte = Number(/byte (\d+)/.exec(fault?.message ?? '')?.[1]) - 1;
      const before = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(input.subarray(0, byte));
      expect(fault?.at).toBe(before.length);
      expect(text.slice(0, before.length)).toBe(before);
      expect(text[before.length]).toBe('\uFFFD');
    }),
    { seed: 3, numRuns: 2000 },
  );
});
