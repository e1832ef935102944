/** Faults made in clean files: the rule speaks where the fault is and nowhere else, and is silent without it. MUTATION_SEED takes another seed. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Finding, fix, lint } from '@canal-lint/core';
import { rules } from '@canal-lint/core/rules';
import { expect, it } from 'vitest';
import { hasShared, shared } from '../shared.js';
import { type Base, type Fault, judged, type Mutant, mutate, placesOf, type Random, seeded, undone } from './engine.js';
import { faults } from './faults.js';

/** Mutants of one fault in one base. */
const most = 3;
const leastRate = 0.98;
const usualSeed = 0x5eed;
// The generator stands still at 0.
const seed = Number(process.env['MUTATION_SEED'] ?? usualSeed) || usualSeed;
const upstream = ['v3.29.7', 'v3.31.7'];
const shipped = ['calico.yaml', 'calico-vxlan.yaml', 'canal.yaml', 'calico-typha.yaml'];

const read = (folder: string, file: string): Base['files'][number] => ({ name: file, text: readFileSync(join(folder, file), 'utf8') });

function bases(): readonly Base[] {
  const own = join(import.meta.dirname, 'bases');
  const examples = resolve(import.meta.dirname, '../../examples');
  const released = join(shared, 'corpus/upstream');
  return [
    ...readdirSync(own).map((file) => ({ name: file, files: [read(own, file)] })),
    ...readdirSync(examples)
      .filter((name) => existsSync(join(examples, name, 'repaired')) && !isRendered(join(examples, name)))
      .map((name) => ({ name, files: filesIn(join(examples, name, 'repaired')) })),
    ...(hasShared ? upstream : []).flatMap((release) =>
      shipped.map((file) => ({ name: `${release}/${file}`, files: [read(join(released, release), file)] })),
    ),
  ];
}

/** Nothing here renders charts and kustomizations: most of their values are seen only then. */
function isRendered(folder: string): boolean {
  return readFileSync(join(folder, 'README.md'), 'utf8').includes('<!-- needs ');
}

function filesIn(folder: string): Base['files'] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => /\.(?:ya?ml|tf)$/.test(file));
  return files.sort().map((file) => read(folder, file));
}

type Result = { readonly fault: Fault; readonly base: string; readonly survived: string; readonly heard: ReadonlySet<string> };

async function tried(fault: Fault, base: Base, before: readonly Finding[], random: Random): Promise<readonly Result[]> {
  if (before.some(({ rule }) => rule === fault.rule)) return [];
  const places = [...placesOf(fault, base)];
  while (places.length > most) places.splice(random(places.length), 1);
  const spoke = new Set(before.map(({ rule }) => rule));
  const results: Result[] = [];
  for (const place of places) {
    const mutant = mutate(fault, base, place, random);
    const after = (await lint(mutant.files)).findings;
    const survived = judged(fault, mutant, { before, after }) || (await unsilenced(fault, mutant, after));
    results.push({ fault, base: base.name, survived, heard: new Set(after.map(({ rule }) => rule).filter((rule) => !spoke.has(rule))) });
  }
  return results;
}

/** What undoes the fault must silence the rule: the inverse edit, and the safe fix where the rule has one. */
async function unsilenced({ rule }: Fault, mutant: Mutant, after: readonly Finding[]): Promise<string> {
  const speaks = (findings: readonly Finding[]): boolean => findings.some((finding) => finding.rule === rule);
  if (speaks((await lint(undone(mutant))).findings)) return `${mutant.wanted}: speaks after the inverse edit`;
  const fixed = after.some((f) => f.rule === rule && f.fix?.applicability === 'safe' && f.fix.edits.length > 0);
  return fixed && speaks((await fix(mutant.files)).run.findings) ? `${mutant.wanted}: speaks after its own fix` : '';
}

function table(results: readonly Result[]): string {
  const rows = rules.map(({ name }) => {
    const own = results.filter(({ fault }) => fault.rule === name);
    return `${name.padEnd(24)}${String(own.length).padStart(8)}${String(own.filter((r) => r.survived === '').length).padStart(8)}`;
  });
  const killed = results.filter((r) => r.survived === '').length;
  const rate = ((100 * killed) / results.length).toFixed(1);
  return [`${'rule'.padEnd(24)} mutants  killed`, ...rows, `kill rate ${rate} %: ${killed} of ${results.length}`].join('\n');
}

const rateOf = (results: readonly Result[]): number => results.filter((r) => r.survived === '').length / results.length;

/** A fault that is made nowhere tests nothing, and a rule that is excused and never speaks need not be excused. */
function idle(fault: Fault, results: readonly Result[]): readonly string[] {
  const own = results.filter((r) => r.fault === fault);
  const name = `${fault.rule}, ${fault.name}`;
  if (own.length === 0) return [`${name}: made nowhere`];
  const silent = (fault.also ?? []).filter((rule) => own.every(({ heard }) => !heard.has(rule)));
  return silent.map((rule) => `${name}: ${rule} never speaks`);
}

it('each fault is of a rule; a rule without one is named', () => {
  const names = rules.map(({ name }) => name);
  expect(faults.map(({ rule }) => rule).filter((rule) => !names.includes(rule))).toEqual([]);
  // Printed, not failed: a new rule touches its own folder only, and gets its faults next.
  const missing = names.filter((name) => !faults.some(({ rule }) => rule === name));
  if (missing.length > 0) console.warn(`rules without a fault in test/mutation/faults: ${missing.join(', ')}`);
});

it('each fault is made somewhere, and its rule finds it there', async () => {
  const random = seeded(seed);
  const results: Result[] = [];
  for (const base of bases()) {
    const before = (await lint(base.files)).findings;
    for (const fault of faults) results.push(...(await tried(fault, base, before, random)));
  }
  const survivors = results.filter((r) => r.survived !== '').map((r) => `${r.fault.rule}, ${r.fault.name}, ${r.base} ${r.survived}`);
  console.log([table(results), ...survivors.map((s) => `survives: ${s}`)].join('\n'));
  if (seed === usualSeed) expect(faults.flatMap((fault) => idle(fault, results))).toEqual([]);
  // A rule with few mutants could be dead and hardly change the rate.
  expect(rules.filter(({ name }) => rateOf(results.filter(({ fault }) => fault.rule === name)) < 0.5).map(({ name }) => name)).toEqual([]);
  expect(rateOf(results)).toBeGreaterThanOrEqual(leastRate);
});
