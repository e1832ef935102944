/** The Kubernetes objects of sources as JSON values, for engines that judge values and know no text: policies. */
import { originOf, unitsOf } from '../readers/unit.js';
import { at, type Origin, type Path, readSource, type SourceInput, type SourceProblem } from '../source/index.js';
import { expandedSize, holdsTemplate, jsonOf } from '../source/value.js';

export type SourceObject = {
  readonly value: Readonly<Record<string, unknown>>;
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  /** A template fills in a part of it: its value is not what the API server gets. */
  readonly templated: boolean;
  /** The place of a path below the object. */
  readonly origin: (path: Path) => Origin;
};

/** An object that is larger than this with its aliases expanded is left out: the API server refuses it too (3 MB). */
const maxNodes = 1_000_000;

export type SourceObjects = {
  readonly objects: readonly SourceObject[];
  readonly problems: readonly SourceProblem[];
  readonly tooLarge: readonly Origin[];
};

/** Every object with a kind and an apiVersion, items of a List each on their own, in the order of the text. Never throws on bad input. */
export function objectsOf(inputs: readonly SourceInput[]): SourceObjects {
  const read = inputs.map((input) => readSource(input, () => true));
  const units = read.flatMap(({ documents }) => documents).flatMap((document) => unitsOf(document));
  const tooLarge: Origin[] = [];
  const objects = units.flatMap((unit): SourceObject[] => {
    const node = at(unit.document.root, unit.path);
    if (!unit.object || !node) return [];
    if (expandedSize(node) > maxNodes) {
      tooLarge.push(originOf(unit));
      return [];
    }
    const { apiVersion, kind, namespace, name } = unit.object;
    return [
      {
        value: jsonOf(node) as Readonly<Record<string, unknown>>,
        ...{ apiVersion, kind, namespace, name },
        templated: unit.document.structural || holdsTemplate(node),
        origin: (path) => originOf(unit, path),
      },
    ];
  });
  return { objects, problems: read.flatMap(({ problems }) => problems), tooLarge };
}
