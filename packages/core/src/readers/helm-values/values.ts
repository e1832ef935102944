/** Where the values of a chart stand: in a file of their own, or in an object that installs the chart. */
import { at, followed, isTemplated, items, nested, type Path, type SourceProblem, scalarAt } from '../../source/index.js';
import { ownKey, textOf, type Unit } from '../unit.js';
import { type Chart, chartByKeys, chartNamed } from './charts.js';
import { fleet, type Holder, holders, type Installer } from './holders.js';
import { type Beside, overlaid } from './overlay.js';
import { type Places, patchedBy } from './patches.js';

export type Values = {
  readonly chart: Chart;
  /** The map of values, in a document of its own where it is a text in a scalar. */
  readonly unit: Unit;
  /** Path of the map of values below the unit. */
  readonly base: Path;
  /** Single values that go before the map, as a map of their own. */
  readonly over?: Unit;
  /** The chart is named beside the values, and nothing else gives it values: an absent key has the chart's default. */
  readonly named: boolean;
  /** RKE2 sets `global` by itself. */
  readonly installer: Installer;
  /** The object that names the chart, and where in it the release of the chart is written. */
  readonly holder: Unit;
  readonly version?: Path;
};

/**
 * The release that an object installs: two of them go to two clusters, or take each other's place. The HelmChartConfig of a HelmChart has its
 * name.
 */
export function releaseOf(unit: Unit): string | undefined {
  const { group, kind } = unit.object ?? {};
  if (group === undefined || holders[`${group}/${kind}`] === undefined) return undefined;
  return [group, group === 'helm.cattle.io' ? '' : kind, ownKey(unit)].join('/');
}

/** The values that a document holds, of charts that canal-lint knows. */
export function valuesOf(unit: Unit): readonly Values[] {
  if (unit.object === undefined) return unit.path.length > 0 ? [] : [...fleetValues(unit), ...looseValues(unit)];
  return (holders[`${unit.object.group}/${unit.object.kind}`] ?? []).flatMap((holder) => heldValues(unit, holder));
}

/** Faults of texts that hold, or should hold, the values of a known chart. What a template brings to such a text is not known. */
export function textFaults(unit: Unit): readonly SourceProblem[] {
  const id = unit.object;
  if (!id) return [];
  return (holders[`${id.group}/${id.kind}`] ?? []).flatMap(({ chart, values }) =>
    values.flatMap((pattern) =>
      pathsOf(unit, pattern).flatMap(({ path, star }) => {
        const name = chart ? textOf(unit, filled(chart, star)) : String(path.at(-1));
        const inner = name !== undefined && chartNamed(name) ? nested(unit.document, [...unit.path, ...path]) : undefined;
        if (!inner || inner.document.structural || isTemplated(inner.document.piece.text)) return [];
        return inner.problems.map((fault) => ({
          ...fault,
          ...(fault.kind === 'syntax' && { message: `the values of the chart are not valid YAML: ${fault.message}` }),
          document: inner.document,
        }));
      }),
    ),
  );
}

function heldValues(unit: Unit, holder: Holder): readonly Values[] {
  const held = holder.values.flatMap((pattern) => pathsOf(unit, pattern).flatMap((place) => heldAt(unit, holder, place) ?? []));
  return held.flatMap((one): Values[] => {
    const { beside = {}, first } = holder;
    const others = held.filter(({ star }) => star === one.star);
    const stronger = others.slice(0, others.indexOf(one));
    if (first && stronger.length > 0) return [];
    const weaker = first ? [] : others.slice(others.indexOf(one) + 1).map(({ path }) => path);
    const around = besideAt({ ...beside, weaker: [...(beside.weaker ?? []), ...weaker] }, one.star);
    const patched = patchedBy(unit, beside.patches ?? { onto: [] }, placesOf(holder, one, around));
    const seen = overlaid(one.values, { ...around, maps: stronger.map(({ values }) => values), patched });
    return seen ? [seen] : [];
  });
}

