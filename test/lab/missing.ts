import { tool } from '../tools.js';

/** Why the lab cannot run here; undefined where it can. */
export function missing(tools: readonly string[]): string | undefined {
  if (process.getuid?.() !== 0) return 'this is not root';
  const absent = tools.filter((name) => tool(name) === undefined);
  return absent.length > 0 ? `${absent.join(', ')} not installed (.ci/tools brings them)` : undefined;
}
