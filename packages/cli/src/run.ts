import { readFileSync } from 'node:fs';
import yargs, { type Argv } from 'yargs';
import { type Command, exit } from './commands/command.js';
import { explain } from './commands/explain.js';
import { lint } from './commands/lint.js';
import { mtu } from './commands/mtu.js';
import { rules } from './commands/rules.js';
import { show } from './commands/show.js';
import { InputError } from './errors.js';
import { nearest } from './suggest.js';
import { say } from './talk.js';
import type { World } from './world.js';

const commands: readonly Command[] = [lint, explain, rules, mtu, show];
const everywhere = ['help', 'version'];

/** Runs one command line (without the names of node and the script) and gives the exit code. Never throws; never ends the process. */
export async function run(argv: readonly string[], world: World): Promise<number> {
  try {
    return await dispatch(argv, world);
  } catch (error) {
    if (error instanceof InputError) {
      await say(world, error.message, error.hint);
      return exit.usage;
    }
    await sayBug(error, world);
    return exit.internal;
  }
}

async function dispatch(argv: readonly string[], world: World): Promise<number> {
  let code: number = exit.clean;
  const cli = parser(argv, world);
  for (const command of commands) {
    cli.command(
      command.usage,
      command.describe,
      (y) => declare(y, command),
      async (args) => {
        code = await command.run(args, world);
      },
    );
  }
  const printed = await parse(cli, argv);
  if (printed !== '') await world.stdout.write(`${printed}\n`);
  return code;
}

/** The text of --help or --version, or '' where a command ran. With a callback yargs prints nothing itself and does not end the process. */
async function parse(cli: Argv, argv: readonly string[]): Promise<string> {
  let printed = '';
  await cli.parseAsync(argv, {}, (_error, _args, output) => {
    printed = output;
  });
  return printed;
}

function parser(argv: readonly string[], world: World): Argv {
  return yargs()
    .scriptName('canal-lint')
    .locale('en')
    .parserConfiguration({
      'camel-case-expansion': false,
      'dot-notation': false,
      'duplicate-arguments-array': true,
      'greedy-arrays': false,
      'parse-numbers': false,
      'parse-positional-numbers': false,
    })
    .wrap(Math.min(100, world.stdout.columns ?? 100))
    .strict()
    .version(version())
    .help()
    .epilogue('Exit codes: 0 clean, 1 findings, 2 bad usage or a path that cannot be read, 3 internal error.')
    .fail((message, error) => {
      throw error ?? usageError(message, argv);
    });
}

function declare(y: Argv, { positionals, flags, examples }: Command): Argv {
  for (const [name, options] of Object.entries(positionals)) y.positional(name, options);
  for (const [name, options] of Object.entries(flags)) y.option(name, options);
  for (const [command, what] of examples) y.example(command, what);
  return y;
}

/** Says what yargs found in words of the user, with the flag that was probably meant. */
function usageError(message: string, argv: readonly string[]): InputError {
  const help = 'canal-lint --help lists what is allowed';
  const [, list] = /^Unknown arguments?: (.*)$/.exec(message) ?? [];
  if (list === undefined) return new InputError(message.split('\n').join(' ').trim(), help);
  const unknown = list.split(', ').find((name) => argv.some((arg) => arg.startsWith(`-${name}`) || arg.startsWith(`--${name}`)));
  if (unknown === undefined) return new InputError(`there is too much on the command line: ${list}`, help);
  const command = commands.find(({ usage }) => usage.split(' ')[0] === argv[0]) ?? lint;
  const near = nearest(unknown, [...Object.keys(command.flags), ...everywhere]);
  return new InputError(`there is no flag --${unknown}`, near === undefined ? help : `did you mean --${near}?`);
}

async function sayBug(error: unknown, world: World): Promise<void> {
  const { homepage } = await import('@canal-lint/core');
  const message = error instanceof Error ? error.message : String(error);
  const report = `this is a bug of canal-lint ${version()}: please report it with the command line at ${homepage}/issues`;
  await say(world, `internal error: ${message}`, world.env['DEBUG'] ? report : `${report}; DEBUG=1 shows where it happened`);
  if (world.env['DEBUG'] && error instanceof Error) await world.stderr.write(`${error.stack ?? ''}\n`);
}

/** From the package itself, which is one folder up from the sources and from the bundle. */
function version(): string {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { readonly version: string }).version;
}
