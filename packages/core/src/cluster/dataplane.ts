import type { Cluster } from './model.js';
import { effective } from './precedence.js';
import { isKnown, knownValue, mayBe } from './setting.js';

/**
 * What Felix writes its rules with; undefined where that is not known. bpfEnabled goes before nftablesMode, and Auto goes by kube-proxy
 * (felix/config/config_params.go:190); where nothing is said, iptables.
 */
export function dataplaneOf({ product, felix, kubeProxy }: Cluster): 'iptables' | 'nftables' | 'bpf' | undefined {
  const said = effective(product.dataplane);
  if (isKnown(said)) return said.value;
  if (said !== undefined && mayBe(said, (plane) => plane === 'bpf')) return undefined;
  const mode = effective(felix.nftablesMode);
  if (mode === undefined) return 'iptables';
  if (!isKnown(mode)) return undefined;
  const word = mode.value.toLowerCase();
  if (word !== 'auto') return word === 'enabled' ? 'nftables' : 'iptables';
  const proxy = knownValue(effective(kubeProxy));
  return proxy && (proxy === 'nftables' ? 'nftables' : 'iptables');
}
