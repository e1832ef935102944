/** What Calico's own resources say, kind by kind. */

import type { Draft } from '../../cluster/draft.js';
import { state } from '../../cluster/draft.js';
import { everyNode, type Known, type Layer, type Live, type Scope } from '../../cluster/setting.js';
import { defaultAsNumber } from '../../network/as-number.js';
import { parseVersion } from '../../network/version.js';
import { at, items, type Path } from '../../source/index.js';
import { bool, dataplaneOf, integer, type Standing, stated, statedOr, text } from '../stated.js';
import { labelsOf, originOf, textOf, type Unit } from '../unit.js';
import { failsafeList, readHostEndpoint, readHostPolicy } from './host.js';
import { readPeer } from './peer.js';
import { readPool } from './pool.js';
import { calicoResources } from './reader.js';

const { name: reader } = calicoResources;

const singletonKinds = new Set([
  ...['FelixConfiguration', 'BGPConfiguration', 'ClusterInformation'],
  ...['KubeControllersConfiguration', 'IPAMConfig', 'IPAMConfiguration'],
]);

const byKind: Readonly<Record<string, (unit: Unit, draft: Draft) => void>> = {
  IPPool: (unit, draft) => void draft.pools.push(readPool(unit)),
  FelixConfiguration: readFelix,
  BGPConfiguration: readBgpConfiguration,
  BGPPeer: (unit, draft) => void draft.bgp.peers.push(readPeer(unit)),
  BGPFilter: (unit, draft) => void draft.bgp.filters.push({ name: unit.object?.name ?? '', origin: originOf(unit) }),
  Node: readNode,
  HostEndpoint: (unit, draft) => void draft.failsafe.hostEndpoints.push(readHostEndpoint(unit)),
  GlobalNetworkPolicy: (unit, draft) => void draft.failsafe.policies.push(readHostPolicy(unit)),
  IPAMConfig: readIpam,
  IPAMConfiguration: readIpam,
  ClusterInformation: readClusterInformation,
};

/** States what resources of any kind say. */
export function readResources(claimed: readonly Unit[], draft: Draft): void {
  for (const unit of claimed) {
    byKind[unit.object?.kind ?? '']?.(unit, draft);
    readSingleton(unit, draft);
  }
}

const felixWords = [
  ...(['ipForwarding', 'natOutgoingAddress', 'deviceRouteSourceAddress', 'deviceRouteSourceAddressIPv6'] as const),
  ...(['interfacePrefix', 'nftablesMode', 'awsSrcDstCheck'] as const),
];

/** FelixConfiguration: `default` for all nodes, `node.<name>` for one, any other name by nodeSelector (3.32+). */
function readFelix(unit: Unit, draft: Draft): void {
  const spec = (field: string, parse = integer): Known<number> | undefined => stated(unit, ['spec', field], parse, standing(field));
  const flag = (field: string): Known<boolean> | undefined => stated(unit, ['spec', field], bool, standing(field));
  const word = (field: string): Known<string> | undefined => stated(unit, ['spec', field], text, standing(field));
  const { layer, scope, live } = felixLayer(unit);
  function standing(field: string): Standing {
    return { reader, layer, scope, live, as: field };
  }
  state(draft.mtu.ipip, spec('ipipMTU'));
  state(draft.mtu.vxlan, spec('vxlanMTU'));
  state(draft.mtu.vxlanV6, spec('vxlanMTUV6'));
  state(draft.mtu.wireguard, spec('wireguardMTU'));
  state(draft.mtu.wireguardV6, spec('wireguardMTUV6'));
  state(draft.mtu.ifacePattern, word('mtuIfacePattern'));
  state(draft.tunnelOverride.ipipEnabled, flag('ipipEnabled'));
  state(draft.tunnelOverride.vxlanEnabled, flag('vxlanEnabled'));
  state(draft.tunnelOverride.routeSyncDisabled, flag('routeSyncDisabled'));
  state(draft.wireguard.v4, flag('wireguardEnabled'));
  state(draft.wireguard.v6, flag('wireguardEnabledV6'));
  state(draft.wireguard.hostEncryption, flag('wireguardHostEncryptionEnabled'));
  state(draft.wireguard.port, spec('wireguardListeningPort'));
  state(draft.wireguard.portV6, spec('wireguardListeningPortV6'));
  state(draft.programClusterRoutes.felix, word('programClusterRoutes'));
  state(draft.felix.vxlanPort, spec('vxlanPort'));
  state(draft.felix.vxlanVNI, spec('vxlanVNI'));
  for (const field of felixWords) state(draft.felix[field], word(field));
  state(draft.failsafe.inbound, failsafeList(unit, 'failsafeInboundHostPorts', standing('')));
  state(draft.failsafe.outbound, failsafeList(unit, 'failsafeOutboundHostPorts', standing('')));
  state(draft.product.dataplane, dataplaneOf(flag('bpfEnabled')));
}

