/** RKE's cluster.yml, and Rancher's wrappers of it. */
import type { Reader } from '../reader.js';
import { configOf, reader, words } from './config.js';

export const rke1: Reader = {
  name: reader,
  words,
  claims: (unit) => configOf(unit) !== undefined,
  install: (unit) => `${reader}:${unit.document.source.name}`,
  load: () => import('./read.js'),
};
