import { type Cluster, compareClusters, type LintOptions, network } from '@canal-lint/core';
import { jsonDifferences, markdownDifferences, renderDifferences } from '@canal-lint/core/reporters';
import { configured } from '../config/configured.js';
import { tellFaults } from '../config/faults.js';
import { InputError } from '../errors.js';
import { calicoVersionFlag, colorFlag, configFlag, type HelmArgs, helmArgs, helmFlags, underlayFlag } from '../flags.js';
import { paletteFor } from '../palette.js';
import { openSources } from '../sources.js';
import { oneOf } from '../suggest.js';
import type { World } from '../world.js';
import { type Command, defineCommand, exit } from './command.js';

const formats = ['text', 'markdown', 'json'] as const;

export const diff: Command = defineCommand({
  usage: 'diff <old> <new>',
  describe: 'say what a change of files does to the network',
  positionals: {
    old: { type: 'string', describe: 'file or folder as it was', demandOption: true },
    new: { type: 'string', describe: 'file or folder as it shall be', demandOption: true },
  },
  flags: {
    format: { type: 'string', requiresArg: true, default: 'text', describe: formats.join(', ') },
    config: configFlag,
    underlay: underlayFlag,
    'calico-version': calicoVersionFlag,
    ...helmFlags,
    color: colorFlag,
  },
  examples: [['$0 diff main/deploy deploy', 'what this branch changes']],
  run: async (args, world) => {
    const format = oneOf('--format', args.format, formats);
    if (args.old === '-' && args.new === '-')
      throw new InputError('standard input cannot be both sides', 'name a file or folder for one of them');
    const setup = await configured({ ...args, paths: [args.new] }, world);
    if ('faulty' in setup) return await tellFaults(setup.faulty, world);
    const how = { options: setup.options, helm: helmArgs(args) };
    const old = await clustersOf(args.old, how, world);
    const now = await clustersOf(args.new, how, world);
    if (!old || !now) return exit.usage;
    const all = pairs(old, now).map(({ name, before, after }) => compareClusters(name, before, after));
    const palette = paletteFor(world, args.color, world.stdout.isTTY);
    const text =
      format === 'json' ? jsonDifferences(all) : format === 'markdown' ? markdownDifferences(all) : renderDifferences(all, palette);
    await world.stdout.write(text);
    return exit.clean;
  },
});

/** Both sides are read the same way: values and flags of charts count for the old one too. */
type How = { readonly options: LintOptions; readonly helm: HelmArgs };

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
