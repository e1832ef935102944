import { describe, expect, it } from 'vitest';
import { compareClusters } from '../cluster/compare.js';
import { network } from '../lint/run.js';
import { jsonDifferences, markdownDifferences, renderDifferences } from './difference.js';
import { plainPalette } from './reporter.js';

type Facts = {
  readonly env?: string;
  readonly pool?: string;
  readonly map?: string;
  readonly felix?: string;
  readonly image?: string;
  readonly more?: string;
};

const manifest = ({ env = '', pool = '', map = '', felix = '', image = 'docker.io/calico/node:v3.30.3', more = '' }: Facts): string =>
  [
    `apiVersion: apps/v1\nkind: DaemonSet\nmetadata: {name: calico-node, namespace: kube-system}\nspec:\n  template:\n    spec:\n      containers:\n        - name: calico-node\n          image: ${image}\n          env:\n            - {name: CALICO_NETWORKING_BACKEND, valueFrom: {configMapKeyRef: {name: calico-config, key: calico_backend}}}\n${env}`,
    `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: calico-config, namespace: kube-system}\ndata:\n  calico_backend: bird\n${map}`,
    ...(pool === '' ? [] : [`apiVersion: projectcalico.org/v3\nkind: IPPool\nmetadata: {name: p}\nspec: {${pool}}\n`]),
    ...(felix === '' ? [] : [`apiVersion: projectcalico.org/v3\nkind: FelixConfiguration\nmetadata: {name: default}\nspec: {${felix}}\n`]),
    ...(more === '' ? [] : [more]),
  ].join('---\n');

async function compared(old: Facts | undefined, now: Facts | undefined, nicMtu?: number): Promise<ReturnType<typeof compareClusters>> {
  const options = nicMtu === undefined ? {} : { underlay: { nicMtu } };
  const cluster = async (facts: Facts | undefined): Promise<Awaited<ReturnType<typeof network>>[number] | undefined> =>
    facts && (await network([{ name: 'a.yaml', text: manifest(facts) }], options))[0];
  return compareClusters('a', await cluster(old), await cluster(now));
}
const told = async (old: Facts | undefined, now: Facts | undefined, nicMtu?: number): Promise<readonly string[]> => {
  const { differences, restarts, starts, stays } = await compared(old, now, nicMtu);
  return [
    ...differences.map(({ group, subject, before, after, effects }) =>
      [`${group}: ${subject} ${before?.text ?? '-'} → ${after?.text ?? '-'}`, ...effects].join(' | '),
    ),
    ...restarts.map((one) => `restarts ${one}`),
    ...starts.map((one) => `starts ${one}`),
    ...stays.map((one) => `stays ${one}`),
  ];
};
const never = 'cidr: 10.0.0.0/16, ipipMode: Never, vxlanMode: Never';
const vxlan = 'cidr: 10.0.0.0/16, ipipMode: Never, vxlanMode: Always';
const restart = 'restarts DaemonSet kube-system/calico-node';

