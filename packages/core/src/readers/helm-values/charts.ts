/** The charts of the field, by name and by the keys of their values. */
import { at, entries, followed, type Node } from '../../source/index.js';

export type Chart = 'tigera-operator' | 'rke2-calico' | 'rke2-canal' | 'kube-flannel' | 'rke2-flannel';

/** What the text of a document with such values holds, letter for letter. */
export const chartWords: readonly string[] = [
  ...['calico', 'canal', 'flannel', 'tigera', 'FelixConfiguration', 'kubernetesProvider', 'kubeletVolumePluginPath'],
  ...['typhaDeployment', 'typhaMetricsPort'],
];

const names: ReadonlyMap<string, Chart> = new Map<string, Chart>([
  ['tigera-operator', 'tigera-operator'],
  ['rke2-calico', 'rke2-calico'],
  ['rke2-canal', 'rke2-canal'],
  ['rke2-flannel', 'rke2-flannel'],
  ['flannel', 'kube-flannel'],
  ['kube-flannel', 'kube-flannel'],
]);

/** The chart of a name, also as repository/name, as an address of a registry, or as an archive. */
export function chartNamed(name: string): Chart | undefined {
  const last = name.replace(/\/+$/, '').split('/').at(-1) ?? '';
  return names.get(last.replace(/\.tgz$/, '').replace(/-v?\d+\.\d.*$/, ''));
}

/**
 * The chart that a map of values is for: only keys that no other chart is known to have tell. `called` is the chart after which an umbrella
 * chart calls the map: there the keys need to fit only.
 */
export function chartByKeys(map: Node, called?: Chart): Chart | undefined {
  const has: Has = (above, keys) => keys.some((key) => at(map, [above, key]) !== undefined);
  if (has('calico', canalKeys) && !has('installation', ['calicoNetwork'])) return 'rke2-canal';
  if (isOperator(has) || (called && holdsMap(map, 'installation') && isOfOperator(called))) {
    const rke2 = has('felixConfiguration', ['featureDetectOverride', 'wireguardEnabled']) || has('ipamConfig', ['autoAllocateBlocks']);
    return called && isOfOperator(called) ? called : rke2 || has('installation', ['backend']) ? 'rke2-calico' : 'tigera-operator';
  }
  if (has('flannel', ['flannel_cni', 'image_cni', 'skipCNIConfigInstallation', 'enableNFTables'])) return called ?? 'kube-flannel';
  return at(map, ['podCidr']) && has('flannel', ['backend', 'args', 'image', 'mtu']) ? (called ?? 'kube-flannel') : undefined;
}

function isOfOperator(chart: Chart): boolean {
  return chart === 'tigera-operator' || chart === 'rke2-calico';
}

type Has = (above: string, keys: readonly string[]) => boolean;

function isOperator(has: Has): boolean {
  return (
    has('installation', operatorKeys) ||
    has('tigeraOperator', ['image', 'version', 'registry']) ||
    has('defaultFelixConfiguration', ['enabled'])
  );
}

function holdsMap(map: Node, name: string): boolean {
  const below = at(map, [name]);
  return below !== undefined && followed(below).kind === 'map' && entries(below).length > 0;
}

/** Keys of `installation` that are words of Calico's operator. */
const operatorKeys = [
  ...['calicoNetwork', 'kubernetesProvider', 'kubeletVolumePluginPath', 'calicoNodeDaemonSet', 'typhaDeployment'],
  ...['calicoKubeControllersDeployment', 'typhaMetricsPort'],
];

/** Keys of `calico` in rke2-canal (rancher/rke2-charts 262e21a, packages/rke2-canal/charts/values.yaml). */
const canalKeys = [
  ...['vethuMTU', 'networkingBackend', 'nodeImage', 'cniImage', 'flexvolImage', 'usePodCIDR', 'ipAutoDetectionMethod'],
  ...['felixIptablesBackend', 'felixFailsafeInboundHostPorts', 'felixFailsafeOutboundHostPorts', 'felixPrometheusMetricsEnabled'],
];
