/** What the readers of all clouds share: protocols, ports and sources of a rule as the model has them. */
import { anyPort, type HostGroup, type Opening, type OpeningPeer, type Packets, protocols } from '../../cluster/host-groups.js';
import type { Setting } from '../../cluster/setting.js';
import { everyNode } from '../../cluster/setting.js';
import { parseCidr } from '../../network/cidr.js';
import type { Path } from '../../source/index.js';
import { itemsOf, namedPlace, originAt, type Resource, textAt, type Unsure, unsure, type Value } from './resource.js';

export const reader = 'terraform';

/** Names of protocols in the three clouds, in any case; all of them take numbers too (IANA). */
const numbers: Readonly<Record<string, number | 'all'>> = {
  ...protocols,
  ...{ all: 'all', '-1': 'all', '*': 'all', icmpv6: 58, esp: 50, ah: 51, sctp: 132 },
};

/** The number of a protocol; unsure for a name that no cloud has. */
export function protocolOf(text: Value<string>): number | 'all' | Unsure {
  if (typeof text !== 'string') return unsure;
  const known = Object.hasOwn(numbers, text.toLowerCase()) ? numbers[text.toLowerCase()] : undefined;
  return known ?? (/^\d{1,3}$/.test(text) ? Number(text) : unsure);
}

/** Packets of a protocol and a range of ports; protocols without ports have all of them. Undefined where something is not known. */
export function packetsOf(protocol: number | 'all' | Unsure, from: Value<number>, to: Value<number>): Packets | undefined {
  if (protocol === unsure) return undefined;
  if (protocol === 'all' || (protocol !== protocols.tcp && protocol !== protocols.udp)) return { protocol, ...anyPort };
  return typeof from === 'number' && typeof to === 'number' ? { protocol, from, to } : undefined;
}

/** `179`, `1-65535` and `*`. */
export function portRange(text: Value<string>): { readonly from: number; readonly to: number } | undefined {
  if (text === '*') return anyPort;
  const [, from, to] = (typeof text === 'string' && /^\s*(\d{1,5})(?:\s*-\s*(\d{1,5}))?\s*$/.exec(text)) || [];
  return from === undefined ? undefined : { from: Number(from), to: Number(to ?? from) };
}

/** Whom a CIDR stands for. */
export function cidrPeer(text: Value<string>): OpeningPeer {
  const cidr = typeof text === 'string' ? parseCidr(text) : undefined;
  if (!cidr) return { kind: 'unknown' };
  if (cidr.prefix === 0) return { kind: 'any' };
  return { kind: cidr.prefix === (cidr.family === 4 ? 32 : 128) ? 'one' : 'range' };
}

/** Peers of a list; where the list is not known, somebody. */
export function peersOf(list: Value<readonly Value<string>[]>, peer: (text: Value<string>) => OpeningPeer): readonly OpeningPeer[] {
  return itemsOf(list).map((text) => (text === unsure ? { kind: 'unknown' } : peer(text)));
}

/** The protocol as it stands in the text, so that a fix can put another one in its place. */
export function writtenProtocol(resource: Resource, path: Path): Pick<{ protocol: Setting<string> }, 'protocol'> | undefined {
  const text = textAt(resource, ...path);
  if (typeof text !== 'string') return undefined;
  const place = originAt(resource, path);
  const named = namedPlace(resource, path);
  return {
    protocol: {
      value: text,
      how: 'explicit',
      origin: named ?? place,
      scope: everyNode,
      live: 'reconciled',
      layer: 'resource',
      // Its ports stand beside it, which a variable has not.
      ...(!named && { write: { reader, as: 'protocol', place } }),
    },
  };
}

/** A rule whose group is out of sight, as a group of its own: what it opens is known, what else is open there is not. */
export function strangerOf(rule: Resource, cloud: HostGroup['cloud'], openings: readonly Opening[]): HostGroup {
  return {
    name: { value: rule.address, how: 'explicit', origin: originAt(rule), scope: everyNode, live: 'reconciled', layer: 'resource' },
    ...{ cloud, openings, additions: [], beside: undefined, mixed: undefined, named: false },
    beyond: 'what it belongs to is not in the input',
  };
}
