#!/usr/bin/env node
// What a release changes: versions and change logs by changesets, the version that recipes name, the lock file, the committed action.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const run = (program, ...args) => execFileSync(program, args, { cwd: root, stdio: 'inherit' });
const version = () => JSON.parse(readFileSync(join(root, 'packages/cli/package.json'), 'utf8')).version;

const before = version();
run('npx', 'changeset', 'version');
const after = version();
const recipes = readdirSync(join(root, 'docs/ci'), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
for (const path of [join(root, 'README.md'), ...recipes.map((entry) => join(entry.parentPath ?? entry.path, entry.name))]) {
  const text = readFileSync(path, 'utf8');
  const now = text.replaceAll(new RegExp(`(canal-lint(?:@v?|:|": ")|rev: v)${before.replaceAll('.', '\\.')}\\b`, 'g'), `$1${after}`);
  if (now !== text) writeFileSync(path, now);
}
run('npm', 'install', '--package-lock-only', '--ignore-scripts');
run('npm', 'run', 'action');
