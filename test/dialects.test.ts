/** One network in the words of five installers: whatever is written, each reader states the same. */
import { type Cluster, effective, isKnown, knownValue, network, type SourceInput } from '@canal-lint/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { type Network, networks, type Pool } from './generated-network.js';

type Slot =
  | 'release'
  | 'pools'
  | 'backend'
  | 'mtu'
  | 'ipipMtu'
  | 'vxlanMtu'
  | 'vxlanMtu6'
  | 'wireguardMtu'
  | 'method'
  | 'method6'
  | 'wireguard';

type Dialect = {
  readonly write: (network: Network) => readonly SourceInput[];
  /** What it has no words for. */
  readonly without?: readonly Slot[];
  /** It makes one pool of each family. */
  readonly onePool?: true;
};

const dialects: Readonly<Record<string, Dialect>> = {
  manifests: { write: manifests },
  operator: {
    write: (network) => {
      const status = { calicoVersion: `v${network.release}` };
      const head = { apiVersion: 'operator.tigera.io/v1', kind: 'Installation', metadata: { name: 'default' } };
      return [file('installation.yaml', { ...head, spec: installation(network), status }, felix(network))];
    },
  },
  'helm values': { write: (network) => [file('values.yaml', values(network, 'defaultFelixConfiguration'))], without: ['release'] },
  rke2: { write: rke2, without: ['release'] },
  kubespray: { write: kubespray, without: ['vxlanMtu6'], onePool: true },
};

function file(name: string, ...documents: readonly unknown[]): SourceInput {
  return { name, text: documents.map((one) => stringify(one, { version: '1.1' })).join('---\n') };
}

const mode = (encapsulation: string, prefix: string): string =>
  encapsulation.startsWith(prefix) ? (encapsulation === prefix ? 'Always' : 'CrossSubnet') : 'Never';

const modes = ({ encapsulation }: Pool): object => ({ ipipMode: mode(encapsulation, 'IPIP'), vxlanMode: mode(encapsulation, 'VXLAN') });

function felix({ wireguard }: Network): object {
  const head = { apiVersion: 'projectcalico.org/v3', kind: 'FelixConfiguration', metadata: { name: 'default' } };
  return { ...head, spec: { wireguardEnabled: wireguard } };
}

function manifests(network: Network): readonly SourceInput[] {
  const { release, pools, dual, backend, mtu, method, method6 } = network;
  const plugins = [{ type: 'calico', mtu, ipam: { type: 'calico-ipam' } }];
  const six = { IP6: 'autodetect', IP6_AUTODETECTION_METHOD: method6.text, FELIX_VXLANMTUV6: `${mtu}` };
  const env = {
    CALICO_NETWORKING_BACKEND: backend,
    IP: 'autodetect',
    IP_AUTODETECTION_METHOD: method.text,
    FELIX_VXLANMTU: `${mtu}`,
    FELIX_WIREGUARDMTU: `${mtu}`,
    ...(backend === 'bird' && { FELIX_IPINIPMTU: `${mtu}` }),
    ...(dual && six),
  };
  const conflist = JSON.stringify({ cniVersion: '0.3.1', name: 'k8s-pod-network', plugins });
  const install = { name: 'install-cni', image: `quay.io/calico/cni:v${release}`, env: [{ name: 'CNI_NETWORK_CONFIG', value: conflist }] };
  const variables = Object.entries(env).map(([name, value]) => ({ name, value }));
  const spec = {
    initContainers: [install],
    containers: [{ name: 'calico-node', image: `quay.io/calico/node:v${release}`, env: variables }],
  };
  const head = { apiVersion: 'apps/v1', kind: 'DaemonSet', metadata: { name: 'calico-node', namespace: 'kube-system' } };
  const resources = pools.map(({ encapsulation, ...pool }, i) => ({
    ...{ apiVersion: 'projectcalico.org/v3', kind: 'IPPool', metadata: { name: `pool-${i}` } },
    spec: { ...pool, ...modes({ ...pool, encapsulation }) },
  }));
  return [file('calico.yaml', { ...head, spec: { template: { spec } } }, ...resources, felix(network))];
}

function installation({ pools, dual, backend, mtu, method, method6 }: Network): object {
  return {
    cni: { type: 'Calico', ipam: { type: 'Calico' } },
    calicoNetwork: {
      bgp: backend === 'bird' ? 'Enabled' : 'Disabled',
      mtu,
      nodeAddressAutodetectionV4: method.spec,
      ...(dual && { nodeAddressAutodetectionV6: method6.spec }),
      ipPools: pools.map(({ natOutgoing, ...pool }) => ({ ...pool, natOutgoing: natOutgoing ? 'Enabled' : 'Disabled' })),
    },
  };
}

