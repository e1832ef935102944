import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { hasShared, shared } from '../shared.js';

const cli = resolve(import.meta.dirname, '../../packages/cli/bin/canal-lint.cjs');
const corpus = resolve(import.meta.dirname, '../corpus');
const skipped = join(corpus, 'incidents-skipped.json');

type Score = {
  readonly cases: number;
  readonly first: number;
  readonly two: number;
  readonly three: number;
  readonly wrong: number;
  readonly sick: number;
  readonly crashed: number;
};

/** Runs the scorer that stands beside the corpora; its last line holds the figures. */
function score(...args: string[]): Score {
  const scorer = join(shared, 'tools/score-diagnose.mjs');
  const run = spawnSync(
    process.execPath,
    [scorer, ...args, '--causes', join(corpus, 'causes.json'), '--', process.execPath, cli, 'diagnose'],
    {
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    },
  );
  const line = run.stdout.trim().split('\n').at(-1) ?? '';
  console.log(`${args[0]} ${args.slice(2).join(' ')}: ${line}`);
  const found =
    /^(\d+) cases: right first ([\d.]+) %, within two ([\d.]+) %, within three ([\d.]+) %, wrong above 50 % (\d+), healthy called sick (\d+), crashed (\d+)/.exec(
      line,
    );
  expect(found, run.stdout + run.stderr).not.toBeNull();
  const [cases = 0, first = 0, two = 0, three = 0, wrong = 0, sick = 0, crashed = 0] = (found ?? []).slice(1).map(Number);
  return { cases, first, two, three, wrong, sick, crashed };
}

describe.skipIf(!hasShared)('what diagnose says of the lab and of real incidents', () => {
  test('every output of every node: the right cause is first', () => {
    const { cases, first, two, sick, crashed } = score('--lab', join(shared, 'corpus/lab'));
    expect(cases).toBeGreaterThanOrEqual(60);
    expect({ sick, crashed }).toEqual({ sick: 0, crashed: 0 });
    expect(first).toBeGreaterThanOrEqual(95);
    expect(two).toBe(100);
  }, 600_000);

  test('node status of one node alone: it does not claim what it cannot know', () => {
    const { wrong, crashed } = score('--lab', join(shared, 'corpus/lab'), '--only', 'calicoctl-node-status');
    expect(crashed).toBe(0);
    expect(wrong).toBeLessThanOrEqual(2);
  }, 600_000);

  test('incidents: the class is first, or among three', () => {
    const skip = existsSync(skipped) ? (JSON.parse(readFileSync(skipped, 'utf8')) as Record<string, string>) : {};
    expect(Object.keys(skip).length).toBeLessThanOrEqual(10);
    const { first, three, crashed } = score(
      '--incidents',
      join(shared, 'corpus/incidents'),
      ...(existsSync(skipped) ? ['--skip', skipped] : []),
    );
    expect(crashed).toBe(0);
    expect(first).toBeGreaterThanOrEqual(88);
    expect(three).toBeGreaterThanOrEqual(95);
  }, 600_000);
});
