/** Who set a value: a flag, a values file, or a default of the chart or of a subchart. */
import {
  at,
  type Document,
  entries,
  followed,
  items,
  type Node,
  type Origin,
  readSource,
  type ScalarNode,
  scalarAt,
  textAt,
} from '../source/index.js';
import type { ChartText, Json, Key, TracedChart } from './chart.js';
import { type Schema, schemaAt } from './schema.js';
import { valueAt, withValue } from './values.js';

export type Setter =
  | { readonly kind: 'file'; readonly origin: Origin; readonly editable: boolean }
  | { readonly kind: 'flag'; readonly flag: string };

type Layer = { readonly document: Document; readonly editable: boolean };

/** A chart and what its values are called in the outermost one. */
type Member = { readonly folder: string; readonly under: Key };

export type Setters = {
  /** Where a key gets its value; undefined where that cannot be told. */
  readonly of: (key: Key, value: Json) => Setter | undefined;
  /** Where a map of values stands: the winning file that holds it. */
  readonly ofMap: (key: Key) => Setter | undefined;
  /** True where a chart itself sets a key. */
  readonly isDefault: (key: Key) => boolean;
  /** How many files name a key. */
  readonly count: (key: Key) => number;
  /** The key that a path in a file of values sets; undefined for another file. */
  readonly keyOf: (file: string, path: Key) => Key | undefined;
  readonly schemaOf: (key: Key) => Schema | undefined;
  /** Keys that some default names and the values lack: they were taken away by null. */
  readonly removed: (has: (key: Key) => boolean) => readonly Key[];
  /** The folder of a chart in the files, by the path that helm prints for its templates. */
  readonly fileOf: (template: string) => ChartText | undefined;
  /** Texts in which a template may find named templates, and the folders of the charts that they belong to. */
  readonly templates: readonly ChartText[];
};

