// The stand-ins of a run: the same value gets the same one in every text.
import { addressMap } from './addresses.js';
import { isStandIn, type Kind, numbered } from './kinds.js';
import { hardwareOf, writtenLike } from './macs.js';

export type StandIn = { readonly kind: Kind; readonly standIn: string; readonly original: string };

/** All stand-ins that were given, and the way to the next one. */
export type StandIns = {
  /** The stand-in of a value; undefined for what is to stay, as a stand-in of an earlier run. */
  readonly of: (kind: Kind, original: string) => string | undefined;
  /** Notes what a text holds and must therefore not be given to anything else. */
  readonly reserve: (text: string) => void;
  /** A range is named somewhere: addresses in it keep together, or stay where it is one of pods or services. */
  readonly range: (written: string, own: boolean) => void;
  readonly all: () => readonly StandIn[];
};

/** What may be a stand-in, wherever it stands. */
const lookalike =
  /redacted-[a-z-]{3,16}-\d+|cmVkYWN0ZWQt[\w+/]+={0,2}|\bhost--?\d+\b|\buser-\d+@mail\.example|\b02:00:5e:[0-9a-f:]{8}|\b0{6}\d{6}\b|\b0{8}-0000-4000-8000-\d{12}\b/g;
const ownSpaces =
  /(?<![\w.])(?:192\.0\.2|198\.51\.100|203\.0\.113|198\.1[89]\.\d{1,3}|2[45]\d\.\d{1,3}\.\d{1,3})\.\d{1,3}|(?<![\w:])(?:2001:0?db8|3fff):[0-9a-f:]*/gi;

export function standIns(): StandIns {
  const given = new Map<string, StandIn>();
  const taken = new Set<string>();
  const counters = new Map<string, number>();
  const hosts = new Map<string, { readonly number: number; domain?: string }>();
  const addresses = addressMap();

  const count = (what: string, shape: (n: number) => string): { readonly n: number; readonly text: string } => {
    for (let n = (counters.get(what) ?? 0) + 1; ; n++) {
      counters.set(what, n);
      if (!taken.has(shape(n))) return { n, text: shape(n) };
    }
  };

  /** `node1` and the first `node1.some.domain` are one host. */
  const host = (name: string): string => {
    const [label = '', ...rest] = name.replaceAll('--', '-').split('.');
    const domain = rest.join('.');
    const known = hosts.get(label);
    const fits = known && (domain === '' || known.domain === undefined || known.domain === domain);
    const key = fits || !known ? label : `${label}.${domain}`;
    const entry = hosts.get(key) ?? { number: count('host', (n) => `host-${n}`).n };
    if (domain !== '') entry.domain = domain;
    hosts.set(key, entry);
    return `host-${entry.number}${domain === '' ? '' : '.example'}`;
  };

  const macs = new Map<string, string>();
  const hardware = (original: string): string => {
    const address = (hardwareOf(original) ?? original).toLowerCase();
    const standIn = macs.get(address) ?? count('mac', (n) => numbered('mac', n)).text;
    macs.set(address, standIn);
    return writtenLike(standIn, original);
  };

  const make = (kind: Kind, original: string): string | undefined => {
    switch (kind) {
      case 'address':
        return addresses.standIn(original);
      case 'host':
        return original.includes('--') ? host(original).replace('-', '--') : host(original);
      case 'account':
        return account(original, count);
      case 'mac':
        return hardware(original);
      default:
        // Line ends are kept: what follows keeps its line number.
        return count(kind, (n) => numbered(kind, n)).text + (original.match(/\r?\n/g) ?? []).join('');
    }
  };

  return {
    of: (kind, original) => {
      const known = given.get(`${kind} ${original}`);
      if (known) return known.standIn;
      if (isStandIn(original)) return undefined;
      const standIn = make(kind, original);
      if (standIn !== undefined) given.set(`${kind} ${original}`, { kind, standIn, original });
      return standIn;
    },
    reserve: (text) => {
      for (const [match] of text.matchAll(lookalike)) taken.add(match);
      for (const [match] of text.matchAll(ownSpaces)) addresses.reserve(match);
    },
    range: (written, own) => (own ? addresses.keep(written) : addresses.learn(written)),
    all: () => [...given.values()],
  };
}

type Count = (what: string, shape: (n: number) => string) => { readonly text: string };

/** Account ids keep their form: twelve digits for AWS, a UUID for Azure, a name for a project of Google. */
function account(original: string, count: Count): string {
  if (/^\d{12}$/.test(original)) return count('digits', (n) => String(n).padStart(12, '0')).text;
  const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
  if (uuid.test(original)) return count('uuid', (n) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`).text;
  return count('account', (n) => `redacted-account-${n}`).text;
}
