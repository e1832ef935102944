// IPv4 and IPv6 ranges, read as strictly as Go's net.ParseCIDR, which is what Calico calls.

import { formatAddress, type Ip, parseIp } from './ip.js';

export { parseIp } from './ip.js';

/** A range. `base` is the network address, `address` the one that was written, `text` the whole as written. */
export type Cidr = {
  readonly family: 4 | 6;
  readonly base: bigint;
  readonly prefix: number;
  readonly address: bigint;
  readonly text: string;
};

const bitsOf = (family: 4 | 6): number => (family === 4 ? 32 : 128);

/** Drops the host bits of an address. */
function network(ip: Ip, prefix: number): bigint {
  const hostBits = BigInt(bitsOf(ip.family) - prefix);
  return (ip.address >> hostBits) << hostBits;
}

/**
 * Reads `address/prefix`; undefined where Go's net.ParseCIDR fails: a bare address, an octet with a leading zero, a zone, a prefix
 * that is too long. A prefix with leading zeros (`/08`) is fine there. Host bits are kept in `address`.
 */
export function parseCidr(text: string): Cidr | undefined {
  const slash = text.indexOf('/');
  const ip = slash < 0 ? undefined : parseIp(text.slice(0, slash));
  const mask = text.slice(slash + 1);
  if (ip === undefined || !/^\d+$/.test(mask) || Number(mask) > bitsOf(ip.family)) return undefined;
  const prefix = Number(mask);
  return { family: ip.family, base: network(ip, prefix), prefix, address: ip.address, text };
}

/** True where the address as written is not the network address, as in `10.0.0.5/24`. */
export function hasHostBits(cidr: Cidr): boolean {
  return cidr.address !== cidr.base;
}

/** The network in canonical text: dotted IPv4, or IPv6 as RFC 5952 wants it. */
export function masked(cidr: Cidr): string {
  return `${formatAddress({ family: cidr.family, address: cidr.base })}/${cidr.prefix}`;
}

/** True where every address of `inner` is in `outer`; false across families. */
export function contains(outer: Cidr, inner: Cidr): boolean {
  if (outer.family !== inner.family || outer.prefix > inner.prefix) return false;
  return network({ family: inner.family, address: inner.base }, outer.prefix) === outer.base;
}

/** True where the ranges share an address. Two ranges never share only a part: one holds the other. */
export function overlaps(a: Cidr, b: Cidr): boolean {
  return contains(a, b) || contains(b, a);
}

/** True where the range holds the address, given as text. False for text that is no address. */
export function containsIp(cidr: Cidr, ip: string): boolean {
  const parsed = parseIp(ip);
  return parsed !== undefined && parsed.family === cidr.family && network(parsed, cidr.prefix) === cidr.base;
}

/** How many addresses the range has. */
export function size(cidr: Cidr): bigint {
  return 1n << BigInt(bitsOf(cidr.family) - cidr.prefix);
}

function ranges(...texts: string[]): readonly Cidr[] {
  return texts.map(parseCidr).filter((cidr) => cidr !== undefined);
}

// IANA special-purpose address registries (RFC 6890 and its updates); the last one is multicast and 240/4 together.
const reserved = ranges(
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24'],
  ...['192.0.2.0/24', '192.168.0.0/16', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/3'],
);
const globalUnicast = ranges('2000::/3');
const documentation = ranges('2001:db8::/32', '3fff::/20');

/**
 * True where the range holds addresses of the public internet, also where it only reaches out of a private one (172.0.0.0/8).
 * Public in IPv6 is 2000::/3 without the documentation ranges (RFC 3849, RFC 9637).
 */
export function isPublic(cidr: Cidr): boolean {
  const within = (list: readonly Cidr[]): boolean => list.some((range) => contains(range, cidr));
  if (cidr.family === 4) return !within(reserved);
  return globalUnicast.some((range) => overlaps(range, cidr)) && !within(documentation);
}

const linkLocal = ranges('169.254.0.0/16', 'fe80::/10');

/** True where the range meets link-local space, which no IPPool may (libcalico-go/lib/clientv3/ippool.go:356-503). */
export function touchesLinkLocal(cidr: Cidr): boolean {
  return linkLocal.some((range) => overlaps(range, cidr));
}

/**
 * How many IPAM blocks of 2^(bits - blockSize) addresses fit into the pool; 0 where it is smaller than one block, which Calico
 * refuses with "IP pool size is too small for use with Calico IPAM" (libcalico-go/lib/clientv3/ippool.go:356-503).
 */
export function blockCount(cidr: Cidr, blockSize: number): bigint {
  return cidr.prefix > blockSize ? 0n : 1n << BigInt(blockSize - cidr.prefix);
}

/** The blockSize (a prefix length) that an IPPool may have, and the default. Source: libcalico-go validator/v3/validator.go:973-1010. */
export function blockSizeRange(family: 4 | 6): { min: number; max: number; default: number } {
  return family === 4 ? { min: 20, max: 32, default: 26 } : { min: 116, max: 128, default: 122 };
}
