/** config.yaml of RKE2 and K3s. */
import type { Reader } from '../reader.js';
import { flagsOf, reader, words } from './config.js';

export const k3s: Reader = {
  name: reader,
  words,
  claims: (unit) => flagsOf(unit) !== undefined,
  load: () => import('./read.js'),
};
