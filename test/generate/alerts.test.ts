import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { lint } from '@canal-lint/core';
import { describe, expect, onTestFinished, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { captured } from '../../packages/cli/src/captured.js';
import { tool } from '../tools.js';

const promtool = tool('promtool');
const root = resolve(import.meta.dirname, '../..');

const installation = (dataplane: string): string => `apiVersion: operator.tigera.io/v1
kind: Installation
metadata: { name: default }
spec:
  calicoNetwork:
    bgp: Enabled
    linuxDataplane: ${dataplane}
    ipPools: [{ cidr: 10.60.0.0/16, encapsulation: VXLAN, natOutgoing: Enabled, nodeSelector: all() }]
`;
const pool = 'apiVersion: projectcalico.org/v3\nkind: IPPool\nmetadata: { name: pods }\nspec: { cidr: 10.60.0.0/16, vxlanMode: Always }\n';

type Series = Readonly<Record<string, string>>;
/** Half an hour is 30 samples; ten nodes, of which Prometheus asks `asked`, and `synced` are in sync. */
const felix = (asked: number, synced: number): Series =>
  Object.fromEntries([
    ...Array.from(
      { length: asked },
      (_, i) => [`felix_resync_state{instance="10.0.0.${i}:9091",job="felix"}`, i < synced ? '3x60' : '1x60'] as const,
    ),
    ['felix_cluster_num_hosts{instance="10.0.0.0:9091",job="felix"}', '10x60'],
  ]);
const healthy = felix(10, 10);
const on = 'instance="10.0.0.3:9091",job="felix"';

/** For each alert series that it fires on after 50 minutes, and series that are close to that and fine. */
const played: Readonly<Record<string, { readonly firing: readonly Series[]; readonly silent: readonly Series[] }>> = {
  CalicoCrossNodeNetworkingDegraded: {
    firing: [felix(10, 8), felix(8, 8), felix(1, 0), { ...felix(10, 0) }],
    // One of ten is a node that restarts.
    silent: [healthy, felix(10, 9), felix(9, 9)],
  },
  CalicoNodeOutOfSync: {
    firing: [felix(10, 9), felix(9, 9)],
    // Two jobs ask the same Felix.
    silent: [
      healthy,
      {
        ...healthy,
        ...Object.fromEntries(Object.entries(healthy).map(([key, value]) => [key.replace('job="felix"', 'job="two"'), value])),
      },
    ],
  },
  CalicoNodeNotReady: {
    firing: [{ 'kube_daemonset_status_number_unavailable{namespace="calico-system",daemonset="calico-node"}': '1x60' }],
    silent: [
      { 'kube_daemonset_status_number_unavailable{namespace="calico-system",daemonset="calico-node"}': '0x60' },
      { 'kube_daemonset_status_number_unavailable{namespace="logging",daemonset="agent"}': '4x60' },
      // A rolling update: each pod for some minutes.
      { 'kube_daemonset_status_number_unavailable{namespace="calico-system",daemonset="calico-node"}': '0x44 1x5 0x20' },
    ],
  },
  CalicoDatastoreUnstable: {
    firing: [{ [`felix_resyncs_started{${on}}`]: '1+1x60' }],
    silent: [{ [`felix_resyncs_started{${on}}`]: '1x60' }],
  },
  CalicoDataplaneFailing: {
    firing: [{ [`felix_int_dataplane_failures{${on}}`]: '0+1x60' }],
    silent: [{ [`felix_int_dataplane_failures{${on}}`]: '0x20 1x40' }],
  },
  CalicoIptablesErrors: {
    firing: [{ [`felix_iptables_restore_errors{${on}}`]: '0+1x60' }],
    silent: [{ [`felix_iptables_restore_errors{${on}}`]: '7x60' }],
  },
  CalicoIpsetErrors: { firing: [{ [`felix_ipset_errors{${on}}`]: '0+1x60' }], silent: [{ [`felix_ipset_errors{${on}}`]: '7x60' }] },
  CalicoNftablesErrors: { firing: [{ [`felix_nft_errors{${on}}`]: '0+1x60' }], silent: [{ [`felix_nft_errors{${on}}`]: '7x60' }] },
  CalicoBpfEndpointsDirty: {
    firing: [{ [`felix_bpf_dirty_dataplane_endpoints{${on}}`]: '2x60' }],
    silent: [{ [`felix_bpf_dirty_dataplane_endpoints{${on}}`]: '0x60' }],
  },
  CalicoTyphaClientsMissing: {
    firing: [
      {
        ...healthy,
        'typha_connections_streaming{instance="a",syncer="felix"}': '4x60',
        'typha_connections_streaming{instance="b",syncer="felix"}': '5x60',
      },
      // All of Typha is gone.
      healthy,
    ],
    silent: [
      {
        ...healthy,
        'typha_connections_streaming{instance="a",syncer="felix"}': '4x60',
        'typha_connections_streaming{instance="b",syncer="felix"}': '6x60',
      },
    ],
  },
  CalicoMetricsMissing: { firing: [{ up: '1x60' }], silent: [healthy] },
};

type Rule = {
  readonly alert: string;
  readonly expr: string;
  readonly labels: object;
  readonly annotations: Readonly<Record<string, string>>;
};
type Rules = { readonly groups: readonly { readonly rules: readonly Rule[] }[] };

async function generated(text: string, release: string, format: string): Promise<string> {
  const args = ['generate', 'alerts', '-', '--calico-version', release, '--format', format];
  const { code, stdout, stderr } = await captured(tmpdir(), args, { input: text });
  expect(code, stderr).toBe(0);
  return stdout;
}

const rulesIn = (text: string): readonly Rule[] => (parse(text) as Rules).groups.flatMap(({ rules }) => rules);

const clusters: readonly (readonly [release: string, what: string, text: string])[] = [
  ['v3.24.6', 'Iptables', installation('Iptables')],
  ['v3.28.5', 'BPF', installation('BPF')],
  ['v3.31.7', 'Iptables', pool],
  ['v3.32.1', 'Nftables', installation('Nftables')],
];

describe.each(clusters)('generate alerts for %s, %s', (release, _, cluster) => {
  test('the linter finds nothing in it', async () => {
    const text = await generated(cluster, release, 'prometheusrule');
    const { findings, summary } = await lint([{ name: 'alerts.yaml', text }], { calicoVersion: release });
    expect(findings).toEqual([]);
    expect(summary.unrelated).toBe(0);
  });

  test('every alert has a page, words and a severity', async () => {
    const rules = rulesIn(await generated(cluster, release, 'rules'));
    expect(rules.length).toBeGreaterThan(5);
    for (const { annotations, labels } of rules) {
      const page = /\/blob\/main\/(docs\/causes\/[\w-]+\.md)$/.exec(annotations['runbook_url'] ?? '')?.[1] ?? 'none';
      expect(existsSync(join(root, page)), page).toBe(true);
      expect(annotations['summary']).toMatch(/\w/);
      expect(annotations['description']).toMatch(/\.$/);
      expect(labels).toHaveProperty('severity');
    }
    const { spec } = parse(await generated(cluster, release, 'prometheusrule')) as { readonly spec: Rules };
    expect(spec.groups.flatMap((group) => group.rules)).toEqual(rules);
  });

  test.skipIf(!promtool)('promtool: each alert fires where it should, and nowhere else', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'canal-lint-alerts-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const text = await generated(cluster, release, 'rules');
    writeFileSync(join(folder, 'rules.yaml'), text);
    const rules = rulesIn(text);
    const cases = rules.flatMap(({ alert }) => {
      const own = played[alert];
      if (!own) throw new Error(`${alert} has no series`);
      return [
        ...own.firing.map((series) => ({ alert, series, fires: true })),
        ...own.silent.map((series) => ({ alert, series, fires: false })),
      ];
    });
    for (const one of cases) expect([one.alert, one.fires, firesOn(folder, rules, one)]).toEqual([one.alert, one.fires, one.fires]);
  });
});

