/** Where the configuration of RKE stands, and what it says about one key. */
import type { Known, Layer, Live } from '../../cluster/setting.js';
import { at, entries, items, type Origin, type Path, type ScalarNode, textAt } from '../../source/index.js';
import { absent, stated } from '../stated.js';
import { originOf, type Unit } from '../unit.js';

export const reader = 'rke1';

/** The map that RKE reads: a cluster.yml, or what Rancher wraps around it. */
export type Config = { readonly unit: Unit; readonly base: Path };

const wrappers: readonly Path[] = [[], ['rancher_kubernetes_engine_config'], ['spec', 'rancherKubernetesEngineConfig']];

/** Words that every configuration of RKE with a network of the field holds. */
export const words: readonly string[] = ['canal', 'calico', 'flannel', 'controlplane'];

export function configOf(unit: Unit): Config | undefined {
  const { object } = unit;
  if (unit.path.length > 0 || (object && object.group !== 'management.cattle.io')) return undefined;
  const base = wrappers.find((path) => isConfig(unit, path));
  return base && { unit, base };
}

/** Nodes with RKE's roles, or a plugin of RKE beside another part of its configuration. */
function isConfig(unit: Unit, base: Path): boolean {
  const root = unit.document.root;
  const nodes = items(at(root, [...base, 'nodes']));
  const role = (i: number): string =>
    items(at(root, [...base, 'nodes', i, 'role']))
      .map((_, j) => textAt(root, [...base, 'nodes', i, 'role', j]))
      .join();
  if (nodes.some((_, i) => textAt(root, [...base, 'nodes', i, 'address']) !== undefined && /controlplane|etcd/.test(role(i))))
    return /controlplane/.test(nodes.map((_, i) => role(i)).join());
  const plugin = textAt(root, [...base, 'network', 'plugin']);
  const beside = ['services', 'kubernetes_version', 'kubernetesVersion', 'system_images', 'ssh_key_path', 'cluster_name'];
  const known = base.length > 0 || beside.some((key) => at(root, [...base, key]) !== undefined);
  return known && /canal|calico|flannel/.test(plugin ?? '');
}

/** The path of a dotted key as it is written: Rancher's API spells `cluster_cidr` as `clusterCidr`. */
export function pathOf({ unit, base }: Config, key: string): Path {
  const found: string[] = [];
  for (const step of key.split('.')) {
    const camel = step.replaceAll(/[_-]([a-z])/g, (_, letter: string) => letter.toUpperCase());
    const names = entries(at(unit.document.root, [...base, ...found])).map(({ name }) => name);
    found.push(!names.includes(step) && names.includes(camel) ? camel : step);
  }
  return [...base, ...found];
}

export function placeOf(config: Config, key: string, part?: 'key'): Origin {
  return originOf(config.unit, pathOf(config, key), part);
}

type Place = { readonly layer?: Layer; readonly live?: Live };

/** The value of a dotted key as it is written. */
export function written<T>(
  config: Config,
  key: string,
  parse: (node: ScalarNode) => T | undefined,
  place: Place = {},
): Known<T> | undefined {
  return stated(config.unit, pathOf(config, key), parse, { reader, layer: 'resource', as: key, ...place });
}

/** The value of a dotted key, or RKE's default (rancher/rke 40c5dd4, cluster/defaults.go). */
export function writtenOr<T>(
  config: Config,
  key: string,
  parse: (node: ScalarNode) => T | undefined,
  fallback: T,
  place: Place = {},
): Known<T> {
  return (
    written(config, key, parse, place) ??
    absent(config.unit, pathOf(config, key), fallback, { reader, layer: 'resource', as: key, ...place })
  );
}
