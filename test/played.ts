// Pages whose sections are executed: each is a folder with the files that it shows, and its commands print what it says they do.
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { captured } from '../packages/cli/src/captured.js';
import type { World } from '../packages/cli/src/world.js';
import { argumentsOf, layOut } from './scenarios/scenario.js';

/** A block of code: its language and its text. */
export const fence: RegExp = /^```(\w+)\n([\s\S]*?)^```$/gm;

/** The section with the output of its commands as they are now. */
export async function played(section: string, env: World['env'] = {}): Promise<string> {
  const cwd = fs.realpathSync(fs.mkdtempSync(join(tmpdir(), 'canal-lint-docs-')));
  fs.mkdirSync(join(cwd, '.git'));
  try {
    let text = '';
    let from = 0;
    for (const { index, 0: all, 1: language, 2: body = '' } of section.matchAll(fence)) {
      const name = /^(?:#|\/\/) (\S+)\n/.exec(body)?.[1];
      if (language !== 'text' && name !== undefined) layOut(new Map([[name, body]]), cwd);
      text += section.slice(from, index) + (language === 'text' ? `\`\`\`text\n${await outputs(body, cwd, env)}\`\`\`` : all);
      from = index + all.length;
    }
    return text + section.slice(from);
  } finally {
    fs.rmSync(cwd, { recursive: true });
  }
}

async function outputs(block: string, cwd: string, env: World['env']): Promise<string> {
  let text = '';
  for (const command of block.split('\n').filter((line) => line.startsWith('$ '))) {
    const [line = '', filter] = command.slice(2).split(' | grep ');
    const { stdout, stderr } = await captured(cwd, argumentsOf(line), { env });
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
