import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fix, lint, type SourceInput } from '@canal-lint/core';
import { describe, expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '..');
const examples = readdirSync(join(root, 'examples'), { withFileTypes: true })
  .filter((e) => e.isDirectory())
  .map((e) => e.name);

function sources(folder: string): SourceInput[] {
  const files = readdirSync(join(root, 'examples', folder), { recursive: true, encoding: 'utf8' }).filter((f) => /\.(?:ya?ml|tf)$/.test(f));
  return files.sort().map((name) => ({ name, text: readFileSync(join(root, 'examples', folder, name), 'utf8') }));
}

describe('examples', () => {
  test('each has its row', () => {
    const rows = [...readFileSync(join(root, 'examples/README.md'), 'utf8').matchAll(/^\| \[([\w-]+)\]\(\1\/README\.md\)/gm)];
    expect(rows.map(([, name]) => name).sort()).toEqual([...examples].sort());
  });

  test.each(examples)('%s: broken has findings, repaired has none', async (name) => {
    expect((await lint(sources(`${name}/broken`))).findings).not.toEqual([]);
    expect((await lint(sources(`${name}/repaired`))).findings).toEqual([]);
  });

  test.each(examples)('%s: --fix --unsafe-fixes makes repaired of broken', async (name) => {
    const broken = sources(`${name}/broken`);
    const { changed } = await fix(broken, { unsafe: true });
    const after = broken.map((s) => changed.find((c) => c.name === s.name)?.after ?? s.text);
    expect(after).toEqual(sources(`${name}/repaired`).map((s) => s.text));
  });

  test('the documents show what canal-lint prints', () => {
    const run = spawnSync(process.execPath, [join(root, 'scripts/console.mjs'), '--check'], { encoding: 'utf8' });
    expect(run.stderr).toBe('');
    expect(run.status).toBe(0);
  });
});
