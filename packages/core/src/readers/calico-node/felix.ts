/** The variables of Felix in the environment of calico-node (felix/config/config_params.go). */
import { type Draft, state } from '../../cluster/draft.js';
import type { Known } from '../../cluster/setting.js';
import { dataplaneOf, felixBool, mapped } from '../stated.js';
import type { Environment } from '../workload.js';

/** States what FELIX_* says. MTUs in bytes. */
export function readFelix(env: Environment, draft: Draft): void {
  const number = (name: string): Known<number> | undefined =>
    mapped(env.get(name), (text) => (/^\d{1,9}$/.test(text.trim()) ? Number(text) : undefined));
  const flag = (name: string): Known<boolean> | undefined => mapped(env.get(name), felixBool);
  state(draft.mtu.ipip, number('FELIX_IPINIPMTU'));
  state(draft.mtu.vxlan, number('FELIX_VXLANMTU'));
  state(draft.mtu.vxlanV6, number('FELIX_VXLANMTUV6'));
  state(draft.mtu.wireguard, number('FELIX_WIREGUARDMTU'));
  state(draft.mtu.wireguardV6, number('FELIX_WIREGUARDMTUV6'));
  state(draft.mtu.ifacePattern, env.get('FELIX_MTUIFACEPATTERN'));
  state(draft.tunnelOverride.ipipEnabled, flag('FELIX_IPINIPENABLED'));
  state(draft.tunnelOverride.vxlanEnabled, flag('FELIX_VXLANENABLED'));
  state(draft.tunnelOverride.routeSyncDisabled, flag('FELIX_ROUTESYNCDISABLED'));
  state(draft.wireguard.v4, flag('FELIX_WIREGUARDENABLED'));
  state(draft.wireguard.v6, flag('FELIX_WIREGUARDENABLEDV6'));
  state(draft.wireguard.hostEncryption, flag('FELIX_WIREGUARDHOSTENCRYPTIONENABLED'));
  state(draft.wireguard.port, number('FELIX_WIREGUARDLISTENINGPORT'));
  state(draft.wireguard.portV6, number('FELIX_WIREGUARDLISTENINGPORTV6'));
  state(draft.programClusterRoutes.felix, env.get('FELIX_PROGRAMCLUSTERROUTES'));
  state(draft.felix.ipForwarding, env.get('FELIX_IPFORWARDING'));
  state(draft.felix.natOutgoingAddress, env.get('FELIX_NATOUTGOINGADDRESS'));
  state(draft.felix.deviceRouteSourceAddress, env.get('FELIX_DEVICEROUTESOURCEADDRESS'));
  state(draft.felix.deviceRouteSourceAddressIPv6, env.get('FELIX_DEVICEROUTESOURCEADDRESSIPV6'));
  state(draft.felix.interfacePrefix, env.get('FELIX_INTERFACEPREFIX'));
  state(draft.felix.nftablesMode, env.get('FELIX_NFTABLESMODE'));
  state(draft.felix.vxlanPort, number('FELIX_VXLANPORT'));
  state(draft.felix.vxlanVNI, number('FELIX_VXLANVNI'));
  state(draft.felix.awsSrcDstCheck, env.get('FELIX_AWSSRCDSTCHECK'));
  state(draft.failsafe.inbound, env.get('FELIX_FAILSAFEINBOUNDHOSTPORTS'));
  state(draft.failsafe.outbound, env.get('FELIX_FAILSAFEOUTBOUNDHOSTPORTS'));
  state(draft.product.dataplane, dataplaneOf(flag('FELIX_BPFENABLED')));
  state(
    draft.typha,
    mapped(env.get('FELIX_TYPHAK8SSERVICENAME'), (name) => name !== 'none' && name !== ''),
  );
}
