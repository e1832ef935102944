// What `diff` does, once its arguments are read: loaded when it is asked for.
import { resolve } from 'node:path';
import { type Cluster, compareClusters, type LintOptions, network } from '@canal-lint/core';
import { jsonDifferences, markdownDifferences, renderDifferences } from '@canal-lint/core/reporters';
import type { HelmArgs } from '../flags.js';
import { paletteFor } from '../palette.js';
import { openSources } from '../sources.js';
import type { World } from '../world.js';
import { exit } from './command.js';

export type Sides = {
  /** The folder that `old` is relative to; names of its files are so too. */
  readonly base: string | undefined;
  readonly old: string;
  readonly new: string;
  readonly format: 'text' | 'markdown' | 'json';
  readonly color: boolean | undefined;
};

/** Prints what the change from one side to the other does to the networks; gives the exit status. */
export async function tellDifferences(sides: Sides, how: How, world: World): Promise<number> {
  const old = await clustersOf(sides.old, how, { ...world, cwd: resolve(world.cwd, sides.base ?? '.') });
  const now = await clustersOf(sides.new, how, world);
  if (!old || !now) return exit.usage;
  const all = pairs(old, now).map(({ name, before, after }) => compareClusters(name, before, after));
  const palette = paletteFor(world, sides.color, world.stdout.isTTY);
  const texts = { json: jsonDifferences, markdown: markdownDifferences, text: () => renderDifferences(all, palette) };
  await world.stdout.write(texts[sides.format](all));
  return exit.clean;
}

/** Both sides are read the same way: values and flags of charts count for the old one too. */
export type How = { readonly options: LintOptions; readonly helm: HelmArgs };

/** The clusters of one side by their names below its path; undefined where something could not be read. */
async function clustersOf(path: string, { options, helm }: How, world: World): Promise<ReadonlyMap<string, Cluster> | undefined> {
  const sources = await openSources([path], world, helm);
  if (sources.inputs.length === 0) return undefined;
  const clusters = await network(sources.inputs, options);
  const complete = (await sources.finish()).length === 0;
  const [first] = sources.inputs;
  const prefix = sources.inputs.length === 1 && first ? first.name : path.replace(/[\\/]+$/, '');
  return complete ? new Map(clusters.map((cluster) => [below(cluster.name, prefix), cluster])) : undefined;
}

function below(name: string, prefix: string): string {
  return name.startsWith(prefix) ? name.slice(prefix.length).replace(/^\//, '') : name;
}

type Pair = { readonly name: string; readonly before: Cluster | undefined; readonly after: Cluster | undefined };

/** One cluster on each side is the same one, whatever the files are called; so is one of a folder, where a second file changes its name. */
function pairs(old: ReadonlyMap<string, Cluster>, now: ReadonlyMap<string, Cluster>): readonly Pair[] {
  const alone = old.size === 1 && now.size === 1 ? [...old.keys()][0] : undefined;
  const partner = (key: string): string | undefined => alone ?? (old.has(key) ? key : onlyOther(key, old, now));
  const kept = [...now].map(([key, after]): Pair & { readonly was: string | undefined } => {
    const was = partner(key);
    return { name: after.name, before: was === undefined ? undefined : old.get(was), after, was };
  });
  const gone = [...old].filter(([key]) => !kept.some(({ was }) => was === key));
  return [...gone.map(([, before]) => ({ name: before.name, before, after: undefined })), ...kept];
}

/** The cluster of the old side in the folder of `key`, where neither side has another one there that has no partner. */
function onlyOther(key: string, old: ReadonlyMap<string, Cluster>, now: ReadonlyMap<string, Cluster>): string | undefined {
  const lonely = (one: ReadonlyMap<string, Cluster>, other: ReadonlyMap<string, Cluster>): readonly string[] =>
    [...one].filter(([name, cluster]) => !other.has(name) && folderOf(name, cluster) === folderOf(key, now.get(key))).map(([name]) => name);
  const [mine, others] = [lonely(now, old), lonely(old, now)];
  return mine.length === 1 && others.length === 1 ? others[0] : undefined;
}

/** A cluster is called by its folder, or by its file where it has only one. */
function folderOf(name: string, cluster: Cluster | undefined): string {
  return cluster?.files.length === 1 ? name.replace(/\/?[^/]*$/, '') : name;
}
