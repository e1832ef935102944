// The way back: from stand-ins to originals, for the one who holds the map.
import type { StandIn } from './stand-ins.js';

/** Puts the originals back. A longer stand-in goes before one that it begins with: `host-1` is not restored inside of `host-12`. */
export function restore(text: string, standIns: readonly StandIn[]): string {
  const originals = new Map(standIns.map(({ standIn, original }) => [standIn, original]));
  const longest = [...originals.keys()].sort((a, b) => b.length - a.length);
  if (longest.length === 0) return text;
  const pattern = new RegExp(
    `(?<![0-9a-f.])(?:${longest.map((one) => one.replace(/[.+*?^${}()|[\]\\/]/g, '\\$&')).join('|')})(?![0-9])`,
    'gi',
  );
  return text.replace(pattern, (match) => originals.get(match) ?? match);
}
