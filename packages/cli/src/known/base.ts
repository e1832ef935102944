// `lint --base FOLDER`: what a change brings.
import { resolve } from 'node:path';
import { type LintOptions, lint, type Run } from '@canal-lint/core';
import { sinceBase, type Texts } from '@canal-lint/core/known';
import { InputError } from '../errors.js';
import type { HelmArgs } from '../flags.js';
import { openSources } from '../sources.js';
import { say } from '../talk.js';
import type { World } from '../world.js';

/** The folder with the files as they were, the paths in it, and how they are read: as the others. */
export type Base = {
  readonly folder: string;
  readonly paths: readonly string[] | undefined;
  readonly helm: HelmArgs;
  readonly options: LintOptions;
};

/** The run in which only those findings count that the change causes or touches. Throws an InputError for paths that have no counterpart. */
export async function sinceFolder(run: Run, base: Base, world: World): Promise<Run> {
  const cwd = resolve(world.cwd, base.folder);
  if (world.fs.statSync(cwd, { throwIfNoEntry: false })?.isDirectory() !== true)
    throw new InputError(`--base: there is no folder ${base.folder}`, 'name a checkout of the files as they were');
  const before = await runBefore(base, { ...world, cwd });
  if (!before) await say(world, `nothing could be read below ${base.folder}: every finding counts as new`);
  return before ? sinceBase(run, before, { before: textsIn(cwd, world), after: textsIn(world.cwd, world) }) : run;
}

async function runBefore({ paths = [], helm, options }: Base, world: World): Promise<Run | undefined> {
  // A file that the change adds was not there; what failed then is no news now.
  const there = paths.filter((path) => /[*?[{]/.test(path) || world.fs.existsSync(resolve(world.cwd, path)));
  if (paths.length > 0 && there.length === 0) return lint([], options);
  const silent = { ...world, stderr: { isTTY: false, write: async () => {} } };
  try {
    const sources = await openSources(there, silent, { ...helm, passEmpty: true });
    const run = await lint(sources.inputs, options);
    await sources.finish();
    return run;
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}

function textsIn(folder: string, { fs }: World): Texts {
  return (file) => {
    const path = resolve(folder, file);
    return fs.statSync(path, { throwIfNoEntry: false })?.isFile() ? fs.readFileSync(path, 'utf8') : undefined;
  };
}
