// docs/policies.md is executed, with opa. UPDATE=1 writes the output of its commands into the page: read the difference before you commit it.
import fs from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { played } from '../played.js';
import { tool } from '../tools.js';

const opa = tool('opa');
const page = join(resolve(import.meta.dirname, '../..'), 'docs/policies.md');
const sections = fs.readFileSync(page, 'utf8').split(/^(?=## )/m);

describe.skipIf(opa === undefined)('docs/policies.md', () => {
  it.each(sections.map((section, i) => [section.split('\n')[0] ?? '', i] as const))('%s', async (_, i) => {
    const section = sections[i] ?? '';
    const now = await played(section, { PATH: dirname(opa ?? '') });
    if (process.env['UPDATE']) {
      sections[i] = now;
      fs.writeFileSync(page, sections.join(''));
    } else expect(now).toBe(section);
  });
});
