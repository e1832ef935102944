#!/usr/bin/env node
// Writes packages/core/src/generate/preflight/programs.gen.ts: the programs of the preflight as text, since core reads no files. Part of the build.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../packages/core/src/generate/preflight', import.meta.url));
const target = join(folder, 'programs.gen.ts');

/** Written only where it differs, so that the compiler does not start again. */
function write() {
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.sh'))
    .sort();
  const programs = Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
  const text = `// Written by scripts/preflight.mjs; do not edit.
/** The programs, by the name of their file. */
export const programs: Readonly<Record<string, string>> = ${JSON.stringify(programs, null, 2)};
`;
  if (!existsSync(target) || readFileSync(target, 'utf8') !== text) writeFileSync(target, text);
}

/** What vitest calls before the tests. */
export function setup() {
  write();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) write();
