import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { goRegexp, loadGoRegexp } from './go-regexp.js';
import {
  fallbackHostMtu,
  flannelOverhead,
  flannelTunnelMtu,
  mtuIfacePattern,
  overhead,
  podMtu,
  sum,
  type Tunnel,
  tunnelMtu,
  unknownNicVerdict,
} from './mtu.js';

const tunnels: readonly Tunnel[] = ['ipip', 'vxlan', 'vxlan-v6', 'wireguard', 'wireguard-v6'];

// The table of Calico's networking/mtu.md (v3.23), and Felix's constants for WireGuard over IPv6.
test.each([
  [1500, [1480, 1450, 1430, 1440, 1420]],
  [9000, [8980, 8950, 8930, 8940, 8920]],
  [9001, [8981, 8951, 8931, 8941, 8921]],
  [1460, [1440, 1410, 1390, 1400, 1380]],
  [1450, [1430, 1400, 1380, 1390, 1370]],
])('tunnels on a NIC of %i', (nic, mtus) => {
  expect(tunnels.map((tunnel) => tunnelMtu(nic, tunnel).mtu)).toEqual(mtus);
});

test('AKS takes 100 more from WireGuard alone', () => {
  const aks = { aksHostEncryption: true };
  expect(tunnelMtu(1500, 'wireguard', aks).mtu).toBe(1340);
  expect(tunnelMtu(1500, 'wireguard-v6', aks).mtu).toBe(1320);
  expect(tunnelMtu(1500, 'vxlan', aks).mtu).toBe(1450);
  expect(sum(tunnelMtu(1500, 'wireguard', aks))).toBe('1500 - 100 (aks) - 60 (wireguard) = 1340');
});

test('the pod MTU is that of the dearest tunnel, not the sum', () => {
  expect(podMtu(1500, ['ipip', 'wireguard', 'vxlan'])).toEqual({
    nic: 1500,
    parts: [{ name: 'wireguard', tunnel: 'wireguard', bytes: 60 }],
    mtu: 1440,
  });
  expect(podMtu(1500, [])).toEqual({ nic: 1500, parts: [], mtu: 1500 });
  expect(podMtu(1500, ['vxlan-v6', 'wireguard'], { aksHostEncryption: true }).mtu).toBe(1340);
});

test('sums for people', () => {
  expect(sum(podMtu(1500, ['ipip']))).toBe('1500 - 20 (ipip) = 1480');
  expect(sum(podMtu(9001, ['wireguard']))).toBe('9001 - 60 (wireguard) = 8941');
  expect(sum(podMtu(1500, []))).toBe('1500');
});

/** Felix once more, from the order of its if statements: start at the host and lower it for every tunnel that is on. */
function felix(host: number, on: ReadonlySet<Tunnel>, aks: boolean): number {
  let mtu = host;
  const lower = (candidate: number): void => {
    if (candidate < mtu) mtu = candidate;
  };
  if (on.has('ipip')) lower(host - 20);
  if (on.has('vxlan')) lower(host - 50);
  if (on.has('vxlan-v6')) lower(host - 70);
  if (on.has('wireguard')) lower(aks ? host - 160 : host - 60);
  if (on.has('wireguard-v6')) lower(aks ? host - 180 : host - 80);
  return mtu;
}

/** The value of `a - b (name) - c (name)`. */
function evaluate(terms: string): number {
  const [first = '', ...rest] = terms.split(' - ');
  return rest.reduce((left, term) => left - Number.parseInt(term, 10), Number(first));
}

test('every NIC and every set of tunnels: as Felix, and the sum is right', () => {
  fc.assert(
    fc.property(fc.integer({ min: 576, max: 65535 }), fc.subarray([...tunnels]), fc.boolean(), (nic, enabled, aks) => {
      const budget = podMtu(nic, enabled, { aksHostEncryption: aks });
      expect(budget.mtu).toBe(felix(nic, new Set(enabled), aks));
      const [terms = '', result = terms] = sum(budget).split(' = ');
      expect(evaluate(terms)).toBe(budget.mtu);
      expect(Number(result)).toBe(budget.mtu);
    }),
  );
});

test('flannel takes by its own table', () => {
  const types = ['vxlan', 'host-gw', 'udp', 'wireguard', 'ipip', 'ipsec', 'alloc'];
  expect(types.map((type) => flannelTunnelMtu(1500, type))).toEqual([1450, 1500, 1472, 1420, 1480, 1423, 1500]);
  expect(flannelOverhead('VXLAN')).toBe(50);
  for (const type of ['hostgw', 'extension', '']) expect(flannelOverhead(type)).toBeUndefined();
  expect(flannelTunnelMtu(1500, 'wireguad')).toBeUndefined();
});

test('host MTU patterns by release', async () => {
  await loadGoRegexp();
  const tell = (minor: number | undefined, name: string): boolean => {
    const compiled = goRegexp(mtuIfacePattern(minor === undefined ? undefined : { major: 3, minor }));
    return 'matches' in compiled && compiled.matches(name);
  };
  expect(mtuIfacePattern({ major: 3, minor: 24 })).toBe('^((en|wl|ww|sl|ib)[opsx].*|(eth|wlan|wwan).*)');
  expect(mtuIfacePattern({ major: 3, minor: 32 })).toBe('^((en|wl|ww|sl|ib)[Pcopsvx].*|(eth|wlan|wwan).*)');
  expect([24, 25, 26, 27, undefined].map((minor) => tell(minor, 'enc1'))).toEqual([false, true, true, true, true]);
  expect([24, 25, 26, 27, undefined].map((minor) => tell(minor, 'enP2p1s0'))).toEqual([false, false, true, true, true]);
  expect([24, 25, 26, 27, undefined].map((minor) => tell(minor, 'env2'))).toEqual([false, false, false, true, true]);
  for (const name of ['bond0', 'team0', 'br0', 'vlan10', 'net0']) expect(tell(undefined, name)).toBe(false);
  expect(fallbackHostMtu).toBe(1460);
});

describe('NIC unknown', () => {
  test.each([
    [1500, 50, { nic: 1500, max: 1450, needs: 1550 }],
    [1451, 50, { nic: 1500, max: 1450, needs: 1501 }],
    [1450, 50, undefined],
    [1440, 50, undefined],
    [1480, 60, { nic: 1500, max: 1440, needs: 1540 }],
    [8980, 50, { nic: 9000, max: 8950, needs: 9030 }],
    [8951, 50, undefined],
    [8952, 50, { nic: 9000, max: 8950, needs: 9002 }],
    [9001, 20, { nic: 9001, max: 8981, needs: 9021 }],
    [4000, 50, undefined],
    [1500, 0, undefined],
  ])('%i with %i', (mtu, bytes, verdict) => {
    expect(unknownNicVerdict(mtu, bytes)).toEqual(verdict);
  });

  test('no tunnel MTU that Felix computes for a usual NIC is suspect', () => {
    for (const nic of [1500, 9000, 9001]) {
      for (const tunnel of tunnels) expect(unknownNicVerdict(tunnelMtu(nic, tunnel).mtu, overhead[tunnel])).toBeUndefined();
    }
  });
});
