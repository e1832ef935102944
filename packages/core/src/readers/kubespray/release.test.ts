import { describe, expect, it } from 'vitest';
import { network } from '../../lint/run.js';
import { readSource } from '../../source/index.js';
import { unitsOf } from '../unit.js';
import { expand } from './host-range.js';
import { inventoryOf } from './maps.js';
import { defaultIn, releaseOf, titleOf } from './release.js';

function releaseIn(text: string): ReturnType<typeof releaseOf> {
  const units = readSource({ name: 'group_vars/all.yml', text }, () => true).documents.flatMap((document) => unitsOf(document));
  return releaseOf(units, inventoryOf(units).vars);
}

describe('the release of Kubespray', () => {
  it.each([
    ['calico_version: v3.16.5\n', 'Kubespray 2.15'],
    ['calico_version: v3.28.0\n', 'Kubespray 2.26 to 2.30'],
    ['calico_version: 3.31.7\n', 'Kubespray 2.32 or later'],
    ['calico_version: v3.40.0\n', 'Kubespray 2.32 or later'],
    ['kube_version: v1.24.6\n', 'Kubespray 2.19 to 2.22'],
    ['kube_version: 1.31.4\ncalico_version: v3.28.1\n', 'Kubespray 2.27 to 2.29'],
    ['kube_version: 1.31.4\ncalico_version: v3.16.5\n', 'Kubespray'],
    ['kube_version: "{{ wanted }}"\n', 'Kubespray'],
    ['calico_version: v3.1.3\n', 'Kubespray'],
    ['kubespray_version: release-2.24\nkube_version: 1.31.4\n', 'Kubespray 2.24'],
    ['kubespray_version: master\n', 'Kubespray'],
    ['namespace: kubernetes_sigs\nname: kubespray\nversion: 2.28.1\n', 'Kubespray 2.28'],
    ['collections:\n  - name: community.general\n  - {name: kubernetes_sigs.kubespray, version: 2.27.0}\n', 'Kubespray 2.27'],
    ['namespace: mine\nname: kubespray\nversion: 2.28.1\n', 'Kubespray'],
  ])('%j is %s', (text, title) => {
    expect(titleOf(releaseIn(text))).toBe(title);
  });

  // roles/network_plugin/calico/defaults/main.yml at the tags; what 2.19 and 2.28 turned.
  it.each([
    ['calico_network_backend', 18, 18, 'bird'],
    ['calico_network_backend', 19, 19, 'vxlan'],
    ['calico_network_backend', 18, 19, undefined],
    ['calico_ipip_mode', 15, 18, 'Always'],
    ['calico_ipip_mode', 19, Number.POSITIVE_INFINITY, 'Never'],
    ['calico_vxlan_mode', 18, 18, 'Never'],
    ['calico_vxlan_mode', 26, 30, 'Always'],
    ['calico_vxlan_mode_ipv6', 19, 27, 'Never'],
    ['calico_vxlan_mode_ipv6', 28, 28, 'Always'],
    ['calico_vxlan_mode_ipv6', 26, 30, undefined],
    ['calico_ipip_mode', 11, 12, undefined],
    ['calico_mtu', 19, 19, undefined],
  ])('%s is in 2.%d to 2.%d %s by default', (name, since, until, value) => {
    const [unit] = readSource({ name: 'x.yml', text: 'a: 1\n' }, () => true).documents;
    if (!unit) throw new Error('no document');
    expect(defaultIn({ since, until, origin: { document: unit, path: [] } }, name)).toBe(value);
  });

  it('an unset mode is unknown where no release is known, and what the release says where one is', async () => {
    const of = async (text: string): Promise<unknown> =>
      (await network([{ name: 'group_vars/k8s_cluster/k8s-net-calico.yml', text }]))[0]?.backend[0];
    expect(await of('calico_vxlan_mode: Never\n')).toMatchObject({ settle: 'calico_network_backend: vxlan' });
    expect(await of('calico_version: v3.30.1\ncalico_vxlan_mode: Never\n')).toMatchObject({ value: 'vxlan', how: 'default' });
    expect(await of('calico_version: v3.20.3\ncalico_vxlan_mode: Never\n')).toMatchObject({ settle: 'calico_network_backend: vxlan' });
    expect(await of('kube_version: v1.19.3\ncalico_vxlan_mode: Never\n')).toMatchObject({ value: 'bird' });
  });
});

// ansible-inventory of ansible-core 2.19.14 expands these so.
it.each([
  ['node1', ['node1']],
  ['node[1:3]', ['node1', 'node2', 'node3']],
  ['node[08:10]', ['node08', 'node09', 'node10']],
  ['w[1:5:2].example.org', ['w1.example.org', 'w3.example.org', 'w5.example.org']],
  ['r[a:b]-[1:2]', ['ra-1', 'ra-2', 'rb-1', 'rb-2']],
  ['x[:1]', ['x0', 'x1']],
  ['x[3:1]', ['x[3:1]']],
  ['x[1:99999999999]', ['x[1:99999999999]']],
  ['[fd00::1]', ['[fd00::1]']],
])('%s names %j', (pattern, hosts) => {
  expect(expand(pattern)).toEqual(hosts);
});
