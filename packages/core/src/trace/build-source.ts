/** Which file of a kustomize build set a value: told by the origin annotations, and found in resources and patches. */
import {
  at,
  type Document,
  followed,
  items,
  type Node,
  nested,
  type Origin,
  type Path,
  readSource,
  scalarAt,
  textAt,
} from '../source/index.js';
import type { ChartText } from './chart.js';
import { joined } from './kustomization.js';
import { inGenerator, inReplacements } from './made-up.js';
import { originAt, reach, scalarThrough } from './rendered.js';

export type BuildFiles = {
  /** By the path that kustomize prints for them. */
  readonly files: ReadonlyMap<string, ChartText>;
};

export type Source = { readonly origin: Origin; readonly editable: boolean };

export type Part = { readonly document: Document; readonly editable: boolean };

export type Sources = {
  /** Where the scalar at a path was set, or the map that lacks it stands. */
  readonly of: (document: Document, path: Path) => Source | undefined;
};

/** Looks values of built objects up in the files. Each file is read once. */
export function sourcesOf({ files }: BuildFiles): Sources {
  const read = new Map<string, readonly Part[]>();
  const partsOf = (path: string): readonly Part[] => {
    const file = files.get(path);
    const known =
      read.get(path) ?? (file ? readSource(file, () => true).documents.map((document) => ({ document, editable: file.editable })) : []);
    read.set(path, known);
    return known;
  };
  const all = (): readonly Part[] => [...files.keys()].flatMap(partsOf);
  return {
    of: (document, path) => {
      const { origin, steps } = annotationsOf(document);
      const found = reach(document, path);
      if (!found) return undefined;
      const goal: Goal = { document, path: found.path, text: scalarThrough(document, found.path)?.text };
      for (const step of [...new Set(steps)].reverse()) {
        const made = partsOf(step).flatMap((part) => inKustomization({ part, folder: folderOf(step), partsOf, all }, goal) ?? [])[0];
        if (made) return made;
      }
      return origin.kind === 'file' ? inResource(partsOf(origin.path), goal) : inGenerator(partsOf(origin.path), goal);
    },
  };
}

export type Goal = { readonly document: Document; readonly path: Path; readonly text: string | undefined };

type Annotated = { readonly origin: { readonly kind: 'file' | 'generator'; readonly path: string }; readonly steps: readonly string[] };

function annotationsOf(document: Document): Annotated {
  const note = (name: string): Document | undefined => nested(document, ['metadata', 'annotations', name])?.document;
  const origin = note('config.kubernetes.io/origin');
  const steps = note('alpha.config.kubernetes.io/transformations');
  const file = textAt(origin?.root, ['path']);
  return {
    origin: file === undefined ? { kind: 'generator', path: textAt(origin?.root, ['configuredIn']) ?? '' } : { kind: 'file', path: file },
    steps: items(steps?.root).flatMap((_, i) => textAt(steps?.root, [i, 'configuredIn']) ?? []),
  };
}

function folderOf(path: string): string {
  return path.replace(/[^/]*$/, '');
}

function inResource(parts: readonly Part[], goal: Goal): Source | undefined {
  const nameOf = ({ document }: Part): string => textAt(document.root, ['metadata', 'name']) ?? '';
  const fitting = parts.filter(({ document }) => isSame(document.root, goal.document)).sort((a, b) => nameOf(b).length - nameOf(a).length);
  const [part, second] = fitting;
  return part && (!second || nameOf(second) !== nameOf(part)) ? inTree(part, [], goal) : undefined;
}

/** The same kind, and a name that prefixes and suffixes were put around. */
function isSame(root: Node | undefined, built: Document): boolean {
  const [name = '', whole = ''] = [textAt(root, ['metadata', 'name']), textAt(built.root, ['metadata', 'name'])];
  return textAt(root, ['kind']) === textAt(built.root, ['kind']) && name !== '' && whole.includes(name);
}

/** The goal below a node of a file: the same text at the same path, or the map that would hold it. */
function inTree({ document, editable }: Part, above: Path, { document: built, path, text }: Goal): Source | undefined {
  const found = alongside(built.root, at(document.root, above), path);
  if (!found) return undefined;
  const here = [...above, ...found];
  const own = scalarThrough(document, here);
  if (text !== undefined ? own?.text !== text : reach(document, here)?.whole !== true) return undefined;
  return { origin: originAt(document, here), editable };
}

const mergeKeys = ['name', 'mountPath', 'containerPort', 'port', 'ip', 'key'];

/** A path of the built object in another tree of it, whose lists may be in another order: items are known by their merge key. */
function alongside(built: Node | undefined, other: Node | undefined, path: Path): Path | undefined {
  let [a, b] = [built, other];
  const found: (string | number)[] = [];
  for (const [i, step] of path.entries()) {
    // Texts inside of scalars are the same where the scalars are.
    if (a && b && followed(a).kind === 'scalar') return followed(b).kind === 'scalar' ? [...found, ...path.slice(i)] : undefined;
    const next = typeof step === 'number' ? sameItem(a, b, step) : step;
    if (next === undefined || !a || !b) return undefined;
    found.push(next);
    a = at(a, [step]);
    b = at(b, [next]);
  }
  return b && found;
}

