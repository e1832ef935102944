/** A configuration as the linter uses it: every value with its origin. Where it was read from is the business of resolve.ts. */
import type { Severity } from '../../cluster/finding.js';
import type { Origin } from '../../source/index.js';
import { type Base, matchesGlobs, pathFrom } from './glob.js';

/** What a configuration says of one rule. `own`: what the rule says itself; `raised`: one step above that. */
export type Level = 'off' | Severity | 'own' | 'raised';

export type Placed<T> = { readonly value: T; readonly origin: Origin };

/** Level and options come from different places: a preset gives the one, a file the other. */
export type RuleSetting = {
  readonly level?: Placed<Level>;
  readonly options?: Readonly<Record<string, Placed<unknown>>>;
};

export type RuleSettings = ReadonlyMap<string, RuleSetting>;

export type Override = { readonly files: readonly string[]; readonly rules: RuleSettings; readonly origin: Origin };

/** Files that make one cluster. `closed`: all of them are in the input, so that nothing of the cluster is out of sight. */
export type ClusterFiles = { readonly name: string; readonly files: readonly string[]; readonly closed: boolean; readonly origin: Origin };

export type UnderlayFacts = {
  readonly cloud?: Placed<string>;
  readonly nicMtu?: Placed<number>;
  readonly l2?: Placed<boolean>;
  readonly routesPods?: Placed<boolean>;
};

export type Config = {
  readonly base: Base;
  readonly extends: readonly Placed<string>[];
  readonly plugins: readonly Placed<string>[];
  readonly rules: RuleSettings;
  readonly overrides: readonly Override[];
  /** What the command line says; it beats the overrides. */
  readonly flags: RuleSettings;
  readonly clusters: readonly ClusterFiles[];
  readonly underlay: UnderlayFacts;
  readonly calicoVersion?: Placed<string>;
  /** Set where a suppression must say why. */
  readonly reasons?: Placed<true>;
};

/** What holds for a rule in one file; a rule of which nothing is said is as its author made it. */
export type RuleState = { readonly level: Level; readonly options: Readonly<Record<string, unknown>> };

/** What a configuration says of a rule in one file: the rules, then the overrides whose globs match, then the flags. */
export function ruleState(config: Config, rule: string, file: string): RuleState {
  let level: Level = 'own';
  const options: Record<string, unknown> = {};
  for (const settings of layersFor(config, file)) {
    const said = settings.get(rule);
    level = said?.level?.value ?? level;
    for (const [name, { value }] of Object.entries(said?.options ?? {})) options[name] = value;
  }
  return { level, options };
}

/** The severity of a finding at a level. What the rule itself lowered, because something is not known, is never raised by a plain level. */
export function leveled(severity: Severity, own: Severity, level: Level): Severity | 'off' {
  if (level === 'off' || level === 'own') return level === 'off' ? 'off' : severity;
  if (level === 'raised') return severity === 'info' ? 'warning' : 'error';
  return severity === own || weight[severity] > weight[level] ? level : severity;
}

const weight: Readonly<Record<Severity, number>> = { info: 0, warning: 1, error: 2 };

/** Names of the clusters that a file belongs to by configuration. */
export function clustersOf({ clusters, base }: Config, file: string): readonly ClusterFiles[] {
  return isFile(file) ? clusters.filter(({ files }) => matchesGlobs(pathFrom(base, file), files)) : [];
}

/** Standard input has a name, but no place that a glob could mean; the build of a kustomization has that of its folder. */
function isFile(name: string): boolean {
  return !name.startsWith('<') || name === '<kustomize build>';
}

const layers = new WeakMap<Config, Map<string, readonly RuleSettings[]>>();

function layersFor(config: Config, file: string): readonly RuleSettings[] {
  const byFile = layers.get(config) ?? new Map<string, readonly RuleSettings[]>();
  layers.set(config, byFile);
  const found = byFile.get(file) ?? [
    config.rules,
    ...(isFile(file) ? config.overrides.filter(({ files }) => matchesGlobs(pathFrom(config.base, file), files)) : []).map(
      ({ rules }) => rules,
    ),
    config.flags,
  ];
  byFile.set(file, found);
  return found;
}
