// docs/configuration.md is executed: each section is a folder with the files that it shows, and its commands print what it says they do.
// UPDATE=1 writes their output into the page: read the difference before you commit it.
import fs from 'node:fs';
import { join, resolve } from 'node:path';
import { allRules } from '@canal-lint/core';
import { publishedSchema } from '@canal-lint/core/config';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { fence, played } from './played.js';

const root = resolve(import.meta.dirname, '..');
const page = join(root, 'docs/configuration.md');
const sections = fs.readFileSync(page, 'utf8').split(/^(?=## )/m);

describe('docs/configuration.md', () => {
  it.each(sections.map((section, i) => [section.split('\n')[0] ?? '', i] as const))('%s', async (_, i) => {
    const section = sections[i] ?? '';
    const now = await played(section);
    if (process.env['UPDATE']) {
      sections[i] = now;
      fs.writeFileSync(page, sections.join(''));
    } else expect(now).toBe(section);
  });

  it('shows every key of the schema', () => {
    for (const key of Object.keys(publishedSchema(allRules, '').properties ?? {}))
      expect(sections.join('')).toMatch(new RegExp(`^\\| \`${key}\` +\\|`, 'm'));
  });

  it('shows configurations that the published schema takes', () => {
    const ajv = new Ajv2020({ strict: true, strictRequired: false });
    const judge = ajv.compile(JSON.parse(fs.readFileSync(join(root, 'schema/canal-lint.schema.json'), 'utf8')) as object);
    const shown = [...sections.join('').matchAll(fence)].flatMap(([, , body = '']) =>
      body.startsWith('# .canal-lint.yaml\n') ? [body] : [],
    );
    expect(shown.length).toBeGreaterThan(4);
    for (const body of shown) expect(judge(parse(body)), body).toBe(true);
    expect(judge(parse('rules: {image-pinned: loud}'))).toBe(false);
  });
});

it('the published schema is that of the rules', () => {
  const text = fs.readFileSync(join(root, 'schema/canal-lint.schema.json'), 'utf8');
  const { $id } = JSON.parse(text) as { $id: string };
  expect(JSON.parse(text)).toEqual(publishedSchema(allRules, $id));
});
