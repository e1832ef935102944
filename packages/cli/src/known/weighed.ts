// The part of `lint` that knows findings from before: --base, --baseline, --update-baseline.
import type { LintOptions, Run } from '@canal-lint/core';
import { InputError } from '../errors.js';
import { type HelmArgs, helmArgs } from '../flags.js';
import type { Sources } from '../sources.js';
import type { World } from '../world.js';

export type KnownArgs = HelmArgs & {
  readonly paths: readonly string[] | undefined;
  readonly base: string | undefined;
  readonly baseline: string | undefined;
  readonly 'update-baseline': boolean | undefined;
  readonly fix: boolean | undefined;
  readonly 'fix-dry-run': boolean | undefined;
};

/** Throws an InputError for flags that do not go together. */
export function checkKnown({ paths = [], base, baseline, 'update-baseline': update, fix, 'fix-dry-run': dry }: KnownArgs): void {
  const repairs = fix || dry;
  if (update && baseline === undefined)
    throw new InputError('--update-baseline does nothing alone', 'name the file: --baseline .canal-lint-baseline.yaml');
  if (update && (base !== undefined || repairs))
    throw new InputError('--update-baseline accepts what is found now', 'run it without --base and without --fix');
  if (base === undefined) return;
  if (repairs) throw new InputError('--base and --fix exclude each other', 'repair everything, or name the files that the change touches');
  const wrong = paths.find((path) => path === '-' || /^(?:[\\/]|[A-Za-z]:|\.\.(?:[\\/]|$))/.test(path));
  if (wrong !== undefined)
    throw new InputError(`--base cannot compare '${wrong}'`, 'name what is below this folder; --base names the folder as it was');
}

type Weighing = { readonly args: KnownArgs; readonly options: LintOptions; readonly sources: Sources };

/** The run in which only those findings count that are new by --base and accepted by no --baseline. */
export async function weighed(run: Run, { args, options, sources }: Weighing, world: World): Promise<Run> {
  const { base, baseline, paths, 'update-baseline': update = false } = args;
  const since =
    base === undefined
      ? run
      : await (await import('./base.js')).sinceFolder(run, { folder: base, paths, helm: helmArgs(args), options }, world);
  if (baseline === undefined) return since;
  const { baselined } = await import('./baseline.js');
  return baselined(since, { file: baseline, update, linted: sources.inputs.map(({ name }) => name), options }, world);
}
