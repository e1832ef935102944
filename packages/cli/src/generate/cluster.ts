// The one cluster that something is generated for.
import { type Cluster, type LintInput, lint, network } from '@canal-lint/core';
import { podNetworks } from '@canal-lint/core/generate';
import { exit } from '../commands/command.js';
import { type ConfigArgs, configured } from '../config/configured.js';
import { tellFaults } from '../config/faults.js';
import { InputError } from '../errors.js';
import { calicoVersionFlag, configFlag, type HelmArgs, helmArgs, helmFlags, pathsArgument, underlayFlag } from '../flags.js';
import { openSources } from '../sources.js';
import { allowedHint } from '../suggest.js';
import { say } from '../talk.js';
import type { World } from '../world.js';

export const clusterPaths: { readonly paths: typeof pathsArgument } = { paths: pathsArgument };

type ClusterFlag = { readonly type: 'string'; readonly requiresArg: true; readonly describe: string };

/** The flags of what is generated for a cluster that files describe. */
export const clusterFlags: {
  readonly cluster: ClusterFlag;
  readonly config: typeof configFlag;
  readonly underlay: typeof underlayFlag;
  readonly 'calico-version': typeof calicoVersionFlag;
} & typeof helmFlags = {
  cluster: { type: 'string', requiresArg: true, describe: 'which cluster, where the files describe several: as canal-lint show calls it' },
  config: configFlag,
  underlay: underlayFlag,
  'calico-version': calicoVersionFlag,
  ...helmFlags,
};

export type ClusterArgs = ConfigArgs & HelmArgs & { readonly cluster?: string | undefined };

/** The cluster that the files describe, or the exit code where they cannot be read. Throws an InputError where there is none, or more than one. */
export async function chosenCluster(args: ClusterArgs, world: World): Promise<Cluster | number> {
  const setup = await configured(args, world);
  if ('faulty' in setup) return await tellFaults(setup.faulty, world);
  const sources = await openSources(args.paths, world, helmArgs(args));
  if (sources.inputs.length === 0) return exit.usage;
  const clusters = await network(sources.inputs, setup.options);
  const found = podNetworks(clusters);
  const faulty = clusters.some(({ problems }) => problems.some(({ kind }) => kind === 'syntax'));
  if (faulty || found.length === 0) await tellUnread(sources.inputs, world);
  if ((await sources.finish()).length > 0) return exit.usage;
  return one(found, args.cluster);
}

/** What cannot be read may say something else about the network. */
async function tellUnread(inputs: readonly LintInput[], world: World): Promise<void> {
  const { findings } = await lint(inputs, { parseEverything: true });
  const unread = findings.filter(({ rule }) => rule === 'syntax');
  for (const { location, message } of unread) await say(world, `${location.file}:${location.line}:${location.column} ${message}`);
}

function one(found: readonly Cluster[], wanted: string | undefined): Cluster {
  const names = found.map(({ name }) => name);
  const named = wanted === undefined ? found : found.filter(({ id, name }) => name === wanted || id === wanted);
  const [first, ...more] = named;
  if (found.length === 0) throw new InputError('no pod network in the input', 'name the files that configure Calico or Canal');
  if (!first) throw new InputError(`there is no cluster '${wanted}'`, allowedHint(wanted ?? '', names));
  if (more.length > 0)
    throw new InputError(`the input describes ${named.length} clusters: ${names.join(', ')}`, 'choose one with --cluster');
  return first;
}
