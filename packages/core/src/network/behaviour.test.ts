import { expect, test } from 'vitest';
import {
  absentModes,
  absentPoolEnvMode,
  type ClusterRoutes,
  defaultBlockSize,
  defaultNatOutgoing,
  defaultPoolCidr,
  type RouteOwner,
  routeOwner,
} from './behaviour.js';

// A row: the settings, then who programs IPIP and plain routes at 3.30, 3.31, 3.32, 3.33 and on an unknown release.
const minors = [30, 31, 32, 33, undefined];
const f = 'felix';
const b = 'bird';
const n = 'nobody';
const x = 'both';
const u = 'unknown';

test.each<[ClusterRoutes, RouteOwner[], RouteOwner[]]>([
  [{}, [b, b, b, f, u], [b, b, b, b, b]],
  [{ felix: 'Enabled', bgp: 'Disabled' }, [b, f, f, f, f], [b, f, f, f, f]], // the operator's Felix
  [{ felix: 'Disabled', bgp: 'Enabled' }, [b, b, b, b, b], [b, b, b, b, b]], // the operator's BIRD
  [{ felix: 'EnabledIPIPOnly', bgp: 'EnabledNoEncapOnly' }, [b, b, b, f, f], [b, b, b, b, b]], // the operator's FelixIPIPOnly
  [{ felix: 'Enabled' }, [b, f, x, f, f], [b, f, x, x, f]],
  [{ felix: 'Disabled' }, [b, b, b, n, u], [b, b, b, b, b]], // the upgrade trap
  [{ bgp: 'Enabled' }, [b, b, b, x, b], [b, b, b, b, b]], // the other one
  [{ bgp: 'Disabled' }, [b, b, n, f, u], [b, b, n, n, n]],
  [{ felix: 'EnabledNoEncapOnly', bgp: 'EnabledIPIPOnly' }, [b, b, b, b, b], [b, b, b, f, f]],
  [{ felix: 'EnabledNoEncapOnly' }, [b, b, b, n, n], [b, b, b, x, x]],
  [{ felix: 'enabled', bgp: 'Disabled' }, [b, f, f, f, f], [b, f, f, f, f]], // Felix reads any case
  [{ felix: 'Yes' }, [b, b, b, f, u], [b, b, b, b, b]], // unreadable is absent
  [{ backend: 'vxlan' }, [n, n, n, f, u], [n, n, n, n, n]],
  [{ backend: 'none', felix: 'Enabled' }, [n, f, f, f, f], [n, f, f, f, f]],
  [{ backend: 'bird' }, [b, b, b, f, u], [b, b, b, b, b]],
])('%j', (settings, ipip, plain) => {
  const at = (minor: number | undefined) => (minor === undefined ? undefined : { major: 3, minor });
  expect(minors.map((minor) => routeOwner('ipip', at(minor), settings))).toEqual(ipip);
  expect(minors.map((minor) => routeOwner('plain', at(minor), settings))).toEqual(plain);
  expect(minors.map((minor) => routeOwner('vxlan', at(minor), settings))).toEqual([f, f, f, f, f]);
});

test('later and earlier releases', () => {
  expect(routeOwner('ipip', { major: 3, minor: 34, patch: 0 })).toBe('felix');
  expect(routeOwner('ipip', { major: 2, minor: 6 })).toBe('bird');
});

test('defaults', () => {
  expect(absentModes('projectcalico.org')).toEqual({ ipipMode: 'Never', vxlanMode: 'Never' });
  expect(absentModes('crd.projectcalico.org')).toEqual({ ipipMode: 'Never', vxlanMode: 'Never' });
  expect(absentPoolEnvMode()).toBe('Never');
  expect([defaultPoolCidr(4), defaultPoolCidr(6)]).toEqual(['192.168.0.0/16', undefined]);
  expect([defaultBlockSize(4), defaultBlockSize(6)]).toEqual([26, 122]);
  expect([defaultNatOutgoing('env', 4), defaultNatOutgoing('env', 6), defaultNatOutgoing('resource', 4)]).toEqual([true, false, false]);
});
