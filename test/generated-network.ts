/** Networks that every installer of the field can be told to make, but for what test/dialects.test.ts says they have no words for. */
import fc from 'fast-check';

export type Pool = {
  readonly cidr: string;
  readonly blockSize: number;
  readonly encapsulation: 'None' | 'IPIP' | 'IPIPCrossSubnet' | 'VXLAN' | 'VXLANCrossSubnet';
  readonly natOutgoing: boolean;
};

export type Network = {
  readonly release: `3.${number}.${number}`;
  /** IPv4 first. */
  readonly pools: readonly Pool[];
  readonly dual: boolean;
  readonly backend: 'bird' | 'vxlan';
  /** Of pods and of each tunnel, in bytes. */
  readonly mtu: number;
  readonly method: Method;
  readonly method6: Method;
  readonly wireguard: boolean;
};

/** A detection method as calico-node spells it, and as the operator does. */
type Method = { readonly text: string; readonly spec: object };

const method = (reach: string, range: string): fc.Arbitrary<Method> =>
  fc.constantFrom<Method>(
    { text: 'kubernetes-internal-ip', spec: { kubernetes: 'NodeInternalIP' } },
    { text: 'interface=eth0', spec: { interface: 'eth0' } },
    { text: 'skip-interface=docker.*', spec: { skipInterface: 'docker.*' } },
    { text: `can-reach=${reach}`, spec: { canReach: reach } },
    { text: `cidr=${range}`, spec: { cidrs: [range] } },
  );

/** Ranges that do not overlap: the number of the pool is in the second byte. */
const pool4 = (number: number): fc.Arbitrary<Pool> =>
  fc.record({
    cidr: fc.integer({ min: 16, max: 20 }).map((prefix) => `10.${100 + number}.0.0/${prefix}`),
    blockSize: fc.integer({ min: 20, max: 32 }),
    encapsulation: fc.constantFrom('None', 'IPIP', 'IPIPCrossSubnet', 'VXLAN', 'VXLANCrossSubnet'),
    natOutgoing: fc.boolean(),
  });

const pool6: fc.Arbitrary<Pool> = fc.record({
  cidr: fc.integer({ min: 48, max: 112 }).map((prefix) => `fd00:60::/${prefix}`),
  blockSize: fc.integer({ min: 116, max: 128 }),
  encapsulation: fc.constantFrom('None', 'VXLAN', 'VXLANCrossSubnet'),
  natOutgoing: fc.boolean(),
});

export const networks: fc.Arbitrary<Network> = fc
  .record({
    release: fc.constantFrom('3.27.3', '3.28.1', '3.29.3', '3.30.7', '3.31.2', '3.32.1'),
    first: pool4(0),
    second: fc.option(pool4(1), { nil: undefined }),
    six: fc.option(pool6, { nil: undefined }),
    bird: fc.boolean(),
    mtu: fc.integer({ min: 1280, max: 8900 }),
    method: method('192.0.2.1', '192.0.2.0/24'),
    method6: method('2001:db8::1', '2001:db8::/64'),
    wireguard: fc.boolean(),
  })
  .map(({ first, second, six, bird, ...rest }): Network => {
    const pools = [first, second, six].filter((pool) => pool !== undefined);
    // Without BIRD only VXLAN has routes, and the operator refuses the rest.
    const backend = bird || pools.some(({ encapsulation }) => !encapsulation.startsWith('VXLAN')) ? 'bird' : 'vxlan';
    return { ...rest, pools, dual: six !== undefined, backend };
  });
