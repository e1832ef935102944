/** The MTUs that the input shows, and the size of a packet that fills them. Bytes. */
import { overhead, type Tunnel } from '../network/mtu.js';
import { carriersOf } from './carriers.js';
import type { Link, NodeSeen, Probe, Seen } from './seen.js';
import { type Encapsulation, encapsulationOf, isPodLink } from './view.js';

/** Headers of IP and ICMP: 20 + 8 bytes, or 40 + 8. */
export const pingHeaders = (to: string): number => (to.includes(':') ? 48 : 28);

const ethernet = 1500;

/** The device of a node that wraps what its pods send, and what that costs; undefined where none was shown. */
export function tunnelOf({ links }: Pick<NodeSeen, 'links'>): { readonly link: Link; readonly overhead: number } | undefined {
  const link = links.find(({ name, up }) => up && encapsulationOf(name) !== undefined) ?? links.find(({ name }) => encapsulationOf(name));
  const encapsulation = encapsulationOf(link?.name ?? '');
  return link && encapsulation && { link, overhead: overhead[tunnel(encapsulation, link.name)] };
}

const tunnel = (encapsulation: Encapsulation, device: string): Tunnel =>
  encapsulation !== 'ipip' && device.includes('-v6') ? `${encapsulation}-v6` : encapsulation;

const podMtus = ({ nodes }: Seen): readonly number[] =>
  nodes.flatMap(({ links }) => links.filter(({ name }) => isPodLink(name)).map(({ mtu }) => mtu));
const tunnelMtus = ({ nodes }: Seen): readonly number[] => nodes.flatMap((node) => tunnelOf(node)?.link.mtu ?? []);

/** True where the pod itself refused to send: its own MTU, or that of the tunnel, which pods get, is no fault. */
export function isOwnLimit(seen: Seen, { result, local, pathMtu }: Probe): boolean {
  if (result !== 'too-long' || local !== true || pathMtu === undefined) return false;
  const known = [podMtus(seen), tunnelMtus(seen)].find((mtus) => mtus.length > 0);
  return known === undefined || known.includes(pathMtu);
}

/** The largest packet that every pod may send, as far as links, pings and routes tell. */
export function largestSent(seen: Seen): number {
  const told = seen.nodes.flatMap(({ probes }) =>
    probes.filter((probe) => isOwnLimit(seen, probe)).map(({ pathMtu = ethernet }) => pathMtu),
  );
  const known = [podMtus(seen), told, tunnelMtus(seen)].find((mtus) => mtus.length > 0);
  return known ? Math.min(...known) : ethernet - Math.max(0, ...[...carriersOf(seen).wrapped].map((wrapper) => overhead[wrapper]));
}
