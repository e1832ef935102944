/** RKE's cluster.yml, and Rancher's wrappers of it (rancher/rke 40c5dd4; kontainer-driver-metadata 7c2ba52). MTUs in bytes. */
import { type Draft, state } from '../../cluster/draft.js';
import type { Change } from '../../cluster/finding.js';
import { isKnown, type Known, type Setting } from '../../cluster/setting.js';
import { calicoVersionOf, parseImage } from '../../network/image.js';
import { type Edit, renameKey } from '../../source/index.js';
import { integer, mapped, setting, text } from '../stated.js';
import type { Unit } from '../unit.js';
import { scalarEdits } from '../write.js';
import { type Config, configOf, placeOf, reader, written, writtenOr } from './config.js';
import { readNodes } from './nodes.js';
import { poolOf } from './pool.js';
import { readRemarks } from './remarks.js';

export function read(claimed: readonly Unit[], draft: Draft): void {
  for (const unit of claimed) {
    const config = configOf(unit);
    if (config) readConfig(config, draft);
  }
}

function readConfig(config: Config, draft: Draft): void {
  const plugin = writtenOr(config, 'network.plugin', text, 'canal');
  const origin = placeOf(config, 'network.plugin');
  state(draft.product.installer, setting(reader, 'derived', origin, { reader, layer: 'resource' }));
  readRanges(config, draft);
  readNodes(config, draft);
  state(
    draft.underlay.cloud,
    mapped(written(config, 'cloud_provider.name', text), (name) => clouds.get(name), 'drop'),
  );
  if (!isKnown(plugin)) return;
  const made = <T>(value: T): Known<T> =>
    setting(value, plugin.how === 'explicit' ? 'derived' : 'default', plugin.origin, { reader, layer: 'resource' });
  if (plugin.value === 'canal') readCanal(config, draft, made);
  if (plugin.value === 'calico') readCalico(config, draft, made);
  if (plugin.value === 'flannel') readFlannel(config, draft);
  readImages(config, draft, plugin);
  readRemarks(config, plugin, draft);
}

const clouds: ReadonlyMap<string, string> = new Map([
  ['aws', 'aws'],
  ['azure', 'azure'],
  ['gce', 'gcp'],
]);

/** What a template fixes: no key of the configuration changes it. */
type Made = <T>(value: T) => Known<T>;

/** templates/canal_v3.28.1.go: backend none, host-local, veth_mtu 1450 where no mtu is written. */
function readCanal(config: Config, draft: Draft, made: Made): void {
  state(draft.plane, made('canal' as const));
  state(draft.backend, made('none'));
  state(draft.ipam, made('host-local' as const));
  state(draft.typha, made(false));
  state(draft.mtu.veth, podMtu(config, 1450));
  state(draft.flannel.backend, writtenOr(config, 'network.options.canal_flannel_backend_type', text, 'vxlan'));
  // The options go before the provider's own block (cluster/defaults.go:862).
  const iface = written(config, 'network.options.canal_iface', text) ?? written(config, 'network.canal_network_provider.iface', text);
  state(draft.flannel.iface, iface ?? writtenOr(config, 'network.options.canal_iface', text, ''));
  readNetwork(config, draft);
}

/** templates/calico_v3.28.1.go: backend bird, a pool with IPIP, one number for CNI and tunnels, 1440 where none is written. */
function readCalico(config: Config, draft: Draft, made: Made): void {
  state(draft.plane, made('calico' as const));
  state(draft.backend, made('bird'));
  state(draft.ipam, made('calico-ipam' as const));
  state(draft.typha, made(false));
  state(draft.nodeAddress.ip, made('autodetect'));
  const mtu = podMtu(config, 1440);
  state(draft.mtu.veth, mtu);
  for (const slot of [draft.mtu.ipip, draft.mtu.vxlan, draft.mtu.wireguard])
    state(slot, isKnown(mtu) ? { ...mtu, layer: 'felix-env' } : mtu);
  draft.pools.push(poolOf(config, made));
}

function readFlannel(config: Config, draft: Draft): void {
  state(draft.flannel.backend, writtenOr(config, 'network.options.flannel_backend_type', text, 'vxlan'));
  state(draft.flannel.iface, written(config, 'network.options.flannel_iface', text));
  readNetwork(config, draft);
}

function podMtu(config: Config, fallback: number): Known<number> {
  const mtu = written(config, 'network.mtu', integer);
  return mtu && !(isKnown(mtu) && mtu.value === 0)
    ? mtu
    : setting(fallback, 'default', placeOf(config, 'network.mtu'), { reader, layer: 'resource', as: 'network.mtu' });
}

function readNetwork(config: Config, draft: Draft): void {
  state(draft.flannel.network, writtenOr(config, 'services.kube-controller.cluster_cidr', text, '10.42.0.0/16'));
}

function readRanges(config: Config, draft: Draft): void {
  state(draft.cidrs.pod, writtenOr(config, 'services.kube-controller.cluster_cidr', text, '10.42.0.0/16'));
  state(draft.cidrs.service, writtenOr(config, 'services.kube-api.service_cluster_ip_range', text, '10.43.0.0/16'));
  state(draft.cidrs.service, written(config, 'services.kube-controller.service_cluster_ip_range', text));
}

/** Keys of `system_images`, and the containers that run them. */
const imagesOf: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  canal: [
    ['canal_cni', 'install-cni'],
    ['canal_node', 'calico-node'],
    ['canal_flannel', 'kube-flannel'],
    ['canal_controllers', 'calico-kube-controllers'],
  ],
  calico: [
    ['calico_cni', 'install-cni'],
    ['calico_node', 'calico-node'],
    ['calico_controllers', 'calico-kube-controllers'],
  ],
  flannel: [
    ['flannel', 'kube-flannel'],
    ['flannel_cni', 'install-cni'],
  ],
};

const workloadNames: Readonly<Record<string, string>> = { canal: 'canal', calico: 'calico-node', flannel: 'kube-flannel' };

function readImages(config: Config, draft: Draft, plugin: Setting<string>): void {
  const name = workloadNames[plugin.value];
  if (name === undefined) return;
  const containers = (imagesOf[plugin.value] ?? []).flatMap(([key, container]) => {
    const image = written(config, `system_images.${key}`, text);
    if (key.endsWith('_node')) state(draft.product.calico, mapped(image, releaseOf, 'drop'));
    const origin = placeOf(config, `system_images.${key}`);
    return image
      ? [{ name: container, origin, image, init: container === 'install-cni', command: [], env: [], envOpen: true, mounts: [] }]
      : [];
  });
  draft.workloads.push({ kind: 'DaemonSet', namespace: 'kube-system', name, origin: plugin.origin, containers });
}

function releaseOf(reference: string): ReturnType<typeof calicoVersionOf> {
  const image = parseImage(reference);
  return image && calicoVersionOf(image);
}

export function edits(change: Change): readonly Edit[] | undefined {
  const { write } = change.setting;
  if (write?.as === 'key' && 'to' in change) return renameKey(write.place, String(change.to));
  return scalarEdits(change, 'typed');
}
