import { homepage } from '@canal-lint/core';
import { exit } from './commands/command.js';
import { commands, nameOf } from './commands/index.js';
import { InputError } from './errors.js';
import type { Request } from './parse.js';
import { say } from './talk.js';
import { version } from './version.js';
import type { World } from './world.js';

/** Runs one command line (without the names of node and the script) and gives the exit code. Never throws; never ends the process. */
export async function run(argv: readonly string[], world: World): Promise<number> {
  try {
    const request = pathsOnly(argv) ?? (await parsed(argv, world));
    if (!('text' in request)) return await request.command.run(request.args, world);
    await world.stdout.write(request.text);
    return exit.clean;
  } catch (error) {
    if (!(error instanceof InputError)) return await tellBug(error, world);
    await say(world, error.message, error.hint);
    return exit.usage;
  }
}

/** A command line of nothing but paths needs no parser; loading it would be a quarter of the time that one small file takes. */
function pathsOnly(argv: readonly string[]): Request | undefined {
  const [first] = argv;
  if (argv.some((arg) => arg.startsWith('-') && arg !== '-') || commands.some((command) => nameOf(command) === first)) return undefined;
  const [command] = commands;
  const defaults = Object.entries(command.flags).flatMap(([name, options]) =>
    'default' in options ? [[name, options.default as unknown]] : [],
  );
  return { command, args: { ...Object.fromEntries(defaults), paths: argv } };
}

async function parsed(argv: readonly string[], world: World): Promise<Request> {
  const { parse } = await import('./parse.js');
  return parse(argv, Math.min(100, world.stdout.columns ?? 100));
}

async function tellBug(error: unknown, world: World): Promise<number> {
  const debug = Boolean(world.env['DEBUG']);
  const message = error instanceof Error ? error.message : String(error);
  const report = `this is a bug of canal-lint ${version()}: please report it with the command line at ${homepage}/issues`;
  await say(world, `internal error: ${message}`, debug ? report : `${report}; DEBUG=1 shows where it happened`);
  if (debug && error instanceof Error) await world.stderr.write(`${error.stack ?? ''}\n`);
  return exit.internal;
}
