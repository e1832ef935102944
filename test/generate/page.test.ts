// docs/generate.md is executed, section by section. UPDATE=1 writes the output of its commands into the page: read the difference before you commit it.
import fs from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fence, played } from '../played.js';

const page = join(resolve(import.meta.dirname, '../..'), 'docs/generate.md');
const sections = fs.readFileSync(page, 'utf8').split(/^(?=## )/m);
/** The files that a section shows are there in the sections behind it as well. */
const files = (text: string): string =>
  [...text.matchAll(fence)].flatMap(([block, language]) => (language === 'yaml' ? [block] : [])).join('\n');

describe('docs/generate.md', () => {
  it.each(sections.map((section, i) => [section.split('\n')[0] ?? '', i] as const))('%s', async (_, i) => {
    const section = sections[i] ?? '';
    if (!/^\$ canal-lint /m.test(section)) return;
    const before = `${files(sections.slice(0, i).join('\n'))}\n`;
    const now = (await played(before + section)).slice(before.length);
    if (process.env['UPDATE']) {
      sections[i] = now;
      fs.writeFileSync(page, sections.join(''));
    } else expect(now).toBe(section);
  });
});
