import { expect, it } from 'vitest';
import { type Releases, standing } from './release-span.js';

it.each<[Releases, number, string]>([
  ['<=3.21', 20, 'has it'],
  ['<=3.21', 40, 'has it'],
  ['3.29', 28, 'later 3.29'],
  ['3.29', 29, 'has it'],
  ['3.23-3.26', 22, 'later 3.23'],
  ['3.23-3.26', 26, 'has it'],
  ['3.23-3.26', 27, 'gone 3.26'],
  ['<=3.21-3.31', 31, 'has it'],
  ['<=3.21-3.31', 32, 'gone 3.31'],
  ['head', 32, 'later 3.33'],
  ['head', 33, 'has it'],
])('%s in v3.%i: %s', (releases, minor, said) => {
  const found = standing(releases, { major: 3, minor });
  expect(found ? `${found.missing} ${found.bound}` : 'has it').toBe(said);
});
