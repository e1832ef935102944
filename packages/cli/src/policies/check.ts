import { allRules, type Finding, lint, policyInput, type Run, type SourceObject } from '@canal-lint/core';
import { reporterNamed, formats as reports } from '@canal-lint/core/reporters';
import { answers, load, offlineAdmission } from '@canal-lint/policy';
import { type Command, defineCommand, exit } from '../commands/command.js';
import { fails, levels } from '../commands/failing.js';
import { configured } from '../config/configured.js';
import { tellFaults } from '../config/faults.js';
import { calicoVersionFlag, colorFlag, configFlag, helmArgs, helmFlags, pathsArgument, ruleFlag, underlayFlag } from '../flags.js';
import { paletteFor } from '../palette.js';
import { printable } from '../progress.js';
import { stdinName } from '../read.js';
import { openSources } from '../sources.js';
import { oneOf } from '../suggest.js';
import { say } from '../talk.js';
import type { World } from '../world.js';
import { shippedWasm } from './shipped-wasm.js';

const formats = ['text', ...reports];

export const check: Command = defineCommand({
  usage: 'check [paths..]',
  describe: 'say what admission would answer to the objects of files, without a cluster',
  positionals: { paths: pathsArgument },
  flags: {
    format: { type: 'string', requiresArg: true, default: 'text', describe: formats.join(', ') },
    'fail-on': { type: 'string', requiresArg: true, default: 'error', describe: `least severity that fails the run: ${levels.join(', ')}` },
    config: configFlag,
    rule: ruleFlag,
    underlay: underlayFlag,
    'calico-version': calicoVersionFlag,
    ...helmFlags,
    color: colorFlag,
  },
  examples: [['$0 check deploy', 'would Gatekeeper let this folder in']],
  run: async (args, world) => {
    const format = oneOf('--format', args.format, formats);
    const failOn = oneOf('--fail-on', args['fail-on'], levels);
    const setup = await configured(args, world, true);
    if ('faulty' in setup) return await tellFaults(setup.faulty, world);
    const sources = await openSources(args.paths, world, helmArgs(args));
    if (sources.inputs.length === 0) return exit.usage;
    const asked: SourceObject[] = [];
    const policy = offlineAdmission(load(shippedWasm()), (object) => asked.push(object));
    const syntax = allRules.filter(({ name }) => name === 'syntax');
    const run = await lint(sources.inputs, {
      ...setup.options,
      rules: [...policy.rules, policyInput, ...syntax],
      policies: [policy],
      suppressions: false,
    });
    await world.stdout.write(await rendered(run, { format, asked, color: args.color, world }));
    if (asked.length === 0)
      await say(world, 'no policy judges anything here, so that nothing is said of it', 'canal-lint policies list names the kinds');
    if ((await sources.finish()).length > 0) return exit.usage;
    return fails(run.findings, failOn) ? exit.findings : exit.clean;
  },
});

type Answer = {
  readonly format: string;
  readonly asked: readonly SourceObject[];
  readonly color: boolean | undefined;
  readonly world: World;
};

async function rendered(run: Run, { format, asked, color, world }: Answer): Promise<string> {
  const palette = paletteFor(world, color, world.stdout.isTTY);
  const reporter = await reporterNamed(format);
  if (reporter) return reporter.render(run, { palette, quiet: false, piped: stdinName });
  const width = Math.max(...Object.values(answers).map(({ length }) => length));
  const lines = run.findings.flatMap(({ severity, location, rule, message }) => {
    const paint = { error: palette.red, warning: palette.yellow, info: palette.blue }[severity];
    const place = `${location.file}:${location.line}:${location.column}`;
    return [`${paint(answers[severity].padEnd(width))}  ${palette.bold(printable(place))}  ${rule}`, `        ${printable(message)}`];
  });
  const skipped = run.skipped.map(
    ({ file, document }) => `unknown ${printable(file)}  document ${(document ?? 0) + 1}: a template fills in a part of it`,
  );
  return [...lines, ...skipped, total(run.findings, asked.length), ''].join('\n');
}

function total(findings: readonly Finding[], objects: number): string {
  const times = (severity: keyof typeof answers): string =>
    `${findings.filter((one) => one.severity === severity).length} ${answers[severity]}`;
  return `${objects} object${objects === 1 ? '' : 's'} asked about: ${times('error')}, ${times('warning')}, ${times('info')}`;
}
