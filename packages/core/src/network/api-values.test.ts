import { describe, expect, it } from 'vitest';
import { communityFault, nameFault, parseIpPort, parseNet, parsePort, qualifiedName, tests } from './api-values.js';

describe('values of the API', () => {
  it.each([
    ['10.0.0.0/8', { family: 4, masked: true }],
    ['10.0.0.1/8', { family: 4, masked: false }],
    ['10.0.0.1', { family: 4, masked: true }],
    ['fd00::/64', { family: 6, masked: true }],
    ['::ffff:10.0.0.1', { family: 4, masked: true }],
    ['10.0.0.0/33', undefined],
    ['abc', undefined],
  ])('parseNet %s', (text, net) => expect(parseNet(text)).toEqual(net));

  it.each([
    ['10.0.0.1', '10.0.0.1', undefined],
    ['10.0.0.1:179', '10.0.0.1', 179],
    ['[fd00::1]:179', 'fd00::1', 179],
    ['fd00::1', 'fd00::1', undefined],
  ])('parseIpPort %s', (text, address, port) => expect(parseIpPort(text)).toEqual({ address, port }));
  it.each(['', '10.0.0.1:0', '10.0.0.1:65536', '[fd00::1]', 'router:179', '10.0.0.0/24'])('parseIpPort refuses %s', (text) =>
    expect(parseIpPort(text)).toBeUndefined(),
  );

  it.each([
    ['80', { min: 80, max: 80 }],
    ['80:90', { min: 80, max: 90 }],
    ['http', { name: 'http' }],
    ['90:80', undefined],
    ['65536', undefined],
    ['80-90', { name: '80-90' }],
    ['tcp:80', undefined],
  ])('parsePort %s', (text, port) => expect(parsePort(text)).toEqual(port));

  it.each([
    ['65535:1', undefined],
    ['65536:1', { formed: true }],
    ['4294967295:1:1', undefined],
    ['4294967296:1:1', { formed: true }],
    ['stop', { formed: false }],
  ])('communityFault %s', (text, fault) => {
    if (fault === undefined) expect(communityFault(text)).toBeUndefined();
    else expect(communityFault(text)).toMatchObject(fault);
  });

  it('knows what names a kind takes', () => {
    expect(nameFault('IPPool', 'a.b-1', true)).toBeUndefined();
    expect(nameFault('IPPool', 'A', true)).toBeDefined();
    expect(nameFault('Tier', 'a.b', true)).toBeDefined();
    expect(nameFault('NetworkPolicy', 'default.web', true)).toBeUndefined();
    expect(nameFault('NetworkPolicy', 'a.b.c', true)).toBeDefined();
    expect(nameFault('NetworkPolicy', 'knp.default.a.b', true)).toBeUndefined();
    expect(nameFault('NetworkPolicy', 'a.b.c', false)).toBeUndefined();
    expect(nameFault('GlobalNetworkPolicy', 'knp.default.a', true)).toBeDefined();
    expect(nameFault('IPPool', 'a'.repeat(254), true)).toBeDefined();
  });

  it('knows keys of labels', () => {
    expect(qualifiedName('projectcalico.org/kind')).toBeUndefined();
    expect(qualifiedName('a/b/c')).toBeDefined();
    expect(qualifiedName('')).toBeDefined();
    expect(qualifiedName('a'.repeat(64))).toBeDefined();
  });

  it.each([
    ['interface', '*', true],
    ['interface', 'eth0', true],
    ['interface', 'eth 0', false],
    ['ignoredInterface', '*', false],
    ['ignoredInterface', 'cali*', true],
    ['ifaceFilter', 'docker+', true],
    ['keyValueList', 'a=b,,c=', true],
    ['keyValueList', 'a', false],
    ['netv4', 'fd00::/64', false],
    ['netv6', 'fd00::/64', true],
    ['bgpFilterPrefixLengthV4', '33', false],
  ])('%s takes %s: %s', (tag, text, taken) => expect(tests[tag]?.(text) === undefined).toBe(taken));
});
