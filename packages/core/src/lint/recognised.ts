/** What the readers make of files, for those who show it. */
import type { SourceInput } from '../source/index.js';
import { readFiles } from './files.js';

/** The readers that claim something of each file and the kinds of its objects, by the file's name; none where nothing is read of it. */
export async function recognised(inputs: readonly SourceInput[]): Promise<ReadonlyMap<string, readonly string[]>> {
  const { files } = await readFiles(inputs, {});
  return new Map(files.map(({ name, claimed }) => [name, [...new Set(claimed.flatMap(wordsOf))]]));
}

type Claimed = Awaited<ReturnType<typeof readFiles>>['files'][number]['claimed'][number];

function wordsOf({ unit, by }: Claimed): readonly string[] {
  const kind = unit.object?.kind ?? '';
  return kind === '' ? by.map(({ name }) => name) : [kind];
}