type Case = { readonly alert: string; readonly series: Series };

/** promtool compares: told that nothing fires, it succeeds where that is so, and else names what did. */
function firesOn(folder: string, rules: readonly Rule[], { alert, series }: Case): boolean {
  const older = rules.some(({ expr }) => expr.includes('typha_connections_active'));
  const name = (key: string): string =>
    older ? key.replace(/^typha_connections_streaming\{(.*),syncer="felix"\}$/, 'typha_connections_active{$1}') : key;
  const test = {
    interval: '1m',
    input_series: Object.entries(series).map(([key, values]) => ({ series: name(key), values })),
    alert_rule_test: [{ eval_time: '50m', alertname: alert, exp_alerts: [] }],
  };
  writeFileSync(join(folder, 'test.yaml'), stringify({ rule_files: ['rules.yaml'], evaluation_interval: '1m', tests: [test] }));
  const { status, stdout, stderr } = spawnSync(promtool ?? '', ['test', 'rules', join(folder, 'test.yaml')], { encoding: 'utf8' });
  if (status !== 0 && !`${stdout}${stderr}`.includes('exp:[')) throw new Error(`${stdout}${stderr}`);
  return status !== 0;
}

test('every alert of every cluster is played, and every one that is played is written', async () => {
  const all = await Promise.all(
    clusters.map(async ([release, , text]) => rulesIn(await generated(text, release, 'rules')).map(({ alert }) => alert)),
  );
  expect([...new Set(all.flat())].toSorted()).toEqual(Object.keys(played).toSorted());
});

