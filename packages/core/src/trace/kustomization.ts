/** What a kustomization refers to. */
import { at, type Document, followed, items, type Path, readSource, scalarAt, textAt } from '../source/index.js';

export type References = {
  /** Paths of files and folders, relative to the kustomization. */
  readonly paths: readonly string[];
  /** What kustomize would fetch. */
  readonly remote: readonly string[];
  /** It asks for Helm or for programs to be run. */
  readonly runs: readonly string[];
  /** It is made for others only. */
  readonly component: boolean;
};

/** Fields that list paths, and those of the entries of lists (kustomize api/types/kustomization.go, v5.5). */
const lists = [
  'resources',
  'bases',
  'components',
  'crds',
  'configurations',
  'generators',
  'transformers',
  'validators',
  'patchesStrategicMerge',
];
const entries: readonly (readonly [list: string, field: string])[] = [
  ['patches', 'path'],
  ['patchesJson6902', 'path'],
  ['replacements', 'path'],
];

/** The references of the text of a kustomization; undefined where it is none. */
export function referencesOf(text: string): References | undefined {
  const [document] = readSource({ name: '', text }, () => true).documents;
  if (!document || (document.root && followed(document.root).kind !== 'map')) return undefined;
  const all = [
    ...lists.flatMap((list) => textsAt(document, [list])),
    ...entries.flatMap(([list, field]) => each(document, [list]).flatMap((path) => textAt(document.root, [...path, field]) ?? [])),
    ...['configMapGenerator', 'secretGenerator'].flatMap((list) =>
      each(document, [list]).flatMap((path) => generatorFiles(document, path)),
    ),
    ...(textAt(document.root, ['openapi', 'path']) ? [textAt(document.root, ['openapi', 'path']) ?? ''] : []),
    // A patch may stand in the list itself.
  ].filter((one) => !one.includes('\n'));
  return {
    paths: all.filter((one) => !isRemote(one)),
    remote: all.filter(isRemote),
    runs: ['helmCharts', 'helmChartInflationGenerator'].filter((name) => at(document.root, [name]) !== undefined),
    component: textAt(document.root, ['kind']) === 'Component',
  };
}

function each(document: Document, path: Path): readonly Path[] {
  return items(at(document.root, path)).map((_, i) => [...path, i]);
}

function textsAt(document: Document, path: Path): readonly string[] {
  return each(document, path).flatMap((one) => scalarAt(document.root, one)?.text ?? []);
}

function generatorFiles(document: Document, path: Path): readonly string[] {
  const env = textAt(document.root, [...path, 'env']);
  const files = textsAt(document, [...path, 'files']).map((file) => file.replace(/^[^=]*=/, ''));
  return [...files, ...textsAt(document, [...path, 'envs']), ...(env === undefined ? [] : [env])];
}

/** Addresses of the web and of git, in the forms that kustomize takes for such (api/internal/git/repospec.go, v5.5). */
function isRemote(reference: string): boolean {
  return /^[a-z][a-z\d+.-]*:|^git@|^(?:www\.)?github\.com[/:]|\?ref=|\.git(?:[/?]|$)/i.test(reference);
}

/** A path behind a folder, without `.` and `..`. */
export function joined(folder: string, file: string): string {
  const steps: string[] = [];
  for (const step of `${folder}${file}`.split('/')) {
    if (step === '..' && steps.length > 0 && steps.at(-1) !== '..') steps.pop();
    else if (step !== '.' && step !== '') steps.push(step);
  }
  return steps.join('/');
}
