import type { Dialect, Reader } from './reader.js';
import { registry } from './registry.gen.js';

/** Every dialect that canal-lint reads. A unit may be claimed by several: Canal's ConfigMap speaks about calico-node and flannel. */
export const readers: readonly Reader[] = [...registry.filter((r) => !r.concludes), ...registry.filter((r) => r.concludes)];

const loaded = new Map<string, Dialect>();

/** Loads what readers know of their dialects; each is loaded once. Rejects where a module cannot be loaded. */
export async function loadDialects(names: Iterable<string>): Promise<void> {
  const wanted = new Set(names);
  const missing = readers.filter(({ name }) => wanted.has(name) && !loaded.has(name));
  await Promise.all(missing.map(async (reader) => void loaded.set(reader.name, await reader.load())));
}

/** The dialect of a reader by its name, as settings carry it. Undefined where it was not loaded. */
export function dialectOf(name: string): Dialect | undefined {
  return loaded.get(name);
}
