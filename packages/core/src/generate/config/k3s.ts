/** K3s: its own configuration, and the operator's chart for its helm-controller. */
import type { Generated } from '../generated.js';
import { below, explained, type Line } from './lines.js';
import { repository, values } from './operator.js';
import type { Plan } from './plan.js';
import { check, crdChart, needsCrdChart, open, release } from './steps.js';

/** k3s runs charts that lie in a folder of its server (k3s-io/helm-controller, HelmChart). */
export function k3s(plan: Plan): Generated {
  const { podCidr, podCidrV6, serviceCidr } = plan.described;
  const config: readonly Line[] = [
    ['# /etc/rancher/k3s/config.yaml of each server, before its first start'],
    ['flannel-backend: none', 'Calico carries the pods'],
    ['disable-network-policy: true', 'and enforces the policies; two that do so undo each other'],
    [
      `cluster-cidr: ${[podCidr, podCidrV6].filter(Boolean).join(',')}`,
      'the operator does not find it by itself on k3s: the pool has to name it too',
    ],
    ...(serviceCidr === undefined ? [] : [[`service-cidr: ${serviceCidr}`, 'the range of Services'] as const]),
  ];
  const forwarding: Line = ['containerIPForwarding: Enabled', 'svclb, the load balancer of k3s, forwards packets in a pod'];
  const chart: readonly Line[] = [
    ['# /var/lib/rancher/k3s/server/manifests/calico.yaml on one server'],
    ...(needsCrdChart(plan) ? crds(plan) : []),
    ...helmChart(plan, { name: 'tigera-operator', chart: 'tigera-operator' }),
    ['  valuesContent: |-'],
    ...below(4, values(plan, [forwarding])),
  ];
  return {
    files: [
      { name: 'config.yaml', text: explained(config) },
      { name: 'calico.yaml', text: explained(chart) },
    ],
    next: [
      ...(needsCrdChart(plan) ? adopted : []),
      'put config.yaml into /etc/rancher/k3s/ of each server before its first start',
      'put calico.yaml into /var/lib/rancher/k3s/server/manifests/ of one server',
      check(plan, ['config.yaml', 'calico.yaml']),
      open(['config.yaml', 'calico.yaml']),
    ],
  };
}

type Chart = { readonly name: string; readonly chart: string };

/** Without `bootstrap` its Job waits for the pod network that it is to bring (helm-controller pkg/controllers/chart/chart.go, hostNetwork and tolerations). */
function helmChart(plan: Plan, { name, chart }: Chart): readonly Line[] {
  return [
    ['apiVersion: helm.cattle.io/v1'],
    ['kind: HelmChart'],
    ['metadata:'],
    [`  name: ${name}`],
    ['  namespace: kube-system'],
    ['spec:'],
    [`  repo: ${repository}`],
    [`  chart: ${chart}`],
    [`  version: ${release(plan)}`, 'pinned: another release may bring other defaults'],
    ['  bootstrap: true', 'the Job that installs it runs in the network of the node: there is none for pods yet'],
    ['  targetNamespace: tigera-operator'],
    ['  createNamespace: true'],
  ];
}

/** Sources: helm-controller pkg/controllers/chart/chart.go (defaultBackOffLimit, DefaultFailurePolicy); the chart's templates have no resource-policy. */
function crds(plan: Plan): readonly Line[] {
  return [
    ['# Since v3.32 the CRDs are a chart of their own. K3s installs both charts at once: until the CRDs are there the Job of'],
    ['# tigera-operator fails with "no matches for kind Installation", and is tried again, after 5 minutes at most.'],
    ...helmChart(plan, crdChart),
    ['  failurePolicy: abort', 'the default, reinstall, would delete all CRDs after a failed upgrade, and with them pools and policies'],
    ['---'],
  ];
}

/** Helm left those of crds/ (until v3.31) without an owner; K3s' HelmChart cannot take them over (k3s-io/helm-controller#261). */
const adopted: readonly string[] = [
  `where Calico before v3.32 runs already, hand its CRDs to the release ${crdChart.name} first, or Helm refuses them:`,
  ...['label {} --overwrite app.kubernetes.io/managed-by=Helm', `annotate {} --overwrite ${owner()}`].map(
    (verb) => `kubectl get crds --output name | grep -E '(crd.projectcalico.org|operator.tigera.io)$' | xargs -I{} kubectl ${verb}`,
  ),
];

function owner(): string {
  return `meta.helm.sh/release-name=${crdChart.name} meta.helm.sh/release-namespace=tigera-operator`;
}
