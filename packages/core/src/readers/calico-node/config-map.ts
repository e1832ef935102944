import { type Draft, state } from '../../cluster/draft.js';
import { isKnown, type Known } from '../../cluster/setting.js';
import { setting, stated, text } from '../stated.js';
import { keysAt, originOf, type Unit } from '../unit.js';
import { readConflist } from './conflist.js';

/** A ConfigMap of Calico or Canal without the workload that reads it: its keys are taken for what the manifests make of them. */
export function readConfigMap(unit: Unit, draft: Draft, reader: string): void {
  const value = (key: string): Known<string> | undefined => stated(unit, ['data', key], text, { reader, layer: 'config-map', as: key });
  const keys = keysAt(unit, ['data']);
  const backend = value('calico_backend');
  state(draft.backend, backend);
  const conflist = value('cni_network_config');
  const ipam = readConflist(conflist, { mtu: value('veth_mtu') ?? 'out of sight', draft, reader });
  state(draft.nodeAddress.method, value('ip_autodetection_method'));
  state(draft.nodeAddress.method6, value('ip6_autodetection_method'));
  state(draft.flannel.iface, value('canal_iface'));
  if (keys.includes('net-conf.json')) {
    state(draft.plane, setting('canal', 'derived', originOf(unit), { reader, layer: 'config-map' }));
  } else if (backend) {
    const plane = isKnown(backend) && backend.value === 'none' && ipam !== 'calico-ipam' ? 'policy-only' : 'calico';
    state(draft.plane, setting(plane, 'derived', originOf(unit, ['data', 'calico_backend']), { reader, layer: 'config-map' }));
  } else if (keys.includes('canal_iface')) {
    state(draft.plane, setting('canal', 'derived', originOf(unit), { reader, layer: 'config-map' }));
  }
}
