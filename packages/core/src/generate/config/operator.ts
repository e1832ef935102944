/** tigera-operator: its Installation, and the same as values of the charts that make one. Facts: operator api/v1/installation_types.go. */
import type { Generated } from '../generated.js';
import { below, explained, type Line } from './lines.js';
import type { Plan } from './plan.js';
import { check, crdChart, dualStack, manifestsAt, needsCrdChart, open, release } from './steps.js';

const api = (kind: string, group = 'operator.tigera.io/v1'): readonly Line[] => [
  [`apiVersion: ${group}`],
  [`kind: ${kind}`],
  ['metadata:'],
  ['  name: default'],
];

/** The lines of `calicoNetwork`. */
function network(plan: Plan): readonly Line[] {
  const { podCidrV6 } = plan.described;
  const { mtu, mtuWhy, bird, birdWhy } = plan;
  return [
    [`bgp: ${bird ? 'Enabled' : 'Disabled'}`, birdWhy],
    [`mtu: ${mtu}`, `${mtuWhy}; the operator subtracts nothing, and gives pods and tunnels the same`],
    ...detection(plan, 'V4'),
    ...(podCidrV6 === undefined ? [] : detection(plan, 'V6')),
    ['ipPools:'],
    ...below(2, pool(plan, 4)),
    ...(podCidrV6 === undefined ? [] : below(2, pool(plan, 6))),
  ];
}

/** A range of IPv4 says nothing about addresses of IPv6. */
function detection({ method, methodWhy }: Plan, family: 'V4' | 'V6'): readonly Line[] {
  const key: Line = [`nodeAddressAutodetection${family}:`];
  const range = method.startsWith('cidr=') && family === 'V4' ? method.slice('cidr='.length) : undefined;
  if (range === undefined) return [key, ['  kubernetes: NodeInternalIP', methodWhy]];
  return [key, ['  cidrs:', methodWhy], [`    - ${range}`]];
}

function pool({ described, encapsulation, why }: Plan, family: 4 | 6): readonly Line[] {
  const { podCidr, podCidrV6 } = described;
  return [
    [`- cidr: ${family === 4 ? podCidr : podCidrV6}`, 'the range of the pods, inside that of the cluster; it cannot be changed later'],
    [`  encapsulation: ${encapsulation}`, why],
    ['  natOutgoing: Enabled', 'to addresses outside of the pools pods go with the address of their node'],
    ['  nodeSelector: all()', 'for every node'],
  ];
}

const wireguardWhy =
  'packets between pods of different nodes are encrypted; each node needs WireGuard in its kernel (Linux 5.6, or the module)';

function wireguard({ described: { encryption, podCidrV6 } }: Plan): readonly Line[] {
  if (encryption === 'none') return [];
  return [
    ['wireguardEnabled: true', wireguardWhy],
    ...(podCidrV6 === undefined ? [] : [['wireguardEnabledV6: true', 'the same for IPv6'] as const]),
  ];
}

export function operator(plan: Plan): Generated {
  const felix = wireguard(plan);
  const installation: readonly Line[] = [...api('Installation'), ['spec:'], ['  calicoNetwork:'], ...below(4, network(plan))];
  const server: readonly Line[] = [
    ['---'],
    ['# Lets kubectl write resources of Calico, and checks them.'],
    ...api('APIServer'),
    ['spec: {}'],
  ];
  const files = [{ name: 'calico.yaml', text: explained([...installation, ...server]) }];
  if (felix.length > 0) {
    const text = explained([...api('FelixConfiguration', 'projectcalico.org/v3'), ['spec:'], ...below(2, felix)]);
    files.push({ name: 'felix-configuration.yaml', text });
  }
  const names = files.map(({ name }) => name);
  return {
    files,
    next: [
      ...dualStack(plan),
      check(plan, names),
      open(names),
      ...manifestsAt(plan, ['operator-crds.yaml', 'tigera-operator.yaml']).map((url) => `kubectl create --filename ${url}`),
      'kubectl create --filename calico.yaml',
      ...(felix.length > 0
        ? [
            'kubectl wait --for condition=Available tigerastatus/apiserver --timeout 5m',
            'kubectl apply --filename felix-configuration.yaml',
          ]
        : []),
    ],
  };
}

