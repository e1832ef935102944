#!/usr/bin/env node
// Keeps the output shown in documents true: each ```console block whose lines start with `$ canal-lint …` is run again, from the root of the
// repository, and its output replaced. With --check nothing is written, and a stale block is an error. A page with a line `<!-- needs helm -->` is
// left alone, with a word, where there is no such program.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const check = process.argv.includes('--check');
const cli = join(root, 'packages/cli/bin/canal-lint.cjs');
const pages = [
  'README.md',
  ...['docs', 'examples'].flatMap((folder) => readdirSync(join(root, folder), { recursive: true }).map((name) => join(folder, name))),
];

// Where .ci/tools and `go install` put what they build.
const folders = [
  ...(process.env.PATH ?? '').split(delimiter),
  join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'canal-lint/tools'),
  join(process.env.GOPATH ?? join(homedir(), 'go'), 'bin'),
];
const env = { ...process.env, PATH: folders.join(delimiter), NO_COLOR: '1' };
const programs = { helm: ['helm'], kustomize: ['kustomize', 'kubectl'] };

const stale = [];
for (const page of pages.filter((name) => name.endsWith('.md')).sort()) {
  const before = readFileSync(join(root, page), 'utf8');
  const needed = /^<!-- needs (\w+) -->$/m.exec(before)?.[1];
  if (needed && !folders.some((folder) => programs[needed].some((name) => existsSync(join(folder, name))))) {
    console.warn(`skipped: ${page} shows what canal-lint prints with ${needed}, which is not installed`);
    continue;
  }
  const after = before.replace(
    /^```console\n((?:\$ canal-lint[^\n]*\n)[\s\S]*?)^```$/gm,
    (_, block) => `\`\`\`console\n${refreshed(block)}\`\`\``,
  );
  if (after === before) continue;
  stale.push(page);
  if (!check) writeFileSync(join(root, page), after);
}
if (check && stale.length > 0) {
  console.error(`stale output in ${stale.join(', ')}: run npm run gen`);
  process.exitCode = 1;
}

function refreshed(block) {
  const commands = block.split('\n').filter((line) => line.startsWith('$ '));
  return commands.map((line) => `${line}\n${output(line.slice('$ canal-lint'.length).trim().split(/\s+/))}`).join('');
}

function output(args) {
  const run = spawnSync(process.execPath, [cli, ...args], { cwd: root, env, encoding: 'utf8' });
  if (run.status === null || run.status > 1) throw new Error(`canal-lint ${args.join(' ')}: exit ${run.status}: ${run.stderr}`);
  return run.stdout.endsWith('\n') || run.stdout === '' ? run.stdout : `${run.stdout}\n`;
}