/** The setters of a chart. helm: chart < its values under a parent < -f in their order < flags (pkg/cli/values/options.go, v3.19). */
export function settersOf(chart: TracedChart): Setters {
  const members = membersOf(chart, '', []);
  const given = chart.values.toReversed().flatMap((file) => layerOf(file) ?? []);
  const defaults = members.map(({ folder, under }) => ({
    under,
    layer: layerOf(chart.files.get(`${folder}values.yaml`)),
    schema: jsonOf(chart.files.get(`${folder}values.schema.json`)),
  }));
  const layersFor = (key: Key): readonly (Layer & { readonly key: Key })[] => [
    ...given.map((layer) => ({ ...layer, key })),
    ...defaults.flatMap(({ under, layer }) => (layer && isUnder(key, under) ? [{ ...layer, key: key.slice(under.length) }] : [])),
  ];
  const holder = (key: Key, fits: (node: Node, document: Document) => boolean): Setter | undefined => {
    const found = layersFor(key).find(({ document, key: own }) => at(document.root, own) !== undefined);
    const node = found && at(found.document.root, found.key);
    return found && node && fits(followed(node), found.document)
      ? { kind: 'file', origin: { document: found.document, path: found.key }, editable: found.editable }
      : undefined;
  };
  return {
    of: (key, value) => {
      const flag = chart.flags.findLast((one) => flagKeys(one).some((set) => set === flagKey(key) || flagKey(key).startsWith(`${set}[`)));
      if (flag !== undefined) return { kind: 'flag', flag };
      return holder(key, (node, { piece }) => node.kind === 'scalar' && says(node, value, piece.text));
    },
    ofMap: (key) => holder(key, ({ kind }) => kind === 'map'),
    isDefault: (key) =>
      defaults.some(({ under, layer }) => layer && isUnder(key, under) && at(layer.document.root, key.slice(under.length))),
    count: (key) => layersFor(key).filter(({ document, key: own }) => at(document.root, own) !== undefined).length,
    keyOf: (file, path) => {
      if (given.some(({ document }) => document.source.name === file)) return path;
      const own = defaults.find(({ layer }) => layer?.document.source.name === file);
      return own && [...own.under, ...path];
    },
    schemaOf: (key) => {
      const found = defaults.flatMap(({ under, schema }) => (isUnder(key, under) ? [schemaAt(schema, key.slice(under.length))] : []));
      return found.some((one) => one !== undefined) ? Object.assign({}, ...found.toReversed()) : undefined;
    },
    removed: (has) => defaults.flatMap(({ under, layer }) => (layer ? lacking(layer.document.root, under, has) : [])),
    fileOf: (template) => fileOf(chart, members, template),
    templates: [...chart.files].filter(([path]) => /(?:^|\/)templates\//.test(path)).map(([, file]) => file),
  };
}

/** The values as templates see them, with null for what was taken away: given back to helm they mean the same. Undefined where helm tells none. */
export async function valuesOf(chart: TracedChart, setters: Setters): Promise<Json | undefined> {
  const computed = await chart.computed();
  if (computed === undefined) return undefined;
  return setters.removed((key) => valueAt(computed, key) !== undefined).reduce((all, key) => withValue(all, key, undefined), computed);
}

/** True where a file sets a key to this value. What tpl will fill in is written as text. */
function says(node: ScalarNode, value: Json, text: string): boolean {
  const bare = (written: string): string => written.replaceAll(/\s+/g, '');
  if (node.templated) return bare(text.slice(node.start, node.end)).includes(bare(String(value)));
  return String(node.value) === String(value) || node.text === String(value);
}

function layerOf(file: ChartText | undefined): Layer | undefined {
  if (!file) return undefined;
  const [document] = readSource({ name: file.name, text: file.text }, () => true).documents;
  return document && { document, editable: file.editable };
}

function jsonOf(file: ChartText | undefined): Json | undefined {
  try {
    return file && (JSON.parse(file.text) as Json);
  } catch {
    return undefined;
  }
}

function isUnder(key: Key, under: Key): boolean {
  return under.every((step, i) => key[i] === step);
}

/** The chart with its subcharts, outermost first. A dependency may have another name in its parent (`alias`). */
function membersOf(chart: TracedChart, folder: string, under: Key): readonly Member[] {
  const [about] = readSource({ name: '', text: chart.files.get(`${folder}Chart.yaml`)?.text ?? '' }, () => true).documents;
  const dependencies = items(at(about?.root, ['dependencies'])).map((_, i) => ({
    name: textAt(about?.root, ['dependencies', i, 'name']),
    alias: textAt(about?.root, ['dependencies', i, 'alias']),
  }));
  const folders = [...chart.files.keys()].flatMap((path) => {
    const rest = path.startsWith(folder) ? path.slice(folder.length) : '';
    return /^charts\/[^/]+\/Chart\.yaml$/.test(rest) ? [`${folder}${rest.slice(0, -'Chart.yaml'.length)}`] : [];
  });
  const below = folders.flatMap((sub) => {
    const [own] = readSource({ name: '', text: chart.files.get(`${sub}Chart.yaml`)?.text ?? '' }, () => true).documents;
    const name = textAt(own?.root, ['name']) ?? '';
    const called = dependencies.filter((one) => one.name === name).map((one) => one.alias ?? name);
    return (called.length > 0 ? called : [name]).flatMap((one) => membersOf(chart, sub, [...under, one]));
  });
  return [{ folder, under }, ...below];
}

/** helm prints `<chart>/charts/<name or alias>/templates/…`. */
function fileOf(chart: TracedChart, members: readonly Member[], template: string): ChartText | undefined {
  const steps = template.split('/');
  const inside = steps.findIndex((step, i) => i > 0 && step !== 'charts' && steps[i - 1] !== 'charts');
  const under = steps.slice(1, inside).filter((_, i) => i % 2 === 1);
  const member = members.find((one) => one.under.length === under.length && one.under.every((step, i) => step === under[i]));
  return member && chart.files.get(`${member.folder}${steps.slice(inside).join('/')}`);
}

/** Keys of maps that are written in a tree and absent in the values. */
function lacking(root: Node | undefined, key: Key, has: (key: Key) => boolean): readonly Key[] {
  if (!has(key) && key.length > 0) return [];
  return entries(root).flatMap(({ name, value }) => {
    const below = [...key, name];
    if (!has(below)) return followed(value).kind === 'scalar' && scalarAt(value, [])?.value === null ? [] : [below];
    return followed(value).kind === 'map' ? lacking(value, below, has) : [];
  });
}

/** The keys that one `--set` sets, as far as they are plain: `a.b[0].c=1,d=2` (helm v3, pkg/strvals/parser.go). */
function flagKeys(flag: string): readonly string[] {
  const text = flag.replace(/^--[\w-]+[ =]/, '');
  const parts = text.match(/(?:\\.|\{[^}]*\}|[^,\\])+/gs) ?? [];
  return parts.flatMap((part) => /^((?:\\.|[^=\\])+)=/s.exec(part)?.[1] ?? []);
}

function flagKey(key: Key): string {
  return key
    .map((step, i) => (typeof step === 'number' ? `[${step}]` : `${i > 0 ? '.' : ''}${step.replaceAll(/[.,=[\]\\]/g, '\\$&')}`))
    .join('');
}
