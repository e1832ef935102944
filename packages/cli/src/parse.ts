import { nearest } from '@canal-lint/core';
import yargs, { type Argv } from 'yargs';
import type { Command } from './commands/command.js';
import { commands, nameOf } from './commands/index.js';
import { InputError } from './errors.js';
import { allowedHint } from './suggest.js';
import { version } from './version.js';

/** What a command line asks for: a command with its arguments, or a text (--help, --version). */
export type Request = { readonly command: Command; readonly args: Readonly<Record<string, unknown>> } | { readonly text: string };

/** A program and its commands: canal-lint, or a command of it that has commands of its own. */
type Program = { readonly name: string; readonly commands: readonly Command[] };

/** Parses a command line (without the names of node and the script). `columns`: width of the help. Throws an InputError for what is not allowed. */
export async function parse(
  line: readonly string[],
  columns: number,
  program: Program = { name: 'canal-lint', commands },
): Promise<Request> {
  const argv = coloursBehind(line, program);
  const group = program.commands.find((one) => one.below && nameOf(one) === argv[0]);
  if (group?.below) {
    const inner = { name: `${program.name} ${nameOf(group)}`, commands: await group.below() };
    if (argv.length > 1) return parse(argv.slice(1), columns, inner);
    throw new InputError(`${inner.name} needs a command`, `${commandHint('', inner)}; a folder of this name is ./${nameOf(group)}`);
  }
  let request: Request | undefined;
  const cli = parser(argv, columns, program);
  for (const command of program.commands) {
    cli.command(
      command.usage,
      command.describe,
      (y) => declare(y, command),
      (args) => {
        request = { command, args: shown(args) };
      },
    );
  }
  let text = '';
  // With a callback yargs prints nothing itself and does not end the process.
  await cli.parseAsync(hidden(argv), {}, (_error, _args, output) => {
    text = output;
  });
  return request ?? { text: `${text}\n` };
}

/** Whether there are colours may be said before the name of the command too, as wrappers of many programs do. */
function coloursBehind(argv: readonly string[], program: Program): readonly string[] {
  const at = argv.findIndex((arg) => !/^--(?:no-)?color(?:=|$)/.test(arg));
  const name = argv[at];
  if (at < 1 || name === undefined || !program.commands.some((one) => nameOf(one) === name)) return argv;
  return [name, ...argv.slice(0, at), ...argv.slice(at + 1)];
}

function parser(argv: readonly string[], columns: number, program: Program): Argv {
  return yargs()
    .scriptName(program.name)
    .locale('en')
    .parserConfiguration({
      'camel-case-expansion': false,
      'dot-notation': false,
      'greedy-arrays': false,
      'parse-numbers': false,
      'parse-positional-numbers': false,
    })
    .wrap(columns)
    .strict()
    .version(version())
    .help()
    .epilogue('Exit codes: 0 clean, 1 findings, 2 bad usage or a path that cannot be read, 3 internal error.')
    .fail((message, error) => {
      if (error && error.name !== 'YError') throw error;
      throw usageError(message ?? error.message, argv, program);
    });
}

function declare(y: Argv, { positionals, flags, examples }: Command): Argv {
  for (const [name, options] of Object.entries(positionals)) y.positional(name, options);
  // Without an array type yargs makes a list of a flag that is given twice; the last one shall win.
  for (const [name, options] of Object.entries(flags)) y.option(name, options.array ? options : { ...options, coerce: last });
  // A command without colours takes the word for it all the same.
  if (!('color' in flags)) y.option('color', { type: 'boolean', hidden: true });
  for (const [command, what] of examples) y.example(command, what);
  return y;
}

function last(value: unknown): unknown {
  return Array.isArray(value) ? value.at(-1) : value;
}

/**
 * yargs loses positionals of a list that begin with a dash: `-` (standard input), and everything behind `--`. They are passed through it behind
 * a NUL, which no argument of a process can hold.
 */
function hidden(argv: readonly string[]): string[] {
  const cut = argv.indexOf('--');
  const before = cut < 0 ? argv : argv.slice(0, cut);
  const behind = cut < 0 ? [] : argv.slice(cut + 1);
  return [...before.map((arg) => (arg === '-' ? '\0-' : arg)), ...behind.map((arg) => `\0${arg}`)];
}

function shown(args: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const plain = (value: unknown): unknown =>
    typeof value === 'string' ? value.replace(/^\0/, '') : Array.isArray(value) ? value.map(plain) : value;
  return Object.fromEntries(Object.entries(args).map(([name, value]) => [name, plain(value)]));
}

/** Says what yargs found in words of the user, with the flag that was probably meant. */
function usageError(message: string, argv: readonly string[], program: Program): InputError {
  const help = `${program.name} --help lists what is allowed`;
  const called = argv.find((arg) => program.commands.some((one) => nameOf(one) === arg)) ?? '$0';
  const command = program.commands.find((one) => nameOf(one) === called);
  if (!command) return new InputError(`there is no command ${program.name} ${argv[0] ?? ''}`, commandHint(argv[0] ?? '', program));
  const known = [...Object.keys(command.flags), ...aliases(command), 'color', 'help', 'version'];
  const unknown = flagsOf(argv).find((flag) => !known.includes(flag) && !known.includes(flag.replace(/^no-/, '')));
  if (unknown === undefined) return new InputError(inWords(message), help);
  const near = nearest(unknown, known);
  return new InputError(
    `there is no flag ${unknown.length > 1 ? '--' : '-'}${unknown}`,
    near === undefined ? help : `did you mean --${near}?`,
  );
}

function commandHint(word: string, program: Program): string {
  return allowedHint(word, program.commands.map(nameOf));
}

function aliases({ flags }: Command): readonly string[] {
  return Object.values(flags).flatMap(({ alias = [] }) => alias);
}

/** Names of the flags on the line, without dashes and values. */
function flagsOf(argv: readonly string[]): readonly string[] {
  const end = argv.indexOf('--');
  const flags = (end < 0 ? argv : argv.slice(0, end)).filter((arg) => /^-[^\d]/.test(arg));
  return flags.map((flag) => flag.replace(/^-+|=.*$/gs, ''));
}

function inWords(message: string): string {
  const extra = /^Unknown arguments?: (.*)$/s.exec(message)?.[1];
  if (extra !== undefined) return `there is too much on the command line: ${extra.replaceAll('\0', '')}`;
  const missing = /^Missing required arguments?: (.*)$/s.exec(message)?.[1];
  if (missing !== undefined)
    return `missing: ${missing
      .split(', ')
      .map((name) => `--${name}`)
      .join(' and ')}`;
  const valueless = /^Not enough arguments following: (.*)$/s.exec(message)?.[1];
  if (valueless !== undefined) return `--${valueless} needs a value`;
  if (message.startsWith('Not enough non-option arguments')) return 'an argument is missing';
  return message
    .split(/\s*\n\s*/)
    .join(' ')
    .trim();
}
