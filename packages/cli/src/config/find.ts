// Which file configures a run: the one of --config, or the nearest .canal-lint.yaml above what is linted.
import { dirname, join, resolve } from 'node:path';
import { InputError } from '../errors.js';
import { baseOf } from '../files.js';
import type { World } from '../world.js';

export const configName = '.canal-lint.yaml';

/**
 * The path of the configuration, or undefined. It is looked for from each folder, file or glob upwards, up to the root of the repository (.git)
 * or of the file system. Throws an InputError where the paths have different ones: a run has one configuration.
 */
export function findConfig(paths: readonly string[], world: World): string | undefined {
  const known = new Map<string, string | undefined>();
  const found = new Set(startsOf(paths, world).map((folder) => upwards(folder, world, known)));
  if (found.size < 2) return [...found][0];
  const names = [...found].map((one) => one ?? 'none');
  throw new InputError(`these paths have different configurations: ${names.join(', ')}`, 'lint them one by one, or name one with --config');
}

function startsOf(paths: readonly string[], world: World): readonly string[] {
  const named = paths.length === 0 ? ['.'] : paths.filter((path) => path !== '-');
  return [...new Set((named.length === 0 ? ['.'] : named).map((path) => startOf(path, world)))];
}

function startOf(arg: string, world: World): string {
  const path = resolve(world.cwd, arg);
  if (!world.fs.existsSync(path)) return baseOf(arg, world.cwd);
  return world.fs.statSync(path).isDirectory() ? path : dirname(path);
}

function upwards(folder: string, world: World, known: Map<string, string | undefined>): string | undefined {
  if (known.has(folder)) return known.get(folder);
  const here = join(folder, configName);
  const up = dirname(folder);
  const top = up === folder || world.fs.existsSync(join(folder, '.git'));
  const found = world.fs.existsSync(here) ? here : top ? undefined : upwards(up, world, known);
  known.set(folder, found);
  return found;
}