/** Nobody reads one of another name that has no nodeSelector (felix/config/config_params.go:86). */
function felixLayer(unit: Unit): { layer: Layer; scope: Scope; live: Live } {
  const name = unit.object?.name ?? '';
  if (name === 'default') return { layer: 'felix-default', scope: everyNode, live: 'reconciled' };
  if (name.startsWith('node.'))
    return { layer: 'felix-node', scope: { kind: 'node', name: name.slice('node.'.length) }, live: 'reconciled' };
  const selected = at(unit.document.root, [...unit.path, 'spec', 'nodeSelector']) !== undefined || unit.document.structural;
  const scope: Scope = { kind: 'selector', selector: textOf(unit, ['spec', 'nodeSelector']) ?? name };
  return { layer: 'felix-selector', scope, live: selected ? 'reconciled' : 'dead' };
}

function readBgpConfiguration(unit: Unit, draft: Draft): void {
  const name = unit.object?.name ?? '';
  const scope: Scope = name.startsWith('node.') ? { kind: 'node', name: name.slice('node.'.length) } : everyNode;
  if (name !== 'default' && scope === everyNode) return;
  const standing = (as: string): Standing => ({ reader, layer: 'resource', scope, as });
  state(draft.bgp.mesh, stated(unit, ['spec', 'nodeToNodeMeshEnabled'], bool, standing('nodeToNodeMeshEnabled')));
  // Of a node's own BGPConfiguration confd reads listenPort, prefixes and the log level only (confd/pkg/backends/calico/client.go).
  if (name === 'default') state(draft.bgp.asNumber, statedOr(unit, ['spec', 'asNumber'], text, defaultAsNumber, standing('asNumber')));
  state(draft.bgp.listenPort, stated(unit, ['spec', 'listenPort'], integer, standing('listenPort')));
  state(draft.programClusterRoutes.bgp, stated(unit, ['spec', 'programClusterRoutes'], text, standing('programClusterRoutes')));
}

/** A Node of calicoctl: its BGP address carries a prefix length, which tells the subnet. */
function readNode(unit: Unit, draft: Draft): void {
  const list = (...paths: Path[]): Known<string>[] =>
    paths.flatMap((path) => stated(unit, path, text, { reader, layer: 'resource' }) ?? []);
  draft.nodes.push({
    name: unit.object?.name ?? '',
    origin: originOf(unit),
    addresses: [...list(['spec', 'bgp', 'ipv4Address'], ['spec', 'bgp', 'ipv6Address'], ...addressPaths(unit))],
    podCidrs: [],
    asNumber: list(['spec', 'bgp', 'asNumber']),
    routeReflectorClusterID: list(['spec', 'bgp', 'routeReflectorClusterID']),
    labels: labelsOf(unit),
  });
}

function addressPaths(unit: Unit): readonly Path[] {
  return items(at(unit.document.root, [...unit.path, 'spec', 'addresses'])).map((_, i) => ['spec', 'addresses', i, 'address']);
}

/** IPAMConfig of the v1 API, IPAMConfiguration of v3: absent, strictAffinity is false. */
function readIpam(unit: Unit, draft: Draft): void {
  if (unit.object?.name !== 'default') return;
  state(draft.strictAffinity, statedOr(unit, ['spec', 'strictAffinity'], bool, false, { reader, layer: 'resource', as: 'strictAffinity' }));
}

function readSingleton(unit: Unit, draft: Draft): void {
  const kind = unit.object?.kind ?? '';
  const name = singletonKinds.has(kind) && stated(unit, ['metadata', 'name'], text, { reader, layer: 'resource', as: 'name' });
  if (!name) return;
  const nodeSelector = stated(unit, ['spec', 'nodeSelector'], text, { reader, layer: 'resource' });
  draft.singletons.push({ kind, origin: originOf(unit), name, nodeSelector });
}

function readClusterInformation(unit: Unit, draft: Draft): void {
  const standing: Standing = { reader, layer: 'resource' };
  state(draft.product.clusterType, stated(unit, ['spec', 'clusterType'], text, standing));
  state(
    draft.product.calico,
    stated(unit, ['spec', 'calicoVersion'], (node) => parseVersion(node.text), standing),
  );
}
