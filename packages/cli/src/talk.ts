// What the command says on standard error.
import type { Run, Skipped } from '@canal-lint/core';
import { countText, skippedPlace } from '@canal-lint/core/reporters';
import type { Unreadable } from './files.js';
import { printable } from './progress.js';
import type { World } from './world.js';

/** Says one thing, with what to do about it on lines of their own. */
export async function say(world: World, message: string, ...hints: readonly string[]): Promise<void> {
  const lines = hints.filter((hint) => hint !== '').map((hint) => `  ${printable(hint)}\n`);
  await world.stderr.write(`canal-lint: ${printable(message)}\n${lines.join('')}`);
}

/** Names everything that could not be read. */
export async function sayUnreadable(world: World, unreadable: readonly Unreadable[]): Promise<void> {
  for (const { message, hint } of unreadable) await say(world, message, ...hint.split('\n'));
}

/** The run with what did not even become an input. */
export function withUnread(run: Run, unread: readonly Unreadable[]): Run {
  const skipped = unread.map(({ name, message, reason = message }): Skipped => ({ file: name, document: null, reason }));
  return skipped.length === 0 ? run : { ...run, skipped: [...run.skipped, ...skipped] };
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
    `unrelated   ${unrelated}${run.unrelated.length > 0 ? `, and nothing else in ${countText(run.unrelated.length, 'file')}:` : ''}`,
    ...run.unrelated.map((file) => `  ${printable(file)}`),
    `skipped     ${run.skipped.length}`,
    ...run.skipped.map((one) => `  ${printable(skippedPlace(one))}: ${printable(one.reason)}`),
    `clusters    ${run.clusters.length}`,
    `time        ${milliseconds.toFixed(0)} ms`,
    `read        ${megabytes.toFixed(2)} MB, ${speed.toFixed(1)} MB/s`,
    '',
  ].join('\n');
}
