import { expect, test } from 'vitest';
import { goRegexp, goRegexpReady, loadGoRegexp } from './go-regexp.js';

test('is loaded once, on demand', async () => {
  expect(goRegexpReady()).toBe(false);
  expect(() => goRegexp('a')).toThrow('loadGoRegexp()');
  await Promise.all([loadGoRegexp(), loadGoRegexp()]);
  await loadGoRegexp();
  expect(goRegexpReady()).toBe(true);
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
  const compiled = goRegexp(pattern);
  expect('matches' in compiled && compiled.matches(text)).toBe(found);
});

// Go refuses each of these; JavaScript accepts the look-arounds and the back-reference.
test.each(['*', '(eth', 'eth[0', '(?=eth)', '(?<!v)eth', '(a)\\1', 'a{1001}', 'a**', '\\Z'])('refuses %s', async (pattern) => {
  await loadGoRegexp();
  const compiled = goRegexp(pattern);
  expect('error' in compiled && compiled.error).toContain('error parsing regexp');
});
