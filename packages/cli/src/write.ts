import { constants } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { codeOf, InputError, reasonOf } from './errors.js';
import type { FileSystem } from './world.js';

export type NewFile = { readonly path: string; readonly text: string | Uint8Array };

/**
 * Replaces a file in one step: a reader sees the old text or the new one, never a half. Follows a symbolic link to its target, keeps mode
 * and owner. What is no regular file (`/dev/stdout`, a pipe) is written in place, since a rename would take its place. Throws an InputError.
 */
export function writeAtomic(fs: FileSystem, path: string, text: string | Uint8Array): void {
  writeTogether(fs, [{ path, text }]);
}

/** The same for several files: where one of them cannot be written, none is. */
export function writeTogether(fs: FileSystem, files: readonly NewFile[]): void {
  const staged: Staged[] = [];
  let at = '';
  try {
    for (const file of files) {
      at = file.path;
      staged.push(stage(fs, file));
    }
    for (const { commit } of staged) commit();
  } catch (error) {
    for (const { drop } of staged) drop();
    throw new InputError(
      `cannot write ${at}: ${reasonOf(error)}`,
      'nothing of it was changed; check the folder and its permissions',
      error,
    );
  }
}

/** A new text that waits beside its file. */
type Staged = { readonly commit: () => void; readonly drop: () => void };

function stage(fs: FileSystem, { path, text }: NewFile): Staged {
  const target = existing(fs, path);
  const old = target === undefined ? undefined : fs.statSync(target);
  if (target !== undefined && old !== undefined) {
    fs.accessSync(target, constants.W_OK);
    // A folder: this throws, before anything is replaced.
    if (old.isDirectory()) fs.writeFileSync(target, text);
    if (!old.isFile()) return { commit: () => fs.writeFileSync(target, text), drop: () => {} };
  }
  const final = target ?? newTarget(fs, path);
  const temporary = join(dirname(final), `.${basename(final)}.${process.pid}-${Math.random().toString(36).slice(2)}.tmp`);
  const drop = (): void => fs.rmSync(temporary, { force: true });
  try {
    fs.writeFileSync(temporary, text, { flag: 'wx', flush: true });
    if (old) keepOwner(fs, temporary, old);
    if (old) fs.chmodSync(temporary, old.mode & 0o7777);
  } catch (error) {
    drop();
    throw error;
  }
  return { commit: () => fs.renameSync(temporary, final), drop };
}

function existing(fs: FileSystem, path: string): string | undefined {
  return unless('ENOENT', () => fs.realpathSync(path));
}

/** Where a new file comes to be: what a link leads to, also where nothing is there yet. The kernel gives up after 40 links too. */
function newTarget(fs: FileSystem, path: string, links = 40): string {
  const to = links > 0 ? unless('EINVAL', () => unless('ENOENT', () => fs.readlinkSync(path))) : undefined;
  return to === undefined ? path : newTarget(fs, resolve(dirname(path), to), links - 1);
}

/** What `read` gives; undefined where it fails with the code. */
function unless<T>(code: string, read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (codeOf(error) === code) return undefined;
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
