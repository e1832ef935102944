import { dirname, join, relative, sep } from 'node:path';
import ignore, { type Ignore } from 'ignore';
import type { FileSystem } from './world.js';

/** True for a path that git would leave out. The path lies under the folder that the walk started in. */
export type Ignored = (path: string, folder: boolean) => boolean;

/**
 * Reads the .gitignore files from the top of the repository down to each folder asked about. Outside a repository the walk's own folder is
 * the top; so it is when git ignores that folder, because the user named it. `base`: an absolute path.
 */
export function gitignore(fs: FileSystem, base: string): Ignored {
  const create = (): Ignore => ignore({ ignorecase: false });
  const repository = topOf(fs, base);
  const outer = repository === undefined ? undefined : ignoredUnder(fs, repository, create);
  return outer && (base === repository || !outer(base, true)) ? outer : ignoredUnder(fs, base, create);
}

function topOf(fs: FileSystem, folder: string): string | undefined {
  if (fs.existsSync(join(folder, '.git'))) return folder;
  const up = dirname(folder);
  return up === folder ? undefined : topOf(fs, up);
}

function ignoredUnder(fs: FileSystem, top: string, create: () => Ignore): Ignored {
  const known = new Map<string, Ignore | undefined>();
  const rulesOf = (folder: string): Ignore | undefined => {
    if (known.has(folder)) return known.get(folder);
    const outer = folder === top ? undefined : rulesOf(dirname(folder));
    const text = textOf(fs, join(folder, '.gitignore'));
    const rules = text === undefined ? outer : (outer ? create().add(outer) : create()).add(rebase(text, inside(top, folder)));
    known.set(folder, rules);
    return rules;
  };
  return (path, folder) => {
    const name = inside(top, path);
    // A pattern with `..` behind a wildcard can match beside the folder that it starts in.
    if (name === '' || name === '..' || name.startsWith('../')) return false;
    return rulesOf(dirname(path))?.ignores(folder ? `${name}/` : name) ?? false;
  };
}

/**
 * Patterns of a nested .gitignore, written as the topmost one would write them. One list keeps git's order (a deeper file beats an outer
 * one) and its rule that nothing comes back from an ignored folder (gitignore(5)).
 */
function rebase(text: string, folder: string): string {
  if (folder === '') return text;
  const prefix = `/${folder.replace(/[\\*?[\]!# ]/g, '\\$&')}`;
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '' && !line.startsWith('#'));
  return lines.map((line) => rebaseLine(line, prefix)).join('\n');
}

function rebaseLine(line: string, prefix: string): string {
  const negated = line.startsWith('!');
  const pattern = (negated ? line.slice(1) : line).replace(/^\\([!#])/, '$1');
  const anchored = pattern.trimEnd().slice(0, -1).includes('/');
  return `${negated ? '!' : ''}${prefix}${anchored ? '/' : '/**/'}${pattern.replace(/^\//, '')}`;
}

function inside(top: string, path: string): string {
  return relative(top, path).split(sep).join('/');
}

/** A .gitignore that cannot be read counts as none, as for git. */
function textOf(fs: FileSystem, path: string): string | undefined {
  try {
    return fs.existsSync(path) ? fs.readFileSync(path, 'utf8') : undefined;
  } catch {
    return undefined;
  }
}
