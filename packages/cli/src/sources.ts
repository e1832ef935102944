// From the arguments of a command to the sources it works on.
import type { SourceInput } from '@canal-lint/core';
import { type Findings, find, type Unreadable } from './files.js';
import { progressOf } from './progress.js';
import { readInputs } from './read.js';
import { sayUnreadable } from './talk.js';
import type { World } from './world.js';

export type Sources = {
  readonly inputs: readonly SourceInput[];
  readonly found: Findings;
  readonly bytes: number;
  /** To be called when all texts were asked for: ends the progress line, tells what failed, and answers whether everything could be read. */
  readonly finish: () => Promise<boolean>;
};

/** Finds and opens what the arguments mean; no argument means this folder. Tells at once what cannot be found. */
export async function openSources(paths: readonly string[] | undefined, world: World): Promise<Sources> {
  const found = await find(paths === undefined || paths.length === 0 ? ['.'] : paths, world);
  await sayUnreadable(world, found.unreadable);
  const failed = new Map<string, Unreadable>();
  const progress = progressOf(world, found.files.length);
  const inputs = await readInputs(found, world, { reading: progress.step, failed: (what) => failed.set(what.name, what) });
  const [stdin] = found.stdin ? inputs : [];
  return {
    inputs,
    found,
    bytes: found.files.reduce((sum, { bytes }) => sum + bytes, stdin?.text.length ?? 0),
    finish: async () => {
      progress.end();
      await sayUnreadable(world, [...failed.values()]);
      return found.unreadable.length + failed.size === 0;
    },
  };
}
