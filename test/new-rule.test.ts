import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { AnyRule } from '@canal-lint/core';
import { caseProblems, parseCases, runCase } from '@canal-lint/testkit';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const copy = mkdtempSync(join(tmpdir(), 'canal-lint-new-rule-'));
const rules = join(copy, 'packages/core/src/rules');

beforeAll(() => {
  for (const path of [
    'packages/core/src',
    'packages/core/package.json',
    'packages/core/tsconfig.json',
    'tsconfig.base.json',
    'package.json',
  ]) {
    cpSync(join(root, path), join(copy, path), { recursive: true });
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
});

afterAll(() => rmSync(copy, { recursive: true, force: true }));

const newRule = (...args: readonly string[]): { readonly status: number | null; readonly stdout: string; readonly stderr: string } =>
  spawnSync(process.execPath, [join(root, 'scripts/new-rule.mjs'), ...args, '--root', copy], { encoding: 'utf8' });

/** Every file of the copy with a hash of its bytes. */
function state(folder = copy, found = new Map<string, string>()): ReadonlyMap<string, string> {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (name === 'node_modules') continue;
    if (statSync(path).isDirectory()) state(path, found);
    else found.set(path.slice(copy.length + 1), createHash('sha256').update(readFileSync(path)).digest('hex'));
  }
  return found;
}

function changed(before: ReadonlyMap<string, string>): string[] {
  return [...state()].filter(([path, hash]) => before.get(path) !== hash).map(([path]) => path);
}

it('adds one folder, and generation does the rest', () => {
  const before = state();
  expect(newRule('pool-naming')).toMatchObject({ status: 0, stderr: '' });
  const folder = 'packages/core/src/rules/pool-naming/';
  expect(changed(before).sort()).toEqual([`${folder}cases/pool-naming.yaml`, `${folder}doc.md`, `${folder}rule.ts`]);
  const scaffolded = state();
  execFileSync(process.execPath, [join(root, 'scripts/registry.mjs'), '--root', copy]);
  const generated = changed(scaffolded);
  expect(generated).toContain('packages/core/src/lint/registry.gen.ts');
  expect(generated.filter((path) => !path.endsWith('.gen.ts'))).toEqual([]);
  expect(readFileSync(join(copy, 'packages/core/src/lint/registry.gen.ts'), 'utf8')).toContain(
    "import poolNaming from '../rules/pool-naming/rule.js';",
  );
});

it('writes a rule that compiles', () => {
  const config = join(copy, 'tsconfig.json');
  const compilerOptions = { composite: false, noEmit: true, rootDir: '.' };
  writeFileSync(
    config,
    JSON.stringify({ extends: './tsconfig.base.json', compilerOptions, files: ['packages/core/src/rules/pool-naming/rule.ts'] }),
  );
  const tsc = spawnSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', config], { encoding: 'utf8' });
  expect(tsc.stdout).toBe('');
  expect(tsc.status).toBe(0);
});

it('writes cases that pass', async () => {
  const outfile = join(copy, 'rule.mjs');
  await build({ entryPoints: [join(rules, 'pool-naming/rule.ts')], bundle: true, format: 'esm', outfile, logLevel: 'silent' });
  const { default: rule } = (await import(/* @vite-ignore */ pathToFileURL(outfile).href)) as { readonly default: AnyRule };
  const cases = parseCases('pool-naming.yaml', readFileSync(join(rules, 'pool-naming/cases/pool-naming.yaml'), 'utf8'));
  const results = await Promise.all(cases.map((one) => runCase(rule, one)));
  expect(results.flatMap(({ failures }) => failures)).toEqual([]);
  expect(caseProblems(rule, results)).toEqual([]);
});

it.each([
  ['Pool-Naming', 'is no name for a rule'],
  ['naming', 'is no name for a rule'],
  ['../pool-naming', 'is no name for a rule'],
  ['pool--naming', 'is no name for a rule'],
  [`${'a'.repeat(40)}-b`, 'is no name for a rule'],
  ['internal-error', 'choose another one'],
  ['pool-cidr', 'there is a rule pool-cidr already'],
])('refuses %s and says why', (name, why) => {
  const before = state();
  const { status, stderr } = newRule(name);
  expect(stderr).toContain(why);
  expect(status).toBe(2);
  expect(changed(before)).toEqual([]);
});

it('refuses no name, and two', () => {
  expect(newRule()).toMatchObject({ status: 2, stderr: 'usage: npm run new-rule -- my-rule\n' });
  expect(newRule('pool-a', 'pool-b')).toMatchObject({ status: 2 });
});
