import { expect, it } from 'vitest';
import { fix } from './fix.js';
import { lint } from './run.js';

it('a program is no manifest with a fault in it', async () => {
  const text = 'config.vm.box = "calico"\n  $net ||= {a: [b}\n';
  const { findings, skipped } = await lint([{ name: 'Vagrantfile.rb', text }]);
  expect(findings).toEqual([]);
  expect(skipped).toMatchObject([{ file: 'Vagrantfile.rb', reason: expect.stringContaining('not a kind of file that is read') }]);
  expect((await lint([{ name: 'pool.yaml', text }])).findings).toMatchObject([{ rule: 'syntax' }]);
});

it.each([
  ['dump.json', '{"kind": "IPPool",\n', /^it names a kind of Calico's and cannot be read: /],
  ['inventory/prod/group_vars/all/secret.yml', '$ANSIBLE_VAULT;1.1;AES256\n6332\n', /^encrypted by Ansible Vault/],
])('%s cannot be read and may matter: it is skipped, and not unrelated', async (name, text, reason) => {
  const { findings, skipped, unrelated } = await lint([{ name, text }]);
  expect([findings, unrelated]).toEqual([[], []]);
  expect(skipped).toEqual([{ file: name, document: null, reason: expect.stringMatching(reason) }]);
});

it.each([
  ['chart/broken.yaml', 'a: [1\nb: }\n'],
  ['pool.yaml', 'apiVersion: whereabouts.cni.cncf.io/v1alpha1\nkind: IPPool\nspec: {a: [}\n'],
  ['files/tls.yml', '$ANSIBLE_VAULT;1.1;AES256\n6332\n'],
  ['whole.yaml', 'kind: IPPool\nspec: {}\n'],
])('%s says nothing of a network: it is unrelated', async (name, text) => {
  const { findings, skipped, unrelated } = await lint([{ name, text }]);
  expect([findings, skipped, unrelated]).toEqual([[], [], [name]]);
});

it('a text that Ansible fills in hides no key of its file', async () => {
  const text = 'calico_mtu: 1450\nnodeport_addresses: >-\n  {%- if cidr is defined -%}\n  [{{ cidr }}]\n  {%- endif -%}\n';
  expect((await lint([{ name: 'group_vars/k8s_cluster/k8s-cluster.yml', text }])).skipped).toEqual([]);
});

it('a set of Cluster API names its ConfigMaps in another file, and the fix is made where they stand', async () => {
  const set = `apiVersion: addons.cluster.x-k8s.io/v1beta1
kind: ClusterResourceSet
metadata: { name: cni, namespace: fleet }
spec: { resources: [{ kind: ConfigMap, name: pools }] }
`;
  const text = `apiVersion: v1
kind: ConfigMap
metadata: { name: pools }
data:
  a.yaml: |
    apiVersion: projectcalico.org/v3
    kind: IPPool
    metadata: { name: a }
    spec: { cidr: 10.60.0.0/16, vxlanMode: Always }
    ---
    apiVersion: projectcalico.org/v3
    kind: IPPool
    metadata: { name: b }
    spec: { cidr: 10.61.0.0/16, vxlanMode: always }
`;
  const { run, changed } = await fix([
    { name: 'clusters/set.yaml', text: set },
    { name: 'addons/pools.yaml', text },
  ]);
  expect(run.findings).toEqual([]);
  expect(changed).toEqual([{ name: 'addons/pools.yaml', before: text, after: text.replace('always', 'Always') }]);
});

it.each(['|', '>-'])('a set of Cluster API brings objects in JSON, as a text of %s', async (mark) => {
  const text = `apiVersion: v1
kind: ConfigMap
metadata: { name: pools, namespace: fleet }
data:
  a.yaml: ${mark}
    {"apiVersion": "projectcalico.org/v3", "kind": "IPPool", "metadata": {"name": "a"},
    "spec": {"cidr": "10.60.0.0/16", "vxlanMode": "always"}}
---
apiVersion: addons.cluster.x-k8s.io/v1beta1
kind: ClusterResourceSet
metadata: { name: cni, namespace: fleet }
spec: { resources: [{ kind: ConfigMap, name: pools }] }
`;
  const { run, changed } = await fix([{ name: 'set.yaml', text }]);
  expect(run.findings).toEqual([]);
  expect(changed).toEqual([{ name: 'set.yaml', before: text, after: text.replace('always', 'Always') }]);
});

it('what a Secret of a set holds in base64 is read, and nothing is edited there', async () => {
  const secret = (manifest: string): string => `apiVersion: addons.cluster.x-k8s.io/v1beta1
kind: ClusterResourceSet
metadata: { name: cni }
spec: { resources: [{ kind: Secret, name: pools }] }
---
apiVersion: v1
kind: Secret
metadata: { name: pools }
type: addons.cluster.x-k8s.io/resource-set
data:
  a.yaml: ${btoa(manifest)}
`;
  const pool = 'apiVersion: projectcalico.org/v3\nkind: IPPool\nmetadata: { name: a }\nspec: { cidr: 10.60.0.0/16, vxlanMode: always }\n';
  const { run, changed } = await fix([{ name: 'set.yaml', text: secret(pool) }], { unsafe: true });
  expect(run.findings.map(({ rule, location }) => [rule, location.line])).toEqual([['pool-modes', 11]]);
  expect(changed).toEqual([]);
  for (const other of ['\u0000\u00ff\u00fe', 'kind: no manifest\n', 'apiVersion: v1\nkind: ['])
    expect((await lint([{ name: 'set.yaml', text: secret(other) }])).findings).toEqual([]);
});
