// What the command says on standard error.
import type { Run } from '@canal-lint/core';
import type { Unreadable } from './files.js';
import { printable } from './progress.js';
import type { World } from './world.js';

/** Says one thing, with what to do about it on a second line. */
export async function say(world: World, message: string, hint = ''): Promise<void> {
  await world.stderr.write(`canal-lint: ${printable(message)}\n${hint === '' ? '' : `  ${printable(hint)}\n`}`);
}

/** Names everything that could not be read. */
export async function sayUnreadable(world: World, unreadable: readonly Unreadable[]): Promise<void> {
  for (const { name, reason, hint } of unreadable) await say(world, `cannot read ${name}: ${reason}`, hint);
}

export type Effort = { readonly milliseconds: number; readonly bytes: number };

/** The text of --stats. */
export function statsText(run: Run, { milliseconds, bytes }: Effort): string {
  const { files, documents, unrelated } = run.summary;
  const megabytes = bytes / 1e6;
  const speed = milliseconds > 0 ? (megabytes / milliseconds) * 1000 : 0;
  return [
    `files       ${files}`,
    `documents   ${documents}`,
    `unrelated   ${unrelated}`,
    `skipped     ${run.skipped.length}`,
    ...run.skipped.map(({ file, document, reason }) => `  ${printable(file)}, document ${document + 1}: ${printable(reason)}`),
    `clusters    ${run.clusters.length}`,
    `time        ${milliseconds.toFixed(0)} ms`,
    `read        ${megabytes.toFixed(2)} MB, ${speed.toFixed(1)} MB/s`,
    '',
  ].join('\n');
}
