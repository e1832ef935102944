import { readdirSync, readFileSync } from 'node:fs';
import { parseCases } from '@canal-lint/testkit';
import { describe, expect, test } from 'vitest';
import { objectsIn } from './objects.js';
import { admitted, rulesFolder, spoken, twins } from './twins.js';

describe.each(twins.map((twin) => [twin.rule.name, twin] as const))('%s says the same in TypeScript and in WebAssembly', (name, twin) => {
  const folder = `${rulesFolder}/${name}/cases`;
  test.each(readdirSync(folder))('%s', async (file) => {
    for (const one of parseCases(file, readFileSync(`${folder}/${file}`, 'utf8'))) {
      const objects = one.files.flatMap(({ name: path, text }) => objectsIn(path, text));
      const said = await spoken([twin], objects, one);
      for (const [i, object] of objects.entries()) {
        expect(await admitted([twin], object, one), `${file}:${one.line} ${one.title}\n${JSON.stringify(object, null, 1)}`).toEqual(
          said[i],
        );
      }
    }
  });
});
