import type { ReadSource, SourceInput } from '../document.js';

/** True for the name of a file in Terraform's own syntax; .tf.json is JSON. */
export function isHclName(name: string): boolean {
  return /\.tf$/i.test(name);
}

/** Loads what reads HCL. Rejects where the host has no WebAssembly, or its policy forbids it. */
export async function loadHcl(): Promise<(input: SourceInput) => ReadSource> {
  const [{ readHcl }, { loadParser }] = await Promise.all([import('./read.js'), import('./engine.js')]);
  await loadParser();
  return readHcl;
}
