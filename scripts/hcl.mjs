#!/usr/bin/env node
// Packs what reads Terraform's language, the WebAssembly of tree-sitter and of its grammar, into a module that is loaded with the first .tf file:
// deflated and in base64, so that it needs neither files nor fetch, and works from npm, in a bundle and in a page that was opened from disk.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { deflateSync } from 'node:zlib';

const require = createRequire(import.meta.url);
const target = fileURLToPath(new URL('../packages/core/src/source/hcl/wasm.gen.ts', import.meta.url));
const bytes = (path) => readFileSync(require.resolve(path));

/** Written only where it differs, so that the compiler does not start again. */
function write() {
  const runtime = bytes('web-tree-sitter/web-tree-sitter.wasm');
  const grammar = bytes('@tree-sitter-grammars/tree-sitter-hcl/tree-sitter-terraform.wasm');
  const packed = deflateSync(Buffer.concat([runtime, grammar]), { level: 9 }).toString('base64');
  const text = `// Written by scripts/hcl.mjs; do not edit.
/** Bytes of the runtime, which stand before those of the grammar. */
export const runtimeLength: number = ${runtime.length};
/** Both, deflated (zlib), in base64. */
export const packed: string =
  '${packed}';
`;
  if (!existsSync(target) || readFileSync(target, 'utf8') !== text) writeFileSync(target, text);
}

/** What vitest calls before the tests. */
export function setup() {
  write();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) write();
