/** Generated objects of the field: mostly valid, some nearly so, some absurd, in both API groups. */
import fc from 'fast-check';

/** What a field may hold; a tenth of all values have an absurd type. */
type Fields = Readonly<Record<string, fc.Arbitrary<unknown>>>;

const absurd = fc.constantFrom<unknown>(null, true, 0, -1, '', 'x', [], {}, ['a'], { a: 1 }, 4_294_967_296);
const oneOf = (...values: readonly unknown[]): fc.Arbitrary<unknown> => fc.constantFrom(...values);
const odd = (usual: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 9, arbitrary: usual }, { weight: 1, arbitrary: absurd });

const mode = oneOf('Never', 'Always', 'CrossSubnet', 'never', 'cross-subnet', 'Off', '');
const cidr = oneOf(
  '10.60.0.0/16',
  '10.60.0.9/16',
  '192.168.0.0/24',
  'fd00:60::/64',
  'fd00::1/64',
  '10.60.0.0',
  '10.60.0.0/33',
  '10.60.0.0/27',
  '169.254.7.0/24',
  'fe00::/8',
  '20.96.0.0/12',
  '2001:db8::5/121',
  '2A00:0:0:1:0:0:0:1/126',
  '::ffff:10.1.2.3/100',
  '::10.1.2.3/08',
  '1:2:3:4:5:6:7::/112',
  '1:::2/64',
  '0.0.0.0/0',
  '::/0',
  'fd00::1%eth0/64',
  '010.0.0.0/8',
  '',
);
const uses = oneOf(['Workload'], ['Workload', 'Tunnel'], ['LoadBalancer'], [], ['LoadBalancer', {}]);
const groups = oneOf('crd.projectcalico.org/v1', 'projectcalico.org/v3');

const pool: Fields = {
  cidr,
  ipipMode: mode,
  vxlanMode: mode,
  allowedUses: uses,
  natOutgoing: oneOf(true, false),
  blockSize: oneOf(26, 20, 32, 19, 33, 122, 0),
  disabled: oneOf(true, false),
  nodeSelector: oneOf('all()', '!all()', "zone == 'a'"),
  disableBGPExport: oneOf(true, false),
};

const failsafeText = oneOf(
  ...['none', ' NONE ', '', 'tcp:22, udp:68,tcp:179,tcp:2379,tcp:2380,tcp:5473,tcp:6443', 'tcp:[fd00::]/8:22,53', 'UDP:53'],
  ...['tcp:22;udp:53', 'tcp:10.0.0.0/8:179,179', 'sctp:22', 'tcp:/8:22', 'tcp:10.0.0.0/8', '22,,x', '065535', '65536', '[10.0.0.0/8:22'],
);

const method = oneOf(
  'first-found',
  'can-reach=$(NODEIP)',
  'can-reach=',
  'interface=eth0',
  'interface=eth0, ,eth1',
  'skip-interface=',
  'cidr=10.0.0.0/24 , $(RANGE),10.0.0.0/8',
  'cidr=10.0.0.0/24 ,10.1.0.0',
  'kubernetes-internal-ip',
  'First-Found',
  '$(METHOD)',
  '',
);

const environment: Fields = {
  CALICO_IPV4POOL_IPIP: mode,
  CALICO_IPV4POOL_VXLAN: mode,
  CALICO_IPV4POOL_CIDR: oneOf('10.60.0.0/16', 'none', '10.60.0.9/16', '', '10.60.0.0/27', '20.96.0.0/12', 'fd00::/64'),
  CALICO_IPV4POOL_BLOCK_SIZE: oneOf('26', '', '16', '026', 'x', '32'),
  CALICO_IPV6POOL_BLOCK_SIZE: oneOf('122', '26'),
  CALICO_IPV6POOL_VXLAN: mode,
  CALICO_IPV6POOL_CIDR: oneOf('fd00:60::/64', 'none'),
  CALICO_NETWORKING_BACKEND: oneOf('bird', 'vxlan', 'none', 'VXLAN', ''),
  FELIX_IPV6SUPPORT: oneOf('true', 'false', 'yes', 'on'),
  CALICO_IPV6POOL_DISABLE_BGP_EXPORT: oneOf('true', 'disable', 'Never '),
  WAIT_FOR_DATASTORE: oneOf('true', 'True', '1', 'maybe'),
  CALICO_MANAGE_CNI: oneOf('false', 'off', 'true'),
  NO_DEFAULT_POOLS: oneOf('true', 'TRUE', 'false', ''),
  CALICO_IPV4POOL_NAT_OUTGOING: oneOf('true', 'false', 'No', 'off'),
  FELIX_PROGRAMCLUSTERROUTES: oneOf('Enabled', 'disabled', 'EnabledIPIPOnly', 'x'),
  NODEIP: oneOf('10.0.0.1'),
  AS: oneOf('64512', '', '0', '1.10', '65536.1', 'AS64512', '99999999999999999999'),
  FELIX_FAILSAFEINBOUNDHOSTPORTS: failsafeText,
  Felix_FailsafeOutboundHostPorts: failsafeText,
  FELIX_TYPHAK8SSERVICENAME: oneOf('none', 'calico-typha', ''),
  FELIX_IPINIPENABLED: oneOf('true', 'false', 'no', 'off'),
  FELIX_VXLANENABLED: oneOf('True', 'False', '0', ''),
  FELIX_ROUTESYNCDISABLED: oneOf('true', 'false'),
  FELIX_IPFORWARDING: oneOf('Enabled', 'Disabled', 'disabled'),
  FELIX_BPFENABLED: oneOf('true', 'false'),
  CLUSTER_TYPE: oneOf('k8s,bgp', 'k8s,canal', 'k8s,bgp,aks'),
  IP_AUTODETECTION_METHOD: method,
  IP6_AUTODETECTION_METHOD: method,
  IP: oneOf('autodetect', '', 'none', '10.0.0.1'),
  IP6: oneOf('autodetect', 'none'),
};

