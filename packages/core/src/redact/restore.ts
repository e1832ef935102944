// The way back: from stand-ins to originals, for the one who holds the map.
import type { StandIn } from './stand-ins.js';

/** Everything that has the shape of a stand-in; the map says which of it is one. */
const shaped =
  /redacted-[a-z-]{3,16}-\d+|cmVkYWN0ZWQt[A-Za-z0-9+/]+={0,2}|user-\d+@mail\.example|host--?\d+(?:\.example)?|(?<![\d.])(?:\d{1,3}[._]){3}\d{1,3}(?:\/\d{1,2})?|(?:2001:db8|3fff):[0-9a-f:]*(?:\/\d{1,3})?|02:00:5e(?::[0-9a-f]{2}){3}|enx02005e[0-9a-f]{6}|fe80::5eff:fe[0-9a-f]{2}:[0-9a-f]{1,4}|0{8}-0000-4000-8000-\d{12}|0{6}\d{6}/g;

/** Puts the originals back, wherever a stand-in stands: also in an answer that was written about the redacted text. */
export function restore(text: string, standIns: readonly StandIn[]): string {
  const byName = new Map(standIns.map((one) => [one.standIn.trimEnd(), one]));
  let out = '';
  let at = 0;
  for (const { 0: match, index } of text.matchAll(shaped)) {
    const one = byName.get(match) ?? byName.get(match.replace(/\/\d+$|\.example$/, ''));
    if (one === undefined) continue;
    const name = one.standIn.trimEnd();
    // The line ends behind a key of many lines were put in for those of the key.
    const end = text.startsWith(one.standIn, index) ? index + one.standIn.length : index + name.length;
    out += text.slice(at, index) + one.original;
    at = end;
  }
  return out + text.slice(at);
}
