/** Ports that the pod network needs between the nodes. */
import type { Seen } from '../seen.js';

export type Port = {
  readonly title: string;
  /** For names of rules: `calico-bgp`. */
  readonly name: string;
  readonly protocol: 'tcp' | 'udp';
  readonly port: number;
};

/** A protocol without ports. */
export type Protocol = { readonly title: string; readonly name: string; readonly protocol: 'ipip'; readonly port?: never };

export const bgp: Port = { title: 'BGP (TCP 179)', name: 'calico-bgp', protocol: 'tcp', port: 179 };
export const vxlan = (port: number): Port => ({ title: `VXLAN (UDP ${port})`, name: 'pod-vxlan', protocol: 'udp', port });
export const ipip: Protocol = { title: 'IPIP (IP protocol 4)', name: 'calico-ipip', protocol: 'ipip' };
export const typha: Port = { title: 'Typha (TCP 5473)', name: 'calico-typha', protocol: 'tcp', port: 5473 };
export const wireguard: Port = { title: 'WireGuard (UDP 51820)', name: 'calico-wireguard', protocol: 'udp', port: 51820 };

/** The port that the preflight tried, or that most VXLAN devices have; by the name of the device where none tells: flannel's is the kernel's 8472, Felix's 4789. */
export function vxlanPort(seen: Seen): number {
  const { nodes } = seen;
  const probed = nodes.flatMap(({ probes }) => probes.find(({ tool }) => tool === 'vxlan')?.port ?? [])[0];
  if (probed !== undefined) return probed;
  const devices = nodes.flatMap(({ links }) => links.flatMap(({ name, vxlan: own }) => (own ? [{ name, port: own.port }] : [])));
  const count = (port: number): number => devices.filter((one) => one.port === port).length;
  const [most] = devices.toSorted((a, b) => count(b.port) - count(a.port));
  if (most) return most.port;
  return flannelDevice(seen) === undefined ? 4789 : 8472;
}

/** The VXLAN device of flannel, as outputs or words have it; undefined where none of them names one. */
export function flannelDevice({ nodes, notes }: Seen): string | undefined {
  const devices = nodes.flatMap(({ links, routes }) => [...links.map(({ name }) => name), ...routes.map(({ dev }) => dev ?? '')]);
  const found = devices.find((name) => name.startsWith('flannel'));
  if (found !== undefined || devices.some((name) => name.startsWith('vxlan'))) return found;
  return notes.flatMap(({ text }) => /\bflannel\.\d+\b/.exec(text) ?? [])[0];
}