describe('what a change does', () => {
  it('is nothing where nothing changes, nor where only the order or a comment does', async () => {
    expect(await told({ pool: vxlan }, { pool: vxlan })).toEqual([]);
    expect(await told({ pool: vxlan }, { pool: 'vxlanMode: Always, ipipMode: Never, cidr: 10.0.0.0/16' })).toEqual([]);
    expect((await compared({}, {})).state).toBe('same');
  });

  it('is nothing where a default is written out', async () => {
    expect(await told({ pool: vxlan }, { pool: `${vxlan}, blockSize: 26` })).toEqual([]);
  });

  it('is the encapsulation, and the pod MTU with it', async () => {
    const effect = 'Felix restarts on every node and programs the routes anew';
    const mtu = 'computed by Felix; running pods keep theirs until they are made again';
    expect(await told({ pool: never }, { pool: vxlan }, 1500)).toEqual([
      `MTU: pod MTU 1500 → 1450 | ${mtu}`,
      `pool p: encapsulation None → VXLAN | ${effect}`,
    ]);
    expect(await told({ pool: never }, { pool: vxlan })).toEqual([
      `MTU: pod MTU NIC → NIC - 50 | ${mtu}`,
      `pool p: encapsulation None → VXLAN | ${effect}`,
    ]);
    expect(await told({ pool: 'cidr: 10.0.0.0/16, ipipMode: "{{ x }}"' }, { pool: vxlan }, 1500)).toEqual([
      `pool p: ipipMode unknown (filled in by a template) → Never | ${effect}`,
      `pool p: vxlanMode Never → Always | ${effect}`,
    ]);
  });

  it('is nothing on a running cluster where it is read once', async () => {
    const env = (mode: string): string =>
      `            - {name: CALICO_IPV4POOL_CIDR, value: 10.0.0.0/16}\n            - {name: CALICO_IPV4POOL_VXLAN, value: ${mode}}\n`;
    const [mtu, encapsulation, restarts] = await told({ env: env('Never') }, { env: env('Always') });
    expect([mtu, encapsulation, restarts]).toEqual([
      'MTU: pod MTU NIC → NIC - 50 | no effect on the running cluster: it follows pools that are read at first install only',
      'pool default-ipv4-ippool: encapsulation None → VXLAN | no effect on the running cluster: read at first install only',
      restart,
    ]);
    // A pool of its own makes the environment dead: it is not compared then.
    expect(await told({ env: env('Never'), pool: vxlan }, { env: env('Always'), pool: vxlan })).toEqual([restart]);
  });

  it('waits for a restart where it stands in a ConfigMap, unless the change restarts the pods itself', async () => {
    const map = (backend: string): string => `  other: ${backend}\n`;
    const waits = 'holds when the pods that read the ConfigMap are restarted, which applying it does not do';
    const old = manifest({ map: map('a') });
    const now = old.replace('calico_backend: bird', 'calico_backend: vxlan');
    const [before] = await network([{ name: 'a.yaml', text: old }]);
    const [after] = await network([{ name: 'a.yaml', text: now }]);
    const [changed] = await network([{ name: 'a.yaml', text: now.replace('v3.30.3', 'v3.30.4') }]);
    expect(compareClusters('a', before, after)).toMatchObject({
      differences: [{ subject: 'backend', before: { text: 'bird' }, after: { text: 'vxlan' }, effects: [waits] }],
      restarts: [],
    });
    const { differences, restarts } = compareClusters('a', before, changed);
    expect([differences.find(({ subject }) => subject === 'backend')?.effects, restarts]).toEqual([
      [],
      ['DaemonSet kube-system/calico-node'],
    ]);
  });

  it('is refused where a field of a pool cannot change', async () => {
    expect(await told({ pool: vxlan }, { pool: `${vxlan.replace('10.0', '10.9')}, blockSize: 25` })).toEqual([
      'pool p: cidr 10.0.0.0/16 → 10.9.0.0/16 | refused by Calico: the cidr of a pool cannot be changed; make a new pool and disable this one',
      'pool p: blockSize 26 → 25 | refused by Calico: the blockSize of a pool cannot be changed; make a new pool and disable this one',
    ]);
  });

  it('is a pool, a peer or an image that comes, goes or changes', async () => {
    const peer = (as: string): string =>
      `apiVersion: projectcalico.org/v3\nkind: BGPPeer\nmetadata: {name: tor}\nspec: {peerIP: 192.0.2.1, asNumber: ${as}}\n`;
    expect(await told({}, { pool: vxlan })).toEqual(['pool p: added - → 10.0.0.0/16, VXLAN']);
    expect(await told({ pool: vxlan }, {})).toEqual(['pool p: removed 10.0.0.0/16, VXLAN → -']);
    expect(await told({}, { more: peer('64512') })).toEqual(['BGP: peer tor - → 192.0.2.1, AS 64512']);
    expect(await told({ more: peer('64512') }, { more: peer('64513') })).toEqual([
      'BGP: peer tor 192.0.2.1, AS 64512 → 192.0.2.1, AS 64513',
    ]);
    expect(await told({}, { image: 'docker.io/calico/node:v3.31.0' })).toEqual([
      'product: Calico v3.30.3 → v3.31.0',
      'images: calico-node, container calico-node docker.io/calico/node:v3.30.3 → docker.io/calico/node:v3.31.0',
      restart,
    ]);
  });

  it('holds at once for a resource', async () => {
    expect(await told({ felix: 'wireguardEnabled: false' }, { felix: 'wireguardEnabled: true' })).toEqual(['WireGuard: IPv4 off → on']);
  });

  it('is told of a field that no slot holds', async () => {
    const bgp = (spec: string): Facts => ({
      more: `apiVersion: projectcalico.org/v3\nkind: BGPConfiguration\nmetadata: {name: default}\nspec: {${spec}}\n`,
    });
    expect(await told(bgp('serviceClusterIPs: [{cidr: 10.96.0.0/12}]'), bgp(''))).toEqual([
      'not compared: BGPConfiguration default: spec.serviceClusterIPs 1 item → -',
    ]);
    expect(await told(bgp('bindMode: None, listenPort: 180'), bgp('bindMode: NodeIP, listenPort: 179'))).toEqual([
      'BGP: listen port 180 → 179',
      'not compared: BGPConfiguration default: spec.bindMode None → NodeIP',
    ]);
    expect(await told({ felix: 'bpfLogLevel: "{{ a }}"' }, { felix: 'bpfLogLevel: "{{ a }}"' })).toEqual([]);
    expect(await told({ felix: 'bpfLogLevel: "{{ a }}"' }, { felix: 'bpfLogLevel: "{{ b }}"' })).toEqual([
      'not compared: FelixConfiguration default: spec.bpfLogLevel filled in by a template → filled in by a template (changed)',
    ]);
    expect(await told({ map: '  odd: a\n' }, { map: '  odd: b\n' })).toEqual([
      'not compared: ConfigMap kube-system/calico-config: data.odd a → b',
    ]);
  });

  it('is that of one node where only that changes', async () => {
    const on = (mtu: number): Facts => ({
      more: `apiVersion: projectcalico.org/v3\nkind: FelixConfiguration\nmetadata: {name: node.a}\nspec: {vxlanMTU: ${mtu}}\n`,
    });
    expect(await told(on(1400), on(1300))).toEqual(['MTU: vxlan on a 1400 → 1300']);
    const felix = (port: number): Facts => ({ ...on(1400), felix: `vxlanPort: ${port}, failsafeInboundHostPorts: []` });
    expect(await told(felix(4789), felix(8472))).toEqual(['Felix: vxlanPort 4789 → 8472']);
  });

  it('starts a workload that is new, and leaves one that is gone', async () => {
    const other = (facts: Facts): string => manifest(facts).replaceAll('calico-node', 'canal');
    const [before] = await network([{ name: 'a.yaml', text: manifest({}) }]);
    const [after] = await network([{ name: 'a.yaml', text: other({}).replace('calico_backend: bird', 'calico_backend: none') }]);
    const { differences, starts, stays } = compareClusters('a', before, after);
    expect([starts, stays]).toEqual([['DaemonSet kube-system/canal'], ['DaemonSet kube-system/calico-node']]);
    expect(differences.find(({ subject }) => subject === 'backend')).toMatchObject({ after: { text: 'none' }, effects: [] });
  });

  it('leaves a pool of the first install where it is', async () => {
    const env = '            - {name: CALICO_IPV4POOL_CIDR, value: 10.0.0.0/16}\n';
    const gone = await told({ env }, { env: '            - {name: NO_DEFAULT_POOLS, value: "true"}\n' });
    expect(gone.find((one) => one.startsWith('pool'))).toContain(
      'no effect on the running cluster: the pool was made at the first install, and stays until it is deleted',
    );
  });

  it('does not take an unknown release or data plane for none', async () => {
    const [version] = await told({}, { image: 'docker.io/calico/node:master' });
    expect(version).toBe('product: Calico v3.30.3 → unknown (the image does not name a release)');
    expect(await told({ felix: 'bpfEnabled: false' }, { felix: 'bpfEnabled: true' })).toEqual([
      'product: dataplane unknown (iptables or nftables) → bpf',
    ]);
  });

  it('is everything for a cluster that comes or goes, and reaches it', async () => {
    const added = await compared(undefined, { pool: vxlan });
    expect(added).toMatchObject({ state: 'added', restarts: [] });
    expect(added.differences.map(({ subject }) => subject)).toEqual(expect.arrayContaining(['backend', 'added']));
    expect(new Set(added.differences.flatMap(({ before, effects }) => [before, ...effects]))).toEqual(new Set([undefined]));
    expect((await compared({ pool: vxlan }, undefined)).state).toBe('removed');
  });
});

