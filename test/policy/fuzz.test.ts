import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyObject } from './arbitrary.js';
import { admitted, spoken, twins } from './twins.js';

/** Objects of one run, each judged by every twin. CI prints the seed; CANAL_LINT_SEED=… repeats it. */
const objects = 20_000;
const batch = 500;
const seed = Number(process.env['CANAL_LINT_SEED'] ?? Date.now() % 2 ** 31);

test(`TypeScript and WebAssembly agree on ${objects} generated objects (seed ${seed})`, async () => {
  let spoke = 0;
  for (let start = 0; start < objects; start += batch) {
    const list = fc.sample(anyObject, { numRuns: batch, seed: seed + start });
    const said = await spoken(twins, list);
    spoke += said.filter(({ length }) => length > 0).length;
    for (const [i, object] of list.entries()) {
      const other = await admitted(twins, object);
      if (JSON.stringify(other) !== JSON.stringify(said[i])) await shrink(seed + start);
    }
  }
  // Objects that nobody says anything about would prove little.
  expect(spoke).toBeGreaterThan(objects / 4);
});

/** The smallest object of the same stream on which they differ. */
async function shrink(from: number): Promise<void> {
  await fc.assert(
    fc.asyncProperty(anyObject, async (object) => {
      expect(await admitted(twins, object)).toEqual((await spoken(twins, [object]))[0]);
    }),
    { seed: from, numRuns: batch },
  );
}
