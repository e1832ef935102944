import { describe, expect, it } from 'vitest';
import type { Draft } from '../cluster/draft.js';
import type { Known } from '../cluster/setting.js';
import type { Encapsulation } from '../network/encapsulation.js';
import { at, felix, node, option, poolOf, row, set, shown, written } from './network-fixture.js';

describe('the routes of a pool', () => {
  const routes = (encapsulation: Encapsulation, fill: (draft: Draft) => void): readonly string[] =>
    row(
      shown((draft) => {
        draft.pools.push(poolOf(written(encapsulation)));
        fill(draft);
      }),
      'routes',
    );
  const release = (minor: number) => (draft: Draft) => draft.product.calico.push(set({ major: 3, minor }, option('o')));
  const backend = (text: string) => (draft: Draft) => draft.backend.push(set(text, at(node, 'env')));
  const both =
    (...fills: readonly ((draft: Draft) => unknown)[]) =>
    (draft: Draft): void =>
      fills.forEach((fill) => void fill(draft));

  it('follow the release, the settings and the backend', () => {
    expect(routes('VXLANCrossSubnet', () => undefined)).toEqual(['routes | programmed by Felix']);
    expect(routes('IPIP', both(release(31), backend('bird')))).toEqual(['routes | programmed by BIRD']);
    expect(routes('IPIP', both(release(33), backend('vxlan')))).toEqual(['routes | programmed by Felix']);
    expect(routes('None', both(release(33), backend('vxlan')))).toEqual([
      'routes | programmed by nobody',
      "BIRD's part, and backend vxlan runs no BIRD",
    ]);
    expect(routes('IPIP', release(31))).toEqual(['routes | programmed by BIRD', 'taking it that BIRD runs: no backend in the input']);
  });

  it('are unknown where they depend on what is not known', () => {
    expect(routes('IPIP', backend('bird'))).toEqual([
      'routes | unknown: it depends on the release of Calico',
      'settle: calicoVersion: v3.31 (the release that runs)',
    ]);
    const hidden: Known<string> = { unknown: 'filled in by a template' };
    expect(
      routes(
        'IPIP',
        both(release(31), (draft) => draft.backend.push(hidden)),
      ),
    ).toEqual(['routes | unknown: whether BIRD runs is not known']);
    expect(
      routes(
        'IPIP',
        both(release(31), (draft) => draft.programClusterRoutes.felix.push(hidden)),
      ),
    ).toEqual(['routes | unknown: programClusterRoutes is not known']);
  });

  it('heed programClusterRoutes and routeSyncDisabled', () => {
    const felixRoutes = (value: string) => (draft: Draft) => draft.programClusterRoutes.felix.push(set(value, at(felix, 'spec')));
    const bgpRoutes = (value: string) => (draft: Draft) => draft.programClusterRoutes.bgp.push(set(value, at(felix, 'spec')));
    expect(routes('IPIP', both(release(32), backend('bird'), felixRoutes('Enabled')))).toEqual([
      'routes | programmed by Felix and by BIRD, one against the other',
    ]);
    expect(routes('IPIP', both(release(32), backend('none'), felixRoutes('Enabled')))).toEqual(['routes | programmed by Felix']);
    expect(routes('IPIP', both(release(32), backend('bird'), bgpRoutes('Disabled')))).toEqual(['routes | programmed by nobody']);
    const idle = (draft: Draft): unknown => draft.tunnelOverride.routeSyncDisabled.push(set(true, at(felix, 'spec')));
    expect(routes('VXLAN', both(idle))).toEqual(['routes | programmed by nobody', 'routeSyncDisabled keeps Felix from it']);
  });

  it('are not Calico’s in canal and policy-only installs', () => {
    expect(routes('IPIP', (draft) => draft.plane.push(set('canal', at(node, 'env'))))[0]).toBe('routes | programmed by flannel');
    expect(routes('IPIP', (draft) => draft.plane.push(set('policy-only', at(node, 'env'))))[0]).toBe(
      'routes | programmed by the CNI plugin beside Calico',
    );
  });
});

describe('a pool', () => {
  it('tells when it is read', () => {
    const env4 = poolOf(written('VXLAN'), { from: 'env', live: 'first-install', origin: at(node, 'env', 'CALICO_IPV4POOL_CIDR') });
    const alone = shown((draft) => draft.pools.push(env4));
    expect(row(alone, 'from')).toEqual(['from | environment of calico-node | node.yaml:3', 'live: read at first install only']);
    const beside = shown((draft) => draft.pools.push(env4, poolOf(written('VXLAN'))));
    expect(row(beside, 'from')).toEqual([
      'from | environment of calico-node | node.yaml:3',
      'live: dead, because a pool of the family exists',
    ]);
    expect(beside.split('\n').filter((line) => line.startsWith('  routes'))).toHaveLength(1);
  });

  it('shows the modes where they make no encapsulation', () => {
    const text = shown((draft) => draft.pools.push(poolOf({ unknown: 'both modes are on' })));
    expect(row(text, 'encapsulation')).toEqual(['encapsulation | unknown: both modes are on']);
    expect(row(text, 'ipipMode')).toEqual(['ipipMode | Never | default of Calico, pool.yaml:1']);
    expect(row(text, 'vxlanMode')).toEqual(['vxlanMode | Always | pool.yaml:4']);
    expect(row(text, 'routes')).toEqual(['routes | unknown: the encapsulation is not known']);
  });
});
