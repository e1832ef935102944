import { describe, expect, it } from 'vitest';
import { parseSelector } from './label-selector.js';

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
