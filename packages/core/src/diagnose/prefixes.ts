/** Networks by prefix: which of many hold an address, or lie within a network, without a look at each. */
import { type Cidr, parseCidr } from '../network/cidr.js';

export type Prefixes<T> = {
  /** Values whose network holds the whole of this one, the most specific first; the network itself counts. */
  holding(cidr: string): readonly T[];
  /** True where some network of the table lies within this one; the network itself counts. */
  hasWithin(cidr: string): boolean;
};

/** By prefix length and base. Keys are small integers for IPv4: half a million routes are no rarity. */
type Levels<T> = Map<number, Map<number | bigint, T[]>>;

/** A table of the entries; what is no CIDR is left out. */
export function prefixesOf<T>(entries: Iterable<readonly [cidr: string, value: T]>): Prefixes<T> {
  const families: Record<4 | 6, Levels<T>> = { 4: new Map(), 6: new Map() };
  for (const [text, value] of entries) {
    const cidr = parsed(text);
    if (cidr) keep(families[cidr.family], cidr, value);
  }
  const lengths = { 4: falling(families[4]), 6: falling(families[6]) };
  return {
    holding: (text) => {
      const cidr = parsed(text);
      if (!cidr) return [];
      const found: T[] = [];
      for (const prefix of lengths[cidr.family]) {
        const here = prefix <= cidr.prefix ? families[cidr.family].get(prefix)?.get(keyOf(cidr, prefix)) : undefined;
        if (here) found.push(...here);
      }
      return found;
    },
    hasWithin: (text) => {
      const cidr = parsed(text);
      return (
        cidr !== undefined &&
        lengths[cidr.family].some((prefix) => prefix >= cidr.prefix && someWithin(families[cidr.family], cidr, prefix))
      );
    },
  };
}

/** The same table for those who ask for the same networks again and again: each answer is kept. */
export function remembered<T>({ holding, hasWithin }: Prefixes<T>): Prefixes<T> {
  return { holding: keptBy(holding), hasWithin: keptBy(hasWithin) };
}

function keptBy<R>(ask: (cidr: string) => R): (cidr: string) => R {
  const answers = new Map<string, R>();
  return (cidr) => {
    const known = answers.get(cidr);
    if (known !== undefined) return known;
    const answer = ask(cidr);
    answers.set(cidr, answer);
    return answer;
  };
}

function keep<T>(levels: Levels<T>, cidr: Cidr, value: T): void {
  const level = levels.get(cidr.prefix) ?? new Map<number | bigint, T[]>();
  levels.set(cidr.prefix, level);
  const key = keyOf(cidr, cidr.prefix);
  const held = level.get(key);
  if (held) held.push(value);
  else level.set(key, [value]);
}

/** Looks at the bases of one prefix length: asked for few networks, and the answers are kept by those who ask. */
function someWithin<T>(levels: Levels<T>, cidr: Cidr, prefix: number): boolean {
  const level = levels.get(prefix);
  if (!level || cidr.prefix === prefix) return level?.has(keyOf(cidr, prefix)) ?? false;
  const low = cidr.base;
  const high = low + (1n << BigInt(bitsOf(cidr) - cidr.prefix));
  for (const key of level.keys()) {
    const base = typeof key === 'bigint' ? key : BigInt(key >>> 0);
    if (base >= low && base < high) return true;
  }
  return false;
}

const bitsOf = ({ family }: Pick<Cidr, 'family'>): number => (family === 4 ? 32 : 128);
const falling = (levels: Levels<unknown>): readonly number[] => [...levels.keys()].sort((a, b) => b - a);

function keyOf(cidr: Cidr, prefix: number): number | bigint {
  const hostBits = bitsOf(cidr) - prefix;
  if (cidr.family === 4) return hostBits === 32 ? 0 : (Number(cidr.base) >> hostBits) << hostBits;
  return (cidr.base >> BigInt(hostBits)) << BigInt(hostBits);
}

/** The nodes of a mesh write the same networks over and over. */
const known = new Map<string, Cidr | undefined>();
const knownAtMost = 50_000;

/** As `parseCidr` reads it. */
export function parsed(text: string): Cidr | undefined {
  if (known.has(text)) return known.get(text);
  if (known.size >= knownAtMost) known.clear();
  const cidr = parseCidr(text);
  known.set(text, cidr);
  return cidr;
}
