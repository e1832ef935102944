import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  blockCount,
  blockSizeRange,
  type Cidr,
  contains,
  containsIp,
  hasHostBits,
  isPublic,
  masked,
  overlaps,
  parseCidr,
  parseIp,
  size,
  touchesLinkLocal,
} from './cidr.js';

function read(text: string): Cidr {
  const cidr = parseCidr(text);
  if (cidr === undefined) throw new Error(`not a CIDR: ${text}`);
  return cidr;
}

test.each([
  ['10.244.0.0/16', '10.244.0.0/16'],
  ['10.0.0.5/24', '10.0.0.0/24'],
  ['0.0.0.0/0', '0.0.0.0/0'],
  ['10.0.0.0/08', '10.0.0.0/8'], // net.ParseCIDR reads the prefix with dtoi, which skips leading zeros
  ['2001:DB8:0:0:1:0:0:1/128', '2001:db8::1:0:0:1/128'], // RFC 5952 §4.2.3: the first of two equal runs
  ['2001:db8:0:1:1:1:1:1/128', '2001:db8:0:1:1:1:1:1/128'], // §4.2.2: no :: for one group
  ['2001:0:0:1:0:0:0:1/128', '2001:0:0:1::1/128'],
  ['fd00::1:2/64', 'fd00::/64'],
  ['::/0', '::/0'],
  ['1:2:3:4:5:6:7::/128', '1:2:3:4:5:6:7:0/128'],
  ['::ffff:192.0.2.1/128', '::ffff:192.0.2.1/128'],
  ['64:ff9b::10.0.0.1/128', '64:ff9b::a00:1/128'],
])('%s is the network %s', (text, canonical) => {
  expect(masked(read(text))).toBe(canonical);
});

test.each([
  ...['', '/', '10.0.0.0', '10.0.0.0/', '10.0.0.0/33', '10.0.0.0/-1', '10.0.0.0/+8', '10.0.0.0/8/8', '10.0.0/8', '10.0.0.0.0/8'],
  ...['010.0.0.0/8', '256.0.0.0/8', '10.0.0.1e0/8', ' 10.0.0.0/8', '10.0.0.0/8 ', '10..0.0/8', '0x0a.0.0.0/8'],
  ...['fe80::1%eth0/64', '::/129', ':::/64', '1::2::3/64', ':1::/64', '1:2:3:4:5:6:7/64', '1:2:3:4:5:6:7:8:9/64', '12345::/64'],
  ...['1:2:3:4:5:6:7::8/64', '1.2.3.4::/64', '::1.2.3.4:5/64', '::1.2.3/64', '::01.2.3.4/64', 'g::/64', '1:/64', '::1:/64'],
])('refuses "%s"', (text) => {
  expect(parseCidr(text)).toBeUndefined();
});

test('keeps what was written', () => {
  expect(read('10.0.0.5/24')).toEqual({ family: 4, base: 0x0a000000n, prefix: 24, address: 0x0a000005n, text: '10.0.0.5/24' });
  expect([hasHostBits(read('10.0.0.5/24')), hasHostBits(read('10.0.0.0/24'))]).toEqual([true, false]);
  expect(parseIp('::1')).toEqual({ family: 6, address: 1n });
  expect(parseIp('10.0.0.0/8')).toBeUndefined();
});

test('sizes and blocks', () => {
  expect(size(read('192.168.0.0/16'))).toBe(65536n);
  expect(size(read('::/0'))).toBe(2n ** 128n);
  expect(blockCount(read('192.168.0.0/16'), 26)).toBe(1024n);
  expect(blockCount(read('10.0.0.0/26'), 26)).toBe(1n);
  expect(blockCount(read('10.0.0.0/27'), 26)).toBe(0n);
  expect(blockSizeRange(4)).toEqual({ min: 20, max: 32, default: 26 });
  expect(blockSizeRange(6)).toEqual({ min: 116, max: 128, default: 122 });
});

