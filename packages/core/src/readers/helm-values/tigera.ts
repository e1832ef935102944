/** The operator's chart and rke2-calico, which is that chart with other defaults (rancher/rke2-charts 262e21a, packages/rke2-calico). */
import { type Draft, state } from '../../cluster/draft.js';
import { knownValue } from '../../cluster/setting.js';
import { operatorCalicoMinor } from '../../network/image.js';
import { at, entries } from '../../source/index.js';
import { readInstallation } from '../installation.js';
import { readUnknownKeys } from '../keys.js';
import { readResources } from '../resources.js';
import { bool, mapped, text } from '../stated.js';
import type { Unit } from '../unit.js';
import { reader, written, writtenOr } from './chart-values.js';
import { readImages } from './images.js';
import { renderedObject, stateObject } from './rendered.js';
import { readRefusedBackend, rke2Assumptions } from './rke2-calico.js';
import { tigeraKeys, tigeraMeant } from './tigera-keys.js';
import { readTigeraRemarks } from './tigera-remarks.js';
import type { Values } from './values.js';

/** States what the chart makes of its values. The release goes first: it decides what the Installation means. */
export function readTigera(values: Values, draft: Draft, units: readonly Unit[]): void {
  state(
    draft.product.calico,
    mapped(written(values, 'tigeraOperator.version', text), (tag) => operatorCalicoMinor(tag), 'drop'),
  );
  if (hasImage(values)) readImages(values, draft, { kind: 'Deployment', namespace: 'tigera-operator', name: 'tigera-operator', images });
  readSpec(values, draft, units);
  for (const { key, unit } of felixUnits(values)) {
    stateObject(unit, key, draft);
    readResources([unit], draft);
  }
  if (values.chart === 'rke2-calico') state(draft.strictAffinity, writtenOr(values, 'ipamConfig.strictAffinity', bool, true));
  const known = { installer: `the chart ${values.chart}`, reader, keys: tigeraKeys(values.chart), meant: tigeraMeant };
  readUnknownKeys(
    values,
    { ...known, unread: 'no template of the chart mentions it', ...(!values.named && { loose: true as const }) },
    draft,
  );
  readTigeraRemarks(values, draft);
}

const images = [
  {
    container: 'tigera-operator',
    registry: { key: 'tigeraOperator.registry', fallback: 'quay.io' },
    repository: { key: 'tigeraOperator.image', fallback: 'tigera/operator' },
    tag: 'tigeraOperator.version',
  },
] as const;

/** Without an image of the operator the release of the chart decides on all of it. */
function hasImage(values: Values): boolean {
  return ['image', 'version', 'registry'].some((key) => written(values, `tigeraOperator.${key}`, text) !== undefined);
}

function readSpec(values: Values, draft: Draft, units: readonly Unit[]): void {
  const off = knownValue(writtenOr(values, 'installation.enabled', bool, true)) === false;
  const object = off ? undefined : renderedObject(values, 'installation', installation(values));
  if (!object) return;
  stateObject(object, 'installation', draft);
  const spec: Unit = { document: object.document, path: ['spec'], object: undefined };
  const whole = values.named && !values.unit.document.structural;
  const chart = values.chart === 'rke2-calico' && whole ? rke2Assumptions(values) : undefined;
  readInstallation(
    { layers: [spec, ...overInstallation(values)], open: !values.named, called: 'installation', ...(chart && { chart }) },
    draft,
    units,
  );
  if (chart) readRefusedBackend(values, draft);
}

/** What --set says of the Installation. */
function overInstallation({ over }: Values): readonly Unit[] {
  const path = ['installation'];
  return over && entries(at(over.document.root, path)).length > 0 ? [{ ...over, path }] : [];
}

function installation({ chart }: Values): Parameters<typeof renderedObject>[2] {
  const omit = ['enabled', ...(chart === 'rke2-calico' ? ['backend', 'natOutgoing'] : [])];
  return { apiVersion: 'operator.tigera.io/v1', kind: 'Installation', name: 'default', omit };
}

/** FelixConfiguration `default`: `defaultFelixConfiguration` where it is enabled, and `felixConfiguration` of rke2-calico. */
function felixUnits(values: Values): readonly { readonly key: string; readonly unit: Unit }[] {
  const head = { apiVersion: 'crd.projectcalico.org/v1', kind: 'FelixConfiguration', name: 'default', omit: ['enabled'] };
  const enabled = knownValue(written(values, 'defaultFelixConfiguration.enabled', bool)) === true;
  const keys = [...(enabled ? ['defaultFelixConfiguration'] : []), ...(values.chart === 'rke2-calico' ? ['felixConfiguration'] : [])];
  return keys.flatMap((key) => {
    const unit = renderedObject(values, key, head);
    return unit ? [{ key, unit }] : [];
  });
}
