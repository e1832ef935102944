// Programs that canal-lint runs where they are installed: helm, kustomize, kubectl. None of them is ever required.
import { constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { World } from './world.js';

export type Ran =
  /** `stdout` is complete only where `ok`. */
  { readonly ok: true; readonly stdout: string } | { readonly ok: false; readonly message: string };

/** Longer runs are ended: no chart takes this long, and a template may loop for ever. */
const seconds = 30;
const maxOutput = 256 * 1024 * 1024;

/** The path of a program by the PATH of the world, or undefined where it is not installed. */
export function programOn(world: World, name: string): string | undefined {
  const endings = process.platform === 'win32' ? (world.env['PATHEXT'] ?? '.EXE').split(';') : [''];
  const folders = (world.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders.flatMap((folder) => endings.map((ending) => join(folder, name + ending))).find((path) => isProgram(path, world));
}

function isProgram(path: string, { fs }: World): boolean {
  try {
    fs.accessSync(path, constants.X_OK);
    return fs.statSync(path).isFile();
  } catch {
    return false;
  }
}

/**
 * Runs a program without a shell and without standard input. Of the environment it sees what it needs to start and `env`: no cluster, no
 * credentials. A run that fails, writes too much or takes too long gives a message, never an exception.
 */
export async function execute(
  program: string,
  args: readonly string[],
  { world, env = {}, cwd = world.cwd }: { readonly world: World; readonly env?: Readonly<Record<string, string>>; readonly cwd?: string },
): Promise<Ran> {
  const { execFile } = await import('node:child_process');
  const needed = ['PATH', 'HOME', 'USERPROFILE', 'SystemRoot', 'TMPDIR', 'TEMP', 'TMP'];
  const kept = Object.fromEntries(needed.flatMap((name) => (world.env[name] === undefined ? [] : [[name, world.env[name]]])));
  const options = { cwd, env: { ...kept, ...env }, timeout: seconds * 1000, killSignal: 'SIGKILL', maxBuffer: maxOutput } as const;
  return new Promise((resolve) => {
    const child = execFile(program, args, { ...options, encoding: 'utf8' }, (error, stdout, stderr) => {
      if (!error) resolve({ ok: true, stdout });
      else if (error.killed) resolve({ ok: false, message: `it did not end within ${seconds} s` });
      // `opa build` says on standard output what is wrong.
      else resolve({ ok: false, message: stderr.trim() || (typeof error.code === 'number' && stdout.trim()) || error.message });
    });
    child.stdin?.end();
  });
}
