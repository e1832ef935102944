// Renders charts by `helm template`, where helm is installed.
import { join, resolve } from 'node:path';
import { InputError } from '../errors.js';
import { shown } from '../files.js';
import type { HelmArgs } from '../flags.js';
import { execute, programOn, type Ran } from '../program.js';
import type { World } from '../world.js';
import type { Chart, ChartFile } from './chart.js';

/** How charts are rendered: what the user said, checked, in the words of helm. */
export type Release = {
  /** Values files of the command line, the last one winning. */
  readonly values: readonly (ChartFile & { readonly path: string })[];
  readonly set: readonly string[];
  readonly setString: readonly string[];
  /** Flags that do not speak about values, and the name of the release. */
  readonly name: string;
  readonly rest: readonly string[];
};

/** Checks the flags. Throws an InputError for a values file that is not there. */
export function releaseOf(args: HelmArgs, { cwd, fs }: World): Release {
  const values = (args.values ?? []).map((name) => {
    const path = resolve(cwd, name);
    // helm would fetch an address, and run a plugin for one that it does not know.
    if (!fs.statSync(path, { throwIfNoEntry: false })?.isFile())
      throw new InputError(`there is no values file ${name}`, `--values takes a file on the disk; paths are relative to ${cwd}`);
    return { name: shown(path, { cwd }), path, bytes: fs.readFileSync(path) };
  });
  const flag = (name: string, value: string | undefined): string[] => (value === undefined ? [] : [`--${name}=${value}`]);
  return {
    values,
    set: args.set ?? [],
    setString: args['set-string'] ?? [],
    name: args['release-name'] ?? 'release-name',
    rest: [
      ...flag('namespace', args.namespace),
      ...flag('kube-version', args['kube-version']),
      ...(args['api-versions'] ?? []).flatMap((version) => flag('api-versions', version)),
    ],
  };
}

/** A release of which nothing is said but how it is called: for charts that are not named. */
export function plainRelease({ name, rest }: Release): Release {
  return { name, rest, values: [], set: [], setString: [] };
}

/** helm on the PATH, or undefined. */
export function helmOn(world: World): string | undefined {
  return programOn(world, 'helm');
}

/** A path in a list that helm reads as CSV. */
function listed(path: string): string {
  return /[",]/.test(path) ? `"${path.replaceAll('"', '""')}"` : path;
}

/**
 * Renders a chart: no cluster is asked, nothing is fetched, no plugin or post-renderer runs. What helm writes to standard error counts only where
 * it fails. The message of a failure is helm's own.
 */
export async function renderChart(helm: string, chart: Pick<Chart, 'path'>, release: Release, world: World): Promise<Ran> {
  const args = [
    'template',
    ...release.values.map(({ path }) => `--values=${listed(path)}`),
    ...release.set.map((one) => `--set=${one}`),
    ...release.setString.map((one) => `--set-string=${one}`),
    ...release.rest,
    '--skip-tests',
    '--',
    release.name,
    chart.path,
  ];
  // Plugins are looked for where none are; a kubeconfig is not needed and its credential helpers shall not run.
  const nowhere = join(chart.path, 'no-such-folder');
  const env = { HELM_PLUGINS: nowhere, KUBECONFIG: nowhere };
  const ran = await execute(helm, args, { world, env });
  return ran.ok ? ran : { ok: false, message: ownMessage(ran.message) };
}

/** helm's message without what surrounds it: warnings before it, `Error: `, and the advice to take --debug. */
function ownMessage(text: string): string {
  const from = text.lastIndexOf('\nError: ');
  const error = from < 0 ? text : text.slice(from + 1);
  return error
    .replace(/^Error: /, '')
    .replace(/\n+Use --debug flag to render out invalid YAML\s*$/, '')
    .trim();
}
