// What is replaced, and what its stand-in looks like.

/** Kinds of values that identify somebody or let somebody in. */
export type Kind =
  | 'private-key'
  | 'certificate'
  | 'token'
  | 'user'
  | 'password'
  | 'secret-data'
  | 'account'
  | 'email'
  | 'address'
  | 'mac'
  | 'host';

/** One stretch of a text that is to be replaced: `end` is exclusive, offsets are UTF-16 units. */
export type Match = { readonly kind: Kind; readonly start: number; readonly end: number };

/** Takes a match; where two overlap, the detector that ran first wins. */
export type Found = (kind: Kind, start: number, end: number) => void;

/** Finds stretches of one sort. Linear in the length of the text, whatever the text. */
export type Detector = (text: string, found: Found) => void;

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Base64 of ASCII; hosts differ in what they offer for it, and this room may not ask them. */
function base64(ascii: string): string {
  let out = '';
  for (let at = 0; at < ascii.length; at += 3) {
    const [a = 0, b = 0, c = 0] = [0, 1, 2].map((offset) => ascii.charCodeAt(at + offset) || 0);
    const bits = (a << 16) | (b << 8) | c;
    const digits = [18, 12, 6, 0].map((shift) => alphabet[(bits >> shift) & 63]);
    out += digits.slice(0, Math.min(4, ascii.length - at + 1)).join('');
  }
  return out.padEnd(Math.ceil(out.length / 4) * 4, '=');
}

/** `cmVkYWN0ZWQt` is base64 of `redacted-`. */
const standIn = /redacted-[a-z-]{3,16}-\d|cmVkYWN0ZWQt/;
const shaped =
  /^(?:host--?\d+(?:\.example)?|user-\d+@mail\.example|0{6}\d{6}|0{8}-0000-4000-8000-\d{12}|02:00:5e(?::[0-9a-f]{2}){3}|enx02005e[0-9a-f]{6}|fe80::5eff:fe[0-9a-f]{2}:[0-9a-f]{1,4})$/;

/** True for a text that redacting has made, or that holds one: a second pass leaves it alone. */
export function isStandIn(text: string): boolean {
  return standIn.test(text) || shaped.test(text);
}

/** The n-th stand-in of a kind, for all kinds whose stand-in does not depend on the original. */
export function numbered(kind: Exclude<Kind, 'address' | 'host' | 'account'>, n: number): string {
  switch (kind) {
    case 'email':
      return `user-${n}@mail.example`;
    case 'mac':
      return `02:00:5e:${[16, 8, 0].map((shift) => ((n >> shift) & 255).toString(16).padStart(2, '0')).join(':')}`;
    case 'secret-data':
      // What a Secret holds must stay base64 for the API server.
      return base64(`redacted-data-${n}`);
    default:
      return `redacted-${kind}-${n}`;
  }
}
