/** kops' Cluster: Calico, Canal or flannel, and what stands around them (kubernetes/kops 268927e; Canal at v1.27.0). MTUs in bytes. */
import { type Draft, state } from '../../cluster/draft.js';
import type { HostGroup } from '../../cluster/host-groups.js';
import { isKnown, type Known, type Layer } from '../../cluster/setting.js';
import { parseVersion } from '../../network/version.js';
import { readUnknownKeys } from '../keys.js';
import { bool, integer, mapped, text } from '../stated.js';
import type { Unit } from '../unit.js';
import { methodFault } from './detection.js';
import { hostGroups } from './firewall.js';
import { calicoMeant, pluginKeys } from './keys.js';
import { encapsulationMode, poolOf } from './pool.js';
import { readRefusals } from './refused.js';
import { cloudOf, has, isIpv6Only, made, networkKey, type Plugin, pathOf, plugins, reader, written, writtenOr } from './spec.js';

export { edits } from './write.js';

export function read(claimed: readonly Unit[], draft: Draft): void {
  for (const unit of claimed) {
    const [plugin] = plugins.filter((name) => has(unit, `networking.${name}`));
    readAround(unit, draft);
    if (!plugin) continue;
    state(draft.product.installer, made(unit, `networking.${plugin}`, reader));
    const refused = readRefusals(unit, draft);
    if (plugin === 'calico') readCalico(unit, draft, refused);
    if (plugin === 'canal') readCanal(unit, draft);
    if (plugin === 'flannel') readFlannel(unit, draft);
    readDead(unit, plugin, draft);
    readUnknown(unit, plugin, draft);
  }
}

/** kops' names of the clouds, in the words of other dialects. */
const clouds: Readonly<Record<string, string>> = { gce: 'gcp', do: 'digitalocean' };

function readAround(unit: Unit, draft: Draft): void {
  state(
    draft.underlay.cloud,
    mapped(cloudOf(unit), (name) => clouds[name] ?? name, 'drop'),
  );
  state(draft.cidrs.pod, written(unit, networkKey(unit, 'podCIDR'), text));
  state(draft.cidrs.service, written(unit, networkKey(unit, 'serviceClusterIPRange'), text));
  state(
    draft.kubeProxy,
    mapped(written(unit, 'kubeProxy.enabled', bool), (on) => (on ? undefined : 'off'), 'drop'),
  );
  const proxies = ['iptables', 'ipvs', 'nftables'] as const;
  state(
    draft.kubeProxy,
    mapped(written(unit, 'kubeProxy.proxyMode', text), (mode) => proxies.find((one) => one === mode), 'drop'),
  );
}

const backends: Readonly<Record<string, string>> = { ipip: 'bird', vxlan: 'vxlan', none: 'none' };

function readCalico(unit: Unit, draft: Draft, refused: boolean): void {
  const key = (name: string): string => `networking.calico.${name}`;
  state(draft.plane, made(unit, 'networking.calico', 'calico' as const));
  state(
    draft.typha,
    mapped(writtenOr(unit, key('typhaReplicas'), integer, 0), (count) => count > 0, 'drop'),
  );
  state(draft.wireguard.v4, written(unit, key('wireguardEnabled'), bool, 'felix-env'));
  state(draft.felix.nftablesMode, written(unit, key('nftablesMode'), text, 'felix-env'));
  readImage(unit, draft);
  state(
    draft.product.dataplane,
    mapped(written(unit, key('bpfEnabled'), bool), (on) => (on ? 'bpf' : undefined), 'drop'),
  );
  readMtu(unit, key('mtu'), draft);
  const cloud = cloudOf(unit);
  if (cloud && isKnown(cloud) && cloud.value === 'aws' && isIpv6Only(unit) === false)
    state(draft.felix.awsSrcDstCheck, writtenOr(unit, key('awsSrcDstCheck'), text, 'Disable', 'felix-env'));
  (draft.underlay.groups as HostGroup[]).push(...hostGroups(cloud));
  // Pods of an IPv6 cluster have addresses of the cloud, which routes them: no pool of Calico's carries them.
  if (isIpv6Only(unit) !== false) return;
  state(draft.ipam, made(unit, 'networking.calico', 'calico-ipam' as const));
  if (!refused)
    state(
      draft.backend,
      mapped(encapsulationMode(unit), (mode) => backends[mode], 'drop'),
    );
  readDetection(unit, draft);
  draft.pools.push(poolOf(unit, refused));
}

