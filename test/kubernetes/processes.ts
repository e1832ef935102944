/** Programs of one test run: started on loopback, waited for, and all of them ended at the end. */
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const running = new Map<string, ChildProcess>();
process.on('exit', () => {
  for (const child of running.values()) child.kill('SIGKILL');
});

/** Starts a program; what it prints goes to `<folder>/<name>.log`. */
export function start(folder: string, name: string, command: readonly string[], env: Readonly<Record<string, string>> = {}): void {
  const [file = '', ...args] = command;
  const log = openSync(join(folder, `${name}.log`), 'a');
  running.set(name, spawn(file, args, { stdio: ['ignore', log, log], env: { ...process.env, ...env } }));
  closeSync(log);
}

/** Ends a program and waits until it is gone. */
export async function stop(name: string): Promise<void> {
  const child = running.get(name);
  running.delete(name);
  if (!child || child.exitCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const forced = setTimeout(() => child.kill('SIGKILL'), 5000);
  await gone;
  clearTimeout(forced);
}

export async function stopAll(): Promise<void> {
  for (const name of [...running.keys()].reverse()) await stop(name);
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
