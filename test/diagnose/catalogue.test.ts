import { allRules } from '@canal-lint/core';
import { describe, expect, test } from 'vitest';
import { commands, neverAsked } from '../../packages/core/src/diagnose/commands.js';
import { emptyNode } from '../../packages/core/src/diagnose/draft.js';
import { chance } from '../../packages/core/src/diagnose/rank.js';
import { causes } from '../../packages/core/src/diagnose/registry.gen.js';
import type { Peer } from '../../packages/core/src/diagnose/seen.js';
import { signs } from '../../packages/core/src/diagnose/signs/index.js';
import { nothing } from './nothing.js';

const ids = new Set(signs.map(({ id }) => id));

describe('signs', () => {
  test('have ids of their own, and a base rate that leaves room', () => {
    expect(ids.size).toBe(signs.length);
    for (const { id, base } of signs) expect(base > 0 && base < 1, id).toBe(true);
  });
  test('each says what its causes expect: one sign at least of each cause exists, and each named sign does', () => {
    for (const { id, signs: named } of causes) {
      for (const [sign, p] of Object.entries(named)) {
        expect(ids.has(sign), `${id} names ${sign}`).toBe(true);
        expect(p >= 0 && p <= 1, `${id}: ${sign}`).toBe(true);
      }
      expect(Object.keys(named).length, id).toBeGreaterThan(0);
    }
  });
  test('each is answered by commands that diagnose asks for, or by what it never asks for', () => {
    const known = new Set([...commands.map(({ id }) => id), ...neverAsked]);
    expect(signs.flatMap(({ id, shownBy }) => shownBy.filter((one) => !known.has(one)).map((one) => `${id}: ${one}`))).toEqual([]);
    const named = new Set(signs.flatMap(({ shownBy }) => shownBy));
    expect([...known].filter((one) => !named.has(one))).toEqual([]);
  });
  test('each is of use: some cause brings it about, or is excluded by it', () => {
    const used = new Set(causes.flatMap(({ signs: named }) => Object.keys(named)));
    expect([...ids].filter((id) => !used.has(id) && !id.startsWith('log.'))).toEqual([]);
  });
  test('each that excludes a cause shows with it no oftener than by chance', () => {
    const excluding = signs.flatMap((sign) => (sign.against ?? []).map((id) => ({ sign, id })));
    expect(excluding.length).toBeGreaterThan(10);
    for (const { sign, id } of excluding) {
      const cause = causes.find((one) => one.id === id);
      expect(cause, `${sign.id} names ${id}`).toBeDefined();
      if (cause) expect(chance([cause], sign), `${sign.id} and ${id}`).toBeLessThanOrEqual(sign.base);
    }
    // What nobody does harms nobody: such a sign has to say whom it speaks against.
    for (const { id, says, against } of signs) if (/\bnobody dials|probed port/.test(says)) expect(against, id).toBeDefined();
  });
});

describe('causes', () => {
  test('name rules that exist', () => {
    const rules = new Set(allRules.map(({ name }) => name));
    for (const { id, rules: named = [] } of causes) for (const rule of named) expect(rules.has(rule), `${id} names ${rule}`).toBe(true);
  });
  test('say what to do and how to see that it worked', () => {
    for (const cause of causes.filter(({ harmless }) => !harmless)) {
      const { summary, then, verify } = cause.remedy({ seen: nothing, nodes: [], looks: new Map() });
      expect(summary.length, cause.id).toBeGreaterThan(10);
      expect(then.length + verify.length, cause.id).toBeGreaterThan(0);
    }
  });
});

test('no command that is asked for connects to port 179 of a peer that is up', () => {
  const up = { ...nothing, nodes: [] };
  for (const command of commands) expect(command.ask(up)?.command ?? '', command.id).not.toMatch(/\b179\b.*nc|nc .*\b179\b/);
});

test('BIRD of IPv6 is asked where its sessions alone are down', () => {
  const peer = (address: string, info: string): Peer => ({
    address,
    type: 'global',
    state: 'up',
    info,
    quote: { text: '', file: 'f', line: 1 },
  });
  const asked = (...peers: readonly Peer[]): readonly string[] =>
    commands.flatMap((command) => command.ask({ ...nothing, nodes: [{ ...emptyNode('oak'), peers }] })?.command ?? []);
  const six = asked(peer('10.7.0.2', 'Established'), peer('fd00:7::2', 'Connect')).filter((text) => /birdcl|bird6?\.cfg/.test(text));
  expect(six.every((text) => /bird6\.(?:ctl|cfg)/.test(text))).toBe(true);
  expect(asked(peer('10.7.0.2', 'Connect'), peer('fd00:7::2', 'Connect')).join('\n')).not.toContain('bird6');
});
