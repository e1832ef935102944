/** flannel as Kubespray runs it alone (roles/network_plugin/flannel at v2.8.0 to 46dbdd3, templates/cni-flannel.yml.j2). */
import { type Draft, state } from '../../cluster/draft.js';
import { type Known, knownValue } from '../../cluster/setting.js';
import type { ScalarNode } from '../../source/index.js';
import { integer, looseBool, setting, text } from '../stated.js';
import type { Vars } from './maps.js';
import { reader, single } from './variables.js';

/** States flannel's net-conf.json and interface. The manifest is rendered once, on the first control plane node. */
export function readFlannel(vars: readonly Vars[], families: readonly (4 | 6)[], draft: Draft): void {
  const { flannel } = draft;
  const said = <T>(name: string, parse: (node: ScalarNode) => T | undefined): Known<T> | undefined => single(vars, name, parse);
  const backend = said('flannel_backend_type', text);
  state(flannel.backend, backend);
  state(flannel.iface, said('flannel_interface', text));
  state(flannel.ifaceRegex, said('flannel_interface_regexp', text));
  if (families.includes(4)) state(flannel.network, said('kube_pods_subnet', text));
  const network6 = families.includes(6) ? said('kube_pods_subnet_ipv6', text) : undefined;
  state(flannel.network6, network6);
  if (network6?.origin) state(flannel.ipv6, setting(true, 'derived', network6.origin, { reader, layer: 'role-default' }));
  // The template writes the rest for this type only, which is that of the role.
  if (backend && knownValue(backend)?.toLowerCase() !== 'vxlan') return;
  state(flannel.port, said('flannel_vxlan_port', integer));
  state(flannel.vni, said('flannel_vxlan_vni', integer));
  state(flannel.directRouting, said('flannel_vxlan_direct_routing', looseBool));
}
