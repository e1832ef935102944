// What holds for every text: redacting twice changes nothing more, the map leads back, and the linter sees the same.
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { lint } from '@canal-lint/core';
import { redact, redactor, restore, type Text } from '@canal-lint/core/redact';
import { parseCases } from '@canal-lint/testkit';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { manifests } from './manifests.js';
import { written } from './marked.js';
import { outputs } from './outputs.js';
import { settings } from './settings.js';

const root = resolve(import.meta.dirname, '../..');
const scenes = Object.entries({ ...manifests, ...settings, ...outputs }).map(([name, scene]): readonly [string, string] => [
  name,
  written(scene, 7).text,
]);

const texts = (folder: string, wanted: RegExp): readonly (readonly [string, readonly Text[]])[] => {
  const files = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).filter((file) => wanted.test(file));
  const folders = [...new Set(files.map((file) => file.replace(/\/[^/]+$/, '')))];
  return folders.map((one) => [
    one,
    files.filter((file) => file.startsWith(`${one}/`)).map((name) => ({ name, text: readFileSync(join(root, folder, name), 'utf8') })),
  ]);
};

async function findings(sources: readonly Text[]): Promise<readonly string[]> {
  const run = await lint(sources);
  return run.findings.map(({ rule, severity, location }) => `${location.file}:${location.line} ${severity} ${rule}`).sort();
}

describe('redacting', () => {
  test.each(scenes)('%s: twice changes nothing more', (_, text) => {
    const once = redact([{ name: 'a', text }]).texts;
    expect(redact(once)).toEqual({ texts: once, replacements: [] });
  });

  test.each(scenes)('%s: the map leads back', (_, text) => {
    const run = redactor();
    const [redacted] = run.redact([{ name: 'a', text }]).texts;
    expect(restore(redacted?.text ?? '', run.standIns())).toBe(text);
  });

  test.each(scenes)('%s: keeps its lines', (_, text) => {
    const [redacted] = redact([{ name: 'a', text }]).texts;
    expect(redacted?.text.split('\n').length).toBe(text.split('\n').length);
  });

  test('of texts in any mixture: twice changes nothing more, and the map leads back', () => {
    const lines = scenes.flatMap(([, text]) => text.split('\n'));
    const cut = fc.record({ line: fc.constantFrom(...lines), from: fc.nat(12), end: fc.nat(200) });
    fc.assert(
      fc.property(fc.array(cut, { minLength: 1, maxLength: 25 }), (pieces) => {
        const text = pieces.map(({ line, from, end }) => line.slice(from, from + end)).join('\n');
        const run = redactor();
        const once = run.redact([{ name: 'a', text }]).texts;
        expect(redact(once).texts).toEqual(once);
        expect(restore(once[0]?.text ?? '', run.standIns())).toBe(text);
      }),
      { numRuns: 300 },
    );
  });
});

describe('the linter', () => {
  test.each(texts('examples', /\.(?:ya?ml|tf|ini|json)$/))('finds the same in example %s', async (_, sources) => {
    expect(await findings(redact(sources).texts)).toEqual(await findings(sources));
  });

  test.each(texts('packages/core/src/rules', /\/cases\/[^/]+\.yaml$/))('finds the same in the cases of %s', async (_, files) => {
    for (const { name, text } of files) {
      for (const one of parseCases(name, text)) {
        const sources = one.files.map((file) => ({ name: file.name, text: file.text }));
        // What a Secret holds is gone, and what the linter would say of it.
        if (sources.some((source) => /^kind: Secret$/m.test(source.text))) continue;
        expect(await findings(redact(sources).texts), `${name}: ${one.title}`).toEqual(await findings(sources));
      }
    }
  });
});
