// MTU arithmetic of Felix and flannel. All numbers are bytes.

import { atLeast, type Version } from './version.js';

export type Tunnel = 'ipip' | 'vxlan' | 'vxlan-v6' | 'wireguard' | 'wireguard-v6';

/** How an MTU comes about: the NIC, less each part. */
export type Budget = {
  readonly nic: number;
  readonly parts: readonly { readonly name: string; readonly tunnel?: Tunnel; readonly bytes: number }[];
  readonly mtu: number;
};

/** `aksHostEncryption`: AKS, and Felix has WireguardHostEncryptionEnabled. Ignored by other tunnels than WireGuard. */
export type MtuOptions = { readonly aksHostEncryption?: boolean | undefined };

/** What each tunnel adds to a packet, in bytes. Source: felix/dataplane/linux/int_dataplane.go:484-489. */
export const overhead: Readonly<Record<Tunnel, number>> = {
  ipip: 20, // one IPv4 header; same in every release
  vxlan: 50, // Ethernet 14 + IPv4 20 + UDP 8 + VXLAN 8; same in every release
  'vxlan-v6': 70, // since v3.23 (v3.23.5:323)
  wireguard: 60, // same in every release
  'wireguard-v6': 80, // since v3.24 (v3.24.6:326)
};

// Azure shows a NIC of 1500 while the path carries 1400 (Calico v3.23 networking/mtu.md), hence Felix's own allowance.
const aksOverhead = 100;

/** The MTU that Felix takes for a host none of whose interfaces match mtuIfacePattern (int_dataplane.go:1767-1772). */
export const fallbackHostMtu = 1460;

/** What install-cni puts for __CNI_MTU__ where the variable CNI_MTU is not set (cni-plugin/pkg/install/install.go:416). */
export const absentCniMtu = 1500;

/** The NIC MTUs that nearly every network has: Ethernet, jumbo frames, AWS jumbo frames. */
export const usualNicMtus: readonly [1500, 9000, 9001] = [1500, 9000, 9001];

/**
 * The MTU that Felix gives a tunnel whose field is 0 or unset: the host's less the overhead (int_dataplane.go:1830-1873). WireGuard
 * on AKS with host encryption loses 100 bytes more.
 */
export function tunnelMtu(nic: number, tunnel: Tunnel, options?: MtuOptions): Budget {
  const own = { name: tunnel, tunnel, bytes: overhead[tunnel] };
  const wireguard = tunnel === 'wireguard' || tunnel === 'wireguard-v6';
  const parts = wireguard && options?.aksHostEncryption ? [{ name: 'aks', bytes: aksOverhead }, own] : [own];
  return { nic, parts, mtu: parts.reduce((left, part) => left - part.bytes, nic) };
}

/**
 * The pod MTU that Felix computes: the smallest MTU among the enabled tunnels, not the sum of their overheads, and the host's where
 * none is enabled (int_dataplane.go:1796-1824). The budget is that of the tunnel which decides.
 */
export function podMtu(nic: number, tunnels: readonly Tunnel[], options?: MtuOptions): Budget {
  const budgets = tunnels.map((tunnel) => tunnelMtu(nic, tunnel, options));
  const untunnelled: Budget = { nic, parts: [], mtu: nic };
  return budgets.reduce((least, budget) => (budget.mtu < least.mtu ? budget : least), untunnelled);
}

/** A budget for people: `1500 - 20 (ipip) = 1480`, or `1500` where no tunnel takes its share. */
export function sum(budget: Budget): string {
  if (budget.parts.length === 0) return String(budget.nic);
  const parts = budget.parts.map((part) => ` - ${part.bytes} (${part.name})`);
  return `${budget.nic}${parts.join('')} = ${budget.mtu}`;
}

// flannel-io/flannel cdf76059. Each type takes the same on IPv6, although VXLAN would need 70 there; ipsec takes 8 more with
// UDPEncap. `extension` and the cloud types are left out: what they cost is up to the script or the cloud.
const flannelBackends = new Map([
  ['vxlan', 50], // pkg/backend/vxlan/device.go:63
  ['host-gw', 0],
  ['udp', 28],
  ['wireguard', 80], // pkg/backend/wireguard/wireguard_network.go:43: the IPv6 figure even on IPv4
  ['ipip', 20], // pkg/backend/ipip/ipip.go:180
  ['ipsec', 77], // pkg/backend/ipsec/ipsec_network.go:44-45
  ['alloc', 0],
]);

/** What a flannel backend type takes from the NIC's MTU, in bytes; in any case (pkg/backend/manager.go, GetBackend). Undefined for an unknown one. */
export function flannelOverhead(type: string): number | undefined {
  return flannelBackends.get(type.toLowerCase());
}

/** The MTU of flannel's device, or of the NIC for a type without one, in bytes. Undefined for an unknown type. */
export function flannelTunnelMtu(nic: number, type: string): number | undefined {
  const bytes = flannelOverhead(type);
  return bytes === undefined ? undefined : nic - bytes;
}

/**
 * Felix's default mtuIfacePattern (Go syntax): the interfaces whose smallest MTU is the host's. No release matches bond, team, br or
 * vlan. The newest pattern where the release is unknown. Source: felix/config/config_params.go:515; v3.24.6:375, v3.25.2:382,
 * v3.26.5:383, v3.27.5:393.
 */
export function mtuIfacePattern(version?: Version): string {
  const pattern = (letters: string): string => `^((en|wl|ww|sl|ib)[${letters}].*|(eth|wlan|wwan).*)`;
  if (version === undefined || atLeast(version, '3.27')) return pattern('Pcopsvx');
  if (atLeast(version, '3.26')) return pattern('Pcopsx');
  return pattern(atLeast(version, '3.25') ? 'copsx' : 'opsx');
}

/**
 * Judges an MTU on a NIC that is not known: it is suspect where it would fit a usual NIC only without the overhead, that is in
 * (N - overhead, N]. An exact fit of another usual NIC (8951 with VXLAN on AWS) is no fault. `max` is the largest MTU on that NIC,
 * `needs` the NIC that this one would need. Bytes. Felix says nothing in this range (int_dataplane.go:1819-1822).
 */
export function unknownNicVerdict(mtu: number, overheadBytes: number): { nic: number; max: number; needs: number } | undefined {
  if (usualNicMtus.some((nic) => nic - overheadBytes === mtu)) return undefined;
  const nic = usualNicMtus.find((usual) => mtu > usual - overheadBytes && mtu <= usual);
  return nic === undefined ? undefined : { nic, max: nic - overheadBytes, needs: mtu + overheadBytes };
}
