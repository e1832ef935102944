import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { hasShared, shared } from '../shared.js';

/** Kinds that have a reader. */
const kinds =
  'calico-resource,manifest-install,canal-manifest,negative-control,kubespray-vars,operator-installation,helm-values,rke2-helmchartconfig,rke1-cluster,kops-cluster';
const cli = resolve(import.meta.dirname, '../../packages/cli/bin/canal-lint.cjs');
/** Findings of rules that do not exist yet: `entry: class` → the rule that will give it. */
const later: Readonly<Record<string, string>> = JSON.parse(readFileSync(join(import.meta.dirname, 'later.json'), 'utf8'));

function score(...more: string[]): string {
  const scorer = join(shared, 'tools/score-corpus.mjs');
  const args = [
    scorer,
    '--corpus',
    join(shared, 'corpus/real'),
    '--classes',
    join(import.meta.dirname, 'classes.json'),
    ...more,
    '--',
    process.execPath,
    cli,
  ];
  const run = spawnSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 1 << 28 });
  expect(run.status, run.stdout + run.stderr).toBe(0);
  return run.stdout;
}

describe.skipIf(!hasShared)('real files with verdicts', () => {
  test('kinds that have a reader: precision, no false error, every finding that these rules can give', () => {
    const out = score('--kinds', kinds);
    console.log(out.trim().split('\n').at(-1));
    expect(out).toMatch(/ 0 crashed;/);
    expect(out).toMatch(/false errors 0, chatty 0/);
    expect(Number(/precision ([\d.]+) %/.exec(out)?.[1])).toBeGreaterThanOrEqual(95);
    expect(out).not.toMatch(/^LOWER/m);
    const missed = [...out.matchAll(/^MISSED (\S+): \w+ (\S+) at/gm)].map(([, id, kind]) => `${id}: ${kind}`);
    expect([...new Set(missed)].sort()).toEqual(Object.keys(later).sort());
  });

  test('the kinds of issue 4: recall', () => {
    const out = score('--kinds', 'calico-resource,manifest-install,canal-manifest,negative-control');
    console.log(out.trim().split('\n').at(-1));
    expect(out).toMatch(/ 0 crashed;/);
    expect(out).toMatch(/false errors 0, chatty 0/);
    expect(Number(/recall \d+\/\d+ = ([\d.]+) %/.exec(out)?.[1])).toBeGreaterThanOrEqual(95);
    expect(Number(/precision ([\d.]+) %/.exec(out)?.[1])).toBeGreaterThanOrEqual(95);
  });

  test('all kinds, with or without a reader: no crash and no false error', () => {
    const out = score();
    console.log(out.trim().split('\n').at(-1));
    expect(out).toMatch(/ 0 crashed;/);
    expect(out).toMatch(/false errors 0/);
  });
});
