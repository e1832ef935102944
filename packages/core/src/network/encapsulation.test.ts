import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  backendOf,
  type Encapsulation,
  encapsulationOf,
  knownBackend,
  type Mode,
  modesOf,
  parseEnvMode,
  parseResourceMode,
} from './encapsulation.js';

test.each<[Mode, Mode, Encapsulation | undefined]>([
  ['Never', 'Never', 'None'],
  ['Always', 'Never', 'IPIP'],
  ['CrossSubnet', 'Never', 'IPIPCrossSubnet'],
  ['Never', 'Always', 'VXLAN'],
  ['Never', 'CrossSubnet', 'VXLANCrossSubnet'],
  ['Always', 'Always', undefined],
  ['CrossSubnet', 'Always', undefined],
])('ipipMode %s with vxlanMode %s is %s', (ipipMode, vxlanMode, encapsulation) => {
  expect(encapsulationOf(ipipMode, vxlanMode)).toBe(encapsulation);
  if (encapsulation !== undefined) expect(modesOf(encapsulation)).toEqual({ ipipMode, vxlanMode });
});

test('a resource wants the exact word', () => {
  for (const mode of ['Never', 'Always', 'CrossSubnet']) expect(parseResourceMode(mode)).toBe(mode);
  for (const text of ['', 'always', 'Off', 'cross-subnet', 'Never ']) expect(parseResourceMode(text)).toBeUndefined();
});

test.each([
  ['', 'Never'],
  ['OFF', 'Never'],
  ['never', 'Never'],
  ['crosssubnet', 'CrossSubnet'],
  ['Cross-Subnet', 'CrossSubnet'],
  ['ALWAYS', 'Always'],
  ['true', undefined],
  ['false', undefined],
  ['disabled', undefined],
  [' always', undefined],
])('env text "%s" means %s', (text, mode) => {
  expect(parseEnvMode(text)).toBe(mode);
});

test('only the exact words none and vxlan keep BIRD off', () => {
  expect(['none', 'vxlan', 'bird'].map(backendOf)).toEqual(['none', 'vxlan', 'bird']);
  expect(['None', 'VXLAN', '', 'gobgp', 'vxlan '].map(backendOf)).toEqual(['bird', 'bird', 'bird', 'bird', 'bird']);
  fc.assert(fc.property(fc.string(), (text) => backendOf(text) === (['vxlan', 'none'].includes(text) ? text : 'bird')));
});

test('knows the documented backends', () => {
  expect(['bird', 'vxlan', 'none'].every(knownBackend)).toBe(true);
  expect(['BIRD', 'gobgp', '', 'brid'].some(knownBackend)).toBe(false);
});