/** What the chart makes the Installation of; `installation` is passed on as it is. */
export function values(plan: Plan, more: readonly Line[] = []): readonly Line[] {
  const felix = wireguard(plan);
  return [
    ['installation:', 'all of this is the spec of the Installation; beside `installation` the chart would ignore it'],
    ['  calicoNetwork:'],
    ...below(4, [...more, ...network(plan)]),
    ...(felix.length === 0
      ? []
      : ([
          ['defaultFelixConfiguration:'],
          ['  enabled: true', 'without it the chart ignores the keys beside it'],
          ...below(2, felix),
        ] as const)),
  ];
}

export const repository = 'https://docs.tigera.io/calico/charts';

/** An apply of the server, as the last one of a client is too long for an annotation; earlier releases' CRDs have Helm as their manager. */
function crds(plan: Plan): string {
  const template = `helm template ${crdChart.name} projectcalico/${crdChart.chart} --version ${release(plan)}`;
  return `${template} | kubectl apply --server-side --force-conflicts --filename -`;
}

export function helm(plan: Plan): Generated {
  return {
    files: [{ name: 'values.yaml', text: explained(values(plan)) }],
    next: [
      ...dualStack(plan),
      check(plan, ['values.yaml']),
      open(['values.yaml']),
      `helm repo add projectcalico ${repository}`,
      ...(needsCrdChart(plan) ? [crds(plan)] : []),
      `helm upgrade --install calico projectcalico/tigera-operator --version ${release(plan)} --namespace tigera-operator --create-namespace --values values.yaml`,
    ],
  };
}

/** rke2-calico is the operator's chart with values of its own (rancher/rke2-charts packages/rke2-calico). */
export function rke2Calico(plan: Plan): Generated {
  const felix = wireguard(plan);
  const own: readonly Line[] = [
    ['installation:'],
    ['  calicoNetwork:'],
    ...below(4, network(plan)),
    ...(felix.length === 0 ? [] : ([['felixConfiguration:'], ...below(2, felix)] as const)),
  ];
  return chartConfig(plan, { chart: 'rke2-calico', cni: 'calico', own });
}

type Chart = { readonly chart: string; readonly cni: string; readonly own: readonly Line[] };

/** RKE2's own configuration, and a HelmChartConfig for the chart that it brings. */
export function chartConfig(plan: Plan, { chart, cni, own }: Chart): Generated {
  const { podCidr, podCidrV6, serviceCidr } = plan.described;
  const name = `${chart}-config.yaml`;
  const config: readonly Line[] = [
    ['# /etc/rancher/rke2/config.yaml of each server, before its first start'],
    [`cni: ${cni}`, `the chart ${chart}`],
    [`cluster-cidr: ${[podCidr, podCidrV6].filter(Boolean).join(',')}`, 'the range of the pods; a HelmChartConfig cannot change it'],
    ...(serviceCidr === undefined ? [] : [[`service-cidr: ${serviceCidr}`, 'the range of Services'] as const]),
  ];
  const object: readonly Line[] = [
    [`# /var/lib/rancher/rke2/server/manifests/${name} on each server`],
    ['apiVersion: helm.cattle.io/v1'],
    ['kind: HelmChartConfig'],
    ['metadata:'],
    [`  name: ${chart}`, 'the name of the chart: under another one nothing would read this'],
    ['  namespace: kube-system'],
    ['spec:'],
    ['  valuesContent: |-'],
    ...below(4, own),
  ];
  return {
    files: [
      { name: 'config.yaml', text: explained(config) },
      { name, text: explained(object) },
    ],
    next: [
      'put config.yaml into /etc/rancher/rke2/ of each server before its first start',
      `put ${name} into /var/lib/rancher/rke2/server/manifests/ of each server`,
      check(plan, ['config.yaml', name]),
      open(['config.yaml', name]),
    ],
  };
}
