// A scenario is a text: a command line, the folder it runs in, and everything it must say.
import fs from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Sections begin with `=== ` and their name: `command`, `file <path>`, `stdin`, `stdout`, `stderr`, `exit`, `after <path>` (a file as the
 * command leaves it). A section that is left out is empty; `exit` is then 0. Lines above the first section say what the scenario is for.
 */
export type Scenario = {
  readonly about: string;
  readonly command: string;
  readonly files: ReadonlyMap<string, string>;
  readonly stdin: string;
  readonly outcome: Outcome;
};

export type Outcome = { readonly stdout: string; readonly stderr: string; readonly exit: number; readonly after: ReadonlyMap<string, string> };

/** Reads a scenario. Throws on a section that is not known, so that a slip does not switch a check off. */
export function parseScenario(text: string): Scenario {
  const [about = '', ...sections] = text.split(/^=== /m);
  const single = new Map<string, string>();
  const files = new Map<string, string>();
  const after = new Map<string, string>();
  for (const section of sections) {
    const end = section.indexOf('\n');
    const [kind = '', path] = section.slice(0, end).trim().split(' ');
    const body = section.slice(end + 1);
    if (kind === 'file' && path) files.set(path, body);
    else if (kind === 'after' && path) after.set(path, body);
    else if (['command', 'stdin', 'stdout', 'stderr', 'exit'].includes(kind) && !single.has(kind)) single.set(kind, body);
    else throw new Error(`no such section, or twice: === ${section.slice(0, end)}`);
  }
  const get = (name: string): string => single.get(name) ?? '';
  const outcome = { stdout: get('stdout'), stderr: get('stderr'), exit: Number(get('exit')), after };
  return { about, command: get('command').trim(), files, stdin: get('stdin'), outcome };
}

/** Writes a scenario, in the order in which it is read by people. */
export function printScenario({ about, command, files, stdin, outcome }: Scenario): string {
  const { stdout, stderr, exit, after } = outcome;
  const section = (name: string, body: string): string => (body === '' ? '' : `=== ${name}\n${body}`);
  return [
    about,
    `=== command\n${command}\n`,
    ...[...files].map(([path, body]) => `=== file ${path}\n${body}`),
    section('stdin', stdin),
    section('stdout', stdout),
    section('stderr', stderr),
    ...[...after].map(([path, body]) => `=== after ${path}\n${body}`),
    section('exit', exit === 0 ? '' : `${exit}\n`),
  ].join('');
}

/** The arguments of a command line, without its first word; quotes as in a shell, nothing is expanded. */
export function argumentsOf(command: string): readonly string[] {
  const words = command.match(/(?:'[^']*'|"[^"]*"|[^\s'"])+/g) ?? [];
  return words.slice(1).map((word) => word.replace(/'([^']*)'|"([^"]*)"/g, (_, single, double) => single ?? double));
}

/** Writes the files of a scenario into a folder. */
export function layOut(files: ReadonlyMap<string, string>, folder: string): void {
  for (const [path, body] of files) {
    fs.mkdirSync(dirname(join(folder, path)), { recursive: true });
    fs.writeFileSync(join(folder, path), body);
  }
}
