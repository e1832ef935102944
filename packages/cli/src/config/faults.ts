import type { Run } from '@canal-lint/core';
import { exit } from '../commands/command.js';
import { say } from '../talk.js';
import type { World } from '../world.js';

/** Tells what is wrong with the configuration, for commands that have no report of findings; gives the exit code. */
export async function tellFaults({ findings }: Run, world: World): Promise<number> {
  const lines = findings.map(({ location, message }) => `${location.file}:${location.line}:${location.column} ${message}`);
  await say(world, 'the configuration has faults', ...lines);
  return exit.usage;
}
