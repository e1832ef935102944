import { describe, expect, it } from 'vitest';
import { type Draft, emptyDraft, toCluster } from '../cluster/draft.js';
import type { Known, Layer, Setting } from '../cluster/setting.js';
import { renderNetwork } from './network.js';
import { at, felix, node, option, pool, poolOf, row, set, shown, written } from './network-fixture.js';
import { plainPalette } from './reporter.js';

const env = { palette: plainPalette, quiet: false };

function whole(draft: Draft): void {
  draft.product.calico.push(set({ major: 3, minor: 31, patch: 1 }, option('--calico-version'), { layer: 'user' }));
  const origin = { ...at(node, 'env', 'CALICO_NETWORKING_BACKEND'), via: at(node, 'data', 'backend') };
  draft.backend.push(set('bird', origin, { layer: 'workload' }));
  draft.pools.push(poolOf(written('VXLAN')));
  draft.mtu.veth.push(set(1450, at(node, 'data', 'veth_mtu'), { layer: 'config-map' }));
  draft.mtu.vxlan.push(
    set(1440, at(felix, 'spec', 'vxlanMTU'), { layer: 'felix-default' }),
    set(1410, at(node, 'env', 'FELIX_VXLANMTU'), { layer: 'felix-env' }),
  );
  draft.mtu.nic.push(set(1500, option('--underlay nicMtu'), { layer: 'user' }));
  draft.nodeAddress.method.push(set('interface=eth.*', at(node, 'env', 'IP_AUTODETECTION_METHOD')));
  draft.bgp.mesh.push(set(true, at(felix, 'spec', 'nodeToNodeMeshEnabled'), { how: 'default' }));
  draft.kubeProxy.push({ unknown: 'filled in by a template', settle: 'mode: ipvs', origin: at(felix, 'spec', 'other') });
}

