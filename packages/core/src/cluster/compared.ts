/** The slots of a cluster that are compared, in the order in which they are told. */
import { podMtu } from '../network/mtu.js';
import { formatVersion } from '../network/version.js';
import type { Cluster } from './model.js';
import { enabledTunnels, livePools } from './pools.js';
import { effective } from './precedence.js';
import { isKnown, knownValue, type Slot } from './setting.js';

export type Compared = {
  readonly group: string;
  readonly subject: string;
  readonly slot: Slot<unknown>;
  readonly text?: (value: never) => string;
};

type Entry = readonly [subject: string, slot: Slot<unknown>, text?: (value: never) => string];

/** The slots with their names; equal in number and order for every cluster. */
export function slotsOf(cluster: Cluster): readonly Compared[] {
  const { product, plane, backend, ipam, programClusterRoutes, tunnelOverride, nodeAddress, flannel, bgp, wireguard, typha, kubeProxy } =
    cluster;
  return [
    ...grouped('product', [
      ['installer', product.installer],
      ['Calico', product.calico, formatVersion],
      ['flannel', product.flannel],
      ['dataplane', product.dataplane],
    ]),
    ...grouped('data plane', [
      ['plane', plane],
      ['backend', backend],
      ['IPAM', ipam],
      ['programClusterRoutes (Felix)', programClusterRoutes.felix],
      ['programClusterRoutes (BGP)', programClusterRoutes.bgp],
      ['ipipEnabled', tunnelOverride.ipipEnabled],
      ['vxlanEnabled', tunnelOverride.vxlanEnabled],
      ['routeSyncDisabled', tunnelOverride.routeSyncDisabled],
      ['Typha', typha],
      ['kube-proxy', kubeProxy],
    ]),
    ...grouped('MTU', mtuSlots(cluster)),
    ...grouped('node addresses', [
      ['IP', nodeAddress.ip],
      ['IPv4 method', nodeAddress.method],
      ['IP6', nodeAddress.ip6],
      ['IPv6 method', nodeAddress.method6],
    ]),
    ...grouped('flannel', [
      ['network', flannel.network],
      ['backend', flannel.backend],
      ['VNI', flannel.vni],
      ['port', flannel.port],
      ['interface', flannel.iface],
      ['direct routing', flannel.directRouting],
    ]),
    ...grouped('BGP', [
      ['mesh', bgp.mesh, onOff],
      ['AS number', bgp.asNumber],
      ['listen port', bgp.listenPort],
    ]),
    ...grouped('WireGuard', [
      ['IPv4', wireguard.v4, onOff],
      ['IPv6', wireguard.v6, onOff],
      ['host traffic', wireguard.hostEncryption, onOff],
    ]),
  ];
}

function mtuSlots({ mtu }: Cluster): readonly Entry[] {
  return [
    ['pod MTU', mtu.veth, mtuText],
    ['ipip', mtu.ipip, mtuText],
    ['vxlan', mtu.vxlan, mtuText],
    ['vxlan-v6', mtu.vxlanV6, mtuText],
    ['wireguard', mtu.wireguard, mtuText],
    ['wireguard-v6', mtu.wireguardV6, mtuText],
    ['flannel', mtu.flannel],
    ['NIC pattern', mtu.ifacePattern],
  ];
}

function grouped(group: string, list: readonly Entry[]): readonly Compared[] {
  return list.map(([subject, slot, text]) => ({ group, subject, slot, ...(text && { text }) }));
}

function onOff(on: boolean): string {
  return on ? 'on' : 'off';
}

function mtuText(mtu: number): string {
  return mtu === 0 ? '0 (Felix computes it)' : String(mtu);
}

/**
 * The pod MTU that Felix makes of the NIC, in words: a number, or `NIC - 50` where the NIC is not known. Undefined where an MTU is set, where it
 * is hidden which tunnels carry the pods, and where Felix does not know them (Canal).
 */
export function computedPodMtu(cluster: Cluster): string | undefined {
  const veth = effective(cluster.mtu.veth);
  const plane = knownValue(effective(cluster.plane));
  if (plane === 'policy-only' || plane === 'canal' || (veth && !(isKnown(veth) && veth.value === 0))) return undefined;
  const less = tunnelBytes(cluster);
  if (less === undefined) return undefined;
  const nic = knownValue(effective(cluster.mtu.nic));
  if (nic !== undefined) return String(nic - less);
  return less === 0 ? 'NIC' : `NIC - ${less}`;
}

function tunnelBytes(cluster: Cluster): number | undefined {
  const pools = livePools(cluster);
  if (pools.length === 0 || pools.some(({ encapsulation }) => !isKnown(encapsulation))) return undefined;
  return -podMtu(
    0,
    enabledTunnels(cluster).map(({ tunnel }) => tunnel),
  ).mtu;
}
