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
export function vxlanPort({ nodes }: Seen): number {
  const probed = nodes.flatMap(({ probes }) => probes.find(({ tool }) => tool === 'vxlan')?.port ?? [])[0];
  if (probed !== undefined) return probed;
  const devices = nodes.flatMap(({ links }) => links.flatMap(({ name, vxlan: own }) => (own ? [{ name, port: own.port }] : [])));
  const count = (port: number): number => devices.filter((one) => one.port === port).length;
  const [most] = devices.toSorted((a, b) => count(b.port) - count(a.port));
  if (most) return most.port;
  const flannel = nodes.some(({ links, routes }) =>
    [...links.map(({ name }) => name), ...routes.map(({ dev }) => dev ?? '')].some((name) => name.startsWith('flannel')),
  );
  return flannel ? 8472 : 4789;
}
