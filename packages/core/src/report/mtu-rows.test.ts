import { describe, expect, it } from 'vitest';
import type { Draft } from '../cluster/draft.js';
import type { Known } from '../cluster/setting.js';
import type { Encapsulation } from '../network/encapsulation.js';
import { at, felix, node, option, poolOf, row, set, shown, written } from './network-fixture.js';

describe('the pod MTU', () => {
  type Given = {
    readonly nic?: number;
    readonly veth?: number;
    readonly encapsulation?: Known<Encapsulation>;
    readonly fill?: (draft: Draft) => unknown;
  };
  const pod = ({ nic, veth, encapsulation = written('VXLAN'), fill }: Given): readonly string[] =>
    row(
      shown((draft) => {
        draft.pools.push(poolOf(encapsulation));
        if (nic !== undefined) draft.mtu.nic.push(set(nic, option('o')));
        if (veth !== undefined) draft.mtu.veth.push(set(veth, at(node, 'data', 'veth_mtu')));
        fill?.(draft);
      }),
      'pod',
    );

  it('comes with its sum where the NIC is known', () => {
    expect(pod({ nic: 9001 })).toEqual(['pod | 8951', 'computed by Felix: 9001 - 50 (vxlan) = 8951']);
    expect(pod({ nic: 1500, veth: 0 })).toEqual([
      'pod | 0 (Felix computes it) | node.yaml:8',
      'computed by Felix: 1500 - 50 (vxlan) = 1450',
    ]);
    expect(pod({ nic: 1500, veth: 1480 })).toEqual(['pod | 1480 | node.yaml:8', 'too large: the NIC leaves 1500 - 50 (vxlan) = 1450']);
    expect(pod({ nic: 1500, encapsulation: written('IPIPCrossSubnet') })).toEqual([
      'pod | 1480',
      'computed by Felix: 1500 - 20 (ipip) = 1480',
    ]);
    expect(pod({ nic: 1500, encapsulation: written('None') })).toEqual(['pod | 1500', 'computed by Felix: 1500']);
  });

  it('says which NIC it needs where none is known', () => {
    expect(pod({ veth: 1480 })).toEqual(['pod | 1480 | node.yaml:8', 'needs a NIC of 1530 = 1480 + 50 (vxlan)']);
    expect(pod({ veth: 1500, encapsulation: written('None') })).toEqual(['pod | 1500 | node.yaml:8', 'needs a NIC of 1500']);
    expect(pod({})).toEqual(['pod | unknown: NIC MTU', 'settle: underlay.nicMtu: 1500 (what the nodes have)']);
  });

  it('takes the tunnels that Felix sets up', () => {
    const wireguard = (draft: Draft): unknown => draft.wireguard.v4.push(set(true, at(felix, 'spec')));
    expect(pod({ nic: 1500, fill: wireguard })[1]).toBe('computed by Felix: 1500 - 60 (wireguard) = 1440');
    const off = (draft: Draft): unknown => draft.tunnelOverride.vxlanEnabled.push(set(false, at(felix, 'spec')));
    expect(pod({ nic: 1500, fill: off })[1]).toBe('computed by Felix: 1500');
    const six = (draft: Draft): unknown => draft.pools.push(poolOf(written('VXLAN'), { family: 6 }));
    expect(pod({ nic: 1500, fill: six })[1]).toBe('computed by Felix: 1500 - 70 (vxlan-v6) = 1430');
  });

  it('does not guess an encapsulation', () => {
    const encapsulation: Known<Encapsulation> = { unknown: 'filled in by a template' };
    expect(pod({ nic: 1500, encapsulation })).toEqual(['pod | unknown: the encapsulation is not known']);
    expect(pod({ nic: 1500, veth: 1480, encapsulation })[1]).toBe('whether it fits is not known: the encapsulation is not');
  });

  it('counts flannel in a canal install', () => {
    const canal = (draft: Draft): void => {
      draft.plane.push(set('canal', at(node, 'env')));
      draft.flannel.backend.push(set('vxlan', at(node, 'env')));
    };
    expect(pod({ nic: 1500, veth: 1480, fill: canal })[1]).toBe('too large: the NIC leaves 1500 - 50 (flannel vxlan) = 1450');
    expect(pod({ nic: 1500, veth: 0, fill: canal })[1]).toBe(
      'Felix gives pods the MTU of the NIC, flannel leaves 1500 - 50 (flannel vxlan) = 1450',
    );
    expect(pod({ veth: 1450, fill: canal })[1]).toBe('needs a NIC of 1500 = 1450 + 50 (flannel vxlan)');
  });

  it('is shown beside the tunnels', () => {
    const tunnels = (nic: number): string =>
      shown((draft) => {
        draft.mtu.nic.push(set(nic, option('o')));
        draft.mtu.ipip.push(set(0, at(felix, 'spec')));
        draft.mtu.wireguard.push(set(1460, at(felix, 'spec')));
      });
    expect(row(tunnels(1500), 'ipip')).toEqual([
      'ipip | 0 (Felix computes it) | felix.yaml:1',
      'computed by Felix: 1500 - 20 (ipip) = 1480',
    ]);
    expect(row(tunnels(1500), 'wireguard')[1]).toBe('too large: the NIC leaves 1500 - 60 (wireguard) = 1440');
    expect(row(tunnels(9001), 'wireguard')).toHaveLength(1);
  });
});
