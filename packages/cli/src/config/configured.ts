// From the flags of a command and the file above its paths to the options of the linter.
import { dirname, resolve } from 'node:path';
import { type AnyRule, allRules, type DocumentPolicy, type LintOptions, policyInput, type Run } from '@canal-lint/core';
import type { Config, ConfigFlags, Level } from '@canal-lint/core/config';
import { InputError } from '../errors.js';
import { find, shown } from '../files.js';
import { lintOptions } from '../flags.js';
import { oneOf, ruleHint } from '../suggest.js';
import type { World } from '../world.js';
import { findConfig } from './find.js';

/** The flags that every command with a configuration has. */
export type ConfigArgs = {
  readonly paths?: readonly string[] | undefined;
  readonly config?: string | undefined;
  readonly rule?: readonly string[] | undefined;
  readonly policy?: readonly string[] | undefined;
  readonly 'policy-data'?: readonly string[] | undefined;
  readonly underlay?: readonly string[] | undefined;
  readonly 'calico-version'?: string | undefined;
};

export type Configured =
  /** `held`: the configuration and every rule that there is, where they were asked for. */
  | { readonly options: LintOptions; readonly held?: { readonly config: Config; readonly rules: readonly AnyRule[] } }
  | { readonly faulty: Run };

const levels = ['off', 'info', 'warning', 'error'] as const;

/**
 * The options of a run. Where there is no configuration, no --rule and no --policy nothing of it is loaded. A configuration with faults gives a run of
 * findings instead. `always`: also where nothing is configured. Throws an InputError for flags that say nothing.
 */
export async function configured(args: ConfigArgs, world: World, always = false): Promise<Configured> {
  const options = lintOptions(args.underlay, args['calico-version']);
  const path = args.config === undefined ? findConfig(args.paths ?? [], world) : resolve(world.cwd, args.config);
  const policies = await policiesOf(args, world);
  if (path === undefined && args.rule === undefined && !policies && !always) return { options };
  const core = await import('@canal-lint/core/config');
  const { loadConfig } = await import('./load.js');
  const loaded =
    path === undefined
      ? undefined
      : await loadConfig(
          path,
          allRules.map(({ name }) => name),
          world,
        );
  const rules = [...allRules, ...(loaded?.rules ?? []), ...(policies ? [policyInput, ...policies.flatMap((one) => one.rules)] : [])];
  const flags: ConfigFlags = { ...options, rules: ruleFlags(args.rule ?? [], rules, (loaded?.faults.length ?? 0) > 0) };
  const resolved = core.resolveConfig({
    tree: loaded?.tree,
    rules,
    base: { globs: dirname(path ?? '.'), names: world.cwd },
    flags,
  });
  const faults = [...resolved.faults, ...(loaded?.faults ?? [])];
  if (faults.length > 0) return { faulty: core.configurationRun(faults, loaded?.files ?? 0) };
  const config = await withSight(resolved.config, { path, args, world });
  const plugins = loaded?.plugins;
  return { options: { rules, config, ...(plugins && { plugins }), ...(policies && { policies }) }, held: { config, rules } };
}

async function policiesOf({ policy, 'policy-data': data }: ConfigArgs, world: World): Promise<readonly DocumentPolicy[] | undefined> {
  if (policy !== undefined) return (await import('../policies/own.js')).ownPolicies(policy, data ?? [], world);
  if (data !== undefined) throw new InputError('--policy-data does nothing alone', 'name the policy that reads it with --policy');
  return undefined;
}

/** `strangers`: plugins failed to load, so a name that is not known may be theirs. */
function ruleFlags(flags: readonly string[], rules: readonly AnyRule[], strangers: boolean): NonNullable<ConfigFlags['rules']> {
  return flags.flatMap((flag) => {
    const cut = flag.indexOf('=');
    if (cut < 0) throw new InputError(`--rule ${flag} has no level`, `write --rule ${flag}=off, or info, warning, error`);
    const name = flag.slice(0, cut).trim();
    const level: Level = oneOf(`--rule ${name}`, flag.slice(cut + 1).trim(), levels);
    const names = rules.map((rule) => rule.name);
    if (names.includes(name)) return [{ name, level, flag: `--rule ${name}=${level}` }];
    if (strangers) return [];
    throw new InputError(`there is no rule '${name}'`, ruleHint(name, names));
  });
}

type Sight = { readonly path: string | undefined; readonly args: ConfigArgs; readonly world: World };

/** A cluster of which only some files are linted is not closed: what is absent may be in the others. */
async function withSight(config: Config, { path, args, world }: Sight): Promise<Config> {
  if (path === undefined || config.clusters.length === 0) return config;
  const { matchesGlobs, pathFrom } = await import('@canal-lint/core/config');
  const linted = await find(args.paths === undefined || args.paths.length === 0 ? ['.'] : args.paths, world);
  const names = new Set(linted.files.map(({ name }) => name));
  const all = await find([shown(dirname(path), world)], world);
  return {
    ...config,
    clusters: config.clusters.map((cluster) => {
      const own = all.files.filter(({ name }) => matchesGlobs(pathFrom(config.base, name), cluster.files));
      return { ...cluster, closed: own.every(({ name }) => names.has(name)) };
    }),
  };
}