/** A source among several, in the place of the one, is another source. */
function placesOf({ chart, values, version }: Holder, { path, star }: Held, { named = [], weaker = [] }: Beside): Places {
  const source = chart ? filled(chart, star).slice(0, -1) : path;
  const before = values.slice(
    0,
    values.findIndex((one) => filled(one, star).join('\n') === path.join('\n')),
  );
  const decisive = [...(chart ? [chart] : []), ...(version ? [version] : []), ...before].map((one) => filled(one, star));
  return { source, values: path, decisive: [...decisive, [...source.slice(0, -1), 'sources']], named, weaker };
}

type Held = Starred & { readonly values: Values };

function heldAt(unit: Unit, { installer, chart, version }: Holder, { path, star }: Starred): Held | undefined {
  const map = textAsMap(unit, path);
  const name = chart ? textOf(unit, filled(chart, star)) : String(path.at(-1));
  const known = name === undefined ? undefined : chartNamed(name);
  if (!map || !known) return undefined;
  const values = { chart: known, holder: unit, named: true, installer, ...map, ...(version && { version: filled(version, star) }) };
  return { path, star, values };
}

function fleetValues(unit: Unit): readonly Values[] {
  if (!/(?:^|\/)fleet\.ya?ml$/.test(unit.document.source.name)) return [];
  return heldValues(unit, fleet);
}

/** A file of values, or the values that an umbrella chart hands to a dependency: recognised by their keys. */
function looseValues(unit: Unit): readonly Values[] {
  const root = unit.document.root && followed(unit.document.root);
  if (root?.kind !== 'map') return [];
  const own = chartByKeys(root);
  if (own) return [{ chart: own, unit, holder: unit, base: [], named: false, installer: 'helm' }];
  return root.entries.flatMap(({ name, value }): Values[] => {
    const node = followed(value);
    const chart = node.kind === 'map' ? chartByKeys(node, chartNamed(name)) : undefined;
    return chart ? [{ chart, unit, holder: unit, base: [name], named: false, installer: 'helm' }] : [];
  });
}

/** A map, or the map that a text holds. */
function textAsMap(unit: Unit, path: Path): Pick<Values, 'unit' | 'base'> | undefined {
  const full = [...unit.path, ...path];
  const node = at(unit.document.root, full);
  if (node && followed(node).kind === 'map') return { unit, base: path };
  const scalar = scalarAt(unit.document.root, full);
  const found = nested(unit.document, full);
  // A template that is no YAML as it stands is not read, and what stands in a block of one may not be there.
  if (scalar?.templated && (!isTemplated(scalar.text) || found?.problems.some(({ kind }) => kind === 'syntax'))) return undefined;
  const document = found?.document;
  return document?.root && followed(document.root).kind === 'map'
    ? { unit: { document, path: [], object: undefined }, base: [] }
    : undefined;
}

type Starred = { readonly path: Path; readonly star: string | number | undefined };

function pathsOf(unit: Unit, pattern: Path): readonly Starred[] {
  const star = pattern.indexOf('*');
  if (star < 0) return [{ path: pattern, star: undefined }];
  const above = at(unit.document.root, [...unit.path, ...pattern.slice(0, star)]);
  const node = above && followed(above);
  const steps = node?.kind === 'map' ? node.entries.map(({ name }) => name) : items(node).map((_, i) => i);
  return steps.map((step) => ({ path: filled(pattern, step), star: step }));
}

function besideAt({ weaker = [], named = [], unseen = [] }: Beside, star: string | number | undefined): Beside {
  const at = (path: Path): Path => filled(path, star);
  return { weaker: weaker.map(at), named: named.map(({ list, ...rest }) => ({ ...rest, list: at(list) })), unseen: unseen.map(at) };
}

function filled(pattern: Path, star: string | number | undefined): Path {
  return star === undefined ? pattern : pattern.map((step) => (step === '*' ? star : step));
}
