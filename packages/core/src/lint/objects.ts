/** The documents of sources as JSON values, for engines that judge values and know no text: policies. */
import { originOf, type Unit, unitsOf } from '../readers/unit.js';
import { at, type Origin, type Path, position, readSource, type SourceInput, type SourceProblem } from '../source/index.js';
import { expandedSize, holdsTemplate, jsonOf } from '../source/value.js';

/** A Kubernetes object; a document that is none has no apiVersion and no kind. */
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
  const objects: SourceObject[] = [];
  const tooLarge: Origin[] = [];
  for (const unit of units) {
    if (!unit.object) continue;
    const object = objectIn(unit);
    if (object) objects.push(object);
    else tooLarge.push(originOf(unit));
  }
  return { objects, problems: read.flatMap(({ problems }) => problems), tooLarge };
}

/** The value of a unit; undefined for one that is too large. */
export function objectIn(unit: Unit): SourceObject | undefined {
  const node = at(unit.document.root, unit.path);
  if (!node || expandedSize(node) > maxNodes) return undefined;
  const { apiVersion, kind, namespace, name } = unit.object ?? { apiVersion: '', kind: '', namespace: '', name: '' };
  return {
    value: jsonOf(node) as Readonly<Record<string, unknown>>,
    ...{ apiVersion, kind, namespace, name },
    templated: unit.document.structural || holdsTemplate(node),
    origin: (path) => originOf(unit, path),
  };
}

/** What a file of data holds: its one document as a JSON value, or why it is none, with the place. */
export function dataOf(input: SourceInput): { readonly value: unknown } | { readonly fault: string } {
  const { documents, problems } = readSource(input, () => true);
  const [problem] = problems;
  if (problem) return { fault: `${problem.message} (line ${position(problem.document, problem.at.start).line})` };
  const [document] = documents;
  if (!document?.root || documents.length > 1) return { fault: `it holds ${documents.length} documents, and must hold one` };
  return { value: jsonOf(document.root) };
}