function values(network: Network, felixKey: 'defaultFelixConfiguration' | 'felixConfiguration'): object {
  const enabled = felixKey === 'defaultFelixConfiguration' ? { enabled: true } : {};
  return { installation: installation(network), [felixKey]: { ...enabled, wireguardEnabled: network.wireguard } };
}

function rke2(network: Network): readonly SourceInput[] {
  const valuesContent = stringify(values(network, 'felixConfiguration'), { version: '1.1' });
  const head = { apiVersion: 'helm.cattle.io/v1', kind: 'HelmChartConfig', metadata: { name: 'rke2-calico', namespace: 'kube-system' } };
  return [file('rke2-calico-config.yaml', { ...head, spec: { valuesContent } })];
}

function kubespray({ release, pools, dual, backend, mtu, method, method6, wireguard }: Network): readonly SourceInput[] {
  const pool = ({ cidr, blockSize, encapsulation, natOutgoing }: Pool, suffix: string): object => ({
    [`calico_ipip_mode${suffix}`]: mode(encapsulation, 'IPIP'),
    [`calico_vxlan_mode${suffix}`]: mode(encapsulation, 'VXLAN'),
    [`calico_pool_cidr${suffix}`]: cidr,
    [`calico_pool_blocksize${suffix}`]: blockSize,
    [`nat_outgoing${suffix}`]: natOutgoing,
  });
  const calico = {
    calico_version: release,
    calico_network_backend: backend,
    ...Object.assign({}, ...pools.map((one) => pool(one, one.cidr.includes(':') ? '_ipv6' : ''))),
    calico_mtu: mtu,
    calico_ip_auto_method: method.text,
    ...(dual && { calico_ip6_auto_method: method6.text }),
    calico_wireguard_enabled: wireguard,
  };
  const cluster = { kube_network_plugin: 'calico', ...(dual && { ipv6_stack: true }) };
  return [file('group_vars/k8s_cluster/k8s-cluster.yml', cluster), file('group_vars/k8s_cluster/k8s-net-calico.yml', calico)];
}

/** What a cluster says of a network; what the input does not tell is left out. */
function said(cluster: Cluster): Partial<Record<Slot, unknown>> {
  const { mtu, nodeAddress, wireguard, product, pools } = cluster;
  const release = knownValue(effective(product.calico));
  const known = {
    backend: effective(cluster.backend),
    mtu: effective(mtu.veth),
    ipipMtu: effective(mtu.ipip),
    vxlanMtu: effective(mtu.vxlan),
    vxlanMtu6: effective(mtu.vxlanV6),
    wireguardMtu: effective(mtu.wireguard),
    method: effective(nodeAddress.method),
    method6: effective(nodeAddress.method6),
    wireguard: effective(wireguard.v4),
  };
  return {
    ...(release && { release: `${release.major}.${release.minor}.${release.patch}` }),
    pools: pools.map(({ cidr, blockSize, encapsulation, natOutgoing }) =>
      Object.fromEntries(
        Object.entries({ cidr, blockSize, encapsulation, natOutgoing }).map(([name, one]) => [name, knownValue<unknown>(one)]),
      ),
    ),
    ...Object.fromEntries(Object.entries(known).flatMap(([name, one]) => (isKnown<unknown>(one) ? [[name, one.value]] : []))),
  };
}

/** What every dialect must say of a network: the MTU of IPIP counts where BIRD runs, and what is of IPv6 where there are pools of it. */
function wanted({ release, pools, dual, backend, mtu, method, method6, wireguard }: Network): Partial<Record<Slot, unknown>> {
  const six = { vxlanMtu6: mtu, method6: method6.text };
  const four = { release, pools, backend, mtu, vxlanMtu: mtu, wireguardMtu: mtu, method: method.text, wireguard };
  return { ...four, ...(backend === 'bird' && { ipipMtu: mtu }), ...(dual && six) };
}

describe.each(Object.entries(dialects))('%s', (_, { write, without = [], onePool }) => {
  const less = (all: Partial<Record<Slot, unknown>>, slots: readonly Slot[]): object =>
    Object.fromEntries(Object.entries(all).filter(([slot]) => !slots.some((one) => one === slot)));

  test('every value that is written is the value that is read', async () => {
    await fc.assert(
      fc.asyncProperty(networks, async (made) => {
        const pools = onePool ? made.pools.filter(({ cidr }, i) => i === 0 || cidr.includes(':')) : made.pools;
        const one = { ...made, pools };
        const [cluster, ...others] = await network(write(one));
        expect(others).toEqual([]);
        // Kubespray gives FELIX_IPINIPMTU also where no BIRD runs.
        const unread: readonly Slot[] = made.backend === 'bird' ? without : [...without, 'ipipMtu'];
        expect(cluster && less(said(cluster), unread)).toEqual(less(wanted(one), unread));
      }),
      { numRuns: 200 },
    );
  });
});
