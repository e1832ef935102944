/** One network in the words of five installers: whatever is written, each reader states the same. */
import { type Cluster, effective, isKnown, knownValue, network, type SourceInput } from '@canal-lint/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';

type Network = {
  readonly cidr: string;
  readonly blockSize: number;
  readonly encapsulation: 'None' | 'IPIP' | 'IPIPCrossSubnet' | 'VXLAN' | 'VXLANCrossSubnet';
  readonly natOutgoing: boolean;
  readonly backend: 'bird' | 'vxlan';
  /** Of pods, in bytes. */
  readonly mtu: number;
  readonly method: (typeof methods)[number];
  readonly wireguard: boolean;
};

/** A detection method as calico-node spells it, and as the operator does. */
const methods = [
  { text: 'kubernetes-internal-ip', spec: { kubernetes: 'NodeInternalIP' } },
  { text: 'interface=eth0', spec: { interface: 'eth0' } },
  { text: 'skip-interface=docker.*', spec: { skipInterface: 'docker.*' } },
  { text: 'can-reach=192.0.2.1', spec: { canReach: '192.0.2.1' } },
  { text: 'cidr=192.0.2.0/24', spec: { cidrs: ['192.0.2.0/24'] } },
] as const;

const networks: fc.Arbitrary<Network> = fc
  .record({
    cidr: fc
      .tuple(fc.integer({ min: 0, max: 255 }), fc.integer({ min: 12, max: 20 }))
      .map(([second, prefix]) => `10.${second & (prefix < 16 ? 0xf0 : 0xff)}.0.0/${prefix}`),
    blockSize: fc.integer({ min: 20, max: 32 }),
    encapsulation: fc.constantFrom('None', 'IPIP', 'IPIPCrossSubnet', 'VXLAN', 'VXLANCrossSubnet'),
    natOutgoing: fc.boolean(),
    bird: fc.boolean(),
    mtu: fc.integer({ min: 1280, max: 8900 }),
    method: fc.constantFrom(...methods),
    wireguard: fc.boolean(),
  })
  // Without BIRD only VXLAN has routes, and the operator refuses the rest.
  .map(({ bird, ...rest }): Network => ({ ...rest, backend: bird || !rest.encapsulation.startsWith('VXLAN') ? 'bird' : 'vxlan' }));

type Dialect = { readonly write: (network: Network) => readonly SourceInput[] };

const dialects: Readonly<Record<string, Dialect>> = {
  manifests: { write: manifests },
  operator: {
    write: (network) => [
      file(
        'installation.yaml',
        { apiVersion: 'operator.tigera.io/v1', kind: 'Installation', metadata: { name: 'default' }, spec: installation(network) },
        felix(network),
      ),
    ],
  },
  'helm values': {
    write: (network) => [
      file('values.yaml', {
        installation: installation(network),
        defaultFelixConfiguration: { enabled: true, wireguardEnabled: network.wireguard },
      }),
    ],
  },
  rke2: { write: rke2 },
  kubespray: { write: kubespray },
};

function file(name: string, ...documents: readonly unknown[]): SourceInput {
  return { name, text: documents.map((one) => stringify(one, { version: '1.1' })).join('---\n') };
}

const mode = (encapsulation: string, prefix: string): string =>
  encapsulation.startsWith(prefix) ? (encapsulation === prefix ? 'Always' : 'CrossSubnet') : 'Never';

function felix({ wireguard }: Network): object {
  return {
    apiVersion: 'projectcalico.org/v3',
    kind: 'FelixConfiguration',
    metadata: { name: 'default' },
    spec: { wireguardEnabled: wireguard },
  };
}

