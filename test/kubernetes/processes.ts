/** Programs of one control plane: started on loopback, waited for, and ended with it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export type Programs = {
  /** Starts a program; what it prints goes to `<folder>/<name>.log`. */
  readonly start: (name: string, command: readonly string[], env?: Readonly<Record<string, string>>) => void;
  /** Ends a program and waits until it is gone. */
  readonly stop: (name: string) => Promise<void>;
  /** Ends all of them, the last one first, and removes the folder. */
  readonly stopAll: () => Promise<void>;
};

/** A test run that is killed cannot clean up: each program has a shell beside it that outlives the run only to end the program. */
const guard = 'cat >/dev/null; kill -9 "$1" 2>/dev/null; until rm -rf "$0" 2>/dev/null; do sleep 1; done';

export function programsIn(folder: string): Programs {
  const running = new Map<string, ChildProcess>();
  const stop = async (name: string): Promise<void> => {
    const child = running.get(name);
    running.delete(name);
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    const forced = setTimeout(() => child.kill('SIGKILL'), 5000);
    await gone;
    clearTimeout(forced);
  };
  return {
    stop,
    start: (name, [file = '', ...args], env = {}) => {
      const log = openSync(join(folder, `${name}.log`), 'a');
      const child = spawn(file, args, { stdio: ['ignore', log, log], env: { ...process.env, ...env } });
      closeSync(log);
      running.set(name, child);
      watch(folder, child);
    },
    stopAll: async () => {
      for (const name of [...running.keys()].reverse()) await stop(name);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The guard ends with its program, or kills it when the run is gone and the pipe between them closes. */
function watch(folder: string, child: ChildProcess): void {
  if (child.pid === undefined) return;
  const beside = spawn('sh', ['-c', guard, folder, `${child.pid}`], { stdio: ['pipe', 'ignore', 'ignore'], detached: true });
  child.once('exit', () => beside.kill('SIGKILL'));
}

/** Asks until the answer is true; a refusal (a rejected promise) counts as no. Throws after `seconds`. */
export async function eventually(what: string, seconds: number, ask: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await Promise.resolve()
      .then(ask)
      .catch(() => false);
    if (answer) return;
    if (Date.now() > end) throw new Error(`${what}: not within ${seconds} s`);
    await sleep(200);
  }
}
