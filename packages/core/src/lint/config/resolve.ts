/** From files, presets and flags to one configuration: later beats earlier, and every value keeps its origin. */
import type { AnyRule } from '../../rules/rule.js';
import type { Document, Path } from '../../source/index.js';
import { unwritten } from '../facts.js';
import type { UnderlayOptions } from '../options.js';
import { type Fault, readDocument } from './check.js';
import type { ClusterFiles, Config, Level, Override, Placed, RuleSetting, RuleSettings, UnderlayFacts } from './config.js';
import type { Base } from './glob.js';
import type { ConfigFile, ConfigTree } from './parse.js';
import { presetReasons, presetRules } from './presets.js';
import { configSchema } from './schema.js';

/** What the command line says. `rules`: level by name, each with the flag as it was written. */
export type ConfigFlags = {
  readonly rules?: readonly { readonly name: string; readonly level: Level; readonly flag: string }[];
  readonly underlay?: UnderlayOptions;
  readonly calicoVersion?: string;
};

export type ConfigParts = {
  /** Undefined where there is no file: the recommended rules, and what the flags say. */
  readonly tree: ConfigTree | undefined;
  /** Every rule that there is, those of plugins too. */
  readonly rules: readonly AnyRule[];
  readonly base: Base;
  readonly flags: ConfigFlags;
};

export type Resolved = { readonly config: Config; readonly faults: readonly Fault[] };

/** One configuration from all of its parts. It may only be used where there are no faults. */
export function resolveConfig({ tree, rules, base, flags }: ConfigParts): Resolved {
  const bottom = { ...nothing, base, rules: presetRules('recommended', rules) };
  const faults: Fault[] = [];
  const merged = tree ? withTree(bottom, tree, { rules, faults }) : bottom;
  return { config: withFlags(merged, flags), faults };
}

const nothing: Config = {
  base: { globs: '', names: '' },
  extends: [],
  plugins: [],
  rules: new Map(),
  overrides: [],
  flags: new Map(),
  clusters: [],
  underlay: {},
};

type Knowledge = { readonly rules: readonly AnyRule[]; readonly faults: Fault[] };

function withTree(config: Config, { file, bases }: ConfigTree, knowledge: Knowledge): Config {
  const below = bases.reduce(
    (sum: Config, one) => (typeof one === 'string' ? withPreset(sum, one, knowledge) : withTree(sum, one, knowledge)),
    config,
  );
  return withFile(below, file, knowledge);
}

function withPreset(config: Config, preset: Parameters<typeof presetRules>[0], { rules }: Knowledge): Config {
  const reasons = presetReasons(preset);
  return { ...config, rules: mergedRules(config.rules, presetRules(preset, rules)), ...(reasons && { reasons }) };
}

/** The shape that the schema leaves of a document; what was at fault is undefined. */
type Written = {
  readonly rules?: WrittenRules;
  readonly overrides?: readonly ({ readonly files?: readonly string[]; readonly rules?: WrittenRules } | undefined)[];
  readonly clusters?: Readonly<Record<string, readonly string[] | undefined>>;
  readonly calicoVersion?: string;
  readonly underlay?: UnderlayOptions;
};
type WrittenRules = Readonly<
  Record<string, Level | { readonly level?: Level; readonly options?: Readonly<Record<string, unknown>> } | undefined>
>;

function withFile(config: Config, file: ConfigFile, { rules, faults }: Knowledge): Config {
  faults.push(...file.faults);
  const { document } = file;
  if (!document) return config;
  const schema = configSchema(rules);
  const written = (readDocument({ document, schema, faults }) ?? {}) as Written;
  const { clusters = {}, overrides = [], calicoVersion } = written;
  const version =
    calicoVersion === undefined ? config.calicoVersion : { value: calicoVersion, origin: { document, path: ['calicoVersion'] } };
  return {
    ...config,
    extends: [...config.extends, ...file.extends],
    plugins: [...config.plugins, ...file.plugins],
    rules: mergedRules(config.rules, settingsOf(document, ['rules'], written.rules)),
    overrides: [...config.overrides, ...overrides.flatMap((one, i) => overrideOf(document, ['overrides', i], one))],
    clusters: Object.entries(clusters).reduce(
      (sum, [name, files]) => withCluster(sum, { name, files: files ?? [], closed: true, origin: { document, path: ['clusters', name] } }),
      config.clusters,
    ),
    underlay: { ...config.underlay, ...placedFacts(written.underlay, (key) => ({ document, path: ['underlay', key] })) },
    ...(version && { calicoVersion: version }),
  };
}

function withCluster(clusters: readonly ClusterFiles[], one: ClusterFiles): readonly ClusterFiles[] {
  return [...clusters.filter(({ name }) => name !== one.name), one];
}

function overrideOf(document: Document, path: Path, one: NonNullable<Written['overrides']>[number]): readonly Override[] {
  if (!one?.files) return [];
  return [{ files: one.files, rules: settingsOf(document, [...path, 'rules'], one.rules), origin: { document, path: [...path, 'files'] } }];
}

function settingsOf(document: Document, path: Path, written: WrittenRules = {}): RuleSettings {
  const settings = Object.entries(written).map(([name, said]): [string, RuleSetting] => {
    const own = [...path, name];
    if (typeof said !== 'object') return [name, said === undefined ? {} : { level: { value: said, origin: { document, path: own } } }];
    const { level, options = {} } = said;
    const placed = Object.entries(options).map(([key, value]) => [key, { value, origin: { document, path: [...own, 'options', key] } }]);
    return [
      name,
      {
        ...(level !== undefined && { level: { value: level, origin: { document, path: [...own, 'level'] } } }),
        options: Object.fromEntries(placed),
      },
    ];
  });
  return new Map(settings);
}

/** Level and options are merged on their own, options key by key. */
function mergedRules(below: RuleSettings, above: RuleSettings): RuleSettings {
  const merged = new Map(below);
  for (const [name, { level, options }] of above) {
    const old = merged.get(name);
    merged.set(name, { ...old, ...(level && { level }), ...(options && { options: { ...old?.options, ...options } }) });
  }
  return merged;
}

function placedFacts(facts: UnderlayOptions = {}, originOf: (key: string) => Placed<unknown>['origin']): UnderlayFacts {
  return Object.fromEntries(
    Object.entries(facts).flatMap(([key, value]) => (value === undefined ? [] : [[key, { value, origin: originOf(key) }]])),
  );
}

function withFlags(config: Config, { rules = [], underlay, calicoVersion }: ConfigFlags): Config {
  const said = rules.map(({ name, level, flag }): [string, RuleSetting] => [name, { level: { value: level, origin: unwritten(flag) } }]);
  return {
    ...config,
    flags: new Map(said),
    underlay: { ...config.underlay, ...placedFacts(underlay, (key) => unwritten(`--underlay ${key}`)) },
    ...(calicoVersion !== undefined && { calicoVersion: { value: calicoVersion, origin: unwritten('--calico-version') } }),
  };
}
