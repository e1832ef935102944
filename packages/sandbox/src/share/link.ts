// Links that hold the input: deflated, in the fragment, which browsers keep to themselves.
import { inflated } from '../files/archive.js';
import type { FileText } from '../protocol.js';

const mark = '#v1=';
/** Where the page is published: a link out of a file on somebody's disk leads nowhere. */
const published = 'https://canal-lint.github.io/canal-lint/';

/** Browsers take 2 MB, chat programs cut earlier. Characters. */
export const longLink = 8000;

/** What a link may unpack to, in bytes: no address holds more that somebody wants to read. */
const largest = 1 << 26;

export async function linkTo(files: readonly FileText[], here: string): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify(files.map(({ name, text }) => [name, text])));
  const packed = await new Response(new Blob([bytes]).stream().pipeThrough(new CompressionStream('deflate-raw'))).arrayBuffer();
  const base = here.startsWith('http') ? here.replace(/#.*$/s, '') : published;
  return `${base}${mark}${base64(new Uint8Array(packed))}`;
}

/** The files in the fragment of an address; none where it holds none. Rejects where the fragment is damaged. */
export async function filesIn(fragment: string): Promise<readonly FileText[]> {
  if (!fragment.startsWith(mark)) return [];
  const text = fragment.slice(mark.length).replaceAll('-', '+').replaceAll('_', '/');
  const bytes = Uint8Array.from(atob(text), (unit) => unit.charCodeAt(0));
  const { all, fault } = await inflated(bytes, 'deflate-raw', largest);
  if (fault !== undefined) throw new Error(fault);
  const json = new TextDecoder('utf-8', { ignoreBOM: true }).decode(all);
  const value = JSON.parse(json) as unknown;
  if (!Array.isArray(value) || !value.every(isPair)) throw new Error('the link holds something else');
  return value.map(([name, content]) => ({ name, text: content }));
}

const isPair = (one: unknown): one is [string, string] => Array.isArray(one) && typeof one[0] === 'string' && typeof one[1] === 'string';

/** Base64 for addresses (RFC 4648 §5), without padding. */
function base64(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}