function manifests(network: Network): readonly SourceInput[] {
  const { cidr, blockSize, encapsulation, natOutgoing, backend, mtu, method } = network;
  const pool = { cidr, blockSize, natOutgoing, ipipMode: mode(encapsulation, 'IPIP'), vxlanMode: mode(encapsulation, 'VXLAN') };
  const conflist = JSON.stringify({
    cniVersion: '0.3.1',
    name: 'k8s-pod-network',
    plugins: [{ type: 'calico', mtu, ipam: { type: 'calico-ipam' } }],
  });
  const env = [
    { name: 'CALICO_NETWORKING_BACKEND', value: backend },
    { name: 'IP', value: 'autodetect' },
    { name: 'IP_AUTODETECTION_METHOD', value: method.text },
  ];
  const spec = {
    initContainers: [{ name: 'install-cni', image: 'quay.io/calico/cni:v3.31.2', env: [{ name: 'CNI_NETWORK_CONFIG', value: conflist }] }],
    containers: [{ name: 'calico-node', image: 'quay.io/calico/node:v3.31.2', env }],
  };
  const node = {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { name: 'calico-node', namespace: 'kube-system' },
    spec: { template: { spec } },
  };
  return [
    file(
      'calico.yaml',
      node,
      { apiVersion: 'projectcalico.org/v3', kind: 'IPPool', metadata: { name: 'default-ipv4-ippool' }, spec: pool },
      felix(network),
    ),
  ];
}

function installation({ cidr, blockSize, encapsulation, natOutgoing, backend, mtu, method }: Network): object {
  return {
    cni: { type: 'Calico', ipam: { type: 'Calico' } },
    calicoNetwork: {
      bgp: backend === 'bird' ? 'Enabled' : 'Disabled',
      mtu,
      nodeAddressAutodetectionV4: method.spec,
      ipPools: [{ cidr, blockSize, encapsulation, natOutgoing: natOutgoing ? 'Enabled' : 'Disabled' }],
    },
  };
}

function rke2(network: Network): readonly SourceInput[] {
  const values = { installation: installation(network), felixConfiguration: { wireguardEnabled: network.wireguard } };
  const spec = { valuesContent: stringify(values, { version: '1.1' }) };
  return [
    file('rke2-calico-config.yaml', {
      apiVersion: 'helm.cattle.io/v1',
      kind: 'HelmChartConfig',
      metadata: { name: 'rke2-calico', namespace: 'kube-system' },
      spec,
    }),
  ];
}

function kubespray({ cidr, blockSize, encapsulation, natOutgoing, backend, mtu, method, wireguard }: Network): readonly SourceInput[] {
  const calico = {
    calico_network_backend: backend,
    calico_ipip_mode: mode(encapsulation, 'IPIP'),
    calico_vxlan_mode: mode(encapsulation, 'VXLAN'),
    calico_pool_cidr: cidr,
    calico_pool_blocksize: blockSize,
    nat_outgoing: natOutgoing,
    calico_mtu: mtu,
    calico_ip_auto_method: method.text,
    calico_wireguard_enabled: wireguard,
  };
  return [
    file('group_vars/k8s_cluster/k8s-cluster.yml', { kube_network_plugin: 'calico' }),
    file('group_vars/k8s_cluster/k8s-net-calico.yml', calico),
  ];
}

/** What a cluster says of a network; what the input does not tell is left out. */
function said(cluster: Cluster | undefined): Partial<Record<keyof Network, unknown>> {
  const pool = cluster?.pools.find(({ family }) => family === 4);
  if (!cluster || !pool) return {};
  const values = {
    cidr: pool.cidr,
    blockSize: pool.blockSize,
    encapsulation: pool.encapsulation,
    natOutgoing: pool.natOutgoing,
    backend: effective(cluster.backend),
    mtu: effective(cluster.mtu.veth),
    method: effective(cluster.nodeAddress.method),
    wireguard: effective(cluster.wireguard.v4),
  };
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, known]) => (isKnown<unknown>(known) ? [[name, knownValue<unknown>(known)]] : [])),
  );
}

describe.each(Object.entries(dialects))('%s', (_, { write }) => {
  test('every value that is written is the value that is read', async () => {
    await fc.assert(
      fc.asyncProperty(networks, async (wanted) => {
        const clusters = await network(write(wanted));
        expect(clusters).toHaveLength(1);
        expect(said(clusters[0])).toEqual({ ...wanted, method: wanted.method.text });
      }),
      { numRuns: 200 },
    );
  });
});
