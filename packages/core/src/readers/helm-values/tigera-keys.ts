import type { Keys } from '../keys.js';
import type { Chart } from './charts.js';

/** Keys of the operator's chart (projectcalico/calico v3.30 to v3.32, charts/tigera-operator/values.yaml and its templates). */
const chart: Keys = Object.fromEntries(
  [
    ...['imagePullSecrets', 'installation', 'apiServer', 'goldmane', 'whisker', 'gatewayAPI', 'defaultFelixConfiguration', 'certs'],
    ...['manageCRDs', 'resources', 'additionalLabels', 'tolerations', 'nodeSelector', 'affinity', 'priorityClassName', 'podAnnotations'],
    ...['podLabels', 'dnsConfig', 'tigeraOperator', 'calicoctl', 'kubeletVolumePluginPath', 'kubernetesServiceEndpoint', 'global', 'rbac'],
    ...['serviceAccount', 'calicoNetwork', 'istio', 'crds', 'webhooks', 'extraObjects', 'manager'],
  ].map((name) => [name, 'open'] as const),
);

const rke2: Keys = { ...chart, felixConfiguration: 'open', ipamConfig: 'open' };

/** The keys that the templates of a chart read; what is below them is the operator's. */
export function tigeraKeys(name: Chart): Keys {
  const { calicoNetwork: _, ...known } = name === 'rke2-calico' ? rke2 : chart;
  return known;
}

/** Fields of an Installation that slip out of `installation`: the chart has no schema, and takes any key. */
export const tigeraMeant: Readonly<Record<string, string>> = Object.fromEntries(
  [
    ...['calicoNetwork', 'cni', 'kubernetesProvider', 'calicoNodeDaemonSet', 'typhaDeployment', 'calicoKubeControllersDeployment'],
    ...['typhaMetricsPort', 'nodeMetricsPort', 'flexVolumePath', 'registry', 'imagePath', 'imagePrefix', 'variant', 'nodeUpdateStrategy'],
    ...['controlPlaneReplicas', 'controlPlaneNodeSelector', 'controlPlaneTolerations', 'componentResources', 'serviceCIDRs'],
  ].map((name) => [name, `installation.${name}`] as const),
);
