// Symbolic links in a folder that is searched for files.
import { basename, dirname, isAbsolute, join, relative, sep } from 'node:path';
import { codeOf } from './errors.js';
import type { FileSystem } from './world.js';

/** Whether a file is taken when it is met by its own name. */
type Taken = (path: string) => boolean;

/**
 * What to do about a link below `folder`: `file` for one to read, a reason for one that is not followed and should be told, undefined for one that
 * is no loss. A file that lies beside its link is read by its own name; folders are not followed, since they may lead in circles, and those below
 * `folder` are met anyway.
 */
export function linkTo(fs: FileSystem, path: string, { folder, taken }: { readonly folder: string; readonly taken: Taken }): Followed {
  const target = targetOf(fs, path);
  if (target === undefined) return taken(path) ? { reason: 'the link leads nowhere' } : undefined;
  const stat = fs.statSync(target);
  if (stat.isDirectory())
    return isIn(target, fs.realpathSync(folder))
      ? undefined
      : { reason: 'a link to a folder is not followed: name the folder that it leads to' };
  if (!stat.isFile() || !taken(path)) return undefined;
  const beside = dirname(target) === fs.realpathSync(dirname(path)) && taken(join(dirname(path), basename(target)));
  return beside ? undefined : 'file';
}

export type Followed = 'file' | { readonly reason: string } | undefined;

/** The path that a link leads to; undefined for nowhere. */
function targetOf(fs: FileSystem, path: string): string | undefined {
  try {
    return fs.realpathSync(path);
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ELOOP') return undefined;
    throw error;
  }
}

/** True for a folder and what is in it, at any depth. */
function isIn(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
