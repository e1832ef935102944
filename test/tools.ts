import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** A tool that .ci/run builds into its cache, or one of PATH; undefined, with a word, where there is none. */
export function tool(name: string): string | undefined {
  const cached = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'canal-lint/tools', name);
  if (existsSync(cached)) return cached;
  try {
    return execFileSync('which', [name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    console.warn(`skipped: ${name} is neither on PATH nor in the cache that .ci/tools fills`);
    return undefined;
  }
}
