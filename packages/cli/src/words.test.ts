import { nearest } from '@canal-lint/core';
import { describe, expect, it } from 'vitest';
import { InputError } from './errors.js';
import { paletteFor } from './palette.js';
import { allowedHint, oneOf } from './suggest.js';
import { parseMtu, parseUnderlay } from './underlay.js';
import type { World } from './world.js';

describe('suggestions', () => {
  it.each([
    ['formt', 'format'],
    ['fromat', 'format'],
    ['FORMAT', 'format'],
    ['fx', 'fix'],
    ['nothing-like-it', undefined],
  ])('%s → %s', (word, expected) => {
    expect(nearest(word, ['format', 'fix', 'quiet'])).toBe(expected);
  });

  it('names what is allowed', () => {
    expect(() => oneOf('--format', 'jsn', ['json', 'sarif'])).toThrow(
      new InputError("--format does not take 'jsn'", allowedHint('jsn', ['json', 'sarif'])),
    );
    expect(allowedHint('jsn', ['json', 'sarif', 'github'])).toBe('did you mean json? allowed are json, sarif and github');
    expect(allowedHint('zzzz', ['json'])).toBe('allowed is json');
  });
});

describe('--underlay', () => {
  it('reads what is known, from one flag or several', () => {
    expect(parseUnderlay(['cloud=aws, nicMtu=9001', 'l2=true,routesPods=false'])).toEqual({
      cloud: 'aws',
      nicMtu: 9001,
      l2: true,
      routesPods: false,
    });
  });

  it.each([
    ['nicMTU=9001', "does not know 'nicMTU'"],
    ['', "does not know ''"],
    ['cloud', 'cloud has no value'],
    ['cloud=', 'cloud has no value'],
    ['nicMtu=9000.5', "nicMtu is not an MTU: '9000.5'"],
    ['nicMtu=67', 'is not an MTU'],
    ['nicMtu=65536', 'is not an MTU'],
    ['nicMtu=1e3', 'is not an MTU'],
    ['l2=yes', "l2 is not a truth value: 'yes'"],
  ])('refuses %s', (text, message) => {
    expect(() => parseUnderlay([text])).toThrow(message);
  });

  it('takes the least and the greatest MTU', () => {
    expect([parseMtu('--nic', '68'), parseMtu('--nic', '65535')]).toEqual([68, 65535]);
  });
});

describe('colours', () => {
  it.each([
    ['a terminal', {}, undefined, true, true],
    ['a pipe', {}, undefined, false, false],
    ['--color into a pipe', { NO_COLOR: '1' }, true, false, true],
    ['--no-color on a terminal', { FORCE_COLOR: '1' }, false, true, false],
    ['NO_COLOR', { NO_COLOR: '1' }, undefined, true, false],
    ['an empty NO_COLOR', { NO_COLOR: '' }, undefined, true, true],
    ['FORCE_COLOR', { FORCE_COLOR: '1', NO_COLOR: '1' }, undefined, false, true],
    ['FORCE_COLOR=0', { FORCE_COLOR: '0' }, undefined, true, false],
    ['a terminal without colours', { TERM: 'dumb' }, undefined, true, false],
  ])('%s', (_name, env, flag, terminal, expected) => {
    expect(paletteFor({ env } as unknown as World, flag, terminal).red('x')).toBe(expected ? '\u001b[31mx\u001b[39m' : 'x');
  });
});
