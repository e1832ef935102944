// Writes files below a folder, never over what was read.
import { dirname, join } from 'node:path';
import { codeOf, InputError, reasonOf } from './errors.js';
import type { World } from './world.js';

type Text = { readonly name: string; readonly text: string };
type Target = { readonly folder: string; readonly inputs: readonly string[] };

/** Writes the texts below a folder, under the names they have below this one. An input is never written over. */
export function writeBelow(texts: readonly Text[], { folder, inputs }: Target, world: World): void {
  const real = (path: string): string => (world.fs.existsSync(path) ? world.fs.realpathSync(path) : path);
  const own = new Set(inputs.map(real));
  const targets = texts.map(({ name, text }) => ({ text, path: join(folder, name.replaceAll(/(?:^|\/)\.\.(?=\/)|^<|>$/g, '')) }));
  const over = targets.find(({ path }) => own.has(real(path)));
  if (over) throw new InputError(`--output would write over ${over.path}`, 'name another folder: inputs are left as they are');
  for (const { path, text } of targets) writeFile(path, text, world);
}

/** Writes one file and the folders above it. Throws an InputError. */
export function writeFile(path: string, text: string, { fs }: World, flag = 'w'): void {
  try {
    fs.mkdirSync(dirname(path), { recursive: true });
    fs.writeFileSync(path, text, { flag, ...(flag === 'wx' && { mode: 0o600 }) });
  } catch (error) {
    const exists = codeOf(error) === 'EEXIST';
    throw new InputError(`cannot write ${path}: ${exists ? 'it exists' : reasonOf(error)}`, exists ? 'name a new file' : '', error);
  }
}
