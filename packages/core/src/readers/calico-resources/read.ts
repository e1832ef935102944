import type { Change } from '../../cluster/finding.js';
import type { Encapsulation } from '../../network/encapsulation.js';
import { type Edit, renameKey } from '../../source/index.js';
import { modeEdits, scalarEdits } from '../write.js';

export { readResources as read } from './kinds.js';

export function edits(change: Change): readonly Edit[] | undefined {
  const { write } = change.setting;
  if (write?.as === 'key') return 'to' in change ? renameKey(write.place, String(change.to)) : undefined;
  if (write?.as !== 'encapsulation' || 'remove' in change) return scalarEdits(change, 'typed');
  const spec = write.place;
  const field = (name: string): typeof spec => ({ document: spec.document, path: [...spec.path, name] });
  return modeEdits(field('ipipMode'), field('vxlanMode'), change.to as Encapsulation);
}
