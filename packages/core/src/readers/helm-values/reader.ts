/** Values of the charts that install Calico, Canal and flannel, in files of their own and in objects that install a chart. */
import type { Reader } from '../reader.js';
import { reader } from './chart-values.js';
import { chartWords } from './charts.js';
import { releaseOf, textFaults, valuesOf } from './values.js';

export const helmValues: Reader = {
  name: reader,
  words: chartWords,
  claims: (unit) => valuesOf(unit).length > 0 || textFaults(unit).length > 0,
  // Two files of values for one chart are alternatives, or layers whose order is not in the input.
  install: (unit) => {
    const release = releaseOf(unit);
    return { key: `${reader}:${release ?? unit.document.source.name}`, alone: release !== undefined };
  },
  load: () => import('./read.js'),
};