function sameItem(a: Node | undefined, b: Node | undefined, index: number): number | undefined {
  const item = items(a)[index];
  const key = mergeKeys.find((name) => item && scalarAt(item, [name]));
  const text = item && (key === undefined ? scalarAt(item, []) : scalarAt(item, [key]))?.text;
  if (text === undefined) return items(a).length === items(b).length ? index : undefined;
  const at = items(b).findIndex((one) => scalarAt(one, key === undefined ? [] : [key])?.text === text);
  return at < 0 ? undefined : at;
}

type Around = {
  readonly part: Part;
  readonly folder: string;
  readonly partsOf: (path: string) => readonly Part[];
  readonly all: () => readonly Part[];
};

/** What a kustomization itself set: by its replacements, its patches, the last one first, its images, its namespace. */
function inKustomization(around: Around, goal: Goal): Source | undefined {
  const { document, editable } = around.part;
  const fileOf = (path: string): readonly Part[] => around.partsOf(joined(around.folder, path));
  const replaced = inReplacements({ part: around.part, fileOf, all: around.all }, goal);
  if (replaced) return replaced;
  const patches = ['patches', 'patchesJson6902', 'patchesStrategicMerge'].flatMap((list) =>
    items(at(document.root, [list])).map((_, i): Path => [list, i]),
  );
  for (const path of patches.reverse()) {
    if (!isMeant(document, path, goal)) continue;
    const targeted = at(document.root, [...path, 'target']) !== undefined;
    const found = patchParts(path, around).flatMap((part) => (targeted || !isOther(part, goal) ? (inPatch(part, goal) ?? []) : []))[0];
    if (found) return found;
  }
  const path =
    imagePath(document, goal) ??
    (goal.path.join('.') === 'metadata.namespace' && textAt(document.root, ['namespace']) === goal.text ? ['namespace'] : undefined);
  return path && { origin: { document, path }, editable };
}

/** False where the target of a patch names another kind or another plain name. */
function isMeant({ root }: Document, path: Path, { document }: Goal): boolean {
  const [kind, name] = ['kind', 'name'].map((step) => textAt(root, [...path, 'target', step]));
  if (kind !== undefined && kind !== textAt(document.root, ['kind'])) return false;
  return name === undefined || !/^[a-z\d.-]+$/.test(name) || (textAt(document.root, ['metadata', 'name']) ?? '').includes(name);
}

/** A strategic merge patch without a target says itself which object it is for. */
function isOther({ document }: Part, goal: Goal): boolean {
  return (document.root && followed(document.root).kind === 'map' && !isSame(document.root, goal.document)) ?? false;
}

/** The documents of a patch: of its file, or of the text in the kustomization. */
function patchParts(path: Path, { part, folder, partsOf }: Around): readonly Part[] {
  const { document, editable } = part;
  const own = scalarAt(document.root, path)?.text;
  const file = own !== undefined && !own.includes('\n') ? own : textAt(document.root, [...path, 'path']);
  if (file !== undefined) return partsOf(joined(folder, file));
  const inline = nested(document, own === undefined ? [...path, 'patch'] : path)?.document;
  return inline ? [{ document: inline, editable }] : [];
}

/** A strategic merge patch looks like the object; one of JSON is a list of steps (RFC 6902). */
function inPatch(part: Part, goal: Goal): Source | undefined {
  const { document, editable } = part;
  const root = document.root && followed(document.root);
  if (root?.kind !== 'seq') {
    return goal.text === undefined ? undefined : inTree(part, [], goal);
  }
  const pointer = goal.path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
  const index = items(root).findLastIndex(
    (_, i) => textAt(root, [i, 'path']) === pointer && scalarAt(root, [i, 'value'])?.text === goal.text,
  );
  return index < 0 ? undefined : { origin: { document, path: [index, 'value'] }, editable };
}

/** The entry of `images` that set the name, tag or digest of a container's image. */
function imagePath({ root }: Document, { path, text }: Goal): Path | undefined {
  if (path.at(-1) !== 'image' || text === undefined) return undefined;
  const found = items(at(root, ['images'])).findLastIndex((_, i) => {
    const name = textAt(root, ['images', i, 'newName']) ?? textAt(root, ['images', i, 'name']) ?? '';
    return text === name || text.startsWith(`${name}:`) || text.startsWith(`${name}@`);
  });
  if (found < 0) return undefined;
  const field = ['digest', 'newTag'].find((name) => scalarAt(root, ['images', found, name]));
  return field === undefined ? undefined : ['images', found, field];
}
