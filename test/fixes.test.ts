/** What `--fix` leaves of the rules' cases, in every dialect: no rule finds anything there that was not there before. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Finding, fix, lint } from '@canal-lint/core';
import { rules } from '@canal-lint/core/rules';
import { type Case, parseCases } from '@canal-lint/testkit';
import { describe, expect, it } from 'vitest';

const folder = fileURLToPath(new URL('../packages/core/src/rules/', import.meta.url));

/** What a fix leaves for the user to say, by the title of the case. */
const left: ReadonlyMap<string, string> = new Map([
  ['an empty list as text in INI', 'peer_with_router has no peers: with VXLAN it is in the way of nobody, and taking it out is a choice'],
  [
    'the incident of the cluster, both modes off in the environment and in the pool',
    'the environment of the first install says what the pool said',
  ],
]);

/** The cases that expect a safe fix. */
function fixed(name: string): readonly Case[] {
  const cases = `${folder}${name}/cases/`;
  return readdirSync(cases)
    .filter((file) => file.endsWith('.yaml'))
    .flatMap((file) => parseCases(`${name}/cases/${file}`, readFileSync(cases + file, 'utf8')))
    .filter(({ files }) => files.some(({ wants }) => wants.some((want) => want.fix.length > 0)));
}

/** By rule and place in the tree: a fix of another value may change the words of a finding. */
function keyOf({ rule, location: { file, document, path } }: Finding): string {
  return `${rule} ${file} ${document} ${path.join('.')}`;
}

const all = rules.map(({ name }) => ({ name, cases: fixed(name) })).filter(({ cases }) => cases.length > 0);

describe.each(all)('$name', ({ cases }) => {
  it.each(cases.map((one) => [`${one.source}:${one.line}`, one] as const))('%s', async (_, one) => {
    const inputs = one.files.map((file) => ({ name: file.name, text: file.text, whole: one.whole }));
    const { underlay, calicoVersion } = one;
    const options = { rules, ...(underlay && { underlay }), ...(calicoVersion !== undefined && { calicoVersion }) };
    const before = new Set((await lint(inputs, options)).findings.map(keyOf));
    const { run } = await fix(inputs, options);
    const news = run.findings.filter((finding) => !before.has(keyOf(finding)));
    const told = news.map((finding) => `${keyOf(finding)}: ${finding.message}`);
    if (left.has(one.title)) expect(told).toHaveLength(1);
    else expect(told).toEqual([]);
  });
});
