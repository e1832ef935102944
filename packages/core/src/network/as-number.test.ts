import { expect, it } from 'vitest';
import { parseAsNumber } from './as-number.js';

it.each([
  ['64512', 64512],
  ['4294967295', 4294967295],
  ['4294967296', undefined],
  ['1.10', 65546],
  ['64512.70000', undefined],
  ['65536.1', undefined],
  ['AS64512', undefined],
  ['-1', undefined],
  ['', undefined],
])('reads %j as %j', (text, number) => expect(parseAsNumber(text)).toBe(number));
