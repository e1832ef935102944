// From the arguments of a command to the sources it works on.
import { dirname, join, resolve, sep } from 'node:path';
import { type LintInput, patchesIn } from '@canal-lint/core';
import { type Findings, find, startsOf, type Unreadable, upwards } from './files.js';
import type { HelmArgs } from './flags.js';
import { progressOf } from './progress.js';
import { readInputs } from './read.js';
import { sayUnreadable } from './talk.js';
import type { World } from './world.js';

export type Sources = {
  readonly inputs: readonly LintInput[];
  /** Paths of the files that a fix may write, by the names of the inputs. */
  readonly paths: ReadonlyMap<string, string>;
  readonly bytes: number;
  /** Charts and kustomizations that are read as they stand, since they could not be rendered; links that are not followed. */
  readonly notes: readonly Unreadable[];
  /** To be called when all texts were asked for: ends the progress line, tells what failed, and gives everything that could not be read. */
  readonly finish: () => Promise<readonly Unreadable[]>;
};

/** What the arguments of a command say about its sources; `passEmpty`: folders and patterns without a file to read are no mistake. */
export type Asked = HelmArgs & { readonly passEmpty?: boolean };

/**
 * Finds and opens what the arguments mean; no argument means this folder. Charts among it are rendered. Tells at once what cannot be found
 * or rendered.
 */
export async function openSources(paths: readonly string[] | undefined, world: World, asked: Asked = {}): Promise<Sources> {
  const { passEmpty = false, ...helm } = asked;
  const args = paths === undefined || paths.length === 0 ? ['.'] : paths;
  const { rendered, paths: feeds, ...found } = await rendering(await find(args, world), { paths: args, helm }, world);
  const unreadable = found.unreadable.filter(({ empty }) => !(empty && passEmpty));
  await sayUnreadable(world, unreadable);
  const failed = new Map<string, Unreadable>();
  const progress = progressOf(world, found.files.length);
  const plain = await readInputs(marked(found, args, world), world, {
    reading: progress.step,
    failed: (what) => failed.set(what.name, what),
  });
  const [stdin] = found.stdin ? plain : [];
  return {
    inputs: [...plain, ...rendered],
    paths: new Map([...found.files.map(({ name, path }) => [name, path] as const), ...feeds]),
    bytes: found.files.reduce((sum, { bytes }) => sum + bytes, stdin?.text.length ?? 0),
    notes: [...found.notes, ...unused(found.links, [...feeds.values()], world)],
    finish: async () => {
      progress.end();
      await sayUnreadable(world, [...failed.values()]);
      return [...unreadable, ...failed.values()];
    },
  };
}

type Arguments = { readonly paths: readonly string[]; readonly helm: HelmArgs };
type Rendered = Findings & {
  readonly rendered: readonly LintInput[];
  readonly paths: ReadonlyMap<string, string>;
  readonly notes: readonly Unreadable[];
};

/** Charts and kustomizations take the place of the files that they are made of. Nothing of it is loaded where there is none. */
async function rendering(found: Findings, args: Arguments, world: World): Promise<Rendered> {
  let all: Rendered = { ...found, rendered: [], paths: new Map(), notes: [] };
  const has = (pattern: RegExp): boolean => all.files.some(({ path }) => pattern.test(path));
  if (Object.values(args.helm).some((value) => value !== undefined) || has(/(?:[\\/]Chart\.yaml|\.tgz)$/)) {
    const { renderCharts } = await import('./helm/charts.js');
    all = joined(all, await renderCharts(found, args, world));
  }
  if (has(/[\\/](?:kustomization\.ya?ml|Kustomization)$/)) {
    const { buildKustomizations } = await import('./kustomize/builds.js');
    all = joined(all, await buildKustomizations(all, args.paths, world));
  }
  await sayUnreadable(world, all.notes);
  return all;
}

/** Links through which no chart and no kustomization has read anything. */
function unused(links: readonly Unreadable[], feeds: readonly string[], { cwd }: World): readonly Unreadable[] {
  return links.filter(({ name }) => !feeds.some((path) => path.startsWith(join(resolve(cwd, name), sep))));
}

type More = Omit<Rendered, 'rendered' | 'stdin' | 'links'> & { readonly inputs: readonly LintInput[] };

function joined(all: Rendered, { inputs, files, paths, unreadable, notes }: More): Rendered {
  const known = new Set(all.rendered.map(({ name }) => name));
  return {
    ...all,
    files,
    unreadable: [...all.unreadable, ...unreadable],
    notes: [...all.notes, ...notes],
    rendered: [...all.rendered, ...inputs.filter(({ name }) => !known.has(name))],
    paths: new Map([...all.paths, ...paths]),
  };
}

const kustomizations = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];

/** The files, those marked that a kustomization beside or above the arguments lists as patches without being among the files itself. */
function marked(found: Findings, args: readonly string[], world: World): Findings {
  const own = new Set(found.files.map(({ path }) => path));
  const folders = new Set(startsOf(args, world).flatMap((folder) => [...upwards(folder, world)]));
  const all = [...folders].flatMap((folder) => kustomizations.map((name) => join(folder, name)));
  const patches = new Set(all.filter((path) => !own.has(path) && world.fs.existsSync(path)).flatMap((path) => patchesOf(path, world)));
  if (patches.size === 0) return found;
  return { ...found, files: found.files.map((file) => (patches.has(file.path) ? { ...file, patch: true } : file)) };
}

/** Paths of the patches that a kustomization lists; none where it cannot be read. */
function patchesOf(path: string, { fs }: World): readonly string[] {
  try {
    return patchesIn(fs.readFileSync(path, 'utf8')).map((file) => resolve(dirname(path), file));
  } catch {
    return [];
  }
}
