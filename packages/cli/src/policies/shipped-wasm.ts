import { readFileSync } from 'node:fs';

/** The compiled policies, from the checkout. scripts/bundle.mjs puts a compressed copy beside the command, and a module that reads it in place of this one. */
export function shippedWasm(): Uint8Array {
  return readFileSync(new URL('../../../../policies/canal-lint.wasm', import.meta.url));
}
