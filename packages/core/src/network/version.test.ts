import fc from 'fast-check';
import { expect, test } from 'vitest';
import { atLeast, formatVersion, parseVersion } from './version.js';

test.each([
  ['v3.28.1', { major: 3, minor: 28, patch: 1 }],
  ['3.28', { major: 3, minor: 28 }],
  ['v3.28.1-build20240910', { major: 3, minor: 28, patch: 1 }],
  ['v3.30.0-0.dev-689-g1a2b3c4', { major: 3, minor: 30, patch: 0 }],
  ['v0.24.4+k3s1', { major: 0, minor: 24, patch: 4 }],
  ['master', undefined],
  ['v3', undefined],
  ['3.28.x', undefined],
  ['', undefined],
  ['release-v3.28', undefined],
])('reads %s', (text, version) => {
  expect(parseVersion(text)).toEqual(version);
});

test('compares minors as numbers, not as text', () => {
  expect(atLeast({ major: 3, minor: 9 }, '3.10')).toBe(false);
  expect(atLeast({ major: 3, minor: 10 }, '3.9')).toBe(true);
  expect(atLeast({ major: 3, minor: 30, patch: 0 }, '3.30')).toBe(true);
  expect(atLeast({ major: 4, minor: 0 }, '3.31')).toBe(true);
  expect(atLeast({ major: 2, minor: 40 }, '3.0')).toBe(false);
  expect(() => atLeast({ major: 3, minor: 9 }, '1e3.2')).toThrow('not a minor release');
});

test('what is written is read back', () => {
  const number = fc.nat(99999);
  fc.assert(
    fc.property(number, number, fc.option(number, { nil: undefined }), (major, minor, patch) => {
      const version = patch === undefined ? { major, minor } : { major, minor, patch };
      expect(parseVersion(formatVersion(version))).toEqual(version);
    }),
  );
});
