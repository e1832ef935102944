import { describe, expect, it } from 'vitest';
import { parseSelector, selectorFault } from './selector.js';

describe('selectorFault', () => {
  it.each([
    '',
    '  ',
    'all()',
    'all( )',
    'global()',
    'has(app)',
    '!has( my.org/app-1 )',
    '! ! has(app)',
    "app == 'web'",
    'app!="web"',
    'app in {\'a\', "b"}',
    'app in {}',
    "app in {'a',}",
    "app not in { 'a' }",
    "app notin {'a'}",
    "app contains 'x'",
    "app starts with 'x'",
    "app startswith 'x'",
    "app ends with''",
    "(a == 'b' || has(c)) && !(d != 'e')",
    "in == 'x'",
    "all == 'x'",
    "has == 'x'",
    "-1 == 'x'",
    `${'('.repeat(3000)}has(a)${')'.repeat(3000)}`,
    `${'!'.repeat(100_000)}has(a)`,
    `${'has(a) && '.repeat(20_000)}has(a)`,
  ])('takes %s', (text) => expect(selectorFault(text)).toBeUndefined());

  it.each([
    ["app = 'web'", '"=" is written ==', 4],
    ['app', 'write has(app)', 0],
    ['app == web', 'behind == stands a text in quotes', 7],
    ["app == 'web", 'does not end', 7],
    ["app is 'web'", 'behind a label stands', 4],
    ['has(app', 'has( is not closed', 0],
    ['has()', '")" cannot stand here', 4],
    ['has(', 'a label is missing', 4],
    ["(a == 'b'", 'a ( is not closed', 0],
    ["a == 'b')", 'does not belong', 8],
    ["a == 'b' &&", 'missing before the end', 11],
    ["a == 'b' & has(c)", '"&" is written &&', 9],
    ["a == 'b' has(c)", 'does not belong', 9],
    ['app in {a}', 'a set is closed by }', 8],
    ["app in 'a'", 'behind in stands a set', 7],
    ["a starts within 'b'", 'behind a label stands', 2],
    ["a not inside {'b'}", 'behind a label stands', 2],
    ['app\n', 'behind a label stands', 3],
    ['$app', '"$" cannot stand here', 0],
    [`${'a'.repeat(513)} == 'b'`, 'at most 512', 0],
  ])('refuses %s', (text, reason, at) => {
    expect(selectorFault(text)).toMatchObject({ at });
    expect(selectorFault(text)?.reason).toContain(reason);
  });
});

const labels = new Map([
  ['rack', 'a1'],
  ['zone', 'west'],
  ['node-role.kubernetes.io/control-plane', ''],
]);

describe('selectors over labels', () => {
  it.each([
    ['', true],
    ['all()', true],
    ['all( )', true],
    ["rack == 'a1'", true],
    ['rack=="a1"', true],
    ["rack != 'a1'", false],
    ["absent != 'a1'", true],
    ['has(zone)', true],
    ['!has(absent)', true],
    ['!!has(zone)', true],
    ['has(node-role.kubernetes.io/control-plane)', true],
    ["rack in {'b', 'a1'}", true],
    ['rack in {}', false],
    ["rack not in {'b'}", true],
    ["absent not in {'b'}", true],
    ["rack contains '1'", true],
    ["rack starts with 'a' && zone ends with 'st'", true],
    ["absent starts with ''", false],
    ["rack == 'b' && zone == 'x' || zone == 'west'", true],
    ["rack == 'b' && (zone == 'x' || zone == 'west')", false],
  ])('%s', (text, chosen) => expect(parseSelector(text)?.(labels)).toBe(chosen));

  it.each([
    'rack = "a"',
    'rack',
    'has()',
    'has(zone',
    'rack == a1',
    'global()',
    'all() all()',
    'rack in "a"',
    "rack == 'a",
    'a && ',
    'rack starts "a"',
  ])('does not read %s', (text) => expect(parseSelector(text)).toBeUndefined());
});
