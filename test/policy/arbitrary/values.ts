/** Values of fields that several kinds share. */
import fc from 'fast-check';

/** What a field may hold; a tenth of all values have an absurd type. */
export type Fields = Readonly<Record<string, fc.Arbitrary<unknown>>>;

const absurd = fc.constantFrom<unknown>(null, true, 0, -1, '', 'x', [], {}, ['a'], { a: 1 }, 4_294_967_296);
export const oneOf = (...values: readonly unknown[]): fc.Arbitrary<unknown> => fc.constantFrom(...values);
export const odd = (usual: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 9, arbitrary: usual }, { weight: 1, arbitrary: absurd });

/** Some of the fields, each of them with an absurd value now and then. */
export function some(fields: Fields): fc.Arbitrary<unknown> {
  return fc.record(Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, odd(value)])), { requiredKeys: [] });
}

export const mode: fc.Arbitrary<unknown> = oneOf('Never', 'Always', 'CrossSubnet', 'never', 'cross-subnet', 'Off', '');
export const cidr: fc.Arbitrary<unknown> = oneOf(
  '10.60.0.0/16',
  '10.60.0.9/16',
  '192.168.0.0/24',
  'fd00:60::/64',
  'fd00::1/64',
  '10.60.0.0',
  '10.60.0.0/33',
  '10.60.0.0/27',
  '169.254.7.0/24',
  'fe00::/8',
  '20.96.0.0/12',
  '2001:db8::5/121',
  '2A00:0:0:1:0:0:0:1/126',
  '::ffff:10.1.2.3/100',
  '::10.1.2.3/08',
  '1:2:3:4:5:6:7::/112',
  '1:::2/64',
  '0.0.0.0/0',
  '::/0',
  'fd00::1%eth0/64',
  '010.0.0.0/8',
  '',
);
export const uses: fc.Arbitrary<unknown> = oneOf(['Workload'], ['Workload', 'Tunnel'], ['LoadBalancer'], [], ['LoadBalancer', {}]);
export const groups: fc.Arbitrary<unknown> = oneOf('crd.projectcalico.org/v1', 'projectcalico.org/v3');

export const mtu: fc.Arbitrary<unknown> = oneOf(1450, 1500, 1480, 1481, 0, 1440, 8951, 9001, '1500', 1279, 1450.5);
export const method: fc.Arbitrary<unknown> = oneOf(
  'first-found',
  'can-reach=$(NODEIP)',
  'can-reach=',
  'interface=eth0',
  'interface=eth0, ,eth1',
  'skip-interface=',
  'cidr=10.0.0.0/24 , $(RANGE),10.0.0.0/8',
  'cidr=10.0.0.0/24 ,10.1.0.0',
  'kubernetes-internal-ip',
  'First-Found',
  '$(METHOD)',
  '',
);
