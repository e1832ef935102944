import fc from 'fast-check';
import { RE2JS } from 're2js';
import { expect, test } from 'vitest';
import { GoRegexpWanted, goRegexp, loadGoRegexp } from './go-regexp.js';

function matches(pattern: string, text: string): boolean {
  const compiled = goRegexp(pattern);
  return 'matches' in compiled && compiled.matches(text);
}

test('is loaded once, on demand', async () => {
  expect(matches('^eth[0-9]+$', 'eth1')).toBe(true);
  expect(() => goRegexp('a{2}')).toThrow(GoRegexpWanted);
  expect(() => goRegexp('eth[0')).toThrow(GoRegexpWanted);
  expect(() => matches('eth.*', 'e'.repeat(65))).toThrow(GoRegexpWanted);
  expect(() => matches('.*.*.*.*x', 'eth0')).toThrow(GoRegexpWanted);
  await Promise.all([loadGoRegexp(), loadGoRegexp()]);
  await loadGoRegexp();
  expect(matches('ba{2}', 'baa')).toBe(true);
});

test.each([
  ['eth1', 'veth10', true], // not anchored
  ['^eth1$', 'eth10', false],
  ['(?i)ETH', 'eth0', true],
  ['ens\\d+', 'ens3', true],
  ['[[:digit:]]', 'eth', false],
  ['(?P<name>e)', 'eth', true],
])('%s in %s: %s', async (pattern, text, found) => {
  await loadGoRegexp();
  expect(matches(pattern, text)).toBe(found);
});

// Go refuses each of these; JavaScript accepts the look-arounds and the back-reference.
test.each(['*', '(eth', 'eth[0', 'eth)', '[z-a]', '(?=eth)', '(?<!v)eth', '(a)\\1', 'a{1001}', 'a**', '\\Z'])(
  'refuses %s',
  async (pattern) => {
    await loadGoRegexp();
    const compiled = goRegexp(pattern);
    expect('error' in compiled && compiled.error).toContain('error parsing regexp');
  },
);

const part = fc.constantFrom(
  ...['e', 'n', '0', '-', '_', '\\.', '\\d', '.', '[0-9]', '[a-z0-9]', '[^e]', '[s|o]', '[.]', '^', '$', '|', '(', ')', '()', '(e|n)'],
  ...['{2}', '[', ']', '\\', '\\w', '?:', 'é'],
);
const patterns = fc
  .array(fc.tuple(part, fc.constantFrom('', '', '*', '+', '?')), { maxLength: 8 })
  .map((list) => list.map(([text, times]) => text + times).join(''));
const texts = fc
  .array(fc.constantFrom('e', 'n', 's', '0', '9', '-', '_', '.', '|', '\n', '\r', '\u2028', 'é', '🌐'), { maxLength: 8 })
  .map((list) => list.join(''));

test('agrees with the engine on every pattern, whoever judges it', async () => {
  await loadGoRegexp();
  fc.assert(
    fc.property(patterns, texts, (pattern, text) => {
      expect(judged(pattern, text)).toBe(byEngine(pattern, text));
    }),
    { numRuns: 20_000 },
  );
});

function judged(pattern: string, text: string): boolean | string {
  const compiled = goRegexp(pattern);
  return 'error' in compiled ? compiled.error : compiled.matches(text);
}

function byEngine(pattern: string, text: string): boolean | string {
  try {
    return RE2JS.compile(pattern).test(text);
  } catch (error) {
    return (error as Error).message;
  }
}
