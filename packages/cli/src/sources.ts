// From the arguments of a command to the sources it works on.
import type { LintInput } from '@canal-lint/core';
import { type Findings, find, type Unreadable } from './files.js';
import type { HelmArgs } from './flags.js';
import { progressOf } from './progress.js';
import { readInputs } from './read.js';
import { sayUnreadable } from './talk.js';
import type { World } from './world.js';

export type Sources = {
  readonly inputs: readonly LintInput[];
  /** Paths of the files that a fix may write, by the names of the inputs. */
  readonly paths: ReadonlyMap<string, string>;
  readonly bytes: number;
  /** To be called when all texts were asked for: ends the progress line, tells what failed, and answers whether everything could be read. */
  readonly finish: () => Promise<boolean>;
};

/**
 * Finds and opens what the arguments mean; no argument means this folder. Charts among it are rendered. Tells at once what cannot be found
 * or rendered.
 */
export async function openSources(paths: readonly string[] | undefined, world: World, helm: HelmArgs = {}): Promise<Sources> {
  const args = paths === undefined || paths.length === 0 ? ['.'] : paths;
  const { rendered, paths: feeds, ...found } = await rendering(await find(args, world), { paths: args, helm }, world);
  await sayUnreadable(world, found.unreadable);
  const failed = new Map<string, Unreadable>();
  const progress = progressOf(world, found.files.length);
  const plain = await readInputs(found, world, { reading: progress.step, failed: (what) => failed.set(what.name, what) });
  const [stdin] = found.stdin ? plain : [];
  return {
    inputs: [...plain, ...rendered],
    paths: new Map([...found.files.map(({ name, path }) => [name, path] as const), ...feeds]),
    bytes: found.files.reduce((sum, { bytes }) => sum + bytes, stdin?.text.length ?? 0),
    finish: async () => {
      progress.end();
      await sayUnreadable(world, [...failed.values()]);
      return found.unreadable.length + failed.size === 0;
    },
  };
}

type Arguments = { readonly paths: readonly string[]; readonly helm: HelmArgs };
type Rendered = Findings & {
  readonly rendered: readonly LintInput[];
  readonly paths: ReadonlyMap<string, string>;
  readonly notes: readonly Unreadable[];
};

/** Charts and kustomizations take the place of the files that they are made of. Nothing of it is loaded where there is none. */
async function rendering(found: Findings, args: Arguments, world: World): Promise<Rendered> {
  let all: Rendered = { ...found, rendered: [], paths: new Map(), notes: [] };
  const has = (pattern: RegExp): boolean => all.files.some(({ path }) => pattern.test(path));
  if (Object.values(args.helm).some((value) => value !== undefined) || has(/(?:[\\/]Chart\.yaml|\.tgz)$/)) {
    const { renderCharts } = await import('./helm/charts.js');
    all = joined(all, await renderCharts(found, args, world));
  }
  if (has(/[\\/](?:kustomization\.ya?ml|Kustomization)$/)) {
    const { buildKustomizations } = await import('./kustomize/builds.js');
    all = joined(all, await buildKustomizations(all, args.paths, world));
  }
  await sayUnreadable(world, all.notes);
  return all;
}

type More = Omit<Rendered, 'rendered' | 'stdin'> & { readonly inputs: readonly LintInput[] };

function joined(all: Rendered, { inputs, files, paths, unreadable, notes }: More): Rendered {
  const known = new Set(all.rendered.map(({ name }) => name));
  return {
    ...all,
    files,
    unreadable: [...all.unreadable, ...unreadable],
    notes: [...all.notes, ...notes],
    rendered: [...all.rendered, ...inputs.filter(({ name }) => !known.has(name))],
    paths: new Map([...all.paths, ...paths]),
  };
}
