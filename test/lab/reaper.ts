/**
 * Removes every namespace, process and file of a lab when the process that built it ends, however it ends: a shell in a session of its own, which
 * a Ctrl-C does not reach, waits for the end of its standard input.
 */
import { spawn } from 'node:child_process';

/** Ends the processes in the namespaces that begin with `prefix`, then the namespaces. */
export const remove = (prefix: string, folder: string): string => `
for n in $(ip netns list | cut -d' ' -f1 | grep '^${prefix}'); do ip netns pids "$n" | xargs -r kill -9; done 2>/dev/null
for n in $(ip netns list | cut -d' ' -f1 | grep '^${prefix}'); do ip netns del "$n"; done 2>/dev/null
rm -rf '${folder}'
`;

export type Reaper = {
  /** Removes all that is left, and resolves when it is gone. */
  readonly end: () => Promise<void>;
};

export function reaper(prefix: string, folder: string): Reaper {
  const child = spawn('bash', ['-c', `trap '' INT TERM HUP; cat >/dev/null; ${remove(prefix, folder)}`], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  const gone = new Promise<void>((resolve) => child.on('close', () => resolve()));
  child.unref();
  return {
    end: () => {
      child.stdin.end();
      return gone;
    },
  };
}
