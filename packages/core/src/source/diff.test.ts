import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { unifiedDiff } from './diff.js';

const line = fc.constantFrom('a', 'b', 'c', 'mtu: 1500', '', '  x', 'é', '-', '+', '@@', '\\ No');
const end = fc.constantFrom('\n', '\n', '\n', '\r\n');
const file = fc.tuple(fc.array(fc.tuple(line, end), { maxLength: 30 }), fc.boolean()).map(([rows, last]) => {
  const text = rows.flat().join('');
  return last ? text : text.replace(/\r?\n$/, '');
});
const noEnd = '\\ No newline at end of file\n';

/** A text and one that differs from it in a few lines, as fixes make it; or in all. */
const pair = fc.oneof(
  fc.tuple(file, file),
  fc
    .tuple(file, fc.array(fc.tuple(fc.nat(), fc.nat(2), fc.array(line, { maxLength: 3 })), { maxLength: 4 }))
    .map(([text, changes]): [string, string] => {
      const rows = text.split('\n');
      for (const [at, drop, add] of changes) rows.splice(at % (rows.length + 1), drop, ...add);
      return [text, rows.join('\n')];
    }),
);

/** Applies a unified diff strictly: every line that it shows has to be there, at the place it names. */
function patched(text: string, diff: string): string {
  const before = text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  // A mark of a missing line end belongs to the line above it.
  const rows = (diff.match(/[^\n]*\n/g) ?? []).slice(2).flatMap((row, i, all) => {
    if (row === noEnd) return [];
    return [all[i + 1] === noEnd ? row.slice(0, -1) : row];
  });
  const after: string[] = [];
  let from = 0;
  for (let i = 0; i < rows.length; ) {
    const [start = 0, count = 0, startAfter = 0, countAfter = 0] = (/^@@ -(\d+),(\d+) \+(\d+),(\d+) @@\n$/.exec(rows[i++]!) ?? [])
      .slice(1)
      .map(Number);
    const at = count === 0 ? start : start - 1;
    after.push(...before.slice(from, at));
    expect(after.length).toBe(countAfter === 0 ? startAfter : startAfter - 1);
    from = at;
    const end = after.length + countAfter;
    while (from < at + count || after.length < end) {
      const row = rows[i++]!;
      if (row[0] !== '+') expect(before[from++]).toBe(row.slice(1));
      if (row[0] !== '-') after.push(row.slice(1));
    }
  }
  return [...after, ...before.slice(from)].join('');
}

it('applying the diff to the text before gives the text after', () => {
  fc.assert(
    fc.property(pair, ([before, after]) => {
      const diff = unifiedDiff('a.yaml', before, after);
      if (before === after) expect(diff).toBe('');
      else expect(patched(before, diff)).toBe(after);
    }),
    { seed: 11, numRuns: 3000 },
  );
});

it('shows three lines around a change', () => {
  const before = 'a\nb\nc\nd\ne\nf\ng\nh\n';
  expect(unifiedDiff('x.yaml', before, before.replace('e', 'E'))).toBe(
    '--- x.yaml\n+++ x.yaml\n@@ -2,7 +2,7 @@\n b\n c\n d\n-e\n+E\n f\n g\n h\n',
  );
});

it('counts from 0 what is empty, and says where the last line end is missing', () => {
  expect(unifiedDiff('x', '', 'a\n')).toBe('--- x\n+++ x\n@@ -0,0 +1,1 @@\n+a\n');
  expect(unifiedDiff('x', 'a', 'a\n')).toBe('--- x\n+++ x\n@@ -1,1 +1,1 @@\n-a\n\\ No newline at end of file\n+a\n');
  expect(unifiedDiff('x', 'a\r\nb', 'a\r\nc')).toBe(
    '--- x\n+++ x\n@@ -1,2 +1,2 @@\n a\r\n-b\n\\ No newline at end of file\n+c\n\\ No newline at end of file\n',
  );
});

it('joins changes that share their context', () => {
  const rows = Array.from({ length: 30 }, (_, i) => `${i}\n`);
  const change = (...at: number[]): string => rows.map((row, i) => (at.includes(i) ? `x${row}` : row)).join('');
  expect(unifiedDiff('x', rows.join(''), change(3, 9)).match(/^@@/gm)).toHaveLength(1);
  expect(unifiedDiff('x', rows.join(''), change(3, 20)).match(/^@@/gm)).toHaveLength(2);
});

const git = spawnSync('git', ['--version']).status === 0;

it.skipIf(!git)('git applies it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'canal-lint-diff-'));
  try {
    for (const [before, after] of fc.sample(pair, { seed: 12, numRuns: 40 })) {
      if (before === after || before === '' || after === '') continue;
      writeFileSync(join(folder, 'a.yaml'), before);
      const input = unifiedDiff('a.yaml', before, after);
      const { status, stderr } = spawnSync('git', ['apply', '-p0', '--whitespace=nowarn', '-'], { cwd: folder, input, encoding: 'utf8' });
      expect(`${status} ${stderr}`).toBe('0 ');
      expect(readFileSync(join(folder, 'a.yaml'), 'utf8')).toBe(after);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});
