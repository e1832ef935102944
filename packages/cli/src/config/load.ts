// Reads a configuration with everything that it extends, and imports its plugins.
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type AnyRule, nearest } from '@canal-lint/core';
import type { ConfigTree, Fault, Placed } from '@canal-lint/core/config';
import { codeOf, InputError, reasonOf } from '../errors.js';
import { shown } from '../files.js';
import type { World } from '../world.js';
import { rulesOf } from './plugin.js';

export type Loaded = {
  readonly tree: ConfigTree;
  /** The rules of the plugins, and the file of each by its name. */
  readonly rules: readonly AnyRule[];
  readonly plugins: ReadonlyMap<string, string>;
  readonly faults: readonly Fault[];
  readonly files: number;
};

type Loading = {
  readonly world: World;
  readonly rules: AnyRule[];
  readonly plugins: Map<string, string>;
  readonly known: Set<string>;
  readonly faults: Fault[];
  files: number;
};

/** Loads the configuration at a path. `known`: names of rules that are taken. Throws an InputError where the file itself cannot be read. */
export async function loadConfig(path: string, known: readonly string[], world: World): Promise<Loaded> {
  const loading: Loading = { world, rules: [], plugins: new Map(), known: new Set(known), faults: [], files: 0 };
  try {
    const tree = await treeOf(path, [], loading);
    const { rules, plugins, faults, files } = loading;
    return { tree, rules, plugins, faults, files };
  } catch (error) {
    if (codeOf(error) === '') throw error;
    throw new InputError(`cannot read the configuration ${shown(path, world)}: ${reasonOf(error)}`, 'check the spelling', error);
  }
}

async function treeOf(path: string, above: readonly string[], loading: Loading): Promise<ConfigTree> {
  const { parseConfig, isPreset } = await import('@canal-lint/core/config');
  const { world } = loading;
  const file = parseConfig({ name: shown(path, world), text: world.fs.readFileSync(path) });
  loading.files++;
  const bases: ConfigTree['bases'][number][] = [];
  for (const one of file.extends) {
    if (isPreset(one.value)) bases.push(one.value);
    else bases.push(...(await baseTree(one, { path, above: [...above, path] }, loading)));
  }
  for (const one of file.plugins) await plug(one, dirname(path), loading);
  return { file, bases };
}

type From = { readonly path: string; readonly above: readonly string[] };

async function baseTree({ value, origin }: Placed<string>, { path, above }: From, loading: Loading): Promise<readonly ConfigTree[]> {
  const fault = (message: string): readonly ConfigTree[] => {
    loading.faults.push({ message, at: origin });
    return [];
  };
  const target = located(value, dirname(path), loading.world);
  if (target === undefined) return fault(`there is no preset and no package '${value}'; ${await extendsHint(value)}`);
  if (above.includes(target))
    return fault(`'${value}' extends this file itself: ${above.map((one) => shown(one, loading.world)).join(' → ')}`);
  try {
    return [await treeOf(target, above, loading)];
  } catch (error) {
    return fault(`cannot read '${value}': ${reasonOf(error)}`);
  }
}

async function extendsHint(word: string): Promise<string> {
  const { presets } = await import('@canal-lint/core/config');
  const near = nearest(word, presets);
  return near === undefined ? 'presets are recommended, strict and all, a file begins with ./' : `did you mean ${near}?`;
}

/** A file beside the configuration, or in a package: `@acme/net` means its canal-lint.yaml, `@acme/net/strict.yaml` that file. */
function located(name: string, folder: string, { fs }: World): string | undefined {
  if (/^(?:\.{1,2}[\\/]|[\\/]|[A-Za-z]:[\\/])/.test(name)) return resolve(folder, name);
  const inside = /\.(?:ya?ml|json)$/.test(name) ? name : `${name}/canal-lint.yaml`;
  for (let at = folder; ; at = dirname(at)) {
    const path = join(at, 'node_modules', inside);
    if (fs.existsSync(path)) return path;
    if (dirname(at) === at) return undefined;
  }
}

async function plug({ value, origin }: Placed<string>, folder: string, loading: Loading): Promise<void> {
  const fault = (message: string): void => {
    loading.faults.push({ message, at: origin });
  };
  // The schema says so of what is no path.
  if (!/^\.{0,2}\//.test(value)) return;
  const path = resolve(folder, value);
  try {
    const module = (await import(pathToFileURL(path).href)) as Readonly<Record<string, unknown>>;
    for (const rule of rulesOf(module)) {
      if (typeof rule === 'string') fault(`the plugin ${value} ${rule}`);
      else if (loading.known.has(rule.name))
        fault(`the plugin ${value} has a rule '${rule.name}', and there is one of this name already; rename it`);
      else {
        loading.known.add(rule.name);
        loading.rules.push(rule);
        loading.plugins.set(rule.name, shown(path, loading.world));
      }
    }
  } catch (error) {
    fault(`the plugin ${value} cannot be loaded: ${error instanceof Error ? error.message : String(error)}`);
  }
}
