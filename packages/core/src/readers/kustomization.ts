import { at, items, type Path, readSource } from '../source/index.js';
import { textOf, type Unit, unitsOf } from './unit.js';

/** True for a kustomization, by its kind or by the file name that kustomize asks for. */
function isKustomization({ document, object }: Unit): boolean {
  return object?.group === 'kustomize.config.k8s.io' || /(?:^|\/)kustomization\.ya?ml$/i.test(document.source.name);
}

/** Names of the files that kustomizations list as patches: what is absent in them is not known to be absent. */
export function patchFiles(units: readonly Unit[]): ReadonlySet<string> {
  const found = new Set<string>();
  for (const unit of units) {
    if (!isKustomization(unit)) continue;
    const folder = unit.document.source.name.replace(/[^/\\]*$/, '');
    for (const file of patchesOf(unit)) found.add(joined(folder, file));
  }
  return found;
}

/** The files that the text of a kustomization lists as patches, as they are written there. Never throws. */
export function patchesIn(text: string): readonly string[] {
  const { documents } = readSource({ name: 'kustomization.yaml', text }, () => true);
  return documents.flatMap((document) => unitsOf(document)).flatMap(patchesOf);
}

function patchesOf(unit: Unit): readonly string[] {
  const each = (list: string, ...rest: string[]): Path[] =>
    items(at(unit.document.root, [...unit.path, list])).map((_, i) => [list, i, ...rest]);
  const all = [...each('patches', 'path'), ...each('patchesStrategicMerge'), ...each('patchesJson6902', 'path')];
  return all.flatMap((path) => textOf(unit, path) ?? []);
}

function joined(folder: string, file: string): string {
  const steps: string[] = [];
  for (const step of `${folder}${file}`.split('/')) {
    if (step === '..' && steps.length > 0 && steps.at(-1) !== '..') steps.pop();
    else if (step !== '.' && (step !== '' || steps.length === 0)) steps.push(step);
  }
  return steps.join('/');
}

/** Words of a kustomization's text; files of that name are read in any case. */
export const kustomizeWords: readonly string[] = ['kustomize.config.k8s.io'];

/** Image names whose tag or digest a kustomization among the units sets: what stands in the manifests is not what runs. */
export function overriddenImages(units: readonly Unit[]): ReadonlySet<string> {
  const found = new Set<string>();
  for (const unit of units) {
    if (!isKustomization(unit)) continue;
    items(at(unit.document.root, [...unit.path, 'images'])).forEach((_, i) => {
      const name = textOf(unit, ['images', i, 'name']);
      const set = ['newTag', 'digest', 'newName'].some((key) => at(unit.document.root, [...unit.path, 'images', i, key]));
      if (name !== undefined && set) found.add(name);
    });
  }
  return found;
}
