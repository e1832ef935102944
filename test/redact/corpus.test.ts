// Own synthetic secrets in manifests, logs and outputs: all must go, and next to nothing else may.
import { redact } from '@canal-lint/core/redact';
import { describe, expect, test } from 'vitest';
import { manifests } from './manifests.js';
import { type Mark, written } from './marked.js';
import { outputs } from './outputs.js';
import { settings } from './settings.js';

const scenes = { ...manifests, ...settings, ...outputs };
const runs = Object.entries(scenes).flatMap(([name, scene]) =>
  [1, 2, 3, 4].map((seed) => ({ name: `${name} ${seed}`, ...written(scene, seed) })),
);

type Judged = Mark & { readonly scene: string; readonly covered: boolean; readonly touched: boolean; readonly left: boolean };

const judged: readonly Judged[] = runs.flatMap(({ name, text, marks }) => {
  const { texts, replacements } = redact([{ name, text }]);
  const places = replacements.flatMap((one) => one.places);
  return marks.map((mark) => ({
    ...mark,
    scene: name,
    covered: places.some(({ start, end }) => start <= mark.start && end >= mark.end),
    touched: places.some(({ start, end }) => start < mark.end && end > mark.start),
    // Parts count too: a host stays named where only its domain is gone. Stand-ins are short words that few values hold.
    left: mark.secret && (texts[0]?.text ?? '').includes(mark.value),
  }));
});
const secret = judged.filter((one) => one.secret);
const plain = judged.filter((one) => !one.secret);
const shown = (list: readonly Judged[]): readonly string[] => [
  ...new Set(list.map(({ scene, kind, value }) => `${scene}: ${kind} ${value}`)),
];

describe('synthetic secrets', () => {
  test('are many and of many kinds', () => {
    expect(new Set(secret.map(({ value }) => value)).size).toBeGreaterThanOrEqual(300);
    expect(new Set(secret.map(({ kind }) => kind)).size).toBeGreaterThanOrEqual(25);
    expect(plain.length).toBeGreaterThanOrEqual(300);
  });

  test('are all replaced', () => {
    expect(shown(secret.filter(({ covered, left }) => !covered || left))).toEqual([]);
  });

  test('ordinary values stay: at most 2 % are touched', () => {
    const touched = plain.filter((one) => one.touched);
    console.log(
      `${secret.length} secrets of ${new Set(secret.map(({ kind }) => kind)).size} kinds; ${touched.length} of ${plain.length} ordinary values touched`,
    );
    expect(touched.length / plain.length, shown(touched).join('\n')).toBeLessThanOrEqual(0.02);
  });
});
