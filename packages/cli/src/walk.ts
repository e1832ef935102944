import { join } from 'node:path';
import { codeOf } from './errors.js';
import type { Ignored } from './gitignore.js';
import type { FileSystem } from './world.js';

export type Walked = {
  readonly files: readonly string[];
  /** Folders and links in them that could not be read. */
  readonly failed: readonly { readonly path: string; readonly error: unknown }[];
};

/** A link that leads nowhere is no file: nobody asked for it by name. */
function leadsToFile(fs: FileSystem, path: string): boolean {
  try {
    return fs.statSync(path).isFile();
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ELOOP') return false;
    throw error;
  }
}

// Manifests, values, inventories, their templates, packaged charts and Terraform, by name: what a folder is searched for.
const candidate = /\.(?:ya?ml(?:\.j2)?|json|tpl|ini|tgz|tf)$|^(?:hosts|cni-env|Kustomization)$/i;

/**
 * Files under a folder that may hold what canal-lint reads, in the order of their names. Leaves out what git ignores, node_modules, and
 * everything whose name starts with a dot (.git, .terraform). Links to files are followed, links to folders are not: they may lead in circles.
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
  const enter = (inside: string): void => {
    const entries = fs.readdirSync(inside, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const entry of entries) {
      const path = join(inside, entry.name);
      if (entry.name.startsWith('.') || entry.name === 'node_modules') continue;
      if (entry.isDirectory()) {
        if (!ignored(path, true)) attempt(path, () => enter(path));
      } else if (wanted.test(entry.name) && !ignored(path, false)) {
        attempt(path, () => {
          if (entry.isFile() || (entry.isSymbolicLink() && leadsToFile(fs, path))) files.push(path);
        });
      }
    }
  };
  attempt(folder, () => enter(folder));
  return { files, failed };
}
