import { constants } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { codeOf, InputError, reasonOf } from './errors.js';
import type { FileSystem } from './world.js';

/**
 * Replaces a file in one step: a reader sees the old text or the new one, never a half. Follows a symbolic link to its target, keeps mode
 * and owner. What is no regular file (`/dev/stdout`, a pipe) is written in place, since a rename would take its place. Throws an InputError.
 */
export function writeAtomic(fs: FileSystem, path: string, text: string | Uint8Array): void {
  try {
    replace(fs, path, text);
  } catch (error) {
    throw new InputError(
      `cannot write ${path}: ${reasonOf(error)}`,
      'nothing of it was changed; check the folder and its permissions',
      error,
    );
  }
}

function replace(fs: FileSystem, path: string, text: string | Uint8Array): void {
  const target = existing(fs, path);
  const old = target === undefined ? undefined : fs.statSync(target);
  if (target !== undefined && old !== undefined) {
    fs.accessSync(target, constants.W_OK);
    if (!old.isFile()) {
      fs.writeFileSync(target, text);
      return;
    }
  }
  const final = target ?? path;
  const temporary = join(dirname(final), `.${basename(final)}.${process.pid}-${Math.random().toString(36).slice(2)}.tmp`);
  try {
    fs.writeFileSync(temporary, text, { flag: 'wx', flush: true });
    if (old) keepOwner(fs, temporary, old);
    if (old) fs.chmodSync(temporary, old.mode & 0o7777);
    fs.renameSync(temporary, final);
  } catch (error) {
    fs.rmSync(temporary, { force: true });
    throw error;
  }
}

function existing(fs: FileSystem, path: string): string | undefined {
  try {
    return fs.realpathSync(path);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** Only root may give a file away; for others the file becomes their own, as with every editor. */
function keepOwner(fs: FileSystem, path: string, old: { readonly uid: number; readonly gid: number }): void {
  try {
    fs.chownSync(path, old.uid, old.gid);
  } catch (error) {
    if (codeOf(error) !== 'EPERM') throw error;
  }
}
