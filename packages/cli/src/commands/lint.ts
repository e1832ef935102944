import { resolve } from 'node:path';
import { type Env, internalError, type LintOptions, lint as lintSources, type Run } from '@canal-lint/core';
import { formats, plainPalette, type Reporter, reporterNamed } from '@canal-lint/core/reporters';
import { type Configured, configured } from '../config/configured.js';
import { InputError } from '../errors.js';
import {
  calicoVersionFlag,
  colorFlag,
  configFlag,
  helmArgs,
  helmFlags,
  pathsArgument,
  policyFlags,
  ruleFlag,
  underlayFlag,
} from '../flags.js';
import { checkKnown, weighed } from '../known/weighed.js';
import { paletteFor } from '../palette.js';
import { stdinName } from '../read.js';
import { openSources } from '../sources.js';
import { allowedHint, oneOf } from '../suggest.js';
import { say, statsText, withUnread } from '../talk.js';
import { linkIn, repositoryIn } from '../web.js';
import type { World } from '../world.js';
import { writeAtomic } from '../write.js';
import { type Command, defineCommand, exit } from './command.js';
import { fails, type Level, levels } from './failing.js';
import { fixSources } from './fix.js';

/** The arguments after they were checked. */
type Plan = {
  readonly reporter: Reporter;
  readonly failOn: Level;
  readonly fix: 'no' | 'write' | 'show';
  readonly unsafe: boolean;
  readonly options: LintOptions;
  readonly output: string | undefined;
  /** Further reports, each into its file. */
  readonly reports: readonly { readonly reporter: Reporter; readonly file: string }[];
  readonly color: boolean | undefined;
  readonly quiet: boolean;
  readonly failOnSkipped: boolean;
};

export const lint: Command = defineCommand({
  usage: '$0 [paths..]',
  describe: 'lint manifests, values files and rendered charts',
  positionals: { paths: pathsArgument },
  flags: {
    format: { type: 'string', requiresArg: true, default: 'stylish', describe: formats.join(', ') },
    output: { type: 'string', requiresArg: true, describe: 'write the report to this file instead of standard output' },
    report: { type: 'string', array: true, nargs: 1, describe: 'a further report into a file: junit=report.xml, sarif=out.sarif' },
    'fail-on': { type: 'string', requiresArg: true, default: 'error', describe: `least severity that fails the run: ${levels.join(', ')}` },
    'fail-on-skipped': { type: 'boolean', describe: 'fail where something was not read, or only in part' },
    'pass-with-no-files': { type: 'boolean', describe: 'folders and patterns without a file to read are no mistake' },
    base: {
      type: 'string',
      requiresArg: true,
      describe: 'a folder with the files as they were: only what the change causes or touches counts',
    },
    baseline: { type: 'string', requiresArg: true, describe: 'file of findings that are accepted: they do not count' },
    'update-baseline': { type: 'boolean', describe: 'accept what is found now: write it into that file' },
    fix: { type: 'boolean', describe: 'apply the safe fixes to the files' },
    'fix-dry-run': { type: 'boolean', describe: 'print what --fix would change as a diff, write nothing' },
    'unsafe-fixes': { type: 'boolean', describe: 'with either: also fixes that restart pods or change traffic' },
    config: configFlag,
    rule: ruleFlag,
    ...policyFlags,
    underlay: underlayFlag,
    'calico-version': calicoVersionFlag,
    ...helmFlags,
    'print-config': { type: 'boolean', describe: 'print the configuration that holds, with the place of each value, and end' },
    quiet: { type: 'boolean', describe: 'report errors only, in every format' },
    stats: { type: 'boolean', describe: 'say on standard error what was read and how fast' },
    color: colorFlag,
  },
  examples: [
    ['$0', 'lint this folder'],
    ['$0 canal.yaml --fix', 'lint one manifest and repair it'],
    ['helm template . | $0 -', 'lint a rendered chart'],
    ['$0 deploy --underlay nicMtu=9001,l2=true', 'say what is under the nodes'],
    ['$0 deploy --format sarif --output out.sarif', 'report for code scanning'],
  ],
  run: async (args, world) => {
    const start = world.now();
    const checked = await planOf(args);
    checkKnown(args);
    const setup = await configured(args, world, args['print-config'] === true);
    if ('faulty' in setup) return await refuse(setup.faulty, checked, world);
    if (args['print-config'] && setup.held) return await printConfig(setup.held, checked, world);
    const plan: Plan = { ...checked, options: setup.options };
    const passEmpty = args['pass-with-no-files'] === true;
    const sources = await openSources(args.paths, world, { ...helmArgs(args), passEmpty });
    if (sources.inputs.length === 0 && !passEmpty) return exit.usage;
    const { fix } = plan;
    const linted =
      fix === 'no'
        ? await lintSources(sources.inputs, plan.options)
        : await fixSources(sources, { ...plan, write: fix === 'write' }, world);
    const unread = await sources.finish();
    const run = await weighed(withUnread(linted, [...unread, ...sources.notes]), { args, options: plan.options, sources }, world);
    // The report comes after what was fixed; a dry run prints its diff instead, so that `patch` can read it.
    if (fix !== 'show' || plan.output !== undefined) await report(plan.reporter.render(run, envOf(plan, world)), plan, world);
    for (const { reporter, file } of plan.reports)
      writeAtomic(world.fs, resolve(world.cwd, file), reporter.render(run, { ...envOf(plan, world), palette: plainPalette }));
    if (args.stats) await world.stderr.write(statsText(run, { milliseconds: world.now() - start, bytes: sources.bytes }));
    if (run.findings.some(({ rule }) => rule === internalError)) return exit.internal;
    if (unread.length > 0) return exit.usage;
    const skipped = plan.failOnSkipped && run.skipped.length > 0;
    if (skipped) await say(world, `${run.skipped.length} skipped, and --fail-on-skipped is set`, 'the report lists them');
    return skipped || fails(run.findings, plan.failOn) ? exit.findings : exit.clean;
  },
});