const chart =
  'apiVersion: helm.cattle.io/v1\nkind: HelmChartConfig\nmetadata: { name: rke2-canal, namespace: kube-system }\nspec:\n  valuesContent: |-\n    flannel: { backend: vxlan }\n';
const canal = (name: string): string =>
  `apiVersion: apps/v1\nkind: DaemonSet\nmetadata: { name: ${name}, namespace: kube-system }\nspec: { template: { spec: { containers: [{ name: kube-flannel, image: "docker.io/flannel/flannel:v0.24.4" }, { name: calico-node, image: "quay.io/calico/node:v3.29.1", env: [{ name: CALICO_NETWORKING_BACKEND, value: none }] }] } } }\n`;

test.each([
  ['rke2-canal', 'HelmChartConfig', chart],
  ['rke2-canal', 'config.yaml of RKE2', 'cni: canal\ncluster-cidr: 10.42.0.0/16\n'],
  ['canal', 'manifest', canal('canal')],
  ['canal-node', 'manifest for etcd', canal('canal-node')],
  [
    'canal',
    'kops',
    'apiVersion: kops.k8s.io/v1alpha2\nkind: Cluster\nmetadata: { name: a.example.org }\nspec: { networking: { canal: {} } }\n',
  ],
  ['calico-node', 'Installation', installation('Iptables')],
  [
    'calico-node',
    'policy alone',
    'apiVersion: operator.tigera.io/v1\nkind: Installation\nmetadata: { name: default }\nspec: { cni: { type: AmazonVPC } }\n',
  ],
])('%s is how %s calls the DaemonSet', async (name, what, text) => {
  const input = what.startsWith('config.yaml') ? 'config.yaml' : 'input.yaml';
  const folder = mkdtempSync(join(tmpdir(), 'canal-lint-alerts-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, input), text);
  const { stdout, stderr } = await captured(folder, ['generate', 'alerts', input, '--calico-version', 'v3.29.1']);
  expect(stdout, stderr).toContain(`{daemonset="${name}"}`);
});

test('Typha has its metrics switched on, where it runs', async () => {
  const { stderr } = await captured(tmpdir(), ['generate', 'alerts', '-', '--calico-version', 'v3.29.1'], {
    input: installation('Iptables'),
  });
  expect(stderr).toContain('typhaMetricsPort: 9093 in the Installation');
});

test('where nothing tells the data plane, both packet filters are watched', async () => {
  const names = rulesIn(await generated(pool, 'v3.31.7', 'rules')).map(({ alert }) => alert);
  expect(names).toEqual(expect.arrayContaining(['CalicoNftablesErrors', 'CalicoIptablesErrors', 'CalicoIpsetErrors']));
});

test.each([
  ['Enabled', ['CalicoNftablesErrors']],
  ['Disabled', ['CalicoIptablesErrors', 'CalicoIpsetErrors']],
  ['Auto', ['CalicoNftablesErrors', 'CalicoIptablesErrors', 'CalicoIpsetErrors']],
])('with nftablesMode %s of a FelixConfiguration, %j', async (mode, filters) => {
  const felix = `${pool}---\napiVersion: projectcalico.org/v3\nkind: FelixConfiguration\nmetadata: { name: default }\nspec: { nftablesMode: ${mode} }\n`;
  const names = rulesIn(await generated(felix, 'v3.31.7', 'rules')).map(({ alert }) => alert);
  expect(names.filter((name) => /Nft|nft|Iptables|Ipset/.test(name))).toEqual(filters);
});

test('a release that cannot be is refused, one that came later is told', async () => {
  const run = async (release: string) =>
    await captured(tmpdir(), ['generate', 'alerts', '-', '--calico-version', release], { input: pool });
  expect(await run('v9.9')).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('there is no Calico 9') as string });
  expect((await run('v3.40.1')).stderr).toContain('v3.40.1 is newer than what this canal-lint knows');
});

test('without a release it is asked for', async () => {
  const { code, stderr } = await captured(tmpdir(), ['generate', 'alerts', '-'], { input: pool });
  expect([code, stderr]).toEqual([2, expect.stringContaining('--calico-version')]);
});

test('flannel alone has no metrics of Calico', async () => {
  const input = `apiVersion: v1
kind: ConfigMap
metadata: { name: kube-flannel-cfg, namespace: kube-flannel }
data:
  net-conf.json: '{ "Network": "10.60.0.0/16", "Backend": { "Type": "vxlan" } }'
`;
  const { code, stdout, stderr } = await captured(tmpdir(), ['generate', 'alerts', '-', '--calico-version', 'v3.31.4'], { input });
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toContain('flannel carries the pods alone');
});
