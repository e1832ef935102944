/** What an Installation says beside its pools: provider, data plane, MTUs, who programs routes. */
import { type Draft, state } from '../../cluster/draft.js';
import { effective } from '../../cluster/precedence.js';
import { isKnown, type Known, knownValue, type Layer, type Setting } from '../../cluster/setting.js';
import { atLeast, type Version } from '../../network/version.js';
import { integer, mapped, setting } from '../stated.js';
import { detectionPath } from './autodetection.js';
import { oneOf, type Platform, runsVpp } from './platform.js';
import { assumed, field, isWritten, network, reader, type Spec, standing } from './spec.js';

/** Whose network carries the nodes, as far as the name of a provider tells. */
const clouds: Readonly<Record<string, string>> = { AKS: 'aks', EKS: 'eks', GKE: 'gke' };

/** CLUSTER_TYPE names the provider; on these two Felix encrypts host traffic as well (tigera/operator 40788b9, pkg/render/node.go:1634-1645). */
export function readProvider({ provider, cni }: Platform, draft: Draft): void {
  state(
    draft.underlay.cloud,
    mapped(provider, (name) => clouds[name], 'drop'),
  );
  if (!isKnown(provider) || !isKnown(cni)) return;
  const cloud = `${provider.value} ${cni.value}`;
  if (cloud !== 'AKS AzureVNET' && cloud !== 'EKS AmazonVPC') return;
  const type = provider.value === 'AKS' ? 'aks' : 'ecs';
  state(draft.product.clusterType, setting(`k8s,operator,${type}`, 'derived', provider.origin, standing()));
  state(draft.wireguard.hostEncryption, setting(true, 'derived', provider.origin, { reader, layer: 'felix-env' }));
}

const dataplanes = { Iptables: 'iptables', BPF: 'bpf', Nftables: 'nftables' } as const;

/** iptables where nothing is written (core_controller.go:483). */
export function readDataplane(spec: Spec, draft: Draft): void {
  const path = network('linuxDataplane');
  if (runsVpp(spec)) return;
  const said = field(spec, path, oneOf(['Iptables', 'BPF', 'Nftables']), 'linuxDataplane');
  state(draft.product.dataplane, said ? mapped(said, (word) => dataplanes[word], 'drop') : assumed<'iptables'>(spec, path, 'iptables'));
  const plane = said ?? (isWritten(spec, path) ? undefined : assumed<'Iptables'>(spec, path, 'Iptables', 'linuxDataplane'));
  const release = knownValue(effective(draft.product.calico));
  // Before 3.29 there is no such field.
  if (isKnown(plane) && plane.value !== 'BPF' && (!release || atLeast(release, '3.29')))
    state(draft.felix.nftablesMode, nftablesMode(plane, release));
}

/** The operator writes it over FelixConfiguration; Auto goes by kube-proxy, from 1.42 on (core_controller.go:1658-1683; v1.40.15:1832, v1.42.4:1894). */
function nftablesMode(plane: Setting<string>, release: Version | undefined): Known<string> {
  const placed = { ...plane, layer: 'felix-operator' as const };
  if (plane.value === 'Iptables') return { ...placed, value: 'Disabled' };
  if (!release) return { unknown: 'Enabled, or Auto from Calico 3.32 on', origin: plane.origin, layer: placed.layer };
  return { ...placed, value: atLeast(release, '3.32') ? 'Auto' : 'Enabled' };
}

/**
 * One number becomes the CNI's mtu and FELIX_*MTU, that of IPIP only where BGP is enabled, those of IPv6 only where its address is detected; no
 * header is taken off (pkg/render/node.go:622-628,1533-1612). Absent or 0, Felix computes them.
 */
export function readMtu(spec: Spec, { bgp }: Platform, draft: Draft): void {
  const path = network('mtu');
  state(draft.mtu.veth, field(spec, path, integer, 'mtu') ?? assumed(spec, path, 0, 'mtu'));
  const mtu = field(spec, path, integer, 'mtu');
  if (!isKnown(mtu)) return;
  const felix = setting(mtu.value, 'derived', mtu.origin, { reader, layer: 'felix-env', as: 'mtu' });
  state(draft.mtu.vxlan, felix);
  state(draft.mtu.wireguard, felix);
  if (isKnown(bgp) && bgp.value === 'Enabled') state(draft.mtu.ipip, felix);
  if (!isWritten(spec, detectionPath(6))) return;
  state(draft.mtu.vxlanV6, felix);
  state(draft.mtu.wireguardV6, felix);
}

type Pair = { readonly felix: string; readonly bgp: string };

/** What the operator writes into FelixConfiguration and BGPConfiguration (core_controller.go:1827-1930). */
export const routes: Readonly<Record<'BIRD' | 'Felix' | 'FelixIPIPOnly', Pair>> = {
  BIRD: { felix: 'Disabled', bgp: 'Enabled' },
  Felix: { felix: 'Enabled', bgp: 'Disabled' },
  FelixIPIPOnly: { felix: 'EnabledIPIPOnly', bgp: 'EnabledNoEncapOnly' },
};

/** `clusterRoutingMode`; without it the operator writes nothing, and the release decides. */
export function readRoutes(spec: Spec, draft: Draft): void {
  const mode = field(spec, network('clusterRoutingMode'), oneOf(['BIRD', 'Felix', 'FelixIPIPOnly']));
  if (!mode) return;
  const side = (name: keyof Pair, layer: Layer): Known<string> =>
    isKnown(mode) ? setting(routes[mode.value][name], 'derived', mode.origin, { reader, layer }) : mode;
  state(draft.programClusterRoutes.felix, side('felix', 'felix-operator'));
  state(draft.programClusterRoutes.bgp, side('bgp', 'operator'));
}
