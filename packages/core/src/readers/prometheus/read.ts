/** Alerts and recording rules of Prometheus, and dashboards of Grafana: the expressions that read metrics. */
import { type Draft, state } from '../../cluster/draft.js';
import { metricPrefixes } from '../../network/calico-metrics.js';
import { at, entries, followed, items, type Node, nested, type Path, scalarAt } from '../../source/index.js';
import type { Reader } from '../reader.js';
import { stated, text } from '../stated.js';
import { keysAt, type Unit } from '../unit.js';
import { scalarEdits } from '../write.js';

const reader = 'prometheus';

export const prometheus: Reader = {
  name: reader,
  words: metricPrefixes,
  claims: (unit) => sheetsOf(unit).some(({ unit: { document, path } }) => mentions(at(document.root, path))),
  read(claimed, draft) {
    for (const sheet of claimed.flatMap(sheetsOf)) readSheet(sheet, draft);
  },
  edits: scalarEdits,
};

/** A list of rule groups, or a dashboard: a document of its own, or one in a field of an object. */
type Sheet = { readonly unit: Unit; readonly path: Path; readonly kind: 'rules' | 'dashboard' };

const ruleKinds = new Set(['monitoring.coreos.com/PrometheusRule', 'operator.victoriametrics.com/VMRule']);
const dashboardKinds = new Set(['grafana.integreatly.org/GrafanaDashboard', 'integreatly.org/GrafanaDashboard']);

function sheetsOf(unit: Unit): readonly Sheet[] {
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

function readSheet(sheet: Sheet, draft: Draft): void {
  const { unit, path, kind } = sheet;
  const facts = { reader, layer: 'resource', as: 'expression' } as const;
  const paths =
    kind === 'rules' ? rulesOf(sheet).map((rule) => [...rule, 'expr']) : queriesIn(at(unit.document.root, [...unit.path, ...path]), path);
  for (const expression of paths) state(draft.alerts, stated(unit, expression, text, facts));
}

function rulesOf({ unit, path }: Sheet): readonly Path[] {
  const groups: Path = [...path, 'groups'];
  const listed = (list: Path): readonly Path[] => items(at(unit.document.root, [...unit.path, ...list])).map((_, i) => [...list, i]);
  return listed(groups).flatMap((group) => listed([...group, 'rules']));
}

const queryKeys = new Set(['expr', 'query', 'definition']);

/** Panels, rows, variables and annotations nest; what they ask stands below the same few keys. */
function queriesIn(node: Node | undefined, path: Path): readonly Path[] {
  const found = node && node.kind !== 'alias' ? followed(node) : undefined;
  if (found?.kind === 'seq') return found.items.flatMap((item, i) => queriesIn(item, [...path, i]));
  if (found?.kind !== 'map') return [];
  return found.entries.flatMap(({ name, value }) => {
    const here = [...path, name];
    return value.kind === 'scalar' ? (queryKeys.has(name) ? [here] : []) : queriesIn(value, here);
  });
}

/** The metrics that the recording rules of a unit make; `*` where a template names one. */
export function recordedMetrics(unit: Unit): readonly string[] {
  return sheetsOf(unit)
    .filter(({ kind }) => kind === 'rules')
    .flatMap((sheet) =>
      rulesOf(sheet).flatMap((rule) => {
        const name = scalarAt(sheet.unit.document.root, [...sheet.unit.path, ...rule, 'record']);
        return name ? [name.templated ? '*' : name.text] : [];
      }),
    );
}
