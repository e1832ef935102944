/** KubeOneCluster (kubermatic/kubeone, pkg/apis/kubeone/v1beta2/types.go and defaults.go:212-240; addons/cni-canal). MTUs in bytes. */
import { type Draft, state } from '../../cluster/draft.js';
import { isKnown, type Known } from '../../cluster/setting.js';
import { integer, setting, stated, text } from '../stated.js';
import { keysAt, originOf, type Unit } from '../unit.js';
import { kubeone } from './reader.js';

export { scalarEdits as edits } from '../write.js';

const { name: reader } = kubeone;
const standing = { reader, layer: 'resource' } as const;
const cni = ['clusterNetwork', 'cni'];

export function read(claimed: readonly Unit[], draft: Draft): void {
  for (const unit of claimed) {
    state(draft.product.installer, setting(reader, 'derived', originOf(unit, ['kind']), standing));
    state(draft.cidrs.pod, stated(unit, ['clusterNetwork', 'podSubnet'], text, standing));
    state(draft.cidrs.service, stated(unit, ['clusterNetwork', 'serviceSubnet'], text, standing));
    const cloud = keysAt(unit, ['cloudProvider']).flatMap((key) => (Object.hasOwn(clouds, key) ? [key] : []))[0];
    if (cloud !== undefined)
      state(draft.underlay.cloud, setting(clouds[cloud] ?? cloud, 'derived', originOf(unit, ['cloudProvider', cloud], 'key'), standing));
    const chosen = keysAt(unit, cni);
    if (chosen.length === 0 || chosen.includes('canal')) readCanal(unit, draft);
  }
}

const clouds: Readonly<Record<string, string>> = {
  aws: 'aws',
  azure: 'azure',
  digitalocean: 'digitalocean',
  gce: 'gcp',
  hetzner: 'hetzner',
  openstack: 'openstack',
  vsphere: 'vsphere',
};

/** VXLAN of flannel, and an MTU that KubeOne takes 50 below that of the cloud's interfaces where none is written. */
function readCanal(unit: Unit, draft: Draft): void {
  const made = <T>(value: T): Known<T> => setting(value, 'derived', originOf(unit, ['kind']), standing);
  state(draft.plane, made('canal' as const));
  state(draft.backend, made('none'));
  state(draft.ipam, made('host-local' as const));
  state(draft.flannel.backend, made('vxlan'));
  const network = stated(unit, ['clusterNetwork', 'podSubnet'], text, standing);
  if (isKnown(network)) state(draft.flannel.network, network);
  state(draft.mtu.veth, stated(unit, [...cni, 'canal', 'mtu'], integer, { ...standing, as: 'mtu' }));
}