describe('public space', () => {
  test.each([
    ...['8.8.8.0/24', '172.0.0.0/8', '172.32.0.0/16', '11.0.0.0/8', '100.128.0.0/16', '0.0.0.0/0', '192.0.0.0/8', '200.200.0.0/16'],
    ...['2600::/32', '2001:4860::/32', '::/0', '2001::/16'],
  ])('%s is public', (text) => {
    expect(isPublic(read(text))).toBe(true);
  });
  test.each([
    ...[
      '10.244.0.0/16',
      '172.16.0.0/12',
      '172.31.255.0/24',
      '192.168.0.0/16',
      '100.64.0.0/10',
      '127.0.0.0/8',
      '169.254.1.0/24',
      '198.19.0.0/16',
    ],
    ...[
      '192.0.2.0/24',
      '198.51.100.0/25',
      '203.0.113.8/32',
      '240.0.0.0/4',
      '0.0.0.0/8',
      '224.0.0.0/4',
      '224.0.0.0/3',
      '255.255.255.255/32',
    ],
    ...['fd00::/48', 'fe80::/10', '2001:db8:1::/48', '3fff:1::/32', '::1/128', 'ff00::/8', '64:ff9b::/96'],
  ])('%s is not', (text) => {
    expect(isPublic(read(text))).toBe(false);
  });
});

test('link-local', () => {
  for (const text of ['169.254.0.0/16', '169.254.169.254/32', '169.0.0.0/8', 'fe80::/10', 'febf::/16', '::/0', '0.0.0.0/0']) {
    expect(touchesLinkLocal(read(text)), text).toBe(true);
  }
  for (const text of ['169.253.0.0/16', '10.0.0.0/8', 'fec0::/10', 'fd00::/8']) expect(touchesLinkLocal(read(text)), text).toBe(false);
});

// Small spaces, so that random ranges do meet.
const v4 = fc
  .tuple(fc.constantFrom(0, 10, 11, 192), fc.nat(3), fc.constantFrom(0, 128, 255), fc.nat(255))
  .map((octets) => octets.join('.'));
const group = fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(0xffff) });
const v6 = fc.array(group, { minLength: 8, maxLength: 8 }).map((groups) => groups.map((value) => value.toString(16)).join(':'));
const range = fc.oneof(
  fc.tuple(v4, fc.integer({ min: 0, max: 32 })).map(([address, prefix]) => `${address}/${prefix}`),
  fc.tuple(v6, fc.integer({ min: 0, max: 128 })).map(([address, prefix]) => `${address}/${prefix}`),
);

/** The first bits of a range as text, family in front: the naive model. */
function bits(text: string): string {
  const [address = '', prefix] = text.split('/');
  const wide = address.includes(':');
  const parts = address.split(wide ? ':' : '.').map((part) => Number.parseInt(part, wide ? 16 : 10));
  const all = parts.map((part) => part.toString(2).padStart(wide ? 16 : 8, '0')).join('');
  return (wide ? 'six ' : 'four ') + all.slice(0, Number(prefix));
}

test('masking is a fixed point and loses only host bits', () => {
  fc.assert(
    fc.property(range, (text) => {
      const cidr = read(text);
      const again = read(masked(cidr));
      expect(masked(again)).toBe(masked(cidr));
      expect([again.base, again.prefix, again.family, hasHostBits(again)]).toEqual([cidr.base, cidr.prefix, cidr.family, false]);
    }),
  );
});

test('relations agree with bit strings', () => {
  fc.assert(
    fc.property(range, range, (x, y) => {
      const [a, b] = [read(x), read(y)];
      expect(contains(a, b)).toBe(bits(y).startsWith(bits(x)));
      expect(overlaps(a, b)).toBe(bits(y).startsWith(bits(x)) || bits(x).startsWith(bits(y)));
      expect(overlaps(a, b)).toBe(overlaps(b, a));
      if (contains(a, b)) expect(overlaps(a, b) && size(a) >= size(b)).toBe(true);
      const [address = ''] = y.split('/');
      expect(containsIp(a, address)).toBe(bits(`${address}/128`).startsWith(bits(x)));
    }),
    { numRuns: 400 },
  );
});

test('reading never throws', () => {
  const noise = fc.string({ unit: fc.constantFrom(...'0123456789abf:./%'.split('')), maxLength: 24 });
  fc.assert(
    fc.property(fc.oneof(fc.string(), noise), (text) => {
      const cidr = parseCidr(text);
      if (cidr !== undefined) expect(parseCidr(masked(cidr))?.base).toBe(cidr.base);
      containsIp(read('::/0'), text);
    }),
    { numRuns: 500 },
  );
});
