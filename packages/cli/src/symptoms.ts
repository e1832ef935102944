// From the arguments of `diagnose` to texts: every file of a folder, whatever its name.
import { join, resolve } from 'node:path';
import type { Text } from '@canal-lint/core/diagnose';
import { reasonOf } from './errors.js';
import { cannotRead, shown, type Unreadable } from './files.js';
import { stdinName } from './read.js';
import type { World } from './world.js';

export type Symptoms = { readonly texts: readonly Text[]; readonly unreadable: readonly Unreadable[] };

/** Reads the arguments; no argument means standard input. */
export async function readSymptoms(paths: readonly string[] | undefined, world: World): Promise<Symptoms> {
  const args = paths === undefined || paths.length === 0 ? ['-'] : paths;
  const texts: Text[] = [];
  const unreadable: Unreadable[] = [];
  for (const arg of args) {
    if (arg === '-') texts.push({ name: stdinName, text: await stdinText(world) });
    else collect(resolve(world.cwd, arg), world, { texts, unreadable });
  }
  return { texts, unreadable };
}

async function stdinText(world: World): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of world.stdin) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

function collect(path: string, world: World, into: { readonly texts: Text[]; readonly unreadable: Unreadable[] }): void {
  try {
    if (world.fs.statSync(path).isDirectory()) {
      for (const name of world.fs.readdirSync(path).sort()) collect(join(path, name), world, into);
    } else into.texts.push({ name: shown(path, world), text: world.fs.readFileSync(path, 'utf8') });
  } catch (error) {
    into.unreadable.push(cannotRead(shown(path, world), reasonOf(error)));
  }
}