/** One version for all images: calico-node stands for them (k8s-1.25.yaml.template:7220). */
function readImage(unit: Unit, draft: Draft): void {
  const version = written(unit, 'networking.calico.version', text);
  state(draft.product.calico, mapped(version, parseVersion, 'drop'));
  const registry = writtenOr(unit, 'networking.calico.registry', text, 'docker.io');
  if (!isKnown(version) || !isKnown(registry)) return;
  const { origin } = version;
  const value = `${registry.value || 'docker.io'}/calico/node:${version.value}`;
  const image = { ...version, value, write: { reader, as: 'image', place: origin } };
  const container = { name: 'calico-node', origin, image, init: false, command: [], env: [], envOpen: true, mounts: [] };
  draft.workloads.push({ kind: 'DaemonSet', namespace: 'kube-system', name: 'calico-node', origin, containers: [container] });
}

/** One number for the CNI plugin and for each tunnel; without it Felix computes them (k8s-1.25.yaml.template:87,7313-7329). */
function readMtu(unit: Unit, key: string, draft: Draft): void {
  state(draft.mtu.veth, writtenOr(unit, key, integer, 0));
  const mtu = (layer: Layer): Known<number> | undefined => written(unit, key, integer, layer);
  for (const slot of [draft.mtu.ipip, draft.mtu.vxlan, draft.mtu.wireguard]) state(slot, mtu('felix-env'));
}

/** A method that kops refuses reaches no node. */
function readDetection(unit: Unit, draft: Draft): void {
  state(draft.nodeAddress.ip, made(unit, 'networking.calico', 'autodetect'));
  state(draft.nodeAddress.method, taken(written(unit, 'networking.calico.ipv4AutoDetectionMethod', text, 'workload'), 4));
  const method6 = taken(written(unit, 'networking.calico.ipv6AutoDetectionMethod', text, 'workload'), 6);
  if (method6) state(draft.nodeAddress.ip6, made(unit, 'networking.calico', 'autodetect'));
  state(draft.nodeAddress.method6, method6);
}

function taken(known: Known<string> | undefined, family: 4 | 6): Known<string> | undefined {
  return isKnown(known) && methodFault(known.value, family) ? undefined : known;
}

/** The template of Canal has VXLAN, no interface and no backend; an mtu that is left out is 0, whatever the field's comment says. */
function readCanal(unit: Unit, draft: Draft): void {
  const plugin = 'networking.canal';
  state(draft.plane, made(unit, plugin, 'canal' as const));
  state(draft.backend, made(unit, plugin, 'none'));
  state(draft.ipam, made(unit, plugin, 'host-local' as const));
  state(draft.flannel.backend, made(unit, plugin, 'vxlan'));
  state(draft.flannel.iface, made(unit, plugin, ''));
  state(draft.flannel.network, written(unit, networkKey(unit, 'podCIDR'), text));
  state(draft.mtu.veth, writtenOr(unit, `${plugin}.mtu`, integer, 0));
}

function readFlannel(unit: Unit, draft: Draft): void {
  state(draft.flannel.backend, writtenOr(unit, 'networking.flannel.backend', text, 'vxlan'));
  state(draft.flannel.network, written(unit, networkKey(unit, 'podCIDR'), text));
}

const instead = 'kops makes CrossSubnet the mode of the tunnel by itself; write ipipMode or vxlanMode for another one';

/** Fields that are kept so that old files still load. */
const dead: Readonly<Record<string, readonly [since: string, instead: string]>> = {
  'calico.crossSubnet': ['1.22', instead],
  'calico.majorVersion': ['1.20', 'take it out'],
  'canal.disableTxChecksumOffloading': ['1.19', 'take it out'],
  'flannel.disableTxChecksumOffloading': ['1.19', 'take it out'],
};

function readDead(unit: Unit, plugin: Plugin, draft: Draft): void {
  for (const [name, [since, advice]] of Object.entries(dead)) {
    const said = written(unit, `networking.${name}`, text);
    if (!name.startsWith(plugin) || !isKnown(said)) continue;
    draft.installer.dead.push({
      installer: 'kops',
      name: `spec.networking.${name}`,
      origin: said.origin,
      why: `kops reads it no more since ${since}`,
      advice,
      fix: { title: 'take it out', applicability: 'safe', changes: [{ setting: said, remove: true }] },
    });
  }
}

function readUnknown(unit: Unit, plugin: Plugin, draft: Draft): void {
  const known = {
    installer: 'kops',
    reader,
    keys: pluginKeys[plugin],
    meant: plugin === 'calico' ? calicoMeant : {},
    unread: '`kops edit` does not store a spec with such a key, and `kops replace` drops it',
    prefix: `spec.networking.${plugin}.`,
  };
  readUnknownKeys({ unit, base: pathOf(`networking.${plugin}`) }, known, draft);
}
