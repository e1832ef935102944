// flannel's network configuration, as flanneld reads it.

/** The backends that flannel has, compared without case (pkg/backend/manager.go, GetBackend; pkg/backend). */
export const flannelBackends: ReadonlySet<string> = new Set([
  ...['vxlan', 'host-gw', 'udp', 'wireguard', 'ipip', 'ipsec', 'alloc', 'extension'],
  ...['ali-vpc', 'aws-vpc', 'gce', 'tencent-vpc'],
]);

/** True for a type that flannel knows; on another one it exits with "unknown backend type". */
export function isFlannelBackend(type: string): boolean {
  return flannelBackends.has(type.toLowerCase());
}

/** True for a text that can be neither the name of an interface nor an address: a pattern or a list, which need other flags than --iface. */
export function isPattern(iface: string): boolean {
  return /[\^$*+?|()[\]{}\\,\s]/.test(iface.trim());
}

/** Port and VNI of flannel's VXLAN where net-conf.json names none: the port is the kernel's (flannel Documentation/backends.md). */
export const vxlanDevice: { readonly port: number; readonly vni: number } = { port: 8472, vni: 1 };
