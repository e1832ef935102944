import { expect, it } from 'vitest';
import { parseAsNumber } from './as-number.js';

it.each([
  ['64512', 64512],
  ['4294967295', 4294967295],
  ['4294967296', undefined],
  ['1.10', 65546],
  ['0', 0],
  ['000000000064512', 64512],
  ['00001.1', 65537],
  [' 64512', undefined],
  ['1.2.3', undefined],
  ['64512.70000', undefined],
  ['65536.1', undefined],
  ['AS64512', undefined],
  ['-1', undefined],
  ['', undefined],
])('reads %j as %j', (text, number) => expect(parseAsNumber(text)).toBe(number));
