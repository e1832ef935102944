/** The spec of kops' Cluster: where its keys stand in each API version, and what it says about one key. */
import { isKnown, type Known, knownValue, type Layer } from '../../cluster/setting.js';
import { parseCidr } from '../../network/cidr.js';
import { at, type Origin, type Path, type ScalarNode } from '../../source/index.js';
import { absent, bool, setting, stated, text } from '../stated.js';
import { keysAt, originOf, type Unit } from '../unit.js';

export const reader = 'kops';

export const plugins = ['calico', 'canal', 'flannel'] as const;
export type Plugin = (typeof plugins)[number];

/** A key of the spec, dotted as users write it. */
export function pathOf(key: string): Path {
  return ['spec', ...key.split('.')];
}

export function placeOf(unit: Unit, key: string, part?: 'key'): Origin {
  return originOf(unit, pathOf(key), part);
}

/** True where a key is written, with or without a value. */
export function has(unit: Unit, key: string): boolean {
  return at(unit.document.root, [...unit.path, ...pathOf(key)]) !== undefined;
}

/** The value of a key as it is written; the key's last step is what write-back goes by. */
export function written<T>(
  unit: Unit,
  key: string,
  parse: (node: ScalarNode) => T | undefined,
  layer: Layer = 'resource',
): Known<T> | undefined {
  return stated(unit, pathOf(key), parse, { reader, layer, as: lastStep(key) });
}

/** The value of a key, or kops' default. */
export function writtenOr<T>(
  unit: Unit,
  key: string,
  parse: (node: ScalarNode) => T | undefined,
  fallback: T,
  layer: Layer = 'resource',
): Known<T> {
  return written(unit, key, parse, layer) ?? absent(unit, pathOf(key), fallback, { reader, layer, as: lastStep(key) });
}

function lastStep(key: string): string {
  return key.split('.').at(-1) ?? key;
}

/** What the templates of kops fix: no key changes it. `key` is the place that it follows from. */
export function made<T>(unit: Unit, key: string, value: T, layer: Layer = 'resource'): Known<T> {
  return setting(value, 'derived', placeOf(unit, key, 'key'), { reader, layer });
}

/** A key of the network: v1alpha3 keeps in `networking` what v1alpha2 has beside it. */
export function networkKey(unit: Unit, name: string): string {
  return unit.object?.apiVersion.endsWith('v1alpha3') ? `networking.${name}` : name;
}

/** The cloud by its name in kops: `aws`, `gce`, `azure`, `openstack`, `do` … In v1alpha3 it is the key of a map. */
export function cloudOf(unit: Unit): Known<string> | undefined {
  const [name] = keysAt(unit, pathOf('cloudProvider'));
  const { apiVersion = '' } = unit.object ?? {};
  const key = apiVersion.endsWith('v1alpha2') && has(unit, 'legacyCloudProvider') ? 'legacyCloudProvider' : 'cloudProvider';
  if (name !== undefined) return setting(name, 'explicit', placeOf(unit, `cloudProvider.${name}`, 'key'), { reader, layer: 'resource' });
  return stated(unit, pathOf(key), text, { reader, layer: 'resource' });
}

/** True where pods have IPv6 addresses only (ClusterSpec.IsIPv6Only). Undefined where a template decides. */
export function isIpv6Only(unit: Unit): boolean | undefined {
  const range = written(unit, networkKey(unit, 'nonMasqueradeCIDR'), text);
  if (range === undefined) return unit.document.structural ? undefined : false;
  return isKnown(range) ? parseCidr(range.value)?.family === 6 : undefined;
}

/** The known text, number or boolean of a key; undefined where it is absent or not known. */
export function textOf(unit: Unit, key: string): string | undefined {
  return knownValue(written(unit, key, text));
}
export function boolOf(unit: Unit, key: string): boolean | undefined {
  return knownValue(written(unit, key, bool));
}