describe('reports', () => {
  it('show both values, the place and the effect', async () => {
    const text = renderDifferences([await compared({ pool: never }, { pool: vxlan }, 1500)], plainPalette);
    expect(text).toContain('cluster a  changed\n');
    expect(text).toMatch(/pod MTU {8}1500 → 1450\n/);
    expect(text).toMatch(/encapsulation {2}None → VXLAN {2}a\.yaml:22\n {19}Felix restarts/);
    expect(renderDifferences([await compared({}, {})], plainPalette)).toBe('no change to a pod network\n');
    expect(renderDifferences([await compared({ felix: 'vxlanPort: 4790' }, {})], plainPalette)).toMatch(
      /vxlanPort {2}4790 → not set {2}was at a\.yaml:22\n/,
    );
  });

  it('keep cells of Markdown whole', async () => {
    const odd = { before: undefined, after: { text: 'a|b' }, group: 'images', subject: '<b>@me | `x`', effects: ['# no'] };
    const text = markdownDifferences([
      { name: 'a_b', state: 'changed', differences: [odd], restarts: ['DaemonSet x'], starts: [], stays: [] },
    ]);
    expect(text).toContain('### Cluster a\\_b: changed');
    expect(text).toContain('| images: \\<b\\>@\u200bme \\| \\`x\\` | `not set` | `a\\|b` |  | \\# no |');
    expect(text).toContain('- DaemonSet x restarts: its pod template changes');
    expect(markdownDifferences([])).toBe('No change to a pod network.\n');
  });

  it('are complete for programs', async () => {
    const { clusters } = JSON.parse(jsonDifferences([await compared({ pool: never }, { pool: vxlan }, 1500), await compared({}, {})])) as {
      clusters: object[];
    };
    expect(clusters).toMatchObject([
      {
        name: 'a',
        state: 'changed',
        differences: [
          { subject: 'pod MTU', before: { value: '1500', at: null } },
          { group: 'pool p', after: { value: 'VXLAN', at: 'a.yaml:22' } },
        ],
        restarts: [],
      },
      { state: 'same', differences: [] },
    ]);
  });
});
