/** RKE's cluster.yml, and Rancher's wrappers of it. */
import type { Reader } from '../reader.js';
import { ownKey } from '../unit.js';
import { configOf, reader, words } from './config.js';

export const rke1: Reader = {
  name: reader,
  words,
  claims: (unit) => configOf(unit) !== undefined,
  install: (unit) => ({ key: `${reader}:${ownKey(unit)}`, alone: true }),
  load: () => import('./read.js'),
};
