/** One thing that nodes of a cluster send to each other, and what of it the input leaves open. */
import type { Origin } from '../source/index.js';
import { type Packet, protocols } from './host-groups.js';
import { effective } from './precedence.js';
import { isKnown, type Slot } from './setting.js';

export type Need = {
  /** `tunnel`: which one is not known. `node-port`: VXLAN of the eBPF dataplane, for services. */
  readonly kind: 'vxlan' | 'node-port' | 'vxlan-v6' | 'ipip' | 'wireguard' | 'wireguard-v6' | 'udp' | 'bgp' | 'typha' | 'tunnel';
  /** Absent where it is not known. */
  readonly packet?: Packet;
  /** What the field calls it. */
  readonly what: string;
  /** A clause: what it is needed for. */
  readonly why: string;
  /** A clause: what the input leaves open. Beside a packet: whether it is needed; without one, what would be. */
  readonly open?: string;
  readonly origin: Origin | undefined;
  /** `proven`: pods cannot reach each other without it, by what is written. `ready`: they can, and calico-node is not Ready. */
  readonly sure: 'proven' | 'likely' | 'ready';
  /** Either side may start, and replies come back: one direction of a pair is enough. */
  readonly oneWay: boolean;
};

type Port = { readonly slot: Slot<number>; readonly name: string; readonly fallback: number; readonly protocol?: number };

/** The packet to a port as it is set, or to its default where nothing sets it; what is open where it is written and not known. */
export function packetTo({ slot, name, fallback, protocol = protocols.udp }: Port): Pick<Need, 'packet' | 'open'> {
  const said = effective(slot);
  if (said && !isKnown(said)) return { open: notKnown(name, said.unknown) };
  return { packet: { protocol, port: said?.value ?? fallback } };
}

/** A clause about something that is written, and not known. */
export function notKnown(what: string, why: string): string {
  return `${what} is not known (${why})`;
}

/** A tunnel of which it is not known what it is. */
export function unreadTunnel(open: string, origin: Origin | undefined): Need {
  return { kind: 'tunnel', what: 'a tunnel', why: 'it would carry the packets of pods', open, origin, sure: 'likely', oneWay: false };
}

/** What is off where nothing is said of it. */
export function switched(slot: Slot<boolean>, name: string, need: Omit<Need, 'origin'>): readonly Need[] {
  const on = effective(slot);
  if (on && !isKnown(on)) return [{ ...need, origin: on.origin, open: notKnown(name, on.unknown), why: 'needed where that is so' }];
  return on?.value ? [{ ...need, origin: on.origin }] : [];
}
