/** flannel's net-conf.json, in Canal's ConfigMap or in kube-flannel's own. */
import type { Reader } from '../reader.js';
import { keysAt } from '../unit.js';

/** The key of the ConfigMap. */
export const key = 'net-conf.json';

export const flannel: Reader = {
  name: 'flannel',
  words: [key],
  claims: (unit) => unit.object?.kind === 'ConfigMap' && keysAt(unit, ['data']).includes(key),
  load: () => import('./read.js'),
};
