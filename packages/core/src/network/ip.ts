// One IP address: text to number and back. The grammar is that of Go's netip.ParseAddr, without zones.

export type Ip = { readonly family: 4 | 6; readonly address: bigint };

function parseV4(text: string): bigint | undefined {
  const octets = text.split('.');
  // Go refuses a leading zero since 1.17: other readers would take 010 for octal.
  if (octets.length !== 4 || !octets.every((octet) => /^(0|[1-9]\d{0,2})$/.test(octet) && Number(octet) <= 255)) return undefined;
  return octets.reduce((address, octet) => (address << 8n) | BigInt(octet), 0n);
}

/** The 16-bit groups of one side of `::`; a dotted IPv4 address may end the text and counts as two. */
function groups(side: string, last: boolean): bigint[] | undefined {
  if (side === '') return [];
  const parts = side.split(':');
  const result: bigint[] = [];
  for (const [index, part] of parts.entries()) {
    if (/^[0-9a-f]{1,4}$/i.test(part)) {
      result.push(BigInt(`0x${part}`));
      continue;
    }
    const v4 = last && index === parts.length - 1 ? parseV4(part) : undefined;
    if (v4 === undefined) return undefined;
    result.push(v4 >> 16n, v4 & 0xffffn);
  }
  return result;
}

function parseV6(text: string): bigint | undefined {
  const sides = text.split('::');
  if (sides.length > 2) return undefined;
  const [head = '', tail] = sides;
  const before = groups(head, tail === undefined);
  const after = tail === undefined ? [] : groups(tail, true);
  if (before === undefined || after === undefined) return undefined;
  const missing = 8 - before.length - after.length;
  // A `::` that stands for nothing is an error in Go, as is a short address without one.
  if (tail === undefined ? missing !== 0 : missing < 1) return undefined;
  const all = [...before, ...Array<bigint>(missing).fill(0n), ...after];
  return all.reduce((address, group) => (address << 16n) | group, 0n);
}

/** Reads an IPv4 or IPv6 address; undefined for what Go would not read, and for a zone (`fe80::1%eth0`). */
export function parseIp(text: string): Ip | undefined {
  const family = text.includes(':') ? 6 : 4;
  const address = family === 6 ? parseV6(text) : parseV4(text);
  return address === undefined ? undefined : { family, address };
}

function formatV4(address: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => (address >> shift) & 255n).join('.');
}

/** The first of the longest runs of zero groups; a single group is not shortened (RFC 5952 §4.2). */
function longestZeroRun(parts: readonly bigint[]): { start: number; length: number } {
  let best = { start: 0, length: 0 };
  let length = 0;
  for (const [index, part] of parts.entries()) {
    length = part === 0n ? length + 1 : 0;
    if (length > best.length) best = { start: index - length + 1, length };
  }
  return best.length > 1 ? best : { start: 0, length: 0 };
}

/** Writes an address in its canonical form; IPv6 as in RFC 5952, IPv4-mapped addresses with dots (§5). */
export function formatAddress(ip: Ip): string {
  if (ip.family === 4) return formatV4(ip.address);
  if (ip.address >> 32n === 0xffffn) return `::ffff:${formatV4(ip.address & 0xffffffffn)}`;
  const parts = Array.from({ length: 8 }, (_, index) => (ip.address >> BigInt(112 - 16 * index)) & 0xffffn);
  const text = (list: readonly bigint[]): string => list.map((part) => part.toString(16)).join(':');
  const run = longestZeroRun(parts);
  return run.length === 0 ? text(parts) : `${text(parts.slice(0, run.start))}::${text(parts.slice(run.start + run.length))}`;
}
