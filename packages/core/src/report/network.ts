// The effective network of each cluster, each value with its place: what `canal-lint show` prints.

import type { Cluster, Peer } from '../cluster/model.js';
import { isKnown, type Known } from '../cluster/setting.js';
import { backendOf } from '../network/encapsulation.js';
import { formatVersion } from '../network/version.js';
import { mtuSection } from './mtu-rows.js';
import { poolSections } from './pool-rows.js';
import type { Env } from './reporter.js';
import { placeText, slotRows } from './slot-rows.js';
import { type Row, type Section, tableLines } from './table.js';
import { visible } from './visible.js';

/**
 * The clusters as text: for each slot the value that holds, where it stands, what it was read from and what it beats. Unknowns say why, and
 * which line would settle them. A slot about which nothing is said has no line.
 */
export function renderNetwork(clusters: readonly Cluster[], env: Env): string {
  if (clusters.length === 0) return 'no pod network in the input\n';
  return clusters.map((cluster) => `${[...header(cluster, env), ...tableLines(sectionsOf(cluster), env.palette)].join('\n')}\n`).join('\n');
}

function header({ name, closed, files }: Cluster, { palette }: Env): readonly string[] {
  const sight = closed ? 'complete' : 'parts of it may be out of sight';
  return [`${palette.bold(palette.blue(`cluster ${visible(name)}`))}  ${palette.dim(sight)}`, ...files.map((file) => `  ${visible(file)}`)];
}

function sectionsOf(cluster: Cluster): readonly Section[] {
  return [
    productSection(cluster),
    planeSection(cluster),
    ...poolSections(cluster),
    mtuSection(cluster),
    addressSection(cluster),
    flannelSection(cluster),
    bgpSection(cluster),
    wireguardSection(cluster),
    rangeSection(cluster),
    underlaySection(cluster),
  ];
}

function productSection({ product }: Cluster): Section {
  return {
    title: 'product',
    rows: [
      ...slotRows('installer', product.installer),
      ...slotRows('Calico', product.calico, { text: formatVersion }),
      ...slotRows('flannel', product.flannel),
      ...slotRows('CLUSTER_TYPE', product.clusterType),
    ],
  };
}

function planeSection({ plane, backend, ipam, product, programClusterRoutes, tunnelOverride, typha, kubeProxy }: Cluster): Section {
  return {
    title: 'data plane',
    rows: [
      ...slotRows('plane', plane),
      ...slotRows('backend', backend, { note: (text) => [backendText(text)] }),
      ...slotRows('IPAM', ipam),
      ...slotRows('dataplane', product.dataplane),
      ...slotRows('routes, Felix', programClusterRoutes.felix),
      ...slotRows('routes, BGP', programClusterRoutes.bgp),
      ...slotRows('ipipEnabled', tunnelOverride.ipipEnabled),
      ...slotRows('vxlanEnabled', tunnelOverride.vxlanEnabled),
      ...slotRows('route sync', tunnelOverride.routeSyncDisabled, { text: (off) => (off ? 'disabled' : 'on') }),
      ...slotRows('Typha', typha, { text: onOff }),
      ...slotRows('kube-proxy', kubeProxy),
    ],
  };
}

/** How calico-node reads the word: anything but `none` and `vxlan` starts BIRD (node/filesystem/etc/rc.local:45-61). */
function backendText(text: string): string {
  const read = backendOf(text);
  const effect = { bird: 'starts BIRD', vxlan: 'no BIRD, Felix programs the VXLAN routes', none: 'no BIRD' }[read];
  return `calico-node: ${read === text ? effect : `read as ${read}, ${effect}`}`;
}

function addressSection({ nodeAddress }: Cluster): Section {
  return {
    title: 'node addresses',
    rows: [
      ...slotRows('IP', nodeAddress.ip),
      ...slotRows('IPv4 method', nodeAddress.method),
      ...slotRows('IP6', nodeAddress.ip6),
      ...slotRows('IPv6 method', nodeAddress.method6),
    ],
  };
}

function flannelSection({ flannel }: Cluster): Section {
  return {
    title: 'flannel',
    rows: [
      ...slotRows('network', flannel.network),
      ...slotRows('backend', flannel.backend),
      ...slotRows('VNI', flannel.vni),
      ...slotRows('port', flannel.port),
      ...slotRows('interface', flannel.iface),
      ...slotRows('interface pattern', flannel.ifaceRegex),
      ...slotRows('direct routing', flannel.directRouting, { text: onOff }),
    ],
  };
}

function bgpSection({ bgp }: Cluster): Section {
  return {
    title: 'BGP',
    rows: [
      ...slotRows('mesh', bgp.mesh, { text: onOff }),
      ...slotRows('AS number', bgp.asNumber),
      ...slotRows('listen port', bgp.listenPort),
      ...bgp.peers.map(peerRow),
      ...bgp.filters.map(({ name, origin }) => ({ label: 'filter', value: visible(name), place: placeText(origin) })),
    ],
  };
}

function peerRow({ name, origin, peerIP, peerSelector, node, nodeSelector, asNumber, filters }: Peer): Row {
  const far = [...told('', peerIP), ...told('nodes ', peerSelector), ...told('AS ', asNumber)];
  const near = [...told('', node), ...told('nodes ', nodeSelector)];
  const through = filters.flatMap((filter) => told('', filter));
  return {
    label: 'peer',
    value: told('', name).join(),
    place: placeText(origin),
    remarks: [
      `with ${far.join(', ') || 'nobody'}`,
      `from ${near.join(', ') || 'every node'}`,
      ...(through.length > 0 ? [`filtered by ${through.join(', ')}`] : []),
    ],
  };
}

function told(before: string, known: Known<string> | undefined): readonly string[] {
  if (known === undefined) return [];
  return [`${before}${isKnown(known) ? visible(known.value) : `unknown: ${visible(known.unknown)}`}`];
}

function wireguardSection({ wireguard }: Cluster): Section {
  return {
    title: 'WireGuard',
    rows: [
      ...slotRows('IPv4', wireguard.v4, { text: onOff }),
      ...slotRows('IPv6', wireguard.v6, { text: onOff }),
      ...slotRows('host traffic', wireguard.hostEncryption, { text: onOff }),
    ],
  };
}

function rangeSection({ cidrs }: Cluster): Section {
  // Dual stack gives one range a family, several of them at one rank: each is a value of its own, no contradiction.
  const each = (label: string, slot: Cluster['cidrs']['pod']): readonly Row[] => slot.flatMap((known) => slotRows(label, [known]));
  return { title: 'cluster ranges', rows: [...each('pods', cidrs.pod), ...each('services', cidrs.service)] };
}

function underlaySection({ underlay }: Cluster): Section {
  return {
    title: 'underlay',
    rows: [
      ...slotRows('cloud', underlay.cloud),
      ...slotRows('one L2 segment', underlay.l2, { text: yesNo }),
      ...slotRows('routes pods', underlay.routesPods, { text: yesNo }),
    ],
  };
}

function onOff(on: boolean): string {
  return on ? 'on' : 'off';
}

function yesNo(yes: boolean): string {
  return yes ? 'yes' : 'no';
}