const ports = oneOf(22, 53, 67, 68, 179, '2379', 2380, 5473, 6443, 70_000, 'https');
const failsafe = fc.array(
  odd(
    fc.record(
      { protocol: odd(oneOf('tcp', 'UDP', 'icmp')), net: oneOf('10.0.0.0/8', 'fd00::/8', '10.0.0.1'), port: odd(ports) },
      { requiredKeys: ['port'] },
    ),
  ),
  { maxLength: 8 },
);
const mtu = oneOf(1450, 1500, 1480, 1481, 0, 1440, 8951, 9001, '1500', 1279, 1450.5);

const felix: Fields = {
  ipipMTU: mtu,
  vxlanMTU: mtu,
  vxlanMTUV6: mtu,
  wireguardMTU: mtu,
  wireguardMTUV6: mtu,
  nodeSelector: oneOf('all()', 'has(gpu)', ''),
  wireguardEnabled: oneOf(true, false, 'true'),
  wireguardEnabledV6: oneOf(true, false),
  wireguardHostEncryptionEnabled: oneOf(true, false),
  wireguardListeningPort: oneOf(51_820, 51_821, '51821', ' +51821 '),
  wireguardListeningPortV6: oneOf(51_820, 51_821, 51_820.5),
  failsafeInboundHostPorts: failsafe,
  failsafeOutboundHostPorts: failsafe,
};

const peer: Fields = {
  peerIP: oneOf('192.0.2.1', '192.0.2.1:178', '[fd00::1]:178', 'router', ''),
  peerSelector: oneOf("rack == 'a'", ''),
  localWorkloadSelector: oneOf('all()'),
  node: oneOf('worker-1'),
  nodeSelector: oneOf('all()'),
  asNumber: oneOf(64_512, '64086.59904', 0),
};

/** Nodes of Kubernetes, with what Calico writes onto them. */
const node = fc.record(
  {
    apiVersion: oneOf('v1', 'crd.projectcalico.org/v1'),
    kind: oneOf('Node'),
    metadata: fc.record({
      name: oneOf('worker-1'),
      annotations: fc.dictionary(
        oneOf(
          'projectcalico.org/ASNumber',
          'projectcalico.org/IPv4Address',
          'projectcalico.org/RouteReflectorClusterID',
        ) as fc.Arbitrary<string>,
        oneOf('64512', '64086.59904', '0', '1.2.3', '4294967296', 'x', '007', '10.0.0.1/24', '244.0.0.1'),
      ),
    }),
    spec: some({ podCIDR: cidr, podCIDRs: oneOf(['10.60.0.0/24']) }),
    status: some({ addresses: oneOf([{ type: 'InternalIP', address: '10.0.0.1' }], [{ type: 'Hostname', address: 'worker-1' }]) }),
  },
  { requiredKeys: ['apiVersion', 'kind', 'metadata'] },
);

/** Other kinds of which Calico, or the operator, reads some names only. */
const named = oneOf('BGPConfiguration', 'ClusterInformation', 'KubeControllersConfiguration', 'IPAMConfig', 'IPAMConfiguration');
const operators = oneOf('Installation', 'APIServer');

type Object = { readonly apiVersion?: fc.Arbitrary<unknown>; readonly spec?: Fields };

