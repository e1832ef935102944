// From the arguments of `diagnose` to what they say: every file of a folder, whatever its name, and what archives hold.
import { type LintInput, looksRelated } from '@canal-lint/core';
import { openReading, type Read } from '@canal-lint/core/diagnose';
import { type Budget, largest, type Reader, readPacked } from './archive/open.js';
import { codeOf, reasonOf } from './errors.js';
import { cannotRead, type Found, find, type Unreadable } from './files.js';
import { type Progress, progressOf } from './progress.js';
import { stdinName } from './read.js';
import type { World } from './world.js';

export type Symptoms = {
  readonly read: Read;
  /** Configuration among them, for the linter. */
  readonly configuration: readonly LintInput[];
  readonly unreadable: readonly Unreadable[];
  /** Of every text that was read. */
  readonly names: readonly string[];
};

/** Reads the arguments; no argument means standard input. What is no UTF-8 is read as far as it is. */
export async function readSymptoms(paths: readonly string[] | undefined, world: World): Promise<Symptoms> {
  const found = await find(paths === undefined || paths.length === 0 ? ['-'] : paths, world, { wanted: /./, atMost: largest });
  const progress = progressOf(world);
  const reading = openReading();
  const unreadable: Unreadable[] = [...found.unreadable];
  const names: string[] = [];
  const reader: Reader = {
    open: (name) => {
      names.push(name);
      progress.step(name);
      return stepping(reading.open(name), name, progress);
    },
    failed: (name, reason) => {
      reading.failed(name, reason);
      unreadable.push(cannotRead(name, reason));
    },
  };
  const budget: Budget = { left: largest };
  if (found.stdin) await readPacked(stdinName, world.stdin, reader, budget);
  for (const file of found.files) await readPacked(file.name, bytesOf(file, world), reader, budget);
  progress.end();
  const read = reading.done();
  const configuration = read.configuration
    .filter(({ text }) => looksRelated(text))
    .map((one) => ({ ...one, whole: one.name === stdinName }));
  return { read, configuration, unreadable, names };
}

type Text = ReturnType<Reader['open']>;

/** A long text shows that it goes on. */
function stepping(text: Text, name: string, progress: Progress): Text {
  return {
    write: (piece) => {
      progress.step(name);
      text.write(piece);
    },
    close: text.close,
  };
}

/** Small files at once: a stream costs more than they do. */
const small = 1 << 20;

async function* bytesOf({ path, bytes, regular }: Found, world: World): AsyncGenerator<Uint8Array> {
  try {
    if (regular && bytes <= small) yield world.fs.readFileSync(path);
    else yield* world.fs.createReadStream(path, { highWaterMark: small }) as AsyncIterable<Uint8Array>;
  } catch (error) {
    throw codeOf(error) === '' ? error : new Error(reasonOf(error));
  }
}
