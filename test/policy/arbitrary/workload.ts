/** Workloads of calico-node and others. */
import fc from 'fast-check';
import { type Fields, method, mode, odd, oneOf } from './values.js';

const failsafeText = oneOf(
  ...['none', ' NONE ', '', 'tcp:22, udp:68,tcp:179,tcp:2379,tcp:2380,tcp:5473,tcp:6443', 'tcp:[fd00::]/8:22,53', 'UDP:53'],
  ...['tcp:22;udp:53', 'tcp:10.0.0.0/8:179,179', 'sctp:22', 'tcp:/8:22', 'tcp:10.0.0.0/8', '22,,x', '065535', '65536', '[10.0.0.0/8:22'],
  ...[
    'udp::68',
    'tcp:10.0.0.5:22',
    'tcp:[fd00::1]:22',
    '[fd00::1]:22',
    'tcp:fd00::1:22',
    'tcp:[fd00::1]22',
    'tcp:+22',
    'tcp:-22',
    ':22',
    '10.0.0.5:22',
  ],
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
export function workload(): fc.Arbitrary<unknown> {
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
