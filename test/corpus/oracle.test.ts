import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lint } from '@canal-lint/core';
import { describe, expect, test } from 'vitest';
import { hasShared, shared } from '../shared.js';

/** One resource with the verdict of `calicoctl validate` (Calico's source of August 2026). */
type Line = { readonly doc: unknown; readonly ok: boolean; readonly error: string };

/** What the catalogue calls that source: without a release, what older ones take is no error. */
const calicoVersion = 'v3.33.0';
/** The rules that claim "Calico refuses this". What others say of a resource is no verdict on it. */
const refusing = new Set(['schema', 'pool-modes', 'pool-cidr', 'syntax', 'internal-error']);
/** Hash of a resource → why canal-lint judges it otherwise, with the source of the fact. */
const explained: Readonly<Record<string, string>> = JSON.parse(
  readFileSync(join(import.meta.dirname, 'oracle-disagreements.json'), 'utf8'),
);
const least = 99.5;

function hash(doc: unknown): string {
  return createHash('sha256').update(JSON.stringify(doc)).digest('hex').slice(0, 12);
}

async function refusals(doc: unknown): Promise<readonly string[]> {
  const { findings } = await lint([{ name: 'resource.yaml', text: JSON.stringify(doc) }], { calicoVersion });
  return findings.filter((f) => f.severity === 'error' && refusing.has(f.rule)).map((f) => `${f.rule}: ${f.message}`);
}

describe.skipIf(!hasShared)("Calico's own validator", () => {
  const text = hasShared ? readFileSync(join(shared, 'corpus/oracle/calicoctl-validate.jsonl'), 'utf8') : '';
  const lines = text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Line);

  test('there is something to compare with', () => expect(lines.length).toBeGreaterThanOrEqual(4000));

  test(`agrees in ${least} % of the resources, and each disagreement is explained`, async () => {
    const apart: string[] = [];
    const unexplained: string[] = [];
    for (const { doc, ok, error } of lines) {
      const found = await refusals(doc);
      if ((found.length === 0) === ok) continue;
      const key = hash(doc);
      apart.push(key);
      if (explained[key] === undefined)
        unexplained.push(
          `${key} ${JSON.stringify(doc)}\n  Calico: ${ok ? 'accepts' : error}\n  canal-lint: ${found.join('; ') || 'accepts'}`,
        );
    }
    const agreement = 100 - (100 * apart.length) / lines.length;
    console.log(`agreement with calicoctl validate: ${agreement.toFixed(2)} % of ${lines.length} resources, ${apart.length} apart`);
    expect(unexplained).toEqual([]);
    expect(
      Object.keys(explained).filter((key) => !apart.includes(key)),
      'explained, and no disagreement any more',
    ).toEqual([]);
    expect(agreement).toBeGreaterThanOrEqual(least);
  });
});
