import { expect, it } from 'vitest';
import { lint } from './run.js';

it('a program is no manifest with a fault in it', async () => {
  const text = 'config.vm.box = "calico"\n  $net ||= {a: [b}\n';
  const { findings, skipped } = await lint([{ name: 'Vagrantfile.rb', text }]);
  expect(findings).toEqual([]);
  expect(skipped).toMatchObject([{ file: 'Vagrantfile.rb', reason: expect.stringContaining('not a kind of file that is read') }]);
  expect((await lint([{ name: 'pool.yaml', text }])).findings).toMatchObject([{ rule: 'syntax' }]);
});

it('a text that Ansible fills in hides no key of its file', async () => {
  const text = 'calico_mtu: 1450\nnodeport_addresses: >-\n  {%- if cidr is defined -%}\n  [{{ cidr }}]\n  {%- endif -%}\n';
  expect((await lint([{ name: 'group_vars/k8s_cluster/k8s-cluster.yml', text }])).skipped).toEqual([]);
});
