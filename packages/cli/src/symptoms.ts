// From the arguments of `diagnose` to texts: every file of a folder, whatever its name.
import type { Text } from '@canal-lint/core/diagnose';
import { type Findings, find, type Unreadable } from './files.js';
import { readInputs } from './read.js';
import type { World } from './world.js';

export type Symptoms = { readonly texts: readonly Text[]; readonly unreadable: readonly Unreadable[] };

/** Reads the arguments; no argument means standard input. What is no UTF-8 is read as far as it is. */
export async function readSymptoms(paths: readonly string[] | undefined, world: World): Promise<Symptoms> {
  const found: Findings = await find(paths === undefined || paths.length === 0 ? ['-'] : paths, world, /./);
  const unreadable: Unreadable[] = [...found.unreadable];
  const inputs = await readInputs(found, world, { reading: () => {}, failed: (what) => unreadable.push(what) });
  const texts = inputs.map(({ name, text }) => ({ name, text: typeof text === 'string' ? text : new TextDecoder().decode(text) }));
  return { texts, unreadable };
}
