import fc from 'fast-check';
import { expect, it } from 'vitest';
import { jsonFault } from './json.js';

it.each([
  ['{"a": [1, 2,]}', 'a comma stands before ]', 12],
  ['{"a": 1,\n}', 'a comma stands before }', 9],
  ['{"a": 1 "b": 2}', '" cannot stand here', 8],
  ['{a: 1}', 'a is no value of JSON', 1],
  ["{'a': 1}", "'a' is no value of JSON", 1],
  ['{"a": yes}', 'yes is no value', 6],
  ['{"a": 01}', '01 is no value', 6],
  ['{"a": }', '} cannot stand here', 6],
  ['{"a": 1} # c', 'something stands behind the end', 9],
  ['{ # c\n"a": 1}', 'JSON has no comments', 2],
  ['{"a": "b\nc"}', 'a string holds what JSON does not take', 6],
  ['{"a": [1}', '} cannot stand here', 8],
  ['[', 'the text ends too early', 1],
  ['', 'the text ends too early', 0],
])('%j: %s', (text, reason, at) => {
  expect(jsonFault(text)).toEqual({ reason: expect.stringContaining(reason), at });
});

it('takes what JSON.parse takes, and nothing else', () => {
  const near = fc.string({ unit: fc.constantFrom(...'{}[]:,"0-1.e+ \n\\un/', 'true', 'null', '"a"', 'é'), maxLength: 12 });
  fc.assert(
    fc.property(fc.oneof(fc.json(), near), (text) => {
      expect(jsonFault(text) === undefined).toBe(isJson(text));
    }),
    { numRuns: 3000 },
  );
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
