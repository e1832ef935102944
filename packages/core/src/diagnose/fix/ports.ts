/** Ports that the pod network needs between the nodes. */
import { carriersOf } from '../carriers.js';
import type { Seen } from '../seen.js';
import { installerOf, isCanal } from './installer.js';

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
const vxlan = (port: number): Port => ({ title: `VXLAN (UDP ${port})`, name: 'pod-vxlan', protocol: 'udp', port });
export const ipip: Protocol = { title: 'IPIP (IP protocol 4)', name: 'calico-ipip', protocol: 'ipip' };
export const typha: Port = { title: 'Typha (TCP 5473)', name: 'calico-typha', protocol: 'tcp', port: 5473 };
export const wireguard: Port = { title: 'WireGuard (UDP 51820)', name: 'calico-wireguard', protocol: 'udp', port: 51820 };

/** The port that the preflight tried, or that most VXLAN devices have; by whose the device is where none tells: flannel's is the kernel's 8472, Felix's 4789. */
function knownPort(seen: Seen): number | undefined {
  const { nodes } = seen;
  const probed = nodes.flatMap(({ probes }) => probes.find(({ tool }) => tool === 'vxlan')?.port ?? [])[0];
  if (probed !== undefined) return probed;
  const devices = nodes.flatMap(({ links }) => links.flatMap(({ name, vxlan: own }) => (own ? [{ name, port: own.port }] : [])));
  const count = (port: number): number => devices.filter((one) => one.port === port).length;
  const [most] = devices.toSorted((a, b) => count(b.port) - count(a.port));
  if (most) return most.port;
  const device = vxlanDevice(seen);
  if (device === undefined) return undefined;
  return device === felixDevice ? 4789 : 8472;
}

export const vxlanPort = (seen: Seen): number => knownPort(seen) ?? 4789;

/** What VXLAN needs: the ports that the rules of a firewall name, or both, where nothing tells whose VXLAN it is. */
export function vxlanPorts(seen: Seen, named: readonly number[]): readonly Port[] {
  const known = knownPort(seen);
  const ports = known === undefined ? [...new Set(named.length > 0 ? named : [4789, 8472])] : [known];
  return ports.map((port) => (ports.length > 1 ? { ...vxlan(port), name: `pod-vxlan-${port}` } : vxlan(port)));
}

export const felixDevice = 'vxlan.calico';

/** The VXLAN device of Felix or flannel; undefined where nothing tells which of them carries the pods. */
export function vxlanDevice(seen: Seen): string | undefined {
  const found = flannelDevice(seen);
  if (found !== undefined) return found;
  const installer = installerOf(seen);
  if (isCanal(seen) || installer === 'flannel' || seen.logsOf.has('flannel')) return 'flannel.1';
  const named = (pattern: RegExp): boolean => seen.notes.some(({ text }) => pattern.test(text));
  const { wrapped, birdTraces } = carriersOf(seen);
  const felix =
    wrapped.has('vxlan') || birdTraces || installer !== 'unknown' || (named(/\bcalico\b/i) && !named(/flannel|canal(?!-lint)/i));
  return felix ? felixDevice : undefined;
}

/** The VXLAN device of flannel, as outputs or words have it; undefined where none of them names one. */
function flannelDevice({ nodes, notes }: Seen): string | undefined {
  const devices = nodes.flatMap(({ links, routes }) => [...links.map(({ name }) => name), ...routes.map(({ dev }) => dev ?? '')]);
  const found = devices.find((name) => name.startsWith('flannel'));
  if (found !== undefined || devices.some((name) => name.startsWith('vxlan'))) return found;
  return notes.flatMap(({ text }) => /\bflannel\.\d+\b/.exec(text) ?? [])[0];
}
