import { resolve } from 'node:path';
import type { Case, runConfigured } from '@canal-lint/testkit';
import { configured } from '../config/configured.js';
import { tellFaults } from '../config/faults.js';
import { InputError } from '../errors.js';
import { configFlag, policyFlags } from '../flags.js';
import { printable } from '../progress.js';
import { openSources, type Sources } from '../sources.js';
import type { World } from '../world.js';
import { type Command, defineCommand, exit } from './command.js';

/** Where cases are looked for: the dot keeps `canal-lint` itself from linting what is wrong on purpose. */
const home = '.canal-lint';

export const test: Command = defineCommand({
  usage: 'test [paths..]',
  describe: 'run case files of your own: manifests with "# want" behind the lines',
  positionals: { paths: { type: 'string', array: true, describe: `files, folders or globs with cases [${home}]` } },
  flags: { config: configFlag, ...policyFlags },
  examples: [['$0 test cases/pool-name.yaml', 'does my rule find what it should']],
  run: async (args, world) => {
    const paths = args.paths === undefined || args.paths.length === 0 ? [home] : args.paths;
    if (paths[0] === home && !world.fs.existsSync(resolve(world.cwd, home)))
      throw new InputError(`there is no folder ${home} with cases`, 'name the files or folders that hold them');
    const setup = await configured({ ...args, paths }, world, true);
    if ('faulty' in setup) return await tellFaults(setup.faulty, world);
    return await runCases(paths, { ...setup.options, rules: setup.held?.rules ?? [] }, world);
  },
});

/** Runs the cases below the paths and tells what does not hold; gives the exit code. */
export async function runCases(paths: readonly string[], setup: Parameters<typeof runConfigured>[1], world: World): Promise<number> {
  const sources = await openSources(paths, world);
  const { cases, faults } = await casesOf(sources, new Set(paths));
  if (!(await sources.finish())) return exit.usage;
  if (cases.length + faults.length === 0)
    throw new InputError('there are no cases', 'a case begins with "# case: what it shows"; "# want" expects a finding');
  const { runConfigured: run } = await import('@canal-lint/testkit');
  const failures = [...faults];
  let failed = 0;
  for (const one of cases) {
    const result = await run(one, setup);
    failures.push(...result.failures);
    if (result.failures.length > 0) failed++;
  }
  const sum = [
    ...(cases.length > 0 ? [counted(cases.length, 'case'), failed === 0 ? 'all as wanted' : `${failed} failed`] : []),
    ...(faults.length > 0 ? [`${counted(faults.length, 'file')} with cases cannot be read`] : []),
  ].join(', ');
  await world.stdout.write([...failures.map(printable), sum, ''].join('\n'));
  return failures.length > 0 ? exit.findings : exit.clean;
}

function counted(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}

type Cases = { readonly cases: readonly Case[]; readonly faults: readonly string[] };

/** The cases of the files that were named, and of those in folders that hold any. */
async function casesOf({ inputs }: Sources, named: ReadonlySet<string>): Promise<Cases> {
  const { CaseError, parseCases } = await import('@canal-lint/testkit');
  const cases: Case[] = [];
  const faults: string[] = [];
  for (const { name, text: bytes } of inputs) {
    const text = typeof bytes === 'string' ? bytes : new TextDecoder().decode(bytes);
    if (!named.has(name) && !/^# case:|#\s*want(?:@[+-]\d+)?\s+"/m.test(text)) continue;
    try {
      cases.push(...parseCases(name, text));
    } catch (error) {
      if (!(error instanceof CaseError)) throw error;
      faults.push(error.message);
    }
  }
  return { cases, faults };
}
