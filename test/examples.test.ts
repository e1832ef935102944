import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { fix, lint, type SourceInput } from '@canal-lint/core';
import { describe, expect, onTestFinished, test } from 'vitest';
import { captured } from '../packages/cli/src/captured.js';
import { tool } from './tools.js';

const root = resolve(import.meta.dirname, '..');
const examples = readdirSync(join(root, 'examples'), { withFileTypes: true })
  .filter((e) => e.isDirectory())
  .map((e) => e.name);

/** Examples that a program renders, with what canal-lint is told about them. */
const rendered: Readonly<Record<string, { readonly program: string | undefined; readonly args: readonly string[] }>> = {
  'helm-chart': { program: tool('helm'), args: ['calico', '-f', 'prod.yaml'] },
  kustomize: { program: tool('kubectl') ?? tool('kustomize'), args: ['.'] },
};
const plain = examples.filter((name) => !Object.hasOwn(rendered, name));

function sources(folder: string): SourceInput[] {
  const files = readdirSync(join(root, 'examples', folder), { recursive: true, encoding: 'utf8' }).filter((f) => /\.(?:ya?ml|tf)$/.test(f));
  return files.sort().map((name) => ({ name, text: readFileSync(join(root, 'examples', folder, name), 'utf8') }));
}

function textsOf(folder: string): Readonly<Record<string, string>> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /\.\w+$/.test(name));
  return Object.fromEntries(names.sort().map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}

describe('examples', () => {
  test('each has its row', () => {
    const rows = [...readFileSync(join(root, 'examples/README.md'), 'utf8').matchAll(/^\| \[([\w-]+)\]\(\1\/README\.md\)/gm)];
    expect(rows.map(([, name]) => name).sort()).toEqual([...examples].sort());
  });

  test.each(plain)('%s: broken has findings, repaired has none', async (name) => {
    expect((await lint(sources(`${name}/broken`))).findings).not.toEqual([]);
    expect((await lint(sources(`${name}/repaired`))).findings).toEqual([]);
  });

  test.each(plain)('%s: --fix --unsafe-fixes makes repaired of broken', async (name) => {
    const broken = sources(`${name}/broken`);
    const { changed } = await fix(broken, { unsafe: true });
    const after = broken.map((s) => changed.find((c) => c.name === s.name)?.after ?? s.text);
    expect(after).toEqual(sources(`${name}/repaired`).map((s) => s.text));
  });

  for (const [name, { program = '', args }] of Object.entries(rendered)) {
    test.skipIf(program === '')(`${name}: --fix --unsafe-fixes makes repaired of broken`, async () => {
      const env = { PATH: [dirname(program), dirname(process.execPath)].join(delimiter), HOME: homedir() };
      const folder = mkdtempSync(join(tmpdir(), 'canal-lint-example-'));
      onTestFinished(() => rmSync(folder, { recursive: true }));
      cpSync(join(root, 'examples', name, 'broken'), folder, { recursive: true });
      expect((await captured(folder, ['--fail-on', 'warning', ...args], { env })).code).toBe(1);
      expect(await captured(folder, ['--fix', '--unsafe-fixes', '--fail-on', 'info', ...args], { env })).toMatchObject({ code: 0 });
      expect(textsOf(folder)).toEqual(textsOf(join(root, 'examples', name, 'repaired')));
    });
  }

  test('the documents show what canal-lint prints', () => {
    const run = spawnSync(process.execPath, [join(root, 'scripts/console.mjs'), '--check'], { encoding: 'utf8' });
    expect(run.stderr).toBe('');
    expect(run.status).toBe(0);
  });
});
