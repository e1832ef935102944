/** The loop of --fix: what it must not leave behind, whatever rules propose. */
import { describe, expect, it } from 'vitest';
import type { Change, Proposal } from '../cluster/finding.js';
import type { Pool } from '../cluster/model.js';
import { isKnown } from '../cluster/setting.js';
import { type AnyRule, defineRule, noOptions } from '../rules/rule.js';
import { type Changed, fix } from './fix.js';
import { lint } from './run.js';

const pool = (name: string, cidr: string): string => `apiVersion: projectcalico.org/v3
kind: IPPool
metadata: { name: ${name} }
spec:
  cidr: ${cidr}
  vxlanMode: Always
`;

/** Tells pools by their range, and proposes what `change` says. */
function poolRule(name: string, cidr: RegExp, change: (pool: Pool) => Change | undefined): AnyRule {
  return defineRule({
    name,
    since: '0.1.0',
    category: 'pool',
    severity: 'warning',
    summary: 'For this test',
    messages: { range: 'the range is {cidr}' },
    options: noOptions,
    check({ cluster, report }) {
      for (const one of cluster.pools) {
        if (!isKnown(one.cidr) || !cidr.test(one.cidr.value)) continue;
        const made = change(one);
        const proposal: Proposal | undefined = made && { title: 'write another one', applicability: 'safe', changes: [made] };
        report({ message: 'range', at: one.cidr.origin, data: { cidr: one.cidr.value }, ...(proposal && { fix: proposal }) });
      }
    },
  });
}

const to =
  (value: string) =>
  ({ cidr }: Pool): Change | undefined =>
    isKnown(cidr) ? { setting: cidr, to: value } : undefined;
const good = poolRule('good', /^10\.9\./, to('10.60.0.0/16'));
/** Its fix changes another field than the one that it tells. */
const missing = poolRule('missing', /^10\.7\./, ({ natOutgoing }) =>
  isKnown(natOutgoing) ? { setting: natOutgoing, to: !natOutgoing.value } : undefined,
);

const after = (changed: readonly Changed[]): readonly string[] => changed.map((one) => one.after);

describe('a fix that leaves its finding', () => {
  const text = `${pool('a', '10.7.0.0/16')}  natOutgoing: false\n---\n${pool('b', '10.9.0.0/16')}`;

  it('is taken back, and the others of its pass are made', async () => {
    const { changed, run, titles } = await fix([{ name: 'a.yaml', text }], { rules: [good, missing] });
    expect(after(changed)).toEqual([text.replace('10.9.0.0', '10.60.0.0')]);
    expect(titles).toEqual(['write another one']);
    expect(run.findings.map(({ rule, fix: offered }) => [rule, offered])).toEqual([['missing', null]]);
  });

  it('alone changes nothing', async () => {
    expect((await fix([{ name: 'a.yaml', text }], { rules: [missing] })).changed).toEqual([]);
  });

  it('counts what is told twice of things without a name', async () => {
    const two = [pool('a', '10.9.0.0/16'), pool('a', '10.9.0.0/16')].join('---\n');
    expect(after((await fix([{ name: 'a.yaml', text: two }], { rules: [good] })).changed)).toEqual([two.replaceAll('10.9.', '10.60.')]);
  });
});

/** What somebody tried for whom no spelling worked: each of them means one key of one map. */
const tries: readonly (readonly [string, string, string, RegExp])[] = [
  [
    'values in a HelmChartConfig',
    'rke2.yaml',
    `apiVersion: helm.cattle.io/v1
kind: HelmChartConfig
metadata: { name: rke2-canal, namespace: kube-system }
spec:
  valuesContent: |-
    calico:
      vethMTU: 1400
      vethuMtu: 1420
      veth_mtu: 1440
    flannel: { Backend: vxlan, backnd: vxlan }
`,
    /vethuMTU:|\bbackend:/g,
  ],
  [
    'values of the operator',
    'values.yaml',
    `installation:
  calicoNetwork:
    bgp: Disabled
    MTU: 1400
    Mtu: 1450
    ipPools:
      - { cidr: 10.42.0.0/16, encapsulation: VXLAN, natOutGoing: Enabled, nat_outgoing: Disabled }
`,
    /\bmtu:|natOutgoing:/g,
  ],
  [
    'a spec of kops',
    'kops.yaml',
    `apiVersion: kops.k8s.io/v1alpha2
kind: Cluster
metadata: { name: a.example.com }
spec:
  cloudProvider: aws
  kubernetesVersion: 1.29.0
  networking:
    calico:
      wireguard: true
      wireguardEnable: false
      encapsulationMode: vxlan
      vxlan_mode: Always
      vxlanmode: CrossSubnet
`,
    /wireguardEnabled:|vxlanMode:/g,
  ],
  [
    'an inventory in INI',
    'inventory/mine/hosts.ini',
    `[kube_node]
n1
[k8s_cluster:children]
kube_node
[k8s_cluster:vars]
kube_network_plugin=calico
calicoMTU=1400
calico_mtu_=1450
calico_veth_mtu=1430
`,
    /^calico_mtu=/gm,
  ],
  [
    'variables in YAML: one is renamed, another one added',
    'inventory/mine/group_vars/k8s_cluster.yml',
    `kube_network_plugin: calico
calico_veth_mtu: 1400
calico_pool_blocksize: 26
calicoMTU: 1500
`,
    /^calico_mtu:/gm,
  ],
];

describe.each(tries)('of several spellings in %s', (_, name, text, keys) => {
  it('one is mended, and the key is not written twice', async () => {
    const { changed, run } = await fix([{ name, text }], { unsafe: true });
    const written = after(changed)[0]?.match(keys) ?? [];
    expect(written.length).toBeGreaterThan(0);
    expect(written.length).toBe(new Set(written).size);
    expect(run.findings.filter(({ rule }) => rule === 'syntax')).toEqual([]);
    expect((await lint([{ name, text: after(changed)[0] ?? '' }])).findings.length).toBe(run.findings.length);
  });
});

it('what could be meant in two ways is left alone: EKS without a plugin, and a tunnel of Calico', async () => {
  const text = `apiVersion: operator.tigera.io/v1
kind: Installation
metadata: { name: default }
spec:
  kubernetesProvider: EKS
  calicoNetwork: { bgp: Enabled, ipPools: [{ cidr: 10.42.0.0/16, encapsulation: VXLAN }] }
`;
  const { changed, run } = await fix([{ name: 'installation.yaml', text }], { unsafe: true });
  expect(changed).toEqual([]);
  expect(run.findings.length).toBe(2);
});
