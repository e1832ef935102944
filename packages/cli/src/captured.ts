// For tests: a world around a folder, whose output is kept.
import fs from 'node:fs';
import { run } from './run.js';
import type { Output, World } from './world.js';

export type Captured = { readonly code: number; readonly stdout: string; readonly stderr: string };

/** Runs a command line in a folder. `world` replaces parts of the world; outputs that it replaces are not captured. */
export async function captured(
  cwd: string,
  argv: readonly string[],
  world: Partial<World> & { readonly input?: string } = {},
): Promise<Captured> {
  const [stdout, stderr] = [sink(), sink()];
  const stdin = (async function* () {
    if (world.input) yield Buffer.from(world.input);
  })();
  const code = await run(argv, {
    cwd,
    env: {},
    stdin,
    stdout,
    stderr,
    fs,
    now: () => performance.now(),
    today: () => '2027-01-31',
    ...world,
  });
  return { code, stdout: stdout.text(), stderr: stderr.text() };
}

/** An output that keeps what was written. */
export function sink(isTTY = false): Output & { readonly text: () => string } {
  let kept = '';
  return {
    isTTY,
    text: () => kept,
    write: async (text) => {
      kept += text;
    },
  };
}
