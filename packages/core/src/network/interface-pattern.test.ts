import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { excludedInterfaces, looksLikeGlob, patternError, patternsError } from './autodetection.js';
import { goRegexp, loadGoRegexp } from './go-regexp.js';

beforeAll(loadGoRegexp);

function finds(pattern: string, name: string): boolean {
  const compiled = goRegexp(pattern);
  return 'matches' in compiled && compiled.matches(name);
}

test.each([
  ['eth0*', '^eth0.*'],
  ['ens*', '^ens.*'],
  ['bond*', '^bond.*'],
  ['*', '.*'],
  ['eth*', '^eth.*'],
  ['eth**', '^eth.*'],
  ['*eth', '.*eth$'],
  ['^eth0*', '^eth0.*'],
  ['^eth0*$', '^eth0.*$'],
  ['ens*f0', '^ens.*f0$'],
  ['eth*.100', '^eth.*\\.100$'],
  ['br-*', '^br-.*'],
  ['eth*|ens*', '^eth.*|^ens.*'],
  ['(eth*|ens*)', '^(eth.*|ens.*)'],
  ['eth.*|bond*', 'eth.*|^bond.*'],
  ['ens[12]f*', '^ens[12]f.*'],
])('%s is a glob and means %s', (pattern, meant) => {
  expect(looksLikeGlob(pattern)).toEqual({ meant });
  expect(patternError(meant)).toBeUndefined();
});

test.each([
  ...[
    'eth.*',
    'ens[0-9]*',
    '(eth|ens).*',
    'ens\\d*',
    '^eth0$',
    'eth0',
    '',
    'eth',
    '^(eth|enx[0-9a-f]*)$',
    'vlan0*[1-9]',
    '(ab)*',
    'en.*p*',
  ],
  ...['ens\\d+f*', 'eth\\*', 'eth[*]', 'enp?s*', 'eth+0*', '[[:alpha:]]*', '(?i)eth.*', 'eth{2}0*'],
])('%s is taken at its word', (pattern) => {
  expect(looksLikeGlob(pattern)).toBeUndefined();
});

test('what the glob takes, the meant pattern takes, and nothing else', () => {
  const glob = fc.stringMatching(/^[a-z0-9*-]{1,8}$/).filter((text) => text.includes('*'));
  const name = fc.stringMatching(/^[a-z0-9-]{0,8}$/);
  fc.assert(
    fc.property(glob, name, fc.array(name, { maxLength: 8 }), (text, any, fillings) => {
      const meant = looksLikeGlob(text)?.meant ?? '(?:';
      // Independent of the code under test: fill the stars to get a name that the glob takes.
      let star = 0;
      const taken = text.replace(/\*/g, () => fillings[star++] ?? '');
      expect(finds(meant, taken), `${meant} on ${taken}`).toBe(true);
      const pieces = text.split('*');
      const first = pieces[0] ?? '';
      const last = pieces.at(-1) ?? '';
      if (!any.startsWith(first) || !any.endsWith(last) || any.length < first.length + last.length) expect(finds(meant, any)).toBe(false);
    }),
    { numRuns: 500 },
  );
  fc.assert(fc.property(fc.string(), (text) => typeof looksLikeGlob(text) !== 'string'));
});

test('patterns are compiled as calico-node joins them', () => {
  expect(patternError('eth.*')).toBeUndefined();
  expect(patternError('*')).toContain('missing argument');
  expect(patternError('(eth')).toContain('error parsing regexp');
  expect(patternsError(['(eth0', 'eth1)'])).toBeUndefined();
  expect(patternsError(['eth0', '*'])).toContain('missing argument');
});

test('excluded interfaces by release', () => {
  const excluded = (name: string, minor?: number): boolean =>
    excludedInterfaces(minor === undefined ? undefined : { major: 3, minor }).some((pattern) => finds(pattern, name));
  expect([22, 24, 26, undefined].map((minor) => excluded('enlo1', minor))).toEqual([true, false, false, false]);
  expect([22, 24, 26, undefined].map((minor) => excluded('br-abc', minor))).toEqual([false, false, true, true]);
  expect([22, 24, 26, undefined].map((minor) => excluded('podman0', minor))).toEqual([false, false, true, true]);
  expect([22, 24, 26, undefined].map((minor) => excluded('xcali0', minor))).toEqual([true, false, false, false]);
  expect(excludedInterfaces()).toHaveLength(19);
  expect(excludedInterfaces({ major: 3, minor: 26 })).toEqual(excludedInterfaces());
  expect([excludedInterfaces({ major: 3, minor: 24 }).length, excludedInterfaces({ major: 3, minor: 21 }).length]).toEqual([17, 12]);
  for (const name of ['eth0', 'weave', 'tailscale0', 'kube-bridge', 'bond0']) expect(excluded(name), name).toBe(false);
  for (const name of ['docker0', 'virbr0', 'lo', 'cali123', 'flannel.1', 'wg-v6.cali', 'nodelocaldns'])
    expect(excluded(name), name).toBe(true);
});
