// Public addresses: found in text, and mapped so that addresses of one network stay in one network.
import { type Cidr, contains, isPublic, overlaps, parseCidr, size } from '../network/cidr.js';
import { formatAddress } from '../network/ip.js';
import type { Detector } from './kinds.js';

const wholeBits = { 4: 32, 6: 128 } as const;
/** What one stand-in network takes the place of, where the text names no wider one: what is routed on the internet at the least. */
const unit = { 4: 24, 6: 48 } as const;

const ranges = (...texts: readonly string[]): readonly Cidr[] => texts.map(parseCidr).filter((cidr) => cidr !== undefined);

/**
 * Where stand-ins come from: documentation (RFC 5737, RFC 3849, RFC 9637), then benchmarking (RFC 2544), then what is reserved for ever
 * (RFC 1112 §4). Nobody owns any of it.
 */
const spaces = {
  4: ranges('198.51.100.0/24', '203.0.113.0/24', '192.0.2.0/24', '198.18.0.0/15', '240.0.0.0/4'),
  6: ranges('2001:db8::/32', '3fff::/20'),
} as const;

/** Public resolvers, which many write as a target of can-reach: they tell nothing of the one who writes them. */
const everybodys = new Set([
  ...['8.8.8.8', '8.8.4.4', '1.1.1.1', '1.0.0.1', '9.9.9.9', '208.67.222.222', '208.67.220.220'],
  ...['2001:4860:4860::8888', '2001:4860:4860::8844', '2606:4700:4700::1111', '2606:4700:4700::1001', '2620:fe::fe'],
]);

const v4 = /(?<![\w.])(?<![A-Za-z]-)(?:\d{1,3}\.){3}\d{1,3}(?:\/\d{1,2}(?!\d))?(?!\w|\.\d|-[a-z])/g;
const v6 = /(?<![\w:.])(?:[23][0-9a-f]{3}:[0-9a-f:]{1,40}(?:\d{1,3}(?:\.\d{1,3}){3})?)(?:\/\d{1,3}(?!\d))?(?![\w])/gi;
/** BIRD names a peer after its address: `Mesh_192_0_2_1` (confd/etc/calico/confd/templates/bird.cfg.template). */
const peerName = /(?:Mesh|Node|Global|Local|Workload)_(\d{1,3}(?:_\d{1,3}){3})(?!_?\d)/g;

/** Finds addresses and ranges that may be public; `AddressMap` decides. Versions of four numbers are left out where they say so. */
export const findAddresses: Detector = (text, found) => {
  for (const pattern of [v4, v6]) {
    for (const match of text.matchAll(pattern)) {
      const written = match[0].replace(/:$/, '');
      if (readPublic(written) === undefined) continue;
      if (/version["'\s:=]*v?$|release["'\s:=]*v?$/i.test(text.slice(Math.max(0, match.index - 14), match.index))) continue;
      found('address', match.index, match.index + written.length);
    }
  }
  for (const { 0: whole, 1: name = '', index } of text.matchAll(peerName)) {
    const end = index + whole.length;
    if (readPublic(name) !== undefined) found('address', end - name.length, end);
  }
};

/** Logs name the same addresses again and again. */
const cache = new Map<string, Cidr | undefined>();

/** The range that a text names, where it is one that can identify somebody. */
function readPublic(text: string): Cidr | undefined {
  if (cache.has(text)) return cache.get(text);
  if (cache.size > 50_000) cache.clear();
  const plain = text.replaceAll('_', '.');
  const cidr = parseCidr(plain.includes('/') ? plain : `${plain}/${plain.includes(':') ? 128 : 32}`);
  const known = cidr !== undefined && cidr.prefix >= 8 && !everybodys.has(plain) && isPublic(cidr) ? cidr : undefined;
  cache.set(text, known);
  return known;
}

/** Stand-ins of addresses. The order of calls decides which network gets which stand-in. */
export type AddressMap = {
  /** Notes a range that the text names, so that addresses in it keep to it. To be called for all before the first `standIn`. */
  readonly learn: (written: string) => void;
  /** Notes a range that the configuration gives to pods or services: it is this cluster's own, whatever the registries say. */
  readonly keep: (written: string) => void;
  /** Notes an address of the stand-ins' own spaces that the text holds, which therefore is none. */
  readonly reserve: (written: string) => void;
  readonly standIn: (written: string) => string | undefined;
};

const keyOf = ({ family, base, prefix }: Cidr): string => `${family}:${base}/${prefix}`;

export function addressMap(): AddressMap {
  const wide: Cidr[] = [];
  const kept: Cidr[] = [];
  const taken = new Map<string, Cidr>();
  const blocks = new Map<string, Cidr>();
  const next = new Map<Cidr, bigint>();

  const allocate = (family: 4 | 6, prefix: number): Cidr | undefined => {
    const step = 1n << BigInt(wholeBits[family] - prefix);
    for (const space of spaces[family]) {
      if (space.prefix > prefix) continue;
      const end = space.base + size(space);
      // Up to the next address that is a multiple of the step.
      let base = (((next.get(space) ?? space.base) + step - 1n) / step) * step;
      for (; base < end; base += step) {
        const block: Cidr = { family, base, prefix, address: base, text: '' };
        const used = prefix === unit[family] ? taken.has(keyOf(block)) : [...taken.values()].some((other) => overlaps(other, block));
        if (used) continue;
        next.set(space, base + step);
        return block;
      }
    }
    return undefined;
  };

  const network = (cidr: Cidr): Cidr => {
    const outer = wide.find((range) => contains(range, cidr));
    if (outer) return outer;
    const prefix = Math.min(unit[cidr.family], cidr.prefix);
    const rest = BigInt(wholeBits[cidr.family] - prefix);
    return { ...cidr, prefix, base: (cidr.address >> rest) << rest };
  };

  return {
    learn: (written) => {
      const cidr = readPublic(written);
      if (cidr === undefined || cidr.prefix >= unit[cidr.family] || wide.some((range) => contains(range, cidr))) return;
      wide.push(cidr);
      wide.sort((a, b) => a.prefix - b.prefix);
    },
    keep: (written) => {
      const cidr = readPublic(written);
      if (cidr) kept.push(cidr);
    },
    reserve: (written) => {
      const cidr = parseCidr(`${written}/${unit[written.includes(':') ? 6 : 4]}`);
      if (cidr && spaces[cidr.family].some((space) => contains(space, cidr))) taken.set(keyOf(cidr), cidr);
    },
    standIn: (written) => {
      const cidr = readPublic(written);
      if (cidr === undefined || kept.some((range) => contains(range, cidr))) return undefined;
      const outer = network(cidr);
      const block = blocks.get(keyOf(outer)) ?? allocate(outer.family, outer.prefix);
      if (block === undefined) return undefined;
      blocks.set(keyOf(outer), block);
      const text = formatAddress({ family: cidr.family, address: block.base + (cidr.address - outer.base) });
      if (written.includes('_')) return text.replaceAll('.', '_');
      return written.includes('/') ? `${text}/${cidr.prefix}` : text;
    },
  };
}
