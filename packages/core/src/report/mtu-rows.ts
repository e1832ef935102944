// The MTUs with their sums. All numbers are bytes.

import type { Cluster, Pool } from '../cluster/model.js';
import { effective } from '../cluster/precedence.js';
import { isKnown, type Known, knownValue } from '../cluster/setting.js';
import { type Budget, flannelOverhead, podMtu, sum, type Tunnel, tunnelMtu } from '../network/mtu.js';
import { slotRows, unknownRow } from './slot-rows.js';
import type { Row, Section } from './table.js';

/** What a NIC of some size leaves for pods. */
type Share = (nic: number) => Budget;

/** The MTUs of pods and tunnels in bytes, each with its sum where the NIC is known. */
export function mtuSection(cluster: Cluster): Section {
  const { mtu } = cluster;
  const nic = knownValue(effective(mtu.nic));
  return {
    title: 'MTU',
    rows: [
      ...slotRows('NIC', mtu.nic),
      ...podRows(cluster, nic),
      ...tunnelRows(cluster, nic),
      ...slotRows('flannel', mtu.flannel),
      ...slotRows('NIC pattern', mtu.ifacePattern),
    ],
  };
}

function podRows(cluster: Cluster, nic: number | undefined): readonly Row[] {
  const share = shareOf(cluster);
  const canal = knownValue(effective(cluster.plane)) === 'canal';
  const { veth } = cluster.mtu;
  if (veth.length > 0) return slotRows('pod', veth, { text: mtuText, note: (mtu) => podNotes(mtu, { nic, share, canal }) });
  if (cluster.pools.length === 0 || canal) return [];
  if (nic === undefined) return [unknownRow('pod', { unknown: 'NIC MTU', settle: 'underlay.nicMtu: 1500 (what the nodes have)' })];
  if (share === undefined) return [unknownRow('pod', { unknown: 'the encapsulation is not known' })];
  return [{ label: 'pod', value: String(share(nic).mtu), remarks: [`computed by Felix: ${sum(share(nic))}`] }];
}

type Link = { readonly nic: number | undefined; readonly share: Share | undefined; readonly canal: boolean };

function podNotes(mtu: number, { nic, share, canal }: Link): readonly string[] {
  if (share === undefined) return ['whether it fits is not known: the encapsulation is not'];
  const left = nic === undefined ? undefined : share(nic);
  if (mtu === 0) {
    // Felix counts only its own tunnels, so it gives the pods of Canal the whole NIC (felix/dataplane/linux/int_dataplane.go:1816-1818).
    if (canal) return [`Felix gives pods the MTU of the NIC${left ? `, flannel leaves ${sum(left)}` : ', flannel leaves less'}`];
    return left ? [`computed by Felix: ${sum(left)}`] : ['unknown: NIC MTU', 'settle: underlay.nicMtu: 1500 (what the nodes have)'];
  }
  if (left) return [`${mtu > left.mtu ? 'too large' : 'fits'}: the NIC leaves ${sum(left)}`];
  const none = share(0);
  const parts = none.parts.map(({ name, bytes }) => ` + ${bytes} (${name})`).join('');
  return [`needs a NIC of ${mtu - none.mtu}${parts && ` = ${mtu}${parts}`}`];
}

function tunnelRows({ mtu }: Cluster, nic: number | undefined): readonly Row[] {
  const rows = (tunnel: Tunnel, slot: typeof mtu.ipip): readonly Row[] =>
    slotRows(tunnel, slot, { text: mtuText, note: (value) => tunnelNotes(value, tunnel, nic) });
  return [
    ...rows('ipip', mtu.ipip),
    ...rows('vxlan', mtu.vxlan),
    ...rows('vxlan-v6', mtu.vxlanV6),
    ...rows('wireguard', mtu.wireguard),
    ...rows('wireguard-v6', mtu.wireguardV6),
  ];
}

function tunnelNotes(mtu: number, tunnel: Tunnel, nic: number | undefined): readonly string[] {
  if (nic === undefined) return [];
  const left = tunnelMtu(nic, tunnel);
  if (mtu === 0) return [`computed by Felix: ${sum(left)}`];
  return mtu > left.mtu ? [`too large: the NIC leaves ${sum(left)}`] : [];
}

function mtuText(mtu: number): string {
  return mtu === 0 ? '0 (Felix computes it)' : String(mtu);
}

/** Undefined where it is not known which tunnels carry the pods, and for pods that are not Calico's. */
function shareOf(cluster: Cluster): Share | undefined {
  const plane = knownValue(effective(cluster.plane));
  if (plane === 'policy-only') return undefined;
  if (plane === 'canal') {
    const backend = knownValue(effective(cluster.flannel.backend));
    const bytes = backend === undefined ? undefined : flannelOverhead(backend);
    return bytes === undefined ? undefined : (nic) => ({ nic, parts: [{ name: `flannel ${backend}`, bytes }], mtu: nic - bytes });
  }
  const tunnels = tunnelsOf(cluster);
  const aksHostEncryption = knownValue(effective(cluster.underlay.cloud)) === 'aks' && isOn(effective(cluster.wireguard.hostEncryption));
  return tunnels && ((nic): Budget => podMtu(nic, tunnels, { aksHostEncryption }));
}

/**
 * The tunnels that Felix sets up: what the pools ask for, disabled ones included, unless ipipEnabled or vxlanEnabled (IPv4 only) overrides it
 * (felix/calc/encapsulation_resolver.go:269-287). Undefined where a pool's encapsulation is hidden or no pool is in the input.
 */
function tunnelsOf({ pools, tunnelOverride, wireguard }: Cluster): readonly Tunnel[] | undefined {
  const live = pools.filter((pool) => pool.live !== 'dead');
  const asked = (prefix: string, family: Pool['family']): boolean | undefined => {
    const ours = live.filter((pool) => pool.family === family || pool.family === undefined);
    if (ours.some(({ encapsulation }) => isKnown(encapsulation) && encapsulation.value.startsWith(prefix))) return true;
    return live.length === 0 || ours.some(({ encapsulation }) => !isKnown(encapsulation)) ? undefined : false;
  };
  const overridden = (override: Known<boolean> | undefined, otherwise: boolean | undefined): boolean | undefined =>
    override === undefined ? otherwise : isKnown(override) && override.how === 'default' ? otherwise : knownValue(override);
  const states: readonly (readonly [Tunnel, boolean | undefined])[] = [
    ['ipip', overridden(effective(tunnelOverride.ipipEnabled), asked('IPIP', 4))],
    ['vxlan', overridden(effective(tunnelOverride.vxlanEnabled), asked('VXLAN', 4))],
    ['vxlan-v6', asked('VXLAN', 6)],
    ['wireguard', isOn(effective(wireguard.v4))],
    ['wireguard-v6', isOn(effective(wireguard.v6))],
  ];
  if (states.some(([, on]) => on === undefined)) return undefined;
  return states.filter(([, on]) => on).map(([tunnel]) => tunnel);
}

/** Encryption is off where nothing is said; undefined where what is said is not known. */
function isOn(known: Known<boolean> | undefined): boolean | undefined {
  return known === undefined ? false : knownValue(known);
}
