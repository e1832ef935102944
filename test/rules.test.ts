import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type AnyRule, lint, ruleInfo } from '@canal-lint/core';
import { rules } from '@canal-lint/core/rules';
import { type Case, caseProblems, parseCases, runCase } from '@canal-lint/testkit';
import { describe, expect, it } from 'vitest';

const folder = fileURLToPath(new URL('../packages/core/src/rules/', import.meta.url));
const folders = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);

const casesOf = (name: string): readonly Case[] => {
  const cases = `${folder}${name}/cases/`;
  return readdirSync(cases)
    .filter((file) => file.endsWith('.yaml'))
    .sort()
    .flatMap((file) => parseCases(`${name}/cases/${file}`, readFileSync(cases + file, 'utf8')));
};

it('knows every folder of rules, each called as its rule', () => {
  expect(rules.map(({ name }) => name).sort()).toEqual(folders.sort());
});

it('has names that occur once', () => {
  expect(new Set(rules.map(({ name }) => name)).size).toBe(rules.length);
});

describe.each(rules.map((rule) => [rule.name, rule] as const))('%s', (name, rule) => {
  const cases = existsSync(`${folder}${name}/cases`) ? casesOf(name) : [];

  it.each(cases.map((one) => [`${one.source}:${one.line} ${one.title}`, one] as const))('%s', async (_, one) => {
    expect((await runCase(rule, one)).failures).toEqual([]);
  });

  it('has a bad, a good and an unknown case, and one for each message', async () => {
    const results = await Promise.all(cases.map((one) => runCase(rule, one)));
    expect(caseProblems(rule, results)).toEqual([]);
  });

  it('says what it is about in its own words', () => {
    expect(wordingProblems(rule)).toEqual([]);
  });
});

/** Words of the field that keep their capital at the start of a message. */
const properWords = /^(?:IPIP|VXLAN|BGP|BIRD|Felix|Calico|Typha|WireGuard)\b/;

function wordingProblems({ summary, messages }: AnyRule): readonly string[] {
  const texts = Object.entries(messages);
  return [
    ...(summary.endsWith('.') ? ['the summary ends with a full stop'] : []),
    ...(/[\r\n]/.test(summary) ? ['the summary has more than one line'] : []),
    ...texts.filter(([, text]) => text.trimEnd().endsWith('.')).map(([id]) => `message ${id} ends with a full stop`),
    ...texts.filter(([, text]) => !/^[a-z{"]/.test(text) && !properWords.test(text)).map(([id]) => `message ${id} starts with a capital`),
  ];
}

describe.each(rules.map((rule) => [rule.name, rule] as const))('the page of %s', (name, rule) => {
  const path = `${folder}${name}/doc.md`;
  const text = existsSync(path) ? readFileSync(path, 'utf8') : '';

  it('has its headings in order', () => {
    const headings = [...text.matchAll(/^(#+ .*)$/gm)].map(([heading]) => heading).filter((line) => line.startsWith('## '));
    const admission = headings.includes('## Admission') ? ['## Admission'] : [];
    expect(headings).toEqual(['## Why', '## Avoid', '## Prefer', '## Exceptions', ...admission, '## Sources']);
    expect(text.startsWith('## Why\n')).toBe(true);
  });

  it('has a policy for admission, or says why there is none', () => {
    expect(existsSync(`${folder}${name}/policy.rego`) || text.includes('\n## Admission\n')).toBe(true);
  });

  it('shows what it finds', async () => {
    for (const block of blocks(text, 'Avoid')) {
      const rules = (await run(name, block)).map((finding) => finding.rule);
      expect(new Set(rules), block).toEqual(new Set([rule.name]));
    }
    expect(blocks(text, 'Avoid')).not.toEqual([]);
  });

  it('shows what no rule objects to', async () => {
    for (const block of blocks(text, 'Prefer')) expect(await run(name, block), block).toEqual([]);
    expect(blocks(text, 'Prefer')).not.toEqual([]);
  });

  it('stands at the address that reports give', () => {
    expect(ruleInfo(rule).url).toMatch(new RegExp(`/docs/rules/${name}\\.md$`));
  });
});

/** The fenced blocks of YAML below a heading. */
function blocks(text: string, heading: string): readonly string[] {
  const section = text.split(/^## /m).find((part) => part.startsWith(`${heading}\n`)) ?? '';
  return [...section.matchAll(/^```yaml\n([\s\S]*?)^```$/gm)].map(([, code = '']) => code);
}

async function run(name: string, block: string): Promise<Awaited<ReturnType<typeof lint>>['findings']> {
  const [one] = parseCases(`${name}.yaml`, block);
  const { files = [], underlay, calicoVersion } = one ?? {};
  const inputs = files.map((file) => ({ name: file.name, text: file.text }));
  return (await lint(inputs, { ...(underlay && { underlay }), ...(calicoVersion !== undefined && { calicoVersion }) })).findings;
}
