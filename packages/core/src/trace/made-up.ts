/** Values that a kustomization makes up: literals of its generators, and what its replacements copy from another object. */
import { at, type Document, items, type Path, pathText, scalarAt, textAt } from '../source/index.js';
import type { Goal, Part, Source } from './build-source.js';

/** A ConfigMap of configMapGenerator: the literal that names the key. */
export function inGenerator(parts: readonly Part[], { document: built, path }: Goal): Source | undefined {
  const [data, key] = path;
  if (data !== 'data' || typeof key !== 'string') return undefined;
  const name = textAt(built.root, ['metadata', 'name']) ?? '';
  return parts.flatMap(({ document }) => literalIn(document, (own) => name.includes(own), key) ?? [])[0];
}

/** The line holds key and value: it is shown, and not edited. */
function literalIn(document: Document, isMeant: (name: string) => boolean, key: string): Source | undefined {
  const found = ['configMapGenerator', 'secretGenerator'].flatMap((list) =>
    items(at(document.root, [list])).flatMap((one, i) =>
      isMeant(textAt(one, ['name']) ?? '\0')
        ? items(at(one, ['literals'])).flatMap((literal, j): Path[] =>
            scalarAt(literal, [])?.text.startsWith(`${key}=`) ? [[list, i, 'literals', j]] : [],
          )
        : [],
    ),
  );
  return found[0] && { origin: { document, path: found[0] }, editable: false };
}

type Around = {
  readonly part: Part;
  /** The file of a replacement that stands in one of its own. */
  readonly fileOf: (path: string) => readonly Part[];
  /** All that the build is made of. */
  readonly all: () => readonly Part[];
};

/** Where the value of a field stands that a replacement fills in; the replacement itself where that is out of sight (kustomize api/types/replacement.go). */
export function inReplacements({ part, fileOf, all }: Around, goal: Goal): Source | undefined {
  const { root } = part.document;
  for (const [i, one] of [...items(at(root, ['replacements'])).entries()].reverse()) {
    const file = textAt(one, ['path']);
    const own = file === undefined ? [{ document: part.document, above: ['replacements', i] as Path }] : fileOf(file).flatMap(inFile);
    const found = own.find((each) => items(at(each.document.root, [...each.above, 'targets'])).some((_, j) => isTarget(each, j, goal)));
    if (found)
      return copied(found, part, all, goal) ?? { origin: { document: found.document, path: [...found.above, 'source'] }, editable: false };
  }
  return undefined;
}

type Replacement = { readonly document: Document; readonly above: Path };

/** A file holds one replacement, or a list of them. */
function inFile({ document }: Part): readonly Replacement[] {
  const list = items(document.root);
  return list.length > 0 ? list.map((_, i) => ({ document, above: [i] })) : [{ document, above: [] }];
}

function isTarget({ document, above }: Replacement, index: number, { document: built, path, text }: Goal): boolean {
  const target = [...above, 'targets', index];
  const kind = textAt(document.root, [...target, 'select', 'kind']);
  const wanted = pathText(path).replaceAll(/\[(\d+)\]/g, '.$1');
  const fields = items(at(document.root, [...target, 'fieldPaths'])).flatMap((field) => scalarAt(field, [])?.text ?? []);
  const fits = (field: string): boolean => fieldPattern(field).test(wanted);
  return text !== undefined && (kind === undefined || kind === textAt(built.root, ['kind'])) && fields.some(fits);
}

/** `spec.ipPools.[cidr=10.0.0.0/8].encapsulation`, `spec.ipPools.*.cidr`: any item. */
function fieldPattern(field: string): RegExp {
  const steps = field
    .split(/\.(?![^[]*\])/)
    .map((step) => (/^\[.*=.*\]$|^\*$/.test(step) ? '\\d+' : step.replaceAll(/[\\^$*+?.()|[\]{}]/g, '\\$&')));
  return new RegExp(`^${steps.join('\\.')}$`);
}

function copied({ document, above }: Replacement, part: Part, all: () => readonly Part[], { text }: Goal): Source | undefined {
  const [kind, name, field = 'metadata.name'] = ['kind', 'name', 'fieldPath'].map((key) =>
    textAt(document.root, [...above, 'source', key]),
  );
  if (name === undefined) return undefined;
  const [, key] = /^data\.([^.]+)$/.exec(field) ?? [];
  const literal = key === undefined ? undefined : literalIn(part.document, (own) => own === name, key);
  if (literal) return literal;
  const path = field.split('.').map((step) => (/^\d+$/.test(step) ? Number(step) : step));
  const sources = all().filter(
    (one) =>
      (kind === undefined || textAt(one.document.root, ['kind']) === kind) &&
      textAt(one.document.root, ['metadata', 'name']) === name &&
      scalarAt(one.document.root, path)?.text === text,
  );
  const [only, ...others] = sources;
  return only && others.length === 0 ? { origin: { document: only.document, path }, editable: only.editable } : undefined;
}
