#!/usr/bin/env node
// Builds packages/action/dist, which is committed, since GitHub runs an action as it stands in the repository: the action's own code, and the command
// as `npm run build` left it. `--check` compares with what is committed instead of writing it.
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliDecompressSync } from 'node:zlib';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'packages/action/dist');
const check = process.argv.includes('--check');
const target = check ? mkdtempSync(join(tmpdir(), 'canal-lint-action-')) : dist;

if (!check) rmSync(dist, { recursive: true, force: true });
await build({
  entryPoints: [join(root, 'packages/action/src/main.ts')],
  outfile: join(target, 'index.cjs'),
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  banner: { js: '// Written by `npm run action` from packages/action/src; do not edit.' },
  logLevel: 'warning',
});
const cli = join(root, 'packages/cli');
mkdirSync(join(target, 'cli/dist'), { recursive: true });
// pre-commit runs it from here.
cpSync(join(cli, 'bin/canal-lint.cjs'), join(target, 'cli/bin/canal-lint.cjs'));
cpSync(join(cli, 'package.json'), join(target, 'cli/package.json'));
for (const name of readdirSync(join(cli, 'dist'))) {
  if (/\.(?:cjs|br|zz)$|^LICENSES\.txt$/.test(name)) cpSync(join(cli, 'dist', name), join(target, 'cli/dist', name));
}

/** Versions of Node compress differently: what is inside counts. */
function read(path) {
  const bytes = readFileSync(path);
  return path.endsWith('.br') ? brotliDecompressSync(bytes) : bytes;
}

if (check) {
  const files = (folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(folder.length + 1))
      .sort();
  const [made, kept] = [files(target), files(dist)];
  const other = [...new Set([...made, ...kept])].filter(
    (file) => !made.includes(file) || !kept.includes(file) || !read(join(target, file)).equals(read(join(dist, file))),
  );
  rmSync(target, { recursive: true });
  if (other.length > 0) {
    console.error(
      `packages/action/dist is not what the sources make (${other.length} files, as ${other[0]}): run \`npm run action\` and commit it`,
    );
    process.exitCode = 1;
  }
}
