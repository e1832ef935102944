/** What the operator's chart leaves out of what it is given. */
import type { Draft } from '../../cluster/draft.js';
import { isKnown } from '../../cluster/setting.js';
import { at, entries } from '../../source/index.js';
import { bool, text } from '../stated.js';
import { originOf } from '../unit.js';
import { placeOfKey, written, writtenOr } from './chart-values.js';
import type { Values } from './values.js';

export function readTigeraRemarks(values: Values, draft: Draft): void {
  readFelixSwitch(values, draft);
  if (values.chart === 'rke2-calico') readPoolKeys(values, draft);
}

/** templates/crs/configmap-felixconfiguration-templates.yaml makes the object where `enabled` is true, and it is false by default. */
function readFelixSwitch(values: Values, draft: Draft): void {
  const map = 'defaultFelixConfiguration';
  const { unit, base, named } = values;
  const others = entries(at(unit.document.root, [...unit.path, ...base, map])).filter(({ name }) => name !== 'enabled');
  const enabled = writtenOr(values, `${map}.enabled`, bool, false);
  // A file that is laid over another one may leave the switch to that.
  const layered =
    !named &&
    isKnown(enabled) &&
    enabled.how === 'default' &&
    at(unit.document.root, [...unit.path, ...base, 'installation']) === undefined;
  const [first] = others;
  if (!first || !isKnown(enabled) || enabled.value || layered) return;
  const names = others.map(({ name }) => name);
  draft.installer.dead.push({
    installer: `the chart ${values.chart}`,
    name: names.length === 1 ? `${map}.${first.name}` : `${map} (${names.join(', ')})`,
    origin: originOf(unit, [...base, map, first.name], 'key'),
    why: `the chart makes a FelixConfiguration only where ${map}.enabled is true, and it is ${enabled.how === 'default' ? 'false by default' : 'false'}`,
    advice: 'write enabled: true beside it',
    fix: { title: 'write enabled: true', applicability: 'unsafe', changes: [{ setting: enabled, to: true }] },
  });
}

/** Both stand in the template's branch for values without pools. */
function readPoolKeys(values: Values, draft: Draft): void {
  const pools = placeOfKey(values, 'installation.calicoNetwork.ipPools');
  if (at(pools.document.root, pools.path) === undefined) return;
  for (const [key, field] of [
    ['backend', 'encapsulation'],
    ['natOutgoing', 'natOutgoing'],
  ] as const) {
    const said = written(values, `installation.${key}`, text);
    if (!isKnown(said)) continue;
    draft.installer.dead.push({
      installer: 'the chart rke2-calico',
      name: `installation.${key}`,
      origin: said.origin,
      why: 'the chart uses it for the pools that it makes itself, and makes none where ipPools is written',
      advice: `write ${field} into the pools`,
      related: [{ origin: { ...pools, part: 'key' }, note: 'ipPools is written here' }],
    });
  }
}