function resource(kind: fc.Arbitrary<unknown>, { apiVersion = groups, spec = {} }: Object): fc.Arbitrary<unknown> {
  return fc.record({
    apiVersion,
    kind,
    metadata: fc.record({ name: oneOf('default', 'pods', 'default-ipv4-ippool', 'node.worker-1', 'node.', 'overlay', 'tigera-secure') }),
    spec: some(spec),
  });
}

/** Some of the fields, each of them with an absurd value now and then. */
function some(fields: Fields): fc.Arbitrary<unknown> {
  return fc.record(Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, odd(value)])), { requiredKeys: [] });
}

const installedPool: Fields = {
  cidr,
  blockSize: oneOf(26, 122, 0, 19, '30'),
  disableNewAllocations: oneOf(true, false),
  name: oneOf('pods', ''),
  encapsulation: oneOf('None', 'IPIP', 'IPIPCrossSubnet', 'VXLAN', 'VXLANCrossSubnet', 'vxlan', ''),
  allowedUses: uses,
  natOutgoing: oneOf('Enabled', 'Disabled', true),
};

const detection = some({
  firstFound: oneOf(true, false),
  interface: oneOf('eth0', 'eth0,', ''),
  canReach: oneOf('8.8.8.8'),
  cidrs: oneOf(['10.0.0.0/24'], ['10.0.0.0'], []),
  kubernetes: oneOf('NodeInternalIP'),
});

const network: Fields = {
  mtu,
  nodeAddressAutodetectionV4: fc.oneof(fc.constant({}), detection),
  nodeAddressAutodetectionV6: fc.oneof(fc.constant({}), detection),
  ipPools: fc.array(some(installedPool), { maxLength: 3 }),
  bgp: oneOf('Enabled', 'Disabled', 'enabled'),
  linuxDataplane: oneOf('Iptables', 'BPF', 'VPP', 'Nftables'),
  clusterRoutingMode: oneOf('BIRD', 'Felix', 'FelixIPIPOnly', 'felix'),
};

const conflist = oneOf(
  '{"type": "calico", "mtu": 1500}',
  '{"plugins": [{"type": "loopback"}, {"type": "calico", "mtu": __CNI_MTU__, "ipam": {"type": "calico-ipam"}}]}',
  '{"plugins": [{"type": "flannel", "delegate": {"type": "calico", "mtu": 9001}}]}',
  '{"plugins": [{"type": "calico", "ipam": {"type": "host-local"}}]}',
  '{"plugins": []}',
);

const configuration: Fields = {
  veth_mtu: oneOf('1450', '1500', '0', ' 8951 ', '1481', 'auto', '1279'),
  cni_network_config: conflist,
  'net-conf.json': oneOf(
    '{"Backend": {"Type": "vxlan"}}',
    '{"backend": {"type": "host-gw"}}',
    '{"Network": "10.60.0.0/16"}',
    '{"Backend": {}}',
    '{"Backend": {"Type": "VXLAN", "mtu": 1450}}',
    '{"Backend": {"Type": "vxlan", "MTU": 9000}, "EnableIPv6": true, "IPv6Network": "fd00::/48"}',
    '{"Backend": {"Type": "vxlan", "MTU": "1500"}, "enableIPv6": true, "ipv6network": ""}',
    '{"Backend": {"Type": "vxlan", "MTU": 1451.5}, "EnableIPv6": "true", "IPv6Network": "fd00::/48"}',
    '{"Backend": {"Type": "ipsec", "MTU": -1}}',
    '{"Backend": "vxlan"}',
  ),
  calico_backend: oneOf('bird', 'vxlan', 'none'),
  ip_autodetection_method: method,
  ip6_autodetection_method: method,
};

function configMap(): fc.Arbitrary<unknown> {
  return fc.record({
    apiVersion: fc.constant('v1'),
    kind: fc.constant('ConfigMap'),
    metadata: fc.record({ name: oneOf('calico-config', 'canal-config', 'other'), namespace: fc.constant('kube-system') }),
    data: fc.record(configuration, { requiredKeys: [] }),
  });
}

function installation(): fc.Arbitrary<unknown> {
  const cni = fc.record(
    {
      type: odd(oneOf('Calico', 'AmazonVPC', 'AzureVNET', 'GKE', 'calico')),
      ipam: odd(fc.record({ type: odd(oneOf('Calico', 'HostLocal', 'AmazonVPC')) })),
    },
    { requiredKeys: [] },
  );
  return fc.record({
    apiVersion: fc.constant('operator.tigera.io/v1'),
    kind: fc.constant('Installation'),
    metadata: fc.record({ name: oneOf('default', 'default', 'overlay', 'other') }),
    spec: some({ calicoNetwork: some(network), cni, kubernetesProvider: oneOf('EKS', 'AKS', 'GKE', 'OpenShift', '', 'DockerEnterprise') }),
  });
}

