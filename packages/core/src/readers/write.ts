import type { Change } from '../cluster/finding.js';
import type { Mode } from '../network/encapsulation.js';
import { type Encapsulation, modesOf, parseEnvMode } from '../network/encapsulation.js';
import { formatImage, parseImage } from '../network/image.js';
import { at, type Edit, insertKey, type Origin, removeItem, removeKey, replaceScalar, scalarAt, type Written } from '../source/index.js';

/**
 * Writes a scalar where it stands (`typed` as in `replaceScalar`), or adds its key to the map that would hold it, and that map where it is missing too. Undefined where the text
 * cannot be edited there.
 */
export function writeScalar({ document, path }: Origin, value: Written, as?: 'typed'): readonly Edit[] | undefined {
  if (at(document.root, path)) return replaceScalar({ document, path }, value, as);
  const depth = path.findLastIndex((_, i) => at(document.root, path.slice(0, i)) !== undefined);
  const names = path.slice(depth).filter((step) => typeof step === 'string');
  return depth >= 0 && names.length === path.length - depth ? insertKey(document, path.slice(0, depth), names, value) : undefined;
}

/** The edits of a change to one scalar, or to the item of a list; `typed` as in `replaceScalar`: what Go decodes into a number or a boolean. */
export function scalarEdits(change: Change, as?: 'typed'): readonly Edit[] | undefined {
  const place = change.setting.write?.place;
  if (!place) return undefined;
  if (!('remove' in change)) return writeScalar(place, change.to, as);
  return typeof place.path.at(-1) === 'number' ? removeItem(place.document, place.path) : removeKey(place.document, place.path);
}

/** The edits of a change to an image whose tag stands apart: a new image is a new tag; another repository is not written. */
export function imageEdits(change: Change): readonly Edit[] | undefined {
  const { setting } = change;
  if ('remove' in change || !setting.write) return undefined;
  const [was, to] = [parseImage(String(setting.value)), parseImage(String(change.to))];
  if (!was || !to?.tag || formatImage({ ...was, tag: to.tag }) !== formatImage(to)) return undefined;
  return writeScalar(setting.write.place, to.tag);
}

/**
 * An encapsulation as the two mode fields of a pool: each is written only where it has to change, and `Never` is not added where nothing is
 * written. Undefined where one of them cannot be edited.
 */
export function modeEdits(ipipMode: Origin, vxlanMode: Origin, to: Encapsulation): readonly Edit[] | undefined {
  const wanted = modesOf(to);
  const edits = [modeEdit(ipipMode, wanted.ipipMode), modeEdit(vxlanMode, wanted.vxlanMode)];
  return edits.some((e) => e === undefined) ? undefined : edits.flatMap((e) => e ?? []);
}

function modeEdit(origin: Origin, mode: Mode): readonly Edit[] | undefined {
  const written = scalarAt(origin.document.root, origin.path);
  if (written ? parseEnvMode(written.text) === mode : mode === 'Never') return [];
  return writeScalar(origin, mode);
}
