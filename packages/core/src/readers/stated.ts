import { everyNode, type How, isKnown, type Known, type Layer, type Live, type Scope } from '../cluster/setting.js';
import { at, followed, items, type Node, type Origin, type Path, type ScalarNode } from '../source/index.js';
import { originOf, type Unit } from './unit.js';

/** What a reader knows about the place that a value stands in. */
export type Standing = {
  readonly reader: string;
  readonly layer: Layer;
  readonly live?: Live;
  readonly scope?: Scope;
  /** Among the sources of the layer, see `Setting`. */
  readonly order?: number;
  /** The reader's word for the field, where it can write it. */
  readonly as?: string;
  readonly via?: Origin;
};

/** The value at a path as a setting; unknown where a template fills it; undefined where it is absent or `parse` refuses it. */
export function stated<T>(unit: Unit, path: Path, parse: (node: ScalarNode) => T | undefined, standing: Standing): Known<T> | undefined {
  const found = at(unit.document.root, [...unit.path, ...path]);
  const node = found && followed(found);
  if (node?.kind !== 'scalar') return undefined;
  const origin = { ...originOf(unit, path), ...(standing.via && { via: standing.via }) };
  const { layer, scope, order } = standing;
  if (node.templated)
    return { unknown: 'filled in by a template', origin, layer, ...(scope && { scope }), ...(order !== undefined && { order }) };
  const value = parse(node);
  return value === undefined ? undefined : setting(value, 'explicit', origin, standing);
}

/** The value at a path, or what holds where nothing is written: `fallback` by default, unknown where a template may bring the key. */
export function statedOr<T>(unit: Unit, path: Path, parse: (node: ScalarNode) => T | undefined, fallback: T, standing: Standing): Known<T> {
  return stated(unit, path, parse, standing) ?? absent(unit, path, fallback, standing);
}

/** A default at the place where the key would stand. */
export function absent<T>(unit: Unit, path: Path, fallback: T, standing: Standing): Known<T> {
  const origin = originOf(unit, path);
  if (unit.document.structural || hangsOnTemplate(unit, path))
    return { unknown: 'a template or another file may set it', origin, layer: standing.layer };
  return setting(fallback, 'default', origin, standing);
}

/** True where a template fills in a map above the path: `spec: {{ … }}`. */
function hangsOnTemplate(unit: Unit, path: Path): boolean {
  return path.some((_, depth) => {
    const above = at(unit.document.root, [...unit.path, ...path.slice(0, depth)]);
    return above !== undefined && isFilledIn(above);
  });
}

/** The words of a list; unknown where a template fills in the list or one of them; undefined where there is no list, or an empty one. */
export function statedWords(unit: Unit, path: Path, standing: Standing): Known<readonly string[]> | undefined {
  const found = at(unit.document.root, [...unit.path, ...path]);
  const listed = items(found);
  const words = listed.flatMap((_, i) => stated(unit, [...path, i], text, standing) ?? []).filter(isKnown);
  const filled = found && isFilledIn(found);
  const origin = originOf(unit, path);
  if (filled || words.length < listed.length) return { unknown: 'filled in by a template', origin, layer: standing.layer };
  const values: readonly string[] = words.map(({ value }) => value);
  return values.length === 0 ? undefined : setting(values, 'explicit', origin, standing);
}

/** True where a template fills in the whole of what stands here. */
export function isFilledIn(node: Node): boolean {
  const found = followed(node);
  return found.kind === 'scalar' && found.templated;
}

/** A setting with the usual scope and life. */
export function setting<T>(value: T, how: How, origin: Origin, standing: Standing): Known<T> {
  const { reader, layer, order, as, live = 'reconciled', scope = everyNode } = standing;
  const placed = { value, how, origin, scope, live, layer, ...(order !== undefined && { order }) };
  return as === undefined ? placed : { ...placed, write: { reader, as, place: origin } };
}

/** Parsers of scalars. Text: the string itself, or a number or boolean as it is written. Null is absent. */
export function text(node: ScalarNode): string | undefined {
  return node.value === null ? undefined : node.text;
}

/** A whole number, also from its text ("1450"): environment and ConfigMap data are strings. */
export function integer(node: ScalarNode): number | undefined {
  if (typeof node.value === 'number') return Number.isInteger(node.value) ? node.value : undefined;
  return typeof node.value === 'string' && /^[+-]?\d{1,15}$/.test(node.value.trim()) ? Number(node.value) : undefined;
}

/** A boolean of the API: `true` or `false` as Kubernetes reads them, not their text. */
export function bool(node: ScalarNode): boolean | undefined {
  return typeof node.value === 'boolean' ? node.value : undefined;
}

/** A boolean of Ansible and of YAML 1.1, also from its text. */
export function looseBool(node: ScalarNode): boolean | undefined {
  if (typeof node.value === 'boolean') return node.value;
  return /^(?:on|off)$/i.test(node.text) ? node.text.toLowerCase() === 'on' : felixBool(node.text);
}

/** A setting of another type made from the same place. `drop` leaves what does not parse unstated; it is not written in this form then. */
export function mapped<A, B>(known: Known<A> | undefined, parse: (value: A) => B | undefined, unwritable?: 'drop'): Known<B> | undefined {
  if (!isKnown(known)) return known;
  const value = parse(known.value);
  if (value === undefined) return undefined;
  const { write, ...rest } = known;
  return { ...rest, value, ...(write && !unwritable && { write }) };
}

/** A boolean of Felix' parameters (felix/config/param_types.go:105-113); undefined for what Felix replaces by its default. */
export function felixBool(text: string): boolean | undefined {
  if (/^(?:true|1|yes|y|t)$/i.test(text)) return true;
  return /^(?:false|0|no|n|f)$/i.test(text) ? false : undefined;
}

/** The data plane by Felix' switch of BPF. Switched off, it is iptables or nftables: another field says which. */
export function dataplaneOf(bpf: Known<boolean> | undefined): Known<'bpf'> | undefined {
  if (!isKnown(bpf)) return bpf;
  const { origin, layer, scope } = bpf;
  return bpf.value ? { ...bpf, value: 'bpf' } : { unknown: 'iptables or nftables', among: ['iptables', 'nftables'], origin, layer, scope };
}
