/** The spec of an Installation, wherever it stands: in the object itself, or below `installation` in the values of a chart. */
import type { Known, Live } from '../../cluster/setting.js';
import type { Encapsulation } from '../../network/encapsulation.js';
import { at, items, type Origin, type Path, type ScalarNode } from '../../source/index.js';
import { absent, type Standing, stated, text } from '../stated.js';
import { originOf, type Unit } from '../unit.js';

/** The reader of every setting that is made of a spec: its edits work in any document. */
export const reader = 'operator';

export type Spec = {
  /**
   * The maps of the spec, the weaker first: what a later one says goes before, field by field. `overlay` over `default`
   * (tigera/operator 40788b9, pkg/controller/utils/merge.go:35), a values file over the one before.
   */
  readonly layers: readonly Unit[];
  /** Other files may say more: what is absent here is not known. */
  readonly open?: boolean;
  /** What users call the map of the spec, where that is not its key: `installation` in values. */
  readonly called?: string;
  /** What the chart around the spec has where nothing is written. */
  readonly chart?: {
    readonly provider: string;
    readonly bgp: 'Disabled';
    readonly encapsulation: Known<Encapsulation>;
    readonly natOutgoing: Known<boolean>;
  };
};

/** `calicoNetwork`, the map that most settings stand in. */
export const network = (...steps: Path): Path => ['calicoNetwork', ...steps];

/** The layer that says something at a path: the strongest; the weakest where none does. */
export function layerOf({ layers }: Spec, path: Path): Unit | undefined {
  return layers.findLast((unit) => has(unit, path)) ?? layers[0];
}

function has({ document, path: base }: Unit, path: Path): boolean {
  return at(document.root, [...base, ...path]) !== undefined;
}

/** True where something is written at a path. */
export function isWritten({ layers }: Spec, path: Path): boolean {
  return layers.some((unit) => has(unit, path));
}

/** The place of a path in the layer that holds it; where nothing is written, the place where it would be. */
export function placeIn(spec: Spec, path: Path, part?: 'key'): Origin {
  const unit = layerOf(spec, path);
  if (!unit) throw new Error('an Installation without a spec has no places');
  return originOf(unit, path, part);
}

/** How many items the list at a path has; undefined where none is written. */
export function lengthOf(spec: Spec, path: Path): number | undefined {
  const unit = layerOf(spec, path);
  const node = unit && at(unit.document.root, [...unit.path, ...path]);
  return node?.kind === 'seq' || node?.kind === 'alias' ? items(node).length : undefined;
}

/** Who says it. Pools of old operators are read at the first install only. */
export function standing(as?: string, live?: Live): Standing {
  return { reader, layer: 'resource', ...(as !== undefined && { as }), ...(live && { live }) };
}

/** The setting at a path, written back as `as`; undefined where nothing is written that parses. */
export function field<T>(spec: Spec, path: Path, parse: (node: ScalarNode) => T | undefined, as = 'field'): Known<T> | undefined {
  const unit = layerOf(spec, path);
  return unit && stated(unit, path, parse, standing(as));
}

/** The text at a path. */
export function word(spec: Spec, path: Path): Known<string> | undefined {
  return field(spec, path, text);
}

/** What the operator assumes where nothing is written: a default at the place of the key, unknown where it may be written elsewhere. */
export function assumed<T>(spec: Spec, path: Path, value: T, as = 'field'): Known<T> {
  const partial = spec.layers.find(({ document }) => document.structural) ?? layerOf(spec, path);
  // Files that are laid over one another replace lists as a whole: what an item leaves out is left out.
  if ((spec.open && !path.some((step) => typeof step === 'number')) || !partial)
    return { unknown: 'another file may set it', origin: placeIn(spec, path), layer: 'resource' };
  return absent(partial, path, value, standing(as));
}

/** True where what is not written is known not to be: no other file and no template may bring it. */
export function isComplete({ layers, open }: Spec): boolean {
  return !open && !layers.some(({ document }) => document.structural);
}
