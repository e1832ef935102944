import { clouds, type UnderlayOptions } from '@canal-lint/core';
import { InputError } from './errors.js';
import { allowedHint } from './suggest.js';

const keys = ['cloud', 'nicMtu', 'l2', 'routesPods'] as const;

/** Reads `cloud=aws,nicMtu=9001,l2=true,routesPods=true`, from one flag or several. Throws an InputError that names what is allowed. */
export function parseUnderlay(texts: readonly string[]): UnderlayOptions {
  const facts: { cloud?: string; nicMtu?: number; l2?: boolean; routesPods?: boolean } = {};
  for (const part of texts.flatMap((text) => text.split(','))) {
    const cut = part.indexOf('=');
    const [key, value] = cut < 0 ? [part.trim(), ''] : [part.slice(0, cut).trim(), part.slice(cut + 1).trim()];
    const known = keys.find((one) => one === key);
    if (known === undefined) throw new InputError(`--underlay does not know '${key}'`, allowedHint(key, keys));
    if (value === '')
      throw new InputError(
        `--underlay ${known} has no value`,
        'write for example --underlay cloud=aws,nicMtu=9001,l2=true,routesPods=true',
      );
    if (known === 'cloud') facts.cloud = parseCloud(value);
    else if (known === 'nicMtu') facts.nicMtu = parseMtu('--underlay nicMtu', value);
    else facts[known] = parseTruth(`--underlay ${known}`, value);
  }
  return facts;
}

function parseCloud(text: string): string {
  if (clouds.includes(text)) return text;
  throw new InputError(`--underlay cloud does not know '${text}'`, allowedHint(text, clouds));
}

/** Reads the MTU of a NIC, in bytes: 68 is the least of IPv4 (RFC 791), 65535 the most a packet can have. */
export function parseMtu(what: string, text: string): number {
  const mtu = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (mtu >= 68 && mtu <= 65535) return mtu;
  throw new InputError(`${what} is not an MTU: '${text}'`, 'give whole bytes from 68 to 65535, such as 1500 or 9001');
}

function parseTruth(what: string, text: string): boolean {
  if (text === 'true' || text === 'false') return text === 'true';
  throw new InputError(`${what} is not a truth value: '${text}'`, 'allowed are true and false');
}
