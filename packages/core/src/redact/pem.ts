// Keys and certificates in PEM armour, plain, escaped in one line, or base64 of it as kubeconfig and Secrets hold them.
import type { Detector, Kind } from './kinds.js';

const begin = /-----BEGIN ([A-Z0-9 ]{1,60})-----/g;
/** Longer armours than this are cut off: an RSA key of 16384 bits has 12 KB. */
const longest = 100_000;

/** What lies inside the armour. Of one whose end was cut off: the lines that are base64. */
function bodyEnd(text: string, from: number, label: string): number {
  const next = text.indexOf('-----BEGIN', from);
  const inside = text.slice(from, Math.min(next < 0 ? text.length : next, from + longest));
  const end = inside.indexOf(`-----END ${label}`);
  if (end >= 0) return from + end;
  const line = /(?:[ \t]*(?:[\w+/=]{20,}|[A-Z][\w-]+: [^\r\n]*)?(?:\\n|\r?\n|$))*/y;
  line.test(inside);
  return from + line.lastIndex;
}

/** Finds the insides of armours; BEGIN and END stay, so that one sees what was there. Public keys stay as they are. */
export const findPem: Detector = (text, found) => {
  for (const match of text.matchAll(begin)) {
    const [whole, label = ''] = match;
    const kind = kindOf(label);
    if (kind === undefined) continue;
    const from = match.index + whole.length;
    const body = text.slice(from, bodyEnd(text, from, label));
    const lead = /^(?:\s|\\[nr])*/.exec(body)?.[0].length ?? 0;
    const inside = body
      .slice(lead)
      .replace(/(?:\\[nr])+$/, '')
      .trimEnd();
    const start = from + lead;
    if (inside !== '') found(kind, start, start + inside.length);
  }
  // `LS0tLS1CRUdJTi` is base64 of `-----BEGIN`; with `BDRVJU` it goes on with ` CERT`, with `BQVUJM` with ` PUBL`.
  for (const match of text.matchAll(/LS0tLS1CRUdJTi[\w+/]{20,}={0,2}/g)) {
    const after = match[0].slice(14, 20);
    if (after !== 'BQVUJM') found(after === 'BDRVJU' ? 'certificate' : 'private-key', match.index, match.index + match[0].length);
  }
};

function kindOf(label: string): Kind | undefined {
  if (label.includes('PRIVATE KEY')) return 'private-key';
  return /CERTIFICATE|PGP MESSAGE/.test(label) ? 'certificate' : undefined;
}