/** Nothing is linted by a configuration that is wrong. */
async function refuse(run: Run, plan: Checked, world: World): Promise<number> {
  await report(plan.reporter.render(run, envOf(plan, world)), plan, world);
  await say(world, 'nothing was linted: the configuration has faults');
  return exit.usage;
}

async function printConfig(
  { config, rules }: NonNullable<Extract<Configured, { options: unknown }>['held']>,
  plan: Checked,
  world: World,
): Promise<number> {
  const { configJson, renderConfig } = await import('@canal-lint/core/config');
  await report(
    plan.reporter.name === 'json' ? configJson(config, rules) : renderConfig(config, rules, envOf(plan, world).palette),
    plan,
    world,
  );
  return exit.clean;
}

type Args = {
  readonly format: string;
  readonly 'fail-on': string;
  readonly 'fail-on-skipped': boolean | undefined;
  readonly output: string | undefined;
  readonly fix: boolean | undefined;
  readonly 'fix-dry-run': boolean | undefined;
  readonly 'unsafe-fixes': boolean | undefined;
  readonly paths: readonly string[] | undefined;
  readonly color: boolean | undefined;
  readonly quiet: boolean | undefined;
  readonly report: readonly string[] | undefined;
};

type Checked = Omit<Plan, 'options'>;

async function planOf(args: Args): Promise<Checked> {
  const { fix, 'fix-dry-run': dry, 'unsafe-fixes': unsafe } = args;
  if (fix && dry) throw new InputError('--fix and --fix-dry-run exclude each other', 'take --fix to write, --fix-dry-run to look first');
  if (unsafe && !fix && !dry)
    throw new InputError('--unsafe-fixes does nothing alone', 'add --fix to apply them or --fix-dry-run to see them');
  if (fix && args.paths?.includes('-')) {
    throw new InputError('--fix cannot rewrite standard input', 'name the files, or take --fix-dry-run to see the changes');
  }
  return {
    reporter: await reporterOf(args.format),
    failOn: oneOf('--fail-on', args['fail-on'], levels),
    fix: fix ? 'write' : dry ? 'show' : 'no',
    unsafe: unsafe === true,
    output: args.output,
    reports: await Promise.all((args.report ?? []).map(reportOf)),
    color: args.color,
    quiet: args.quiet === true,
    failOnSkipped: args['fail-on-skipped'] === true,
  };
}

async function reporterOf(format: string, flag = '--format'): Promise<Reporter> {
  const reporter = await reporterNamed(format);
  if (reporter) return reporter;
  throw new InputError(`${flag} does not take '${format}'`, allowedHint(format, formats));
}

async function reportOf(word: string): Promise<Plan['reports'][number]> {
  const [format = '', ...file] = word.split('=');
  if (file.join('=') === '') throw new InputError(`--report ${word} names no file`, 'write --report sarif=canal-lint.sarif');
  return { reporter: await reporterOf(format, '--report'), file: file.join('=') };
}

function envOf({ output, color, quiet, failOn, failOnSkipped }: Checked, world: World): Env {
  return {
    palette: paletteFor(world, color, world.stdout.isTTY && output === undefined),
    quiet,
    piped: stdinName,
    failOn,
    failOnSkipped,
    repository: repositoryIn(world),
    link: linkIn(world),
  };
}

async function report(text: string, { output }: Checked, world: World): Promise<void> {
  if (output === undefined) await world.stdout.write(text);
  else writeAtomic(world.fs, resolve(world.cwd, output), text);
}
