/** What the values of a chart say, and how they are changed. */
import { type Draft, state } from '../../cluster/draft.js';
import type { Change } from '../../cluster/finding.js';
import { parseVersion } from '../../network/version.js';
import { type Edit, renameKey } from '../../source/index.js';
import { mapped, setting, stated, text } from '../stated.js';
import { originOf, type Unit } from '../unit.js';
import { imageEdits, scalarEdits } from '../write.js';
import { readCanal } from './canal.js';
import { reader } from './chart-values.js';
import { readFlannelChart } from './flannel.js';
import { readRke2Global } from './rke2-global.js';
import { readTigera } from './tigera.js';
import { textFaults, type Values, valuesOf } from './values.js';

export function read(claimed: readonly Unit[], draft: Draft, units: readonly Unit[]): void {
  for (const unit of claimed) {
    draft.problems.push(...textFaults(unit));
    for (const values of valuesOf(unit)) readValues(values, draft, units);
  }
}

function readValues(values: Values, draft: Draft, units: readonly Unit[]): void {
  state(draft.product.installer, setting(values.installer, 'derived', originOf(values.unit, values.base), { reader, layer: 'resource' }));
  readRelease(values, draft);
  readRke2Global(values, draft);
  if (values.chart === 'rke2-canal') readCanal(values, draft);
  if (values.chart === 'tigera-operator' || values.chart === 'rke2-calico') readTigera(values, draft, units);
  if (values.chart === 'kube-flannel' || values.chart === 'rke2-flannel') readFlannelChart(values, draft);
}

/** The operator's chart has the number of Calico; those of RKE2 count their builds in the patch. */
function readRelease({ chart, holder, version }: Values, draft: Draft): void {
  if (!version || chart === 'kube-flannel') return;
  const release = stated(holder, version, text, { reader, layer: 'resource' });
  state(draft.product.calico, mapped(release, parseRelease, 'drop'));
}

/** A range such as `3.x` names no release. */
function parseRelease(version: string): ReturnType<typeof parseVersion> {
  const found = /^v?\d+\.\d+\.\d+/.test(version) ? parseVersion(version) : undefined;
  return found && { major: found.major, minor: found.minor };
}

export function edits(change: Change): readonly Edit[] | undefined {
  const { write } = change.setting;
  if (write?.as === 'image') return imageEdits(change);
  if (write?.as === 'key' && 'to' in change) return renameKey(write.place, String(change.to));
  return scalarEdits(change);
}
