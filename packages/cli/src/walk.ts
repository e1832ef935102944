import type { Dirent } from 'node:fs';
import { basename, join } from 'node:path';
import { codeOf } from './errors.js';
import type { Ignored } from './gitignore.js';
import { linkTo } from './links.js';
import type { FileSystem } from './world.js';

export type Walked = {
  readonly files: readonly string[];
  /** Folders and links in them that could not be read. */
  readonly failed: readonly { readonly path: string; readonly error: unknown }[];
  /** Links that are not followed, and why. */
  readonly links: readonly { readonly path: string; readonly reason: string }[];
};

// Manifests, values, inventories, their templates, packaged charts and Terraform, by name: what a folder is searched for.
const candidate = /\.(?:ya?ml(?:\.j2)?|json|tpl|ini|tgz|tf)$|^(?:hosts|cni-env|Kustomization)$/i;

/**
 * Files under a folder that may hold what canal-lint reads, in the order of their names. Leaves out what git ignores, node_modules, and
 * everything whose name starts with a dot (.git, .terraform). Links to files are followed, but for one beside the file that it leads to, which is
 * read by its own name. Links to folders are not: they may lead in circles. Those out of the folder are told, since nothing else reads what is there.
 */
export function walk(fs: FileSystem, folder: string, ignored: Ignored, wanted: RegExp = candidate): Walked {
  const files: string[] = [];
  const failed: { path: string; error: unknown }[] = [];
  const attempt = (path: string, action: () => void): void => {
    try {
      action();
    } catch (error) {
      if (codeOf(error) === '') throw error;
      failed.push({ path, error });
    }
  };
  const links: { path: string; reason: string }[] = [];
  const taken = (path: string): boolean => wanted.test(basename(path)) && !basename(path).startsWith('.') && !ignored(path, false);
  const follow = (path: string): void => {
    const followed = linkTo(fs, path, { folder, taken });
    if (followed === 'file') files.push(path);
    else if (followed) links.push({ path, ...followed });
  };
  const meet = (entry: Dirent, path: string): void => {
    if (entry.isDirectory()) {
      if (!ignored(path, true)) attempt(path, () => enter(path));
    } else if (entry.isSymbolicLink()) {
      if (!ignored(path, false)) attempt(path, () => follow(path));
    } else if (entry.isFile() && taken(path)) files.push(path);
  };
  const enter = (inside: string): void => {
    const entries = fs.readdirSync(inside, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const entry of entries) if (!entry.name.startsWith('.') && entry.name !== 'node_modules') meet(entry, join(inside, entry.name));
  };
  attempt(folder, () => enter(folder));
  return { files, failed, links };
}
