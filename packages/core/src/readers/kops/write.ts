/** Changes of settings in words of kops: one key for the tunnel, one for its mode, and only the detection methods that it takes. */
import type { Change } from '../../cluster/finding.js';
import { type Encapsulation, modesOf } from '../../network/encapsulation.js';
import type { Origin, Path } from '../../source/index.js';
import { at, type Edit, renameKey, scalarAt } from '../../source/index.js';
import { imageEdits, scalarEdits, writeScalar } from '../write.js';
import { methodFault } from './detection.js';

/** The edits of a change; undefined where kops has no word for it, or the text cannot be edited. */
export function edits(change: Change): readonly Edit[] | undefined {
  const { write } = change.setting;
  if (!write || 'remove' in change) return scalarEdits(change);
  if (write.as === 'image') return imageEdits(change);
  if (write.as === 'key') return renameKey(write.place, String(change.to));
  if (write.as === 'encapsulation') return encapsulationEdits(write.place, change.to as Encapsulation);
  const family = { ipv4AutoDetectionMethod: 4, ipv6AutoDetectionMethod: 6 }[write.as] as 4 | 6 | undefined;
  return family && methodFault(String(change.to), family) ? undefined : scalarEdits(change, 'typed');
}

/** kops refuses the mode of a tunnel beside another tunnel, so that one goes to Never. */
function encapsulationEdits({ document, path }: Origin, to: Encapsulation): readonly Edit[] | undefined {
  const end = path.lastIndexOf('calico');
  const place = (key: string): Origin => ({ document, path: [...path.slice(0, end + 1), key] satisfies Path });
  const { ipipMode, vxlanMode } = modesOf(to);
  const tunnel = ipipMode !== 'Never' ? 'ipip' : vxlanMode !== 'Never' ? 'vxlan' : undefined;
  if (tunnel === undefined || end < 0) return undefined;
  const [own, other, mode] = tunnel === 'ipip' ? ['ipipMode', 'vxlanMode', ipipMode] : ['vxlanMode', 'ipipMode', vxlanMode];
  const wanted = [
    ['encapsulationMode', tunnel],
    [own, mode],
    [other, 'Never'],
  ] as const;
  const made = wanted.map(([key, word]) => {
    const said = scalarAt(document.root, place(key).path);
    if (said?.text === word || (key === other && !at(document.root, place(key).path))) return [];
    return writeScalar(place(key), word);
  });
  return made.some((one) => one === undefined) ? undefined : made.flatMap((one) => one ?? []);
}
