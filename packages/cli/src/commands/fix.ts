// The part of `lint` that repairs: --fix and --fix-dry-run.
import { fix, type LintOptions, type Run, unifiedDiff } from '@canal-lint/core';
import { InputError } from '../errors.js';
import type { Sources } from '../sources.js';
import { say } from '../talk.js';
import type { World } from '../world.js';
import { writeAtomic } from '../write.js';

/** What is to be repaired, and whether it is written or only shown. */
export type Repair = { readonly write: boolean; readonly unsafe: boolean; readonly options: LintOptions };

type Changed = { readonly name: string; readonly before: string; readonly after: string };

/** Fixes the sources, on disk or as a diff on standard output, and gives the run over what is left. */
export async function fixSources({ inputs, paths }: Sources, { write, unsafe, options }: Repair, world: World): Promise<Run> {
  // Texts are taken once: the fix is made of several passes, which must all see the same ones.
  const texts = inputs.map((input) => ({ ...input }));
  const { run, changed, then } = await fix(texts, { ...options, unsafe });
  for (const one of changed) {
    if (write) await writeBack(one, paths.get(one.name), world);
    else await world.stdout.write(unifiedDiff(one.name, one.before, one.after));
  }
  await conclude({ run, changed, then }, { write, unsafe }, world);
  return run;
}

async function writeBack({ name, before, after }: Changed, path: string | undefined, world: World): Promise<void> {
  if (path === undefined) throw new Error(`a fix changed ${name}, which was not read from a file`);
  const now = world.fs.readFileSync(path);
  // Another link to the same file may have been written just before.
  if (now.equals(Buffer.from(after))) return;
  if (!now.equals(Buffer.from(before)))
    throw new InputError(`${name} was changed by someone else meanwhile and is left alone`, 'run canal-lint again');
  writeAtomic(world.fs, path, after);
  await say(world, `fixed ${name}`);
}

type Outcome = { readonly run: Run; readonly changed: readonly Changed[]; readonly then: readonly string[] };

/** What was done, what to run next, and what is left. */
async function conclude({ run, changed, then }: Outcome, { write, unsafe }: Pick<Repair, 'write' | 'unsafe'>, world: World): Promise<void> {
  const files = `${changed.length} file${changed.length === 1 ? '' : 's'}`;
  if (changed.length === 0) await say(world, 'nothing to fix');
  else if (!write) await say(world, `--fix would change ${files}`);
  if (then.length > 0) await say(world, `${write ? 'now' : 'and then'} run, in this order:`, ...then);
  const left = run.findings.filter(({ suppressed }) => suppressed === null);
  if (!write) await say(world, `${left.length} finding${left.length === 1 ? '' : 's'} would be left`);
  const more = left.filter((finding) => finding.fix?.applicability === 'unsafe' && finding.fix.edits.length > 0).length;
  if (more > 0 && !unsafe) await say(world, `${more} more can be fixed with --unsafe-fixes, which restarts pods or changes traffic`);
}
