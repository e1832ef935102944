// Where what was generated goes, for every kind alike.
import { dirname, join, resolve } from 'node:path';
import type { Generated } from '@canal-lint/core/generate';
import { exit } from '../commands/command.js';
import { codeOf, InputError, reasonOf } from '../errors.js';
import { say } from '../talk.js';
import type { World } from '../world.js';
import { writeTogether } from '../write.js';

/** The flags of every kind. */
export const outputFlags: {
  readonly output: { readonly type: 'string'; readonly alias: 'o'; readonly requiresArg: true; readonly describe: string };
  readonly force: { readonly type: 'boolean'; readonly describe: string };
} = {
  output: {
    type: 'string',
    alias: 'o',
    requiresArg: true,
    describe: 'file to write, or a folder for the files under their own names [standard output]',
  },
  force: { type: 'boolean', describe: 'write over a file that exists' },
};

export type OutputArgs = { readonly output?: string | undefined; readonly force?: boolean | undefined };

/**
 * Prints what was generated, or writes it: all of its files or none, and none over one that exists unless that is asked for. Says on standard
 * error what to do next. Gives the exit code; throws an InputError.
 */
export async function deliver({ files, next }: Generated, { output, force = false }: OutputArgs, world: World): Promise<number> {
  if (output === undefined) {
    // Each file is a document of its own, named by what YAML takes for a comment.
    await world.stdout.write(files.map(({ name, text }) => (files.length > 1 ? `--- # ${name}\n${text}` : text)).join(''));
    const names = files.map(({ name }) => name).join(' ');
    await say(world, `next, with the above as ${names} (--output ${files.length > 1 ? '<folder>/' : names} writes it):`, ...next);
    return exit.clean;
  }
  if (files.length > 1) refuseFile(output, files, world);
  const inFolder = files.length > 1 || /[\\/]$/.test(output) || isFolder(resolve(world.cwd, output), world);
  const targets = files.map(({ name, text }) => ({ name: inFolder ? join(output, name) : output, text }));
  const named = new Map(files.map(({ name }, i) => [name, targets[i]?.name ?? name]));
  if (!force) refuseExisting(targets, world);
  for (const { name } of targets) makeFolder(dirname(name), world);
  writeTogether(
    world.fs,
    targets.map(({ name, text }) => ({ path: resolve(world.cwd, name), text })),
  );
  await say(
    world,
    `wrote ${targets.map(({ name }) => name).join(', ')}; next:`,
    ...next.map((step) => placed(step, named, inFolder ? output : dirname(output))),
  );
  return exit.clean;
}

type Named = { readonly name: string };

/** Several files under what reads as the name of one: a folder of that name is not what was meant. */
function refuseFile(output: string, files: readonly Named[], world: World): void {
  if (!/\.ya?ml$/i.test(output) || isFolder(resolve(world.cwd, output), world)) return;
  const names = files.map(({ name }) => name).join(', ');
  throw new InputError(
    `--output ${output} names one file, and these are ${files.length}: ${names}`,
    'name a folder for them: --output <folder>/',
  );
}

/** A step, with the names that the files were written under (one may be the end of another), and their folder for `./`. */
function placed(step: string, written: ReadonlyMap<string, string>, folder: string): string {
  return step.replaceAll(/\.\/[\w.-]*|[\w./-]*\w/g, (word) => (word.startsWith('./') ? join(folder, word) : (written.get(word) ?? word)));
}

function refuseExisting(targets: readonly Named[], { fs, cwd }: World): void {
  const there = targets.filter(({ name }) => {
    const path = resolve(cwd, name);
    return fs.existsSync(path) && fs.statSync(path).isFile();
  });
  if (there.length === 0) return;
  const names = there.map(({ name }) => name).join(', ');
  const [exists, them] = there.length === 1 ? ['exists', 'it'] : ['exist', 'them'];
  throw new InputError(`${names} ${exists}, and nothing is written`, `name another --output, or write over ${them} with --force`);
}

function isFolder(path: string, { fs }: World): boolean {
  return fs.existsSync(path) && fs.statSync(path).isDirectory();
}

function makeFolder(folder: string, { fs, cwd }: World): void {
  try {
    fs.mkdirSync(resolve(cwd, folder), { recursive: true });
  } catch (error) {
    const over = codeOf(error) === 'EEXIST';
    throw new InputError(`cannot make the folder ${folder}: ${over ? 'it is a file' : reasonOf(error)}`, 'name another --output', error);
  }
}
