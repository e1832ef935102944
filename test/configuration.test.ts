// docs/configuration.md is executed: each section is a folder with the files that it shows, and its commands print what it says they do.
// UPDATE=1 writes their output into the page: read the difference before you commit it.
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { allRules } from '@canal-lint/core';
import { publishedSchema } from '@canal-lint/core/config';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { captured } from '../packages/cli/src/captured.js';
import { argumentsOf, layOut } from './scenarios/scenario.js';

const root = resolve(import.meta.dirname, '..');
const page = join(root, 'docs/configuration.md');
const sections = fs.readFileSync(page, 'utf8').split(/^(?=## )/m);
const fence = /^```(\w+)\n([\s\S]*?)^```$/gm;

/** The section with the output of its commands as they are now. */
async function played(section: string): Promise<string> {
  const cwd = fs.realpathSync(fs.mkdtempSync(join(tmpdir(), 'canal-lint-docs-')));
  fs.mkdirSync(join(cwd, '.git'));
  try {
    let text = '';
    let from = 0;
    for (const { index, 0: all, 1: language, 2: body = '' } of section.matchAll(fence)) {
      const name = /^(?:#|\/\/) (\S+)\n/.exec(body)?.[1];
      if (language !== 'text' && name !== undefined) layOut(new Map([[name, body]]), cwd);
      text += section.slice(from, index) + (language === 'text' ? `\`\`\`text\n${await outputs(body, cwd)}\`\`\`` : all);
      from = index + all.length;
    }
    return text + section.slice(from);
  } finally {
    fs.rmSync(cwd, { recursive: true });
  }
}

async function outputs(block: string, cwd: string): Promise<string> {
  let text = '';
  for (const command of block.split('\n').filter((line) => line.startsWith('$ '))) {
    const [line = '', filter] = command.slice(2).split(' | grep ');
    const { stdout, stderr } = await captured(cwd, argumentsOf(line));
    text += `${command}\n${filtered(stdout, filter)}${stderr}`;
  }
  return text;
}

/** `grep word` and `grep -v word`, so that the page need not change with every rule. */
function filtered(text: string, filter: string | undefined): string {
  if (filter === undefined) return text;
  const inverse = filter.startsWith('-v ');
  const word = inverse ? filter.slice(3) : filter;
  return text
    .split(/(?<=\n)/)
    .filter((line) => line.includes(word) !== inverse)
    .join('');
}

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
    for (const key of Object.keys(publishedSchema(allRules, '').properties ?? {})) expect(sections.join('')).toContain(`| \`${key}\` |`);
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
