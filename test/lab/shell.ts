/** Scripts of the lab: one bash a script, because a process a command would be most of the lab's time. */
import { spawn } from 'node:child_process';

export type Ran = { readonly code: number; readonly out: string };

/** Runs a script; standard output and error together, as a terminal shows them. Rejects after `seconds`. */
export function sh(script: string, seconds = 60): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn('bash', ['-s'], { stdio: ['pipe', 'pipe', 'pipe'], timeout: seconds * 1000, killSignal: 'SIGKILL' });
    const parts: string[] = [];
    const take = (part: Buffer): void => void parts.push(part.toString('utf8'));
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.on('error', reject);
    child.on('close', (code, signal) =>
      signal
        ? reject(new Error(`${signal} after ${seconds} s: ${script.slice(0, 200)}`))
        : resolve({ code: code ?? 1, out: parts.join('') }),
    );
    child.stdin.end(script);
  });
}

/** The same where a failure is a fault of the lab itself. */
export async function must(script: string): Promise<string> {
  const { code, out } = await sh(`set -e\n${script}`);
  if (code !== 0) throw new Error(`exit ${code}: ${out.slice(-800)}\n${script.slice(0, 400)}`);
  return out;
}

export const sleep = (seconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, seconds * 1000));

/** Asks again until it is so; false where it never was. */
export async function until(is: () => Promise<boolean>, seconds: number): Promise<boolean> {
  const end = Date.now() + seconds * 1000;
  while (Date.now() < end) {
    if (await is()) return true;
    await sleep(0.5);
  }
  return is();
}
