// `lint --baseline FILE`, and --update-baseline.
import { dirname, resolve } from 'node:path';
import { type LintOptions, locate, type Run } from '@canal-lint/core';
import { type Around, baselineText, type PlacedEntry, parseBaseline, renewed, withBaseline } from '@canal-lint/core/known';
import { InputError, reasonOf } from '../errors.js';
import { shown } from '../files.js';
import { say } from '../talk.js';
import type { World } from '../world.js';
import { writeAtomic } from '../write.js';

export type Baseline = {
  readonly file: string;
  readonly update: boolean;
  /** Names of the files that were linted. */
  readonly linted: readonly string[];
  readonly options: LintOptions;
};

/** The run in which accepted findings count no more; with `update` the file is written first, so that it holds what is found now. */
export async function baselined(run: Run, { file, update, linted, options }: Baseline, world: World): Promise<Run> {
  const path = resolve(world.cwd, file);
  const from = (name: string): string => shown(resolve(world.cwd, name), { cwd: dirname(path) });
  const judged = new Set(linted.map(from));
  const gone = (name: string): boolean => !world.fs.existsSync(resolve(dirname(path), name));
  const around: Around = {
    today: world.today(),
    from,
    judged: (name) => judged.has(name) || gone(name),
    gone,
    reasons: options.config?.reasons !== undefined,
  };
  const there = world.fs.existsSync(path);
  if (!there && !update) throw new InputError(`there is no baseline ${file}`, 'check the spelling; --update-baseline writes one');
  const old = there ? read(path, file, world) : [];
  if (!update) return withBaseline(run, old, around);
  const entries = renewed(withBaseline(run, old, around), old, around);
  const text = baselineText(entries);
  writeAtomic(world.fs, path, text);
  await say(world, `${file} holds ${entries.length} ${entries.length === 1 ? 'finding' : 'findings'}; it held ${old.length}`);
  return withBaseline(run, parseBaseline({ name: file, text }).entries, around);
}

function read(path: string, file: string, { fs }: World): readonly PlacedEntry[] {
  const { entries, faults } = parseBaseline({ name: file, text: textOf(path, file, fs) });
  const [fault] = faults;
  if (fault)
    throw new InputError(`the baseline ${file} has a fault in line ${locate(fault.at).line}: ${fault.message}`, 'repair it, or remove it');
  return entries;
}

function textOf(path: string, file: string, fs: World['fs']): Uint8Array {
  try {
    return fs.readFileSync(path);
  } catch (error) {
    throw new InputError(`cannot read the baseline ${file}: ${reasonOf(error)}`, 'check the spelling', error);
  }
}
