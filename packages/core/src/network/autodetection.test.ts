import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Method, parseMethod } from './autodetection.js';

test.each<[string, Method]>([
  ['', { kind: 'first-found' }],
  ['first-found', { kind: 'first-found' }],
  ['interface=eth.*', { kind: 'interface', patterns: ['eth.*'] }],
  ['interface=eth.* ,\tens.*', { kind: 'interface', patterns: ['eth.*', 'ens.*'] }],
  ['skip-interface=docker.*,br-.*', { kind: 'skip-interface', patterns: ['docker.*', 'br-.*'] }],
  ['cidr=10.0.0.0/8, fd00::/8', { kind: 'cidr', cidrs: ['10.0.0.0/8', 'fd00::/8'] }],
  ['cidr=$(NODE_NET)', { kind: 'cidr', cidrs: ['$(NODE_NET)'] }],
  ['can-reach=8.8.8.8', { kind: 'can-reach', host: '8.8.8.8' }],
  ['can-reach=$(NODEIP)', { kind: 'can-reach', host: '$(NODEIP)' }],
  ['can-reach=www.example.com', { kind: 'can-reach', host: 'www.example.com' }],
  ['kubernetes-internal-ip', { kind: 'kubernetes-internal-ip' }],
  ['kubernetes-internal-ipv4', { kind: 'kubernetes-internal-ip' }],
])('%s', (text, method) => {
  expect(parseMethod(text)).toEqual(method);
});

test.each<[string, string | undefined]>([
  ['First-Found', 'first-found'],
  ['first_found', 'first-found'],
  ['firstFound', 'first-found'],
  [' first-found', 'first-found'],
  ['first-fuond', 'first-found'],
  ['autodetect', 'first-found'],
  ['interface:eth0', 'interface=eth0'],
  ['interface = eth0', 'interface=eth0'],
  ['Interface=eth0', 'interface=eth0'],
  ['interfaces=eth0', 'interface=eth0'],
  ['interfce=eth0', 'interface=eth0'],
  ['iface=eth0', 'interface=eth0'],
  ['eth0', 'interface=eth0'],
  ['eth.*', 'interface=eth.*'],
  ['eth*', 'interface=^eth.*'],
  ['ens192', 'interface=ens192'],
  ['bond0', 'interface=bond0'],
  ['skip-interfaces=docker.*', 'skip-interface=docker.*'],
  ['skipInterface=docker.*', 'skip-interface=docker.*'],
  ['can_reach=8.8.8.8', 'can-reach=8.8.8.8'],
  ['can-reach: 8.8.8.8', 'can-reach=8.8.8.8'],
  ['canReach=8.8.8.8', 'can-reach=8.8.8.8'],
  ['cidrs=10.0.0.0/8', 'cidr=10.0.0.0/8'],
  ['10.0.0.0/8', 'cidr=10.0.0.0/8'],
  ['8.8.8.8', 'can-reach=8.8.8.8'],
  ['kubernetes-internalip', 'kubernetes-internal-ip'],
  ['Kubernetes-Internal-IP', 'kubernetes-internal-ip'],
  ['kubernetes-interal-ip', 'kubernetes-internal-ip'],
  ['kubernetes=NodeInternalIP', 'kubernetes-internal-ip'],
  ['interface=eth0,', 'interface=eth0'],
  ['cidr= 10.0.0.0/8', 'cidr=10.0.0.0/8'],
  ['cidr=10.0.0.0/8,', 'cidr=10.0.0.0/8'],
  ...['hello', 'interface', 'can-reach', 'first-found=eth0', 'interface=', 'skip-interface=', 'can-reach=', 'cidr=', 'none'].map(
    (text): [string, undefined] => [text, undefined],
  ),
  ['cidr=10.0.0.5', undefined],
])('%s is refused; meant: %s', (text, suggestion) => {
  const method = parseMethod(text);
  expect(method.kind).toBe('invalid');
  expect('suggestion' in method ? method.suggestion : undefined).toBe(suggestion);
});

test('reasons tell what happens', () => {
  const reason = (text: string, minor?: number): string => {
    const method = parseMethod(text, minor === undefined ? undefined : { major: 3, minor });
    return method.kind === 'invalid' ? method.reason : '';
  };
  expect(reason('First-Found')).toContain('exits at start');
  expect(reason('interface=')).toContain('matches every interface');
  expect(reason('skip-interface=a,')).toContain('none is left');
  expect(reason('can-reach=')).toContain('loopback');
  expect(reason('cidr=10.0.0.0/8,10.0.0.5')).toContain('"10.0.0.5"');
  expect(reason('kubernetes-internal-ip', 21)).toContain('v3.22');
  expect(reason('kubernetes-internal-ip', 22)).toBe('');
});

test('no text makes it throw, and every suggestion is good', () => {
  const near = fc
    .tuple(
      fc.constantFrom('interface', 'Can-Reach', 'cidr', 'skip_interface', 'kubernetes-internal-ip', 'first-found', ''),
      fc.constantFrom('=', ':', ',', ' '),
      fc.string(),
    )
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(fc.oneof(fc.string(), near), (text) => {
      const method = parseMethod(text);
      if (method.kind !== 'invalid' || method.suggestion === undefined) return;
      // An operand may still be wrong (cidr=x), but the method itself is one that calico-node knows.
      const again = parseMethod(method.suggestion);
      expect(again.kind === 'invalid' ? again.reason : '').not.toContain('no such method');
    }),
    { numRuns: 500 },
  );
});

test('what is generated as a kind is read as that kind', () => {
  const pattern = fc.stringMatching(/^[a-z0-9.*^$()|[\]-]{1,8}$/);
  const octet = fc.nat(255);
  const cidr = fc.tuple(octet, octet, octet, octet, fc.nat(32)).map(([a, b, c, d, prefix]) => `${a}.${b}.${c}.${d}/${prefix}`);
  const list = (item: fc.Arbitrary<string>): fc.Arbitrary<[string[], string]> =>
    fc.tuple(fc.array(item, { minLength: 1, maxLength: 4 }), fc.constantFrom(',', ', ', ' ,', '\t,  '));
  fc.assert(
    fc.property(list(pattern), list(cidr), fc.stringMatching(/^[a-z0-9.:-]{1,12}$/), ([patterns, comma], [cidrs, between], host) => {
      expect(parseMethod(`interface=${patterns.join(comma)}`)).toEqual({ kind: 'interface', patterns });
      expect(parseMethod(`skip-interface=${patterns.join(comma)}`)).toEqual({ kind: 'skip-interface', patterns });
      expect(parseMethod(`cidr=${cidrs.join(between)}`)).toEqual({ kind: 'cidr', cidrs });
      expect(parseMethod(`can-reach=${host}`)).toEqual({ kind: 'can-reach', host });
    }),
  );
});
