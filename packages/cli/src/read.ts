import type { SourceInput } from '@canal-lint/core';
import { InputError, reasonOf } from './errors.js';
import { cannotRead, type Findings, type Found, maxBytes, tooLarge, type Unreadable } from './files.js';
import { say } from './talk.js';
import type { World } from './world.js';

/** What happens while sources are read. */
export type Watch = { readonly reading: (name: string) => void; readonly failed: (what: Unreadable) => void };

/** What standard input is called in reports. */
export const stdinName = '<stdin>';

/**
 * Sources for the linter. A file is read when its text is asked for, so that memory is bound by what the linter keeps and not by the size
 * of the folder. One that fails then is told to `watch`, and is empty for the linter.
 */
export async function readInputs(found: Findings, world: World, watch: Watch): Promise<readonly SourceInput[]> {
  const inputs: SourceInput[] = [];
  if (found.stdin) inputs.push({ name: stdinName, text: await readStdin(world), whole: true });
  for (const file of found.files) {
    if (file.regular) inputs.push(lazily(file, world, watch));
    else inputs.push({ name: file.name, text: await readPipe(file, world, watch) });
  }
  return inputs;
}

function lazily(file: Found, world: World, watch: Watch): SourceInput {
  return {
    name: file.name,
    ...(file.patch && { patch: true }),
    get text(): Uint8Array {
      watch.reading(file.name);
      try {
        return world.fs.readFileSync(file.path);
      } catch (error) {
        watch.failed(cannotRead(file.name, reasonOf(error)));
        return new Uint8Array();
      }
    },
  };
}

async function readPipe(file: Found, world: World, watch: Watch): Promise<Uint8Array> {
  try {
    const bytes = await readAll(world.fs.createReadStream(file.path));
    if (bytes) return bytes;
    watch.failed(tooLarge(file.name));
  } catch (error) {
    watch.failed(cannotRead(file.name, reasonOf(error)));
  }
  return new Uint8Array();
}

async function readStdin(world: World): Promise<Uint8Array> {
  const bytes = await readAll(world.stdin).catch((error: unknown) => {
    throw new InputError(`cannot read standard input: ${reasonOf(error)}`, 'pipe a manifest into it, or name files instead', error);
  });
  if (!bytes) {
    const { message, hint } = tooLarge('standard input');
    throw new InputError(message, hint);
  }
  if (bytes.length === 0)
    await say(world, 'standard input is empty', 'if a command before the pipe failed, its exit code is lost: use set -o pipefail');
  return bytes;
}

/** All bytes of a stream, or undefined where they exceed the limit. */
async function readAll(stream: AsyncIterable<Uint8Array>): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of stream) {
    length += chunk.length;
    if (length > maxBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
