/** nodeAddressAutodetectionV4 and V6: a map with one key, which the operator turns into IP and IP_AUTODETECTION_METHOD. */
import { isKnown, type Known, type Setting } from '../../cluster/setting.js';
import { at, followed, items, type Path, scalarAt } from '../../source/index.js';
import { bool, setting, stated, text } from '../stated.js';
import type { Platform } from './platform.js';
import { assumed, isWritten, layerOf, network, placeIn, type Spec, standing } from './spec.js';

/** The keys in the order in which the operator looks at them, and what each becomes (tigera/operator 40788b9, pkg/render/node.go:1739-1763). */
export const methodKeys: ReadonlyMap<string, string> = new Map([
  ['interface', 'interface='],
  ['skipInterface', 'skip-interface='],
  ['canReach', 'can-reach='],
  ['firstFound', 'first-found'],
  ['cidrs', 'cidr='],
  ['kubernetes', 'kubernetes-internal-ip'],
]);

export type Detection = {
  /** IP or IP6: `autodetect`, or `none` where the operator switches detection off. */
  readonly ip: Known<string> | undefined;
  readonly method: Known<string> | undefined;
};

export const detectionPath = (family: 4 | 6): Path => network(`nodeAddressAutodetectionV${family}`);

/** How nodes find their address of one family. `families` are those of the pools. */
export function detectionOf(spec: Spec, family: 4 | 6, { provider }: Platform, families: readonly (4 | 6 | undefined)[]): Detection {
  const path = detectionPath(family);
  if (!isWritten(spec, path)) return { ip: undefined, method: defaultMethod(spec, family, { provider, families }) };
  const wrong = scalarAt(layerOf(spec, path)?.document.root, placeIn(spec, path).path);
  if (wrong && wrong.value !== null) return { ip: undefined, method: { unknown: 'no map of methods', origin: placeIn(spec, path) } };
  const methods = methodsAt(spec, path).map(({ method }) => method);
  const unknown = methods.find((known) => !isKnown(known));
  if (unknown) return { ip: undefined, method: unknown };
  const [first] = methods.filter(isKnown);
  if (first) return { ip: { ...setting('autodetect', 'derived', first.origin, standing()) }, method: first };
  return { ip: setting('none', 'derived', placeIn(spec, path), standing()), method: undefined };
}

/** The methods that are switched on, in the operator's order; one whose value a template fills in is unknown. */
export function methodsAt(spec: Spec, path: Path): readonly { readonly key: string; readonly method: Known<string> }[] {
  return [...methodKeys].flatMap(([key, prefix]) => {
    const method = methodAt(spec, [...path, key], prefix);
    return method ? [{ key, method }] : [];
  });
}

function methodAt(spec: Spec, path: Path, prefix: string): Known<string> | undefined {
  const unit = layerOf(spec, path);
  if (!unit || !isWritten(spec, path)) return undefined;
  const write = standing('autodetection');
  if (path.at(-1) === 'cidrs') return cidrsAt(spec, path);
  const switched = path.at(-1) === 'firstFound' ? stated(unit, path, bool, write) : stated(unit, path, text, write);
  if (!switched || !isKnown<string | boolean>(switched)) return switched as Known<string> | undefined;
  if (switched.value === false || switched.value === '') return undefined;
  const value = prefix.endsWith('=') ? `${prefix}${switched.value}` : prefix;
  return { ...(switched as Setting<unknown>), value };
}

function cidrsAt(spec: Spec, path: Path): Known<string> | undefined {
  const unit = layerOf(spec, path);
  const node = unit && at(unit.document.root, [...unit.path, ...path]);
  if (!unit || !node) return undefined;
  const list = items(node).map((_, i) => stated(unit, [...path, i], text, standing()));
  const known = list.filter(isKnown).map(({ value }) => value);
  if (list.length === 0 && followed(node).kind === 'seq') return undefined;
  if (known.length < list.length || list.length === 0) return { unknown: 'filled in by a template', origin: placeIn(spec, path) };
  return setting(`cidr=${known.join(',')}`, 'explicit', placeIn(spec, path), standing());
}

type Around = { readonly provider: Platform['provider']; readonly families: readonly (4 | 6 | undefined)[] };

/** Defaults of core_controller.go:534-578. For a family that no pool has, nothing is detected. */
function defaultMethod(spec: Spec, family: 4 | 6, { provider, families }: Around): Known<string> | undefined {
  const path = detectionPath(family);
  if (!families.includes(family)) return undefined;
  if (family === 6) return assumed(spec, path, 'first-found');
  if (!isKnown(provider)) return { unknown: 'the operator detects the provider, and it decides', origin: placeIn(spec, path) };
  const method =
    provider.value === 'EKS' ? 'can-reach=8.8.8.8' : provider.value === 'DockerEnterprise' ? 'skip-interface=^br-.*' : 'first-found';
  return assumed(spec, path, method);
}
