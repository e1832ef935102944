// Which files the arguments of a command mean: files, folders, globs and `-`.
import { dirname, join, relative, resolve, sep } from 'node:path';
import { codeOf, reasonOf } from './errors.js';
import { walk } from './walk.js';
import type { World } from './world.js';

/** A file to be read. `bytes` as the file system tells it; `regular` is false for a pipe or a device, which can be read only once. */
export type Found = {
  readonly name: string;
  readonly path: string;
  readonly bytes: number;
  readonly regular: boolean;
  /** A kustomization that is not among the files lists it as a patch. */
  readonly patch?: true;
};

/** What could not be read, why, and what to do about it. */
export type Unreadable = {
  readonly name: string;
  readonly message: string;
  readonly hint: string;
  /** Why, without the name; where it is absent the message says all. */
  readonly reason?: string;
  /** Nothing failed: a folder or a pattern holds no file that is read. */
  readonly empty?: true;
};

export type Findings = {
  readonly files: readonly Found[];
  readonly stdin: boolean;
  readonly unreadable: readonly Unreadable[];
  /** Links in folders that are not followed: no failure, but not read either. */
  readonly links: readonly Unreadable[];
};

/** Larger files are refused: no manifest is, and V8 could not hold their text. */
export const maxBytes: number = 256 * 1024 * 1024;

/** Of folders the files are taken whose names match `wanted`, by default what the linter reads; `atMost`: bytes of a file. */
export type Wanted = { readonly wanted?: RegExp; readonly atMost?: number };

type Expanded = { readonly paths: readonly string[]; readonly unreadable: readonly Unreadable[]; readonly links?: readonly Unreadable[] };

/**
 * Finds the files that the arguments mean, each once, ordered by name. A file that is named is taken whatever git ignores. What cannot be
 * found or read is told, and does not hinder the others.
 */
export async function find(args: readonly string[], world: World, { wanted, atMost = maxBytes }: Wanted = {}): Promise<Findings> {
  const expanded: Expanded[] = [];
  for (const arg of args) if (arg !== '-') expanded.push(await expand(arg, world, wanted));
  const files: Found[] = [];
  const unreadable = expanded.flatMap((one) => one.unreadable);
  for (const path of new Set(expanded.flatMap((one) => one.paths))) {
    const found = measure(path, world, atMost);
    if ('message' in found) unreadable.push(found);
    else files.push(found);
  }
  files.sort((a, b) => (a.name < b.name ? -1 : 1));
  const links = new Map(expanded.flatMap((one) => one.links ?? []).map((one) => [one.name, one]));
  return { files, stdin: args.includes('-'), unreadable, links: [...links.values()] };
}

async function expand(arg: string, world: World, wanted?: RegExp): Promise<Expanded> {
  const path = resolve(world.cwd, arg);
  try {
    return world.fs.statSync(path).isDirectory() ? await folder(path, world, wanted) : { paths: [path], unreadable: [] };
  } catch (error) {
    if (codeOf(error) === 'ENOENT' && /[*?[{]|[!+@]\(/.test(arg)) return glob(arg, world);
    const hint = codeOf(error) === 'ENOENT' ? `check the spelling; paths are relative to ${world.cwd}` : '';
    return { paths: [], unreadable: [cannotRead(arg, reasonOf(error), hint)] };
  }
}

async function folder(path: string, world: World, wanted?: RegExp): Promise<Expanded> {
  const { gitignore } = await import('./gitignore.js');
  const { files, failed, links } = walk(world.fs, path, gitignore(world.fs, path), wanted);
  const unreadable = failed.map((one) => cannotRead(shown(one.path, world), reasonOf(one.error)));
  const passed = links.map((one) => cannotRead(shown(one.path, world), one.reason));
  if (files.length > 0 || failed.length > 0) return { paths: files, unreadable, links: passed };
  const hint = 'hidden folders, linked folders, node_modules and what git ignores are left out; name a file to have it read';
  const name = shown(path, world);
  const reason = 'no YAML, JSON, Terraform or inventory files are in it';
  const message = `no YAML, JSON, Terraform or inventory files under ${name}`;
  return { paths: [], unreadable: [{ name, reason, message, hint, empty: true }], links: passed };
}

async function glob(arg: string, world: World): Promise<Expanded> {
  const [tiny, { gitignore }] = await Promise.all([import('tinyglobby'), import('./gitignore.js')]);
  const pattern = sep === '\\' ? arg.replaceAll('\\', '/') : arg;
  const matches = await tiny.glob(pattern, {
    cwd: world.cwd,
    absolute: true,
    expandDirectories: false,
    followSymbolicLinks: false,
    ignore: ['**/node_modules/**'],
  });
  const ignored = gitignore(world.fs, baseOf(pattern, world.cwd));
  const paths = matches.map((match) => resolve(match)).filter((path) => !ignored(path, false));
  if (paths.length > 0) return { paths, unreadable: [] };
  const all = matches.length > 0;
  const reason = all ? 'git ignores every file that the pattern matches' : 'the pattern matches no file';
  const hint = all ? 'name a file to have it read' : `check the spelling; patterns are relative to ${world.cwd}`;
  return { paths: [], unreadable: [{ ...cannotRead(arg, reason, hint), empty: true }] };
}

/** The folder that a pattern starts in: its steps before the first that is not plain. */
function baseOf(pattern: string, cwd: string): string {
  const steps = pattern.split('/').slice(0, -1);
  const dynamic = steps.findIndex((step) => /[*?[\]{}()!\\]/.test(step));
  return resolve(cwd, (dynamic < 0 ? steps : steps.slice(0, dynamic)).join('/') || (pattern.startsWith('/') ? '/' : '.'));
}

/** The folders that the arguments start in: a folder itself, that of a file, the base of a pattern. */
export function startsOf(args: readonly string[], world: World): readonly string[] {
  const named = args.filter((arg) => arg !== '-');
  return [...new Set((named.length === 0 ? ['.'] : named).map((arg) => startOf(arg, world)))];
}

function startOf(arg: string, world: World): string {
  const path = resolve(world.cwd, arg);
  if (!world.fs.existsSync(path)) return baseOf(arg, world.cwd);
  return world.fs.statSync(path).isDirectory() ? path : dirname(path);
}

/** A folder and those above it, up to the root of the repository (.git) or of the file system. */
export function* upwards(folder: string, world: World): Generator<string> {
  for (let at = folder; ; at = dirname(at)) {
    yield at;
    if (at === dirname(at) || world.fs.existsSync(join(at, '.git'))) return;
  }
}

function measure(path: string, world: World, atMost: number): Found | Unreadable {
  const name = shown(path, world);
  try {
    const stat = world.fs.statSync(path);
    if (stat.size > atMost) return tooLarge(name);
    return { name, path, bytes: stat.size, regular: stat.isFile() };
  } catch (error) {
    return cannotRead(name, reasonOf(error));
  }
}

/** The refusal of a file above `maxBytes`. */
export function tooLarge(name: string): Unreadable {
  const reason = `it is larger than ${maxBytes / 1024 / 1024} MiB`;
  return cannotRead(name, reason, 'split it at its --- lines; no cluster takes a manifest of this size');
}

/** A file, folder or pattern that gave nothing. */
export function cannotRead(name: string, reason: string, hint = ''): Unreadable {
  return { name, reason, message: `cannot read ${name}: ${reason}`, hint };
}

/** The name of a path: as seen from the folder that the command runs in, with slashes. */
export function shown(path: string, { cwd }: Pick<World, 'cwd'>): string {
  return relative(cwd, path).split(sep).join('/') || '.';
}
