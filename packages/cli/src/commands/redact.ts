import { resolve } from 'node:path';
import type { Redacted, Redactor, StandIn, Text } from '@canal-lint/core/redact';
import { InputError, reasonOf } from '../errors.js';
import { type Findings, find, type Unreadable } from '../files.js';
import { readInputs } from '../read.js';
import { say, sayUnreadable } from '../talk.js';
import type { World } from '../world.js';
import { writeBelow, writeFile } from '../write-below.js';
import { type Command, defineCommand, exit } from './command.js';

export const redact: Command = defineCommand({
  usage: 'redact [paths..]',
  describe: 'replace secrets and names in files and logs, so that they can be shown to others',
  positionals: { paths: { type: 'string', array: true, describe: 'files, folders, globs, or - for standard input' } },
  flags: {
    output: { type: 'string', requiresArg: true, describe: 'folder for the redacted files; one alone goes to standard output without it' },
    map: { type: 'string', requiresArg: true, describe: 'write what stands for what to this new file: keep it to yourself' },
    restore: { type: 'string', requiresArg: true, describe: 'the way back: put in again what this map says' },
  },
  examples: [
    ['kubectl logs ds/calico-node | $0 redact -', 'a log for an issue'],
    ['$0 redact logs deploy --output shared --map names.json', 'many files, names the same in all'],
  ],
  run: async (args, world) => {
    if (args.paths === undefined || args.paths.length === 0)
      throw new InputError('nothing to redact', 'name files or folders, or - for standard input');
    const { texts, paths, complete } = await read(args.paths, world);
    if (texts.length === 0) return exit.usage;
    if (texts.length > 1 && args.output === undefined)
      throw new InputError(`${texts.length} files do not go into one output`, 'name a folder with --output');
    const { pathNames, redactor, restore } = await import('@canal-lint/core/redact');
    const run = redactor();
    const back = args.restore === undefined ? undefined : readMap(args.restore, world);
    const redacted = back ? undefined : run.redact(texts);
    const results = redacted
      ? renamed(redacted.texts, run, pathNames())
      : texts.map(({ name, text }) => ({ name, text: restore(text, back ?? []) }));
    if (args.map !== undefined && redacted) writeNew(resolve(world.cwd, args.map), mapText(run.standIns()), world);
    if (args.output === undefined) await world.stdout.write(results[0]?.text ?? '');
    else writeBelow(results, { folder: resolve(world.cwd, args.output), inputs: paths }, world);
    if (redacted) await say(world, summary(redacted), 'what nothing gives away as a secret is still in it: look before you share');
    return complete ? exit.clean : exit.usage;
  },
});

type Read = { readonly texts: readonly Text[]; readonly paths: readonly string[]; readonly complete: boolean };

/** The texts that the arguments mean. What is not UTF-8, as an archive, is told and left out. */
async function read(args: readonly string[], world: World): Promise<Read> {
  const found: Findings = await find(args, world, { wanted: /./ });
  const failed: Unreadable[] = [...found.unreadable];
  const texts: Text[] = [];
  for (const input of await readInputs(found, world, { reading: () => {}, failed: (what) => failed.push(what) })) {
    const { name, text } = input;
    try {
      texts.push({ name, text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.from(text)) });
    } catch {
      failed.push({ name, message: `${name} is no text (UTF-8) and is left out`, hint: 'unpack an archive first' });
    }
  }
  await sayUnreadable(world, failed);
  return { texts, paths: found.files.map(({ path }) => path), complete: failed.length === 0 };
}

/** Folders and files are often called after nodes, and as often after people and customers. */
function renamed(texts: readonly Text[], run: Redactor, shown: (path: string) => string): readonly Text[] {
  const [names] = run.redact([{ name: '', text: texts.map(({ name }) => name).join('\n') }]).texts;
  const lines = names?.text.split('\n') ?? [];
  return texts.map(({ name, text }, index) => ({ name: shown(lines[index] ?? name), text }));
}

function mapText(standIns: readonly StandIn[]): string {
  return `${JSON.stringify({ version: 1, standIns }, undefined, 2)}\n`;
}

function readMap(name: string, world: World): readonly StandIn[] {
  try {
    const map = JSON.parse(world.fs.readFileSync(resolve(world.cwd, name), 'utf8')) as { readonly standIns?: unknown };
    if (Array.isArray(map.standIns)) return map.standIns as readonly StandIn[];
  } catch (error) {
    if (!(error instanceof SyntaxError))
      throw new InputError(`cannot read ${name}: ${reasonOf(error)}`, 'name the file that --map wrote', error);
  }
  throw new InputError(`${name} is no map of stand-ins`, 'name the file that --map wrote');
}

/** The map holds every secret: only its owner may read it, and none is written over. */
function writeNew(path: string, text: string, world: World): void {
  writeFile(path, text, world, 'wx');
}

/** How many values of each kind gave way. */
function summary({ replacements }: Redacted): string {
  const counts = new Map<string, number>();
  for (const { kind } of replacements) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const list = [...counts].map(([kind, count]) => `${kind} ${count}`).join(', ');
  return list === '' ? 'nothing to replace' : `replaced: ${list}`;
}
