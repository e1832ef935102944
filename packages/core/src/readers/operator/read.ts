/** tigera-operator: Installation (operator.tigera.io/v1) and what stands beside it. */
import { type Draft, state } from '../../cluster/draft.js';
import { isKnown } from '../../cluster/setting.js';
import { fieldImage, operatorCalicoMinor, parseImage } from '../../network/image.js';
import { parseVersion } from '../../network/version.js';
import type { Reader } from '../reader.js';
import { mapped, setting, stated, text } from '../stated.js';
import { originOf, type Unit } from '../unit.js';
import { containersOf } from '../workload.js';
import { readInstallation } from './installation.js';
import { reader, standing } from './spec.js';
import { edits } from './write.js';

export const operator: Reader = {
  name: reader,
  words: ['operator.tigera.io', 'tigera', 'calico'],
  claims: (unit) => unit.object?.group === 'operator.tigera.io' || operatorImages(unit).length > 0,
  install: (unit) => (isInstallation(unit) && unit.object?.name !== 'overlay' ? `${reader}:${unit.document.source.name}` : undefined),
  read,
  edits,
};

function isInstallation({ object }: Unit): boolean {
  return object?.group === 'operator.tigera.io' && object.kind === 'Installation';
}

function read(claimed: readonly Unit[], draft: Draft, units: readonly Unit[]): void {
  for (const unit of claimed) readRelease(unit, draft);
  const all = claimed.filter(isInstallation);
  const [base] = all.filter(({ object }) => object?.name !== 'overlay');
  const overlay = all.find(({ object }) => object?.name === 'overlay');
  const layers = [base, overlay].filter((unit) => unit !== undefined).map(specOf);
  if (layers.length === 0) return;
  state(draft.product.installer, setting('tigera-operator', 'derived', originOf(base ?? (overlay as Unit), ['kind']), standing()));
  // An overlay alone goes over an Installation that is out of sight.
  readInstallation({ layers, open: base === undefined }, draft, units);
}

function specOf(unit: Unit): Unit {
  return { document: unit.document, path: [...unit.path, 'spec'], object: undefined };
}

function operatorImages(unit: Unit): ReturnType<typeof containersOf> {
  return containersOf(unit, reader).filter(({ image }) => {
    const parsed = isKnown(image) ? parseImage(image.value) : undefined;
    return parsed !== undefined && fieldImage(parsed) === 'operator';
  });
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
