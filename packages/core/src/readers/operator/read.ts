/** What an Installation and an overlay over it say, and which release the operator installs. */
import { type Draft, state } from '../../cluster/draft.js';
import { operatorCalicoMinor, parseImage } from '../../network/image.js';
import { parseVersion } from '../../network/version.js';
import { mapped, setting, stated, text } from '../stated.js';
import { originOf, type Unit } from '../unit.js';
import { readInstallation } from './installation.js';
import { isInstallation, operatorImages } from './reader.js';
import { standing } from './spec.js';

export { edits } from './write.js';

export function read(claimed: readonly Unit[], draft: Draft, units: readonly Unit[]): void {
  for (const unit of claimed) {
    readRelease(unit, draft);
    readName(unit, draft);
  }
  const all = claimed.filter(isInstallation);
  const [base] = all.filter(({ object }) => object?.name !== 'overlay');
  const overlay = all.find(({ object }) => object?.name === 'overlay');
  const layers = [base, overlay].filter((unit) => unit !== undefined).map(specOf);
  if (layers.length === 0) return;
  state(draft.product.installer, setting('tigera-operator', 'derived', originOf(base ?? (overlay as Unit), ['kind']), standing()));
  // An overlay alone goes over an Installation that is out of sight.
  readInstallation({ layers, open: base === undefined }, draft, units);
}

/** The operator looks for these kinds under fixed names. */
function readName(unit: Unit, draft: Draft): void {
  const kind = unit.object?.kind ?? '';
  const name = (kind === 'Installation' || kind === 'APIServer') && stated(unit, ['metadata', 'name'], text, standing('name'));
  if (name) draft.singletons.push({ kind, origin: originOf(unit), name, nodeSelector: undefined });
}

function specOf(unit: Unit): Unit {
  return { document: unit.document, path: [...unit.path, 'spec'], object: undefined };
}

/** The release of Calico: that of a live Installation, of an ImageSet by its name, or the one that the operator's image installs. */
function readRelease(unit: Unit, draft: Draft): void {
  if (isInstallation(unit))
    state(
      draft.product.calico,
      stated(unit, ['status', 'calicoVersion'], (node) => parseVersion(node.text), standing()),
    );
  if (unit.object?.kind === 'ImageSet') {
    const name = stated(unit, ['metadata', 'name'], text, standing());
    state(
      draft.product.calico,
      mapped(name, (said) => parseVersion(said.replace(/^calico-/, '')), 'drop'),
    );
  }
  for (const { image } of operatorImages(unit))
    state(
      draft.product.calico,
      mapped(image, (reference) => operatorCalicoMinor(parseImage(reference)?.tag ?? ''), 'drop'),
    );
}
