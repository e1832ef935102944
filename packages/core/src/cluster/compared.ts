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
  const { product, nodeAddress, flannel, bgp, wireguard, cni, felix, failsafe, underlay } = cluster;
  return [
    ...grouped('product', [
      ['installer', product.installer],
      ['Calico', product.calico, formatVersion],
      ['flannel', product.flannel],
      ['dataplane', product.dataplane],
      ['cluster type', product.clusterType],
    ]),
    ...grouped('data plane', planeSlots(cluster)),
    ...grouped('MTU', mtuSlots(cluster)),
    ...grouped('node addresses', [
      ['IP', nodeAddress.ip],
      ['IPv4 method', nodeAddress.method],
      ['IP6', nodeAddress.ip6],
      ['IPv6 method', nodeAddress.method6],
    ]),
    ...grouped('CNI', [
      ['plugins', cni.plugins, listText],
      ['datastore', cni.datastoreType],
      ['use podCIDR', cni.usePodCidr],
    ]),
    ...grouped('Felix', named(felix)),
    ...grouped('failsafe ports', [
      ['inbound', failsafe.inbound],
      ['outbound', failsafe.outbound],
    ]),
    ...grouped('flannel', [
      ['network', flannel.network],
      ['IPv6 network', flannel.network6],
      ['IPv6', flannel.ipv6, onOff],
      ['backend', flannel.backend],
      ['VNI', flannel.vni],
      ['port', flannel.port],
      ['interface', flannel.iface],
      ['interface pattern', flannel.ifaceRegex],
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
      ['port', wireguard.port],
      ['IPv6 port', wireguard.portV6],
    ]),
    ...grouped('underlay', [
      ['cloud', underlay.cloud],
      ['one L2 segment', underlay.l2],
      ['routes pods', underlay.routesPods],
      ['source/destination check', underlay.sourceDestCheck, onOff],
    ]),
  ];
}

function planeSlots({
  plane,
  backend,
  ipam,
  strictAffinity,
  programClusterRoutes,
  tunnelOverride,
  typha,
  kubeProxy,
}: Cluster): readonly Entry[] {
  return [
    ['plane', plane],
    ['backend', backend],
    ['IPAM', ipam],
    ['strictAffinity', strictAffinity],
    ['programClusterRoutes (Felix)', programClusterRoutes.felix],
    ['programClusterRoutes (BGP)', programClusterRoutes.bgp],
    ...named(tunnelOverride),
    ['Typha', typha],
    ['kube-proxy', kubeProxy],
  ];
}

function mtuSlots({ mtu }: Cluster): readonly Entry[] {
  return [
    ['NIC', mtu.nic],
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

/** Slots that are called as their field is. */
function named(slots: Readonly<Record<string, Slot<unknown>>>): readonly Entry[] {
  return Object.entries(slots);
}

function grouped(group: string, list: readonly Entry[]): readonly Compared[] {
  return list.map(([subject, slot, text]) => ({ group, subject, slot, ...(text && { text }) }));
}

/** What the model holds and no value of it is compared, each with the reason. */
export const notCompared: Readonly<Record<string, string>> = {
  files: 'names of the input, not of the network',
  problems: 'faults of the texts, which lint tells',
  pools: 'compared pool by pool, field by field',
  objects: 'compared field by field, where no slot holds the field',
  singletons: 'the objects once more, for their names',
  probes: 'part of the pod template, which is compared as a whole',
  'cni.hostPorts': 'ports of the pods, not of their network',
  'failsafe.policies': 'what they let through is no value; their fields are compared as those of objects',
  alerts: 'what watches the network does not change it',
  recorded: 'what watches the network does not change it',
  otherImages: 'they are no part of the network',
  idle: 'nothing reads them',
  'installer.refused': 'remarks on settings, which are compared themselves',
  'installer.dead': 'remarks on settings, which are compared themselves',
  'installer.unknown': 'nothing reads them',
};

function onOff(on: boolean): string {
  return on ? 'on' : 'off';
}

function listText(values: readonly string[]): string {
  return values.join(', ');
}

function mtuText(mtu: number): string {
  return mtu === 0 ? '0 (Felix computes it)' : String(mtu);
}

/**
 * The pod MTU that Felix makes of the NIC, in words: a number, or `NIC - 50` where the NIC is not known. Undefined where an MTU is set, where it
 * is hidden which tunnels carry the pods, and where calico-node only enforces policy. In Canal Felix sees no tunnel, unless a pool asks for one.
 */
export function computedPodMtu(cluster: Cluster): string | undefined {
  const veth = effective(cluster.mtu.veth);
  const plane = knownValue(effective(cluster.plane));
  if (plane === 'policy-only' || (veth && !(isKnown(veth) && veth.value === 0))) return undefined;
  const less = tunnelBytes(cluster, plane === 'canal');
  if (less === undefined) return undefined;
  const nic = knownValue(effective(cluster.mtu.nic));
  if (nic !== undefined) return String(nic - less);
  return less === 0 ? 'NIC' : `NIC - ${less}`;
}

function tunnelBytes(cluster: Cluster, withoutPools: boolean): number | undefined {
  const pools = livePools(cluster);
  if ((pools.length === 0 && !withoutPools) || pools.some(({ encapsulation }) => !isKnown(encapsulation))) return undefined;
  return -podMtu(
    0,
    enabledTunnels(cluster).map(({ tunnel }) => tunnel),
  ).mtu;
}