const image = oneOf(
  'quay.io/calico/node:v3.31.7',
  'quay.io/calico/node:v3.31.7',
  'docker.io/calico/node:latest',
  'calico/cni',
  'calico/node:v3.30',
  'calico/node:release-v3.22',
  'calico/typha:v3.30.0-0.dev-689-g1a2b3c4',
  'calico/typha:v3.30.0-0.dev',
  'calico/node:0123abc',
  'my.registry:5000/proxy/calico/node:master',
  'my.registry:5000/rancher/mirrored-calico-node:v3.28.1-build20240910',
  'rancher/mirrored-coreos-flannel',
  'ghcr.io/flannel-io/flannel-cni-plugin:v1.6',
  'quay.io/tigera/operator:latest',
  `calico/node@sha256:${'0a'.repeat(32)}`,
  'Calico/node',
  'calico//node',
  'acme/canal',
  'calico/_node:latest',
  'localhost/calico/whisker:nightly',
  '[::1]:5000/calico/node',
);

const probe = fc.record({
  exec: fc.record({
    command: fc.array(
      oneOf(
        '/bin/calico-node',
        '-felix-live',
        '-felix-ready',
        '-bird-live',
        '--bird6-ready',
        'sh -c "calico-node -bird-ready"',
        '-bird-live-x',
      ),
      { maxLength: 3 },
    ),
  }),
});

type Around = readonly [string, (spec: object) => object];
const templated = (spec: object): object => ({ template: { spec } });

/** Where the pods of a workload stand; most are of calico-node's DaemonSet. */
const paths: Readonly<Record<string, Around>> = {
  DaemonSet: ['apps/v1', templated],
  Pod: ['v1', (spec) => spec],
  Deployment: ['apps/v1', templated],
  CronJob: ['batch/v1', (spec) => ({ jobTemplate: { spec: templated(spec) } })],
};

const daemonSet: [string, Around] = ['DaemonSet', ['apps/v1', templated]];

/** The API server takes text only for a variable, so its values are never absurd; some are read from elsewhere. */
function workload(): fc.Arbitrary<unknown> {
  const elsewhere = fc.constant({ valueFrom: { configMapKeyRef: { name: 'calico-config', key: 'calico_backend' } } });
  const variables = Object.entries(environment).map(([name, value]) =>
    fc.option(
      fc.oneof(
        { weight: 8, arbitrary: value.map((text) => ({ name, value: text })) },
        { weight: 1, arbitrary: elsewhere.map((from) => ({ name, ...from })) },
      ),
      { nil: undefined },
    ),
  );
  const container = fc.record(
    {
      name: oneOf('calico-node', 'calico-node', 'install-cni', 'kube-flannel'),
      image: odd(image),
      livenessProbe: probe,
      readinessProbe: probe,
    },
    { requiredKeys: ['name'] },
  );
  return fc
    .tuple(
      fc.tuple(...variables),
      oneOf('calico-node', 'canal', 'other'),
      fc.oneof({ weight: 3, arbitrary: fc.constant(daemonSet) }, fc.constantFrom(...Object.entries(paths))),
      oneOf('linux', 'windows'),
    )
    .chain(([env, name, [kind, [apiVersion, around]], os]) =>
      fc.tuple(container, fc.array(container, { maxLength: 1 }), fc.array(container, { maxLength: 1 })).map(([node, others, first]) => ({
        apiVersion,
        kind,
        metadata: { name, namespace: 'kube-system' },
        spec: around({
          nodeSelector: { 'kubernetes.io/os': os },
          initContainers: first,
          containers: [{ ...node, env: env.filter((one) => one !== undefined) }, ...others],
        }),
      })),
    );
}

/** An object of any kind that a policy judges. */
export const anyObject: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 3, arbitrary: resource(fc.constant('IPPool'), { spec: pool }) },
  { weight: 3, arbitrary: workload() },
  { weight: 2, arbitrary: resource(fc.constant('FelixConfiguration'), { spec: felix }) },
  { weight: 3, arbitrary: installation() },
  { weight: 2, arbitrary: configMap() },
  resource(fc.constant('BGPPeer'), { spec: peer }),
  node,
  resource(named, {}),
  resource(operators, { apiVersion: fc.constant('operator.tigera.io/v1') }),
);
