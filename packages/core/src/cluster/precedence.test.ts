import { expect, it } from 'vitest';
import { network } from '../lint/run.js';
import { effective } from './precedence.js';
import { isKnown, knownValue } from './setting.js';

const group = { name: 'inv/group_vars/k8s_cluster/k8s-net-calico.yml', text: 'kube_network_plugin: calico\ncalico_mtu: 1500\n' };

it('what a template fills in for one host is unknown for that host, not for all', async () => {
  const [cluster] = await network([group, { name: 'inv/host_vars/node2.yml', text: 'calico_mtu: "{{ mtu_of_node2 }}"\n' }]);
  expect(knownValue(effective(cluster?.mtu.veth ?? []))).toBe(1500);
  expect(isKnown(effective(cluster?.mtu.veth ?? [], { kind: 'node', name: 'node2' }))).toBe(false);
});

it('two sources of one rank that differ leave a value unknown', async () => {
  const [cluster] = await network([group, { name: 'inv/group_vars/kube_node.yml', text: 'calico_mtu: 1450\n' }]);
  expect(effective(cluster?.mtu.veth ?? [])).toMatchObject({ unknown: expect.stringContaining('differ') });
});

it('of the files of one group the last one wins', async () => {
  const [cluster] = await network([group, { name: 'inv/group_vars/k8s_cluster/z.yml', text: 'calico_mtu: 1450\n' }]);
  expect(knownValue(effective(cluster?.mtu.veth ?? []))).toBe(1450);
  expect(cluster?.mtu.veth.map((one) => isKnown(one) && one.beatenBy?.document.source.name)).toEqual([
    'inv/group_vars/k8s_cluster/z.yml',
    undefined,
  ]);
});
