import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyFacts, anyObject } from './arbitrary/index.js';
import { seed } from './seed.js';
import { admitted, type Facts, spoken, twins } from './twins.js';

/** Objects of one run, each judged by every twin. Each batch has facts of its own. */
const objects = 20_000;
const batch = 250;

test(`TypeScript and WebAssembly agree on ${objects} generated objects (seed ${seed})`, async () => {
  let spoke = 0;
  for (let start = 0; start < objects; start += batch) {
    const [facts = {}] = fc.sample(anyFacts, { numRuns: 1, seed: seed + start });
    const list = fc.sample(anyObject, { numRuns: batch, seed: seed + start });
    const said = await spoken(twins, list, facts);
    spoke += said.filter(({ length }) => length > 0).length;
    for (const [i, object] of list.entries()) {
      // Every other one is an update, of itself or of another: a fault that was there before is said again.
      const oldObject = [undefined, object, undefined, list[i - 1]][i % 4];
      const other = await admitted(twins, object, { ...facts, oldObject });
      if (JSON.stringify(other) !== JSON.stringify(said[i])) await shrink(seed + start, { ...facts, oldObject });
    }
  }
  // Objects that nobody says anything about would prove little.
  expect(spoke).toBeGreaterThan(objects / 4);
}, 600_000);

/** The smallest object of the same stream on which they differ. */
async function shrink(from: number, facts: Facts): Promise<void> {
  await fc.assert(
    fc.asyncProperty(anyObject, async (object) => {
      expect(await admitted(twins, object, facts), JSON.stringify(facts)).toEqual((await spoken(twins, [object], facts))[0]);
    }),
    { seed: from, numRuns: batch },
  );
}
