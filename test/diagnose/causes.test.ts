/** The cases beside the causes, and that no cause lacks a page. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lint } from '@canal-lint/core';
import { type Answer, diagnose } from '@canal-lint/core/diagnose';
import { describe, expect, it } from 'vitest';
import { causes } from '../../packages/core/src/diagnose/registry.gen.js';
import { type CauseCase, casesOf, folder } from './cases.js';

const cases = casesOf();

type Told = { readonly answer: Answer; readonly rule: string | undefined };

async function told({ texts }: CauseCase): Promise<Told> {
  const run = await lint(texts.filter(({ name }) => name.endsWith('.yaml')));
  const answer = diagnose({ texts, clusters: run.clusters, findings: run.findings });
  const finding = answer.causes[0]?.finding;
  return { answer, rule: run.findings.find(({ fingerprint }) => fingerprint === finding)?.rule };
}

const brief = ({ verdict, causes: all }: Answer): string =>
  `${verdict}: ${all
    .slice(0, 4)
    .map(({ id, probability }) => `${id} ${probability.toFixed(2)}`)
    .join(', ')}`;

describe.each(cases.map((one) => [`${one.cause}: ${one.title}`, one] as const))('%s', (_, one) => {
  it('is what the text says', async () => {
    const { answer, rule } = await told(one);
    const [first] = answer.causes;
    expect(one.first, brief(answer)).toContain(first?.id);
    expect(answer.verdict, brief(answer)).toBe(one.verdict);
    if (one.nodes) expect(first?.nodes.toSorted()).toEqual(one.nodes.toSorted());
    if (one.finding !== undefined) expect(rule).toBe(one.finding);
    if (one.next !== undefined) expect(answer.next?.command ?? '').toContain(one.next);
    const steps = (first?.fix?.then ?? []).map(({ command, text }) => command ?? text);
    const fix = [first?.fix?.summary ?? '', ...steps].join('\n');
    for (const part of one.fix ?? []) expect(fix).toContain(part);
  });
});

describe.each(causes.map(({ id }) => id))('%s', (id) => {
  const page = join(folder, id, 'doc.md');

  it('has a page with its headings in order, and names causes that exist', () => {
    const text = existsSync(page) ? readFileSync(page, 'utf8') : '';
    const headings = [...text.matchAll(/^## .*$/gm)].map(([heading]) => heading);
    expect(headings).toEqual(['## Why', '## What you see', '## Verify', '## Mixed up with', '## Sources']);
    for (const [, named = ''] of text.matchAll(/^- `([a-z-]+)`/gm)) expect(causes.map((one) => one.id)).toContain(named);
  });

  it('has a case where it is the cause, and one where only a sign of it is there', () => {
    const own = cases.filter(({ cause }) => cause === id);
    expect(own.filter(({ first }) => first.includes(id)).length).toBeGreaterThan(0);
    expect(own.filter(({ first }) => !first.includes(id)).length).toBeGreaterThan(0);
  });
});

it('knows every folder', () => {
  expect(causes.map(({ id }) => id).sort()).toEqual(readdirSync(folder).sort());
});
