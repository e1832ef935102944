// docs/coverage.json: every rule, message and case that it names is there and says what it claims.
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { lint } from '@canal-lint/core';
import { rules } from '@canal-lint/core/rules';
import { type Case, parseCases, runCase } from '@canal-lint/testkit';
import { describe, expect, it } from 'vitest';

type Proof = { readonly name: string; readonly message?: string; readonly file: string; readonly case: string };
type Answer = {
  readonly rule?: readonly Proof[];
  readonly harmless?: readonly Proof[];
  readonly undecidable?: string;
  readonly later?: { readonly issue: string; readonly what: string };
  readonly gap?: string;
};
type Entry = Answer & { readonly section: string; readonly trap: string; readonly source: string; readonly rest?: Answer };

const root = fileURLToPath(new URL('..', import.meta.url));
const read = (path: string): string => readFileSync(`${root}${path}`, 'utf8');
const entries = JSON.parse(read('docs/coverage.json')) as readonly Entry[];
const { answerOf, coveragePage } = (await import(`${root}scripts/coverage.mjs`)) as {
  answerOf: (answer: Answer) => string | undefined;
  coveragePage: (entries: readonly Entry[]) => string;
};

type Answered = { readonly rules: unknown; readonly dialects: unknown; readonly answer: string; readonly why: string };
type Row = { readonly rule: string; readonly cells: readonly ({ readonly file: string; readonly title: string } | Answered | undefined)[] };
const { answers, casesBeside, dialects, dialectRows, dialectSection } = (await import(`${root}scripts/dialects.mjs`)) as {
  answers: Readonly<Record<string, string>>;
  casesBeside: (root: string, rule: string, column: string) => readonly { readonly one: Case; readonly rest: Case['files'] }[];
  dialects: Readonly<Record<string, readonly string[]>>;
  dialectRows: (root: string) => readonly Row[];
  dialectSection: (rows: readonly Row[]) => string;
};
const rows = dialectRows(root);
const columns = Object.keys(dialects);

/** The only case of that title in that file of the rule; undefined where there is none, or more than one. */
function caseOf({ name, file, case: title }: Proof): Case | undefined {
  const path = `packages/core/src/rules/${name}/cases/${file}`;
  if (!existsSync(`${root}${path}`)) return undefined;
  const found = parseCases(path, read(path)).filter((one) => one.title === title);
  return found.length === 1 ? found[0] : undefined;
}

const proofs = entries.flatMap((entry) => [entry.rule, entry.harmless].flatMap((list) => list ?? []));

describe.each(proofs.map((proof) => [`${proof.name}/${proof.file}: ${proof.case}`, proof] as const))('%s', (_, proof) => {
  it(proof.message === undefined ? 'is silent' : `reports ${proof.message}`, async () => {
    const rule = rules.find(({ name }) => name === proof.name);
    const one = caseOf(proof);
    if (!rule || !one) throw new Error(rule ? 'there is no such case, or more than one' : 'there is no such rule');
    const { messages, failures } = await runCase(rule, one);
    expect(failures).toEqual([]);
    if (proof.message === undefined) expect(messages).toEqual([]);
    else expect(messages).toContain(proof.message);
  });
});

it.each(entries.map((entry) => [entry.trap, entry] as const))('gives one answer to: %s', (_, entry) => {
  expect(answerOf(entry)).toBeDefined();
  expect(entry.rest === undefined || answerOf(entry.rest) !== undefined).toBe(true);
  expect(entry.source).not.toBe('');
  for (const { message } of entry.rule ?? []) expect(message).toBeDefined();
  for (const { message } of entry.harmless ?? []) expect(message).toBeUndefined();
  expect(entry.rule ?? entry.harmless).not.toEqual([]);
  for (const later of [entry.later, entry.rest?.later]) {
    if (later) expect(['installers', 'policies', 'diagnose', 'sandbox', 'pipelines', 'generate']).toContain(later.issue);
  }
});

it('holds each row once', () => {
  expect(new Set(entries.map(({ trap }) => trap)).size).toBe(entries.length);
});

it('has a page that is up to date', () => {
  expect(read('docs/coverage.md')).toBe(coveragePage(entries) + dialectSection(rows));
});

describe('rules by dialect', () => {
  const cells = rows.flatMap(({ rule, cells }) => cells.map((cell, i) => ({ name: `${rule} in ${columns[i]}`, cell })));

  it('has a case or an answer for each cell', () => {
    expect(cells.filter(({ cell }) => cell === undefined).map(({ name }) => name)).toEqual([]);
  });

  it('leaves no cell open', () => {
    expect(cells.filter(({ cell }) => cell && 'answer' in cell && cell.answer === 'open').map(({ name }) => name)).toEqual([]);
  });

  const beside = rows.flatMap(({ rule, cells }) =>
    cells.flatMap((cell, i) => (cell && 'answer' in cell && cell.answer === 'beside' ? [[rule, columns[i] ?? ''] as const] : [])),
  );
  it.each(beside)('%s is caught beside %s, and silent without it', async (name, column) => {
    const rule = rules.find((one) => one.name === name);
    const [found] = casesBeside(root, name, column);
    if (!rule || !found) throw new Error(`no case of ${name} expects its findings beside ${column}`);
    const { underlay, calicoVersion } = found.one;
    const options = { rules: [rule], ...(underlay && { underlay }), ...(calicoVersion !== undefined && { calicoVersion }) };
    const wanted = found.rest.flatMap(({ wants }) => wants.map(({ message }) => message));
    const left = (await lint(found.rest, options)).findings.map(({ message }) => message);
    expect(left.filter((text) => wanted.some((part) => text.includes(part)))).toEqual([]);
  });

  it('gives answers that it knows, with a reason', () => {
    const said = JSON.parse(read('docs/dialects.json')) as readonly Answered[];
    expect(said.filter(({ answer, why }) => !(answer in answers) || why === '')).toEqual([]);
    const taken = new Set(cells.map(({ cell }) => JSON.stringify(cell)));
    expect(said.filter((entry) => !taken.has(JSON.stringify(entry))).map(({ why }) => why)).toEqual([]);
    const names = new Set(['all', ...rows.map(({ rule }) => rule), ...columns]);
    expect(said.flatMap((entry) => [entry.rules, entry.dialects].flat()).filter((name) => !names.has(String(name)))).toEqual([]);
  });
});
