/** config.yaml of RKE2 and K3s: ranges, CNI plugin, and the flannel that K3s runs itself. MTUs in bytes. */
import { type Draft, state } from '../../cluster/draft.js';
import type { Change } from '../../cluster/finding.js';
import { isExplicit, isKnown, type Known, type Slot } from '../../cluster/setting.js';
import { at, type Edit, items, type ScalarNode } from '../../source/index.js';
import { absent, looseBool, mapped, setting, stated, text } from '../stated.js';
import { keysAt, type Unit } from '../unit.js';
import { scalarEdits } from '../write.js';
import { type Flags, flagsOf, placeOf, pluginWords, reader } from './config.js';
import { readBackendRemarks, readOtherPlugin, readPluginRemarks } from './remarks.js';

export function read(claimed: readonly Unit[], draft: Draft, units: readonly Unit[]): void {
  for (const unit of claimed) {
    const flags = flagsOf(unit);
    if (flags) readFlags(flags, draft, units);
  }
}

function written<T>({ unit, base }: Flags, flag: string, parse: (node: ScalarNode) => T | undefined): Known<T> | undefined {
  return stated(unit, [...base, flag], parse, { reader, layer: 'resource', as: flag });
}

function readFlags(flags: Flags, draft: Draft, units: readonly Unit[]): void {
  if (flags.product) state(draft.product.installer, setting(flags.product, 'derived', placeOf(flags, ''), { reader, layer: 'resource' }));
  const ranges = rangesOf(flags, 'cluster-cidr');
  for (const range of ranges) state(draft.cidrs.pod, range);
  for (const range of rangesOf(flags, 'service-cidr')) state(draft.cidrs.service, range);
  state(
    draft.kubeProxy,
    mapped(written(flags, 'disable-kube-proxy', looseBool), (off) => (off ? ('off' as const) : undefined), 'drop'),
  );
  readProxyMode(flags, draft);
  state(
    draft.underlay.cloud,
    mapped(written(flags, 'cloud-provider-name', text), (name) => clouds.get(name), 'drop'),
  );
  if (flags.product === 'rke2') readPlugin(flags, draft, { ranges, units });
  if (flags.product === undefined && !isAgent(flags)) readOtherPlugin(flags, units, draft);
  if (flags.product === 'k3s') readK3sFlannel(flags, draft, { ranges, units });
}

/** Providers that run on their own cloud only. */
const clouds: ReadonlyMap<string, string> = new Map([
  ['aws', 'aws'],
  ['azure', 'azure'],
  ['gce', 'gcp'],
  ['openstack', 'openstack'],
]);

/** `kube-proxy-arg` hands flags to kube-proxy, as a list or alone. */
function readProxyMode({ unit, base }: Flags, draft: Draft): void {
  const path = [...base, 'kube-proxy-arg'];
  const list = items(at(unit.document.root, [...unit.path, ...path]));
  const places = list.length > 0 ? list.map((_, i) => [...path, i]) : [path];
  const mode = ({ text: arg }: ScalarNode): 'iptables' | 'ipvs' | 'nftables' | undefined => {
    const word = /^(?:--)?proxy-mode=(.*)$/.exec(arg)?.[1];
    return (['iptables', 'ipvs', 'nftables'] as const).find((one) => one === word);
  };
  for (const place of places) {
    const known = stated(unit, place, mode, { reader, layer: 'resource' });
    // Any flag may stand in an argument that a template fills in.
    state(draft.kubeProxy, known);
  }
}

/** One range, or one of each family with a comma. A pair is not written as one value. */
function rangesOf(flags: Flags, flag: string): Slot<string> {
  const said = written(flags, flag, text);
  if (!isKnown(said)) return said ? [said] : [];
  const parts = said.value.split(',').map((part) => part.trim());
  if (parts.length === 1) return [said];
  const { write: _, ...rest } = said;
  return parts.map((value) => ({ ...rest, value }));
}

type Beside = { readonly ranges: Slot<string>; readonly units: readonly Unit[] };

/** What the charts of RKE2 do by themselves; their values go before it. */
function readPlugin(flags: Flags, draft: Draft, { ranges, units }: Beside): void {
  const plugins = pluginWords(flags.unit, [...flags.unit.path, ...flags.base, 'cni']);
  const origin = placeOf(flags, 'cni');
  readPluginRemarks(flags, { plugins, units }, draft);
  const made = <T>(value: T): Known<T> => setting(value, 'default', origin, { reader, layer: 'built-in' });
  if (plugins.includes('canal')) {
    state(draft.plane, made('canal' as const));
    state(draft.backend, made('none'));
    state(draft.ipam, made('host-local' as const));
    state(draft.mtu.veth, made(1450));
    state(draft.flannel.backend, made('vxlan'));
    readNetwork(draft, ranges);
  }
  if (plugins.includes('calico')) {
    state(draft.plane, made('calico' as const));
    state(draft.backend, made('vxlan'));
  }
  if (plugins.includes('flannel')) {
    state(draft.flannel.backend, made('vxlan'));
    readNetwork(draft, ranges);
  }
}

/** RKE2 and K3s hand the cluster's ranges to flannel. */
function readNetwork(draft: Draft, ranges: Slot<string>): void {
  for (const range of ranges) {
    const six = isKnown(range) && range.value.includes(':');
    state(six ? draft.flannel.network6 : draft.flannel.network, range);
    if (six) state(draft.flannel.ipv6, { ...range, value: true });
  }
}

/** pkg/agent/flannel/setup.go of K3s (05f0cdf): `wireguard-native` is flannel's wireguard; a file of one's own replaces all of it. */
function readK3sFlannel(flags: Flags, draft: Draft, { ranges, units }: Beside): void {
  const said = written(flags, 'flannel-backend', text);
  if (isKnown(said)) readBackendRemarks(said, draft);
  if (isKnown(said) && said.value === 'none') return;
  // An agent has no such flag, and what a template brings is not known.
  if (isKnown(said) || (said === undefined && !isAgent(flags))) readOtherPlugin(flags, units, draft);
  if (written(flags, 'flannel-conf', text)) return;
  const backend =
    said ?? absent(flags.unit, [...flags.base, 'flannel-backend'], 'vxlan', { reader, layer: 'resource', as: 'flannel-backend' });
  const type = mapped(backend, (word) => backends.get(word));
  state(draft.flannel.backend, type);
  state(draft.flannel.iface, written(flags, 'flannel-iface', text));
  if (isExplicit(type) || ranges.length > 0) readNetwork(draft, ranges);
}

/** One that joins a server says nothing about the network of the cluster; neither does a part of the configuration, as in config.yaml.d. */
function isAgent({ unit, base }: Flags): boolean {
  const keys = keysAt(unit, base);
  return (
    unit.document.structural ||
    keys.includes('server') ||
    !keys.some((key) => /^(?:cluster|service)-cidr$|^cluster-init$|^disable/.test(key))
  );
}

const backends: ReadonlyMap<string, string> = new Map([
  ['vxlan', 'vxlan'],
  ['host-gw', 'host-gw'],
  ['wireguard-native', 'wireguard'],
]);

export function edits(change: Change): readonly Edit[] | undefined {
  if (change.setting.write?.as !== 'flannel-backend' || 'remove' in change) return scalarEdits(change);
  const word = [...backends].find(([, type]) => type === change.to)?.[0];
  return word === undefined ? undefined : scalarEdits({ ...change, to: word });
}
