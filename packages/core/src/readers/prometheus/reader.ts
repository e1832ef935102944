/** Alerts and recording rules of Prometheus, and dashboards of Grafana: the expressions that read metrics. */
import { metricPrefixes } from '../../network/calico-metrics.js';
import { at, entries, items, type Node, nested, type Path, scalarAt } from '../../source/index.js';
import type { Reader } from '../reader.js';
import { keysAt, type Unit } from '../unit.js';

export const prometheus: Reader = {
  name: 'prometheus',
  words: metricPrefixes,
  claims: (unit) => sheetsOf(unit).some(({ unit: { document, path } }) => mentions(at(document.root, path))),
  load: () => import('./read.js'),
};

/** A list of rule groups, or a dashboard: a document of its own, or one in a field of an object. */
export type Sheet = { readonly unit: Unit; readonly path: Path; readonly kind: 'rules' | 'dashboard' };

const ruleKinds = new Set(['monitoring.coreos.com/PrometheusRule', 'operator.victoriametrics.com/VMRule']);
const dashboardKinds = new Set(['grafana.integreatly.org/GrafanaDashboard', 'integreatly.org/GrafanaDashboard']);

/** The lists and dashboards that a unit holds. */
export function sheetsOf(unit: Unit): readonly Sheet[] {
  const { object } = unit;
  if (!object) return sheetAt(unit, []);
  const kind = `${object.group}/${object.kind}`;
  if (ruleKinds.has(kind)) return [{ unit, path: ['spec'], kind: 'rules' }];
  if (dashboardKinds.has(kind)) return inside(unit, ['spec', 'json']);
  return kind === '/ConfigMap' ? keysAt(unit, ['data']).flatMap((key) => inside(unit, ['data', key])) : [];
}

/** True where a scalar names a metric of Calico's, as the look before parsing asks. */
function mentions(node: Node | undefined): boolean {
  if (!node || node.kind === 'alias') return false;
  if (node.kind === 'scalar') return metricPrefixes.some((prefix) => node.text.includes(prefix));
  return node.kind === 'seq' ? node.items.some(mentions) : node.entries.some(({ value }) => mentions(value));
}

/** A text that names none of the metrics is not read again as a document. */
function inside(unit: Unit, path: Path): readonly Sheet[] {
  const held = scalarAt(unit.document.root, [...unit.path, ...path]);
  if (!held || !metricPrefixes.some((prefix) => held.text.includes(prefix))) return [];
  const inner = nested(unit.document, [...unit.path, ...path]);
  return inner ? sheetAt({ document: inner.document, path: [], object: undefined }, []) : [];
}

/** Grafana's API wraps a dashboard in `dashboard`; old ones have rows. */
function sheetAt(unit: Unit, path: Path): readonly Sheet[] {
  const keys = keysAt(unit, path);
  const rules = items(at(unit.document.root, [...unit.path, ...path, 'groups'])).some((group) =>
    entries(group).some(({ name }) => name === 'rules'),
  );
  if (rules) return [{ unit, path, kind: 'rules' }];
  if (['panels', 'rows'].some((key) => keys.includes(key))) return [{ unit, path, kind: 'dashboard' }];
  return path.length === 0 && keys.includes('dashboard') ? sheetAt(unit, ['dashboard']) : [];
}