describe('renderNetwork', () => {
  it('shows each value with its place, what it was read from and what it beats', () => {
    expect(shown(whole)).toBe(`cluster lab  complete
  node.yaml
  pool.yaml

product
  Calico         v3.31.1                           --calico-version

data plane
  backend        bird                              node.yaml:2
                   via node.yaml:7
                   calico-node: starts BIRD
  kube-proxy     unknown: filled in by a template  felix.yaml:3
                   settle: mode: ipvs

pool p4
  from           resource                          pool.yaml:1
  cidr           10.244.0.0/16                     pool.yaml:3
  encapsulation  VXLAN                             pool.yaml:4
  natOutgoing    true                              pool.yaml:5
  routes         programmed by Felix

MTU
  NIC            1500                              --underlay nicMtu
  pod            1450                              node.yaml:8
                   fits: the NIC leaves 1500 - 50 (vxlan) = 1450
  vxlan          1410                              node.yaml:4
                   beats 1440 at felix.yaml:2

node addresses
  IPv4 method    interface=eth.*                   node.yaml:5

BGP
  mesh           on                                default of Calico, felix.yaml:1
`);
  });

  it('parts clusters by an empty line and says where there are none', () => {
    const empty = toCluster(emptyDraft('c', 'x', false, ['a.yaml']));
    expect(renderNetwork([empty, { ...empty, name: 'y' }], env)).toBe(
      'cluster x  parts of it may be out of sight\n  a.yaml\n\ncluster y  parts of it may be out of sight\n  a.yaml\n',
    );
    expect(renderNetwork([], env)).toBe('no pod network in the input\n');
  });

  it('lets no value steer the terminal', () => {
    const text = shown((draft) => {
      draft.files.push('\x1b');
      draft.nodeAddress.method.push(set('\x1b[1m\n', at(node, 'env')));
      draft.pools.push(poolOf(written('None'), { name: set('\x9b', at(pool, 'spec')) }));
    });
    expect(text.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
    const named = renderNetwork([toCluster(emptyDraft('c', '\x1b[2J', true, []))], env);
    expect(named).toBe('cluster ␛[2J  complete\n');
  });
});

describe('a slot', () => {
  const vxlan = (...settings: readonly Known<number>[]): readonly string[] =>
    row(
      shown((draft) => draft.mtu.vxlan.push(...settings)),
      'vxlan',
    );

  it('shows the nodes that have a value of their own', () => {
    const text = shown((draft) =>
      draft.mtu.vxlan.push(
        set(1440, at(felix, 'spec', 'vxlanMTU'), { layer: 'felix-default' }),
        set(1430, at(felix, 'spec', 'other'), { layer: 'felix-node', scope: { kind: 'node', name: 'n1' } }),
      ),
    );
    expect(row(text, 'vxlan')).toEqual(['vxlan | 1440 | felix.yaml:2']);
    expect(row(text, 'vxlan on n1')).toEqual(['vxlan on n1 | 1430 | felix.yaml:3']);
  });

  it('names what single nodes say in vain under the value of every node', () => {
    const scope = { kind: 'node', name: 'n1' } as const;
    const env1410 = set(1410, at(node, 'env', 'FELIX_VXLANMTU'), { layer: 'felix-env' as Layer });
    const all = set(1440, at(felix, 'spec', 'vxlanMTU'), { layer: 'felix-default' as Layer });
    const own = set(1430, at(felix, 'spec', 'other'), { layer: 'felix-node' as Layer, scope });
    expect(
      row(
        shown((draft) => draft.mtu.vxlan.push(all, own, env1410)),
        'vxlan on n1',
      ),
    ).toEqual([]);
    expect(vxlan(all, own, env1410)).toEqual([
      'vxlan | 1410 | node.yaml:4',
      'beats 1440 at felix.yaml:2',
      'beats 1430 on n1 at felix.yaml:3',
    ]);
  });

  it('names what one node says twice under its own value', () => {
    const scope = { kind: 'node', name: 'n1' } as const;
    const text = shown((draft) =>
      draft.mtu.vxlan.push(
        set(1440, at(felix, 'spec', 'vxlanMTU'), { layer: 'felix-default' }),
        set(1430, at(felix, 'spec', 'other'), { layer: 'felix-node', scope }),
        set(1420, at(node, 'env', 'FELIX_VXLANMTU'), { layer: 'ansible-host', scope }),
      ),
    );
    expect(row(text, 'vxlan')).toEqual(['vxlan | 1440 | felix.yaml:2']);
    expect(row(text, 'vxlan on n1')).toEqual(['vxlan on n1 | 1420 | node.yaml:4', 'beats 1430 on n1 at felix.yaml:3']);
  });

  it('does not choose between sources of one rank', () => {
    const a = set(1440, at(felix, 'spec', 'vxlanMTU'));
    const b = set(1430, at(felix, 'spec', 'other'));
    expect(vxlan(a, b)).toEqual([
      'vxlan | unknown: two sources of the same rank differ | felix.yaml:3',
      'said: 1440 at felix.yaml:2',
      'said: 1430 at felix.yaml:3',
    ]);
  });

  it('tells what is read once, and what is dead', () => {
    const origin = at(felix, 'spec', 'vxlanMTU');
    expect(vxlan(set(1440, origin, { live: 'first-install' }))).toEqual(['vxlan | 1440 | felix.yaml:2', 'read at first install only']);
    expect(vxlan(set(1440, origin, { live: 'dead' }))).toEqual(['vxlan | nothing that has an effect', 'dead: 1440 at felix.yaml:2']);
    expect(vxlan(set(1430, at(felix, 'spec', 'other')), set(1440, origin, { live: 'dead' }))).toEqual([
      'vxlan | 1430 | felix.yaml:3',
      'dead: 1440 at felix.yaml:2',
    ]);
    expect(vxlan(set(1440, origin, { how: 'derived' }))).toEqual(['vxlan | 1440 | derived from felix.yaml:2']);
  });

  it('shows how calico-node reads the backend', () => {
    const backend = (text: string): readonly string[] =>
      row(
        shown((draft) => draft.backend.push(set(text, at(node, 'env')))),
        'backend',
      );
    expect(backend('VXLAN')[1]).toBe('calico-node: read as bird, starts BIRD');
    expect(backend('vxlan')[1]).toBe('calico-node: no BIRD, Felix programs the VXLAN routes');
    expect(backend('')).toEqual(['backend | "" | node.yaml:1', 'calico-node: read as bird, starts BIRD']);
  });
});

describe('peers, ranges and the underlay', () => {
  it('are shown', () => {
    const text = shown((draft) => {
      const origin = at(felix, 'spec', 'other');
      const said = (value: string): Setting<string> => set(value, origin);
      const peer = {
        origin,
        name: said('tor'),
        peerIP: said('10.0.0.1'),
        peerSelector: undefined,
        node: undefined,
        filters: [said('drop')],
      };
      draft.bgp.peers.push({ ...peer, nodeSelector: said('rack == "a"'), asNumber: { unknown: 'filled in by a template' } });
      draft.cidrs.pod.push(said('10.244.0.0/16'), said('fd00::/48'));
      draft.underlay.l2.push(set(true, option('--underlay l2'), { layer: 'user' }));
    });
    expect(row(text, 'peer')).toEqual([
      'peer | tor | felix.yaml:3',
      'with 10.0.0.1, AS unknown: filled in by a template',
      'from nodes rack == "a"',
      'filtered by drop',
    ]);
    expect(text.split('\n').filter((line) => line.startsWith('  pods'))).toHaveLength(2);
    expect(row(text, 'one L2 segment')).toEqual(['one L2 segment | yes | --underlay l2']);
  });
});
