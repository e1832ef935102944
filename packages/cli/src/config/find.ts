// Which file configures a run: the one of --config, or the nearest .canal-lint.yaml above what is linted.
import { basename, join } from 'node:path';
import { InputError } from '../errors.js';
import { startsOf, upwards } from '../files.js';
import type { World } from '../world.js';

const configName = '.canal-lint.yaml';

/**
 * The path of the configuration, or undefined. It is looked for from each folder, file or glob upwards, up to the root of the repository (.git)
 * or of the file system. Throws an InputError where the paths have different ones: a run has one configuration.
 */
export function findConfig(paths: readonly string[], world: World): string | undefined {
  const found = new Set(startsOf(paths, world).map((folder) => nearest(folder, world)));
  if (found.size < 2) return [...found][0];
  const names = [...found].map((one) => one ?? 'none');
  throw new InputError(`these paths have different configurations: ${names.join(', ')}`, 'lint them one by one, or name one with --config');
}

function nearest(folder: string, world: World): string | undefined {
  for (const one of upwards(folder, world)) if (isThere(join(one, configName), world)) return join(one, configName);
  return undefined;
}

/** A link that leads nowhere is a configuration that cannot be read. Another spelling of the name is one that nobody reads. */
function isThere(path: string, { fs }: World): boolean {
  if (fs.lstatSync(path, { throwIfNoEntry: false })) return true;
  const other = `${path.slice(0, -'.yaml'.length)}.yml`;
  if (fs.existsSync(other))
    throw new InputError(`${basename(other)} is not read: the configuration is called ${configName}`, `rename ${other}`);
  return false;
}
