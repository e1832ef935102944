/** Values of the charts that install Calico, Canal and flannel, in files of their own and in objects that install a chart. */
import { type Draft, state } from '../../cluster/draft.js';
import type { Change } from '../../cluster/finding.js';
import { type Edit, renameKey } from '../../source/index.js';
import type { Reader } from '../reader.js';
import { setting } from '../stated.js';
import { originOf } from '../unit.js';
import { scalarEdits } from '../write.js';
import { readCanal } from './canal.js';
import { reader } from './chart-values.js';
import { chartWords } from './charts.js';
import { readFlannelChart } from './flannel.js';
import { imageEdits } from './images.js';
import { readRke2Global } from './rke2-global.js';
import { type Values, valuesOf } from './values.js';

export const helmValues: Reader = {
  name: reader,
  words: chartWords,
  claims: (unit) => valuesOf(unit).length > 0,
  // Two files of values for one chart are alternatives, or layers whose order is not in the input.
  install: (unit) => `${reader}:${unit.document.source.name}`,
  read(claimed, draft) {
    for (const unit of claimed) for (const values of valuesOf(unit)) readValues(values, draft);
  },
  edits,
};

function readValues(values: Values, draft: Draft): void {
  const installer = values.rke2 ? 'rke2' : 'helm';
  state(draft.product.installer, setting(installer, 'derived', originOf(values.unit, values.base), { reader, layer: 'resource' }));
  readRke2Global(values, draft);
  if (values.chart === 'rke2-canal') readCanal(values, draft);
  if (values.chart === 'kube-flannel' || values.chart === 'rke2-flannel') readFlannelChart(values, draft);
}

function edits(change: Change): readonly Edit[] | undefined {
  const { write } = change.setting;
  if (write?.as === 'image') return imageEdits(change);
  if (write?.as === 'key') return 'to' in change ? renameKey(write.place, String(change.to)) : undefined;
  return scalarEdits(change);
}
