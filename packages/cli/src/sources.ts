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
type WithCharts = Findings & { readonly rendered: readonly LintInput[]; readonly paths: ReadonlyMap<string, string> };

/** The charts among what was found take the place of the files that they are made of. Nothing of it is loaded where there is none. */
async function rendering(found: Findings, args: Arguments, world: World): Promise<WithCharts> {
  const asked = Object.values(args.helm).some((value) => value !== undefined);
  if (!asked && !found.files.some(({ path }) => /(?:[\\/]Chart\.yaml|\.tgz)$/.test(path)))
    return { ...found, rendered: [], paths: new Map() };
  const { renderCharts } = await import('./helm/charts.js');
  const { inputs, files, paths, unreadable, notes } = await renderCharts(found, args, world);
  await sayUnreadable(world, notes);
  return { ...found, files, unreadable: [...found.unreadable, ...unreadable], rendered: inputs, paths };
}
