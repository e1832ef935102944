/** `canal-lint generate alerts`: alerts on metrics that the release of a cluster exports. */
import { mayRunBird } from '../../cluster/bgp.js';
import { dataplaneOf } from '../../cluster/dataplane.js';
import { isFlannelAlone } from '../../cluster/flannel-needs.js';
import { agentName, installerOf, isOperators } from '../../cluster/installed.js';
import type { Cluster } from '../../cluster/model.js';
import { effective } from '../../cluster/precedence.js';
import { knownValue } from '../../cluster/setting.js';
import { formatVersion, type Version } from '../../network/version.js';
import { type Generated, unread } from '../generated.js';
import { type Alert, alertsFor } from './catalogue.js';

export const alertFormats = ['prometheusrule', 'rules'] as const;

export type AlertOptions = {
  readonly format: (typeof alertFormats)[number];
  /** Where the page of a cause is. */
  readonly pageOf: (cause: string) => string;
};

/** The release of a cluster; undefined where the input does not tell it. */
export function releaseOf({ product }: Cluster): Version | undefined {
  return knownValue(effective(product.calico));
}

/** Why no alerts are written for a cluster; undefined where they are. */
export function noAlerts(cluster: Cluster): string | undefined {
  return isFlannelAlone(cluster)
    ? 'flannel carries the pods alone, and there is no Calico in it whose metrics could tell anything'
    : undefined;
}

/** Alerts for a cluster of this release. */
export function alerts(cluster: Cluster, calico: Version, { format, pageOf }: AlertOptions): Generated {
  const typha = knownValue(effective(cluster.typha)) === true;
  const list = alertsFor({
    calico,
    // Where nothing is said of it, FelixConfiguration may be out of sight: both packet filters are watched.
    dataplane: cluster.product.dataplane.length + cluster.felix.nftablesMode.length > 0 ? dataplaneOf(cluster) : undefined,
    typha,
    bird: mayRunBird(cluster),
    daemonSet: agentName(cluster),
  });
  const groups = [
    'groups:',
    '  - name: canal-lint',
    '    rules:',
    ...list.flatMap((one) => rule(one, pageOf).map((line) => `      ${line}`)),
  ];
  const head = [
    `# Alerts on the pod network of ${oneLine(cluster.name)}, on metrics that Calico ${formatVersion(calico)} exports. Written by canal-lint generate alerts.`,
    '# Felix exports them where prometheusMetricsEnabled is true; CalicoNodeNotReady reads kube-state-metrics.',
  ];
  const name = format === 'rules' ? 'calico-alerts.rules.yaml' : 'calico-alerts.yaml';
  const lines = format === 'rules' ? groups : [...object, ...groups.map((line) => `  ${line}`)];
  return {
    files: [{ name, text: `${[...head, ...lines].join('\n')}\n` }],
    next: [...unread(calico), metrics, ...(typha ? [typhaMetrics(cluster)] : []), ...steps[format](name)],
  };
}

/** typha/pkg/config/config_params.go:109-111; operator api/v1/installation_types.go:149; Kubespray templates/calico-typha.yml.j2. */
function typhaMetrics(cluster: Cluster): string {
  const kubespray = installerOf(cluster) === 'kubespray';
  const byHand = kubespray
    ? 'typha_prometheusmetricsenabled: true'
    : 'TYPHA_PROMETHEUSMETRICSENABLED "true" in the Deployment calico-typha';
  const how = isOperators(cluster) ? 'typhaMetricsPort: 9093 in the Installation' : byHand;
  return `Typha has to export its own, or CalicoTyphaClientsMissing fires: ${how}, and a scrape job for its port 9093`;
}

const object = ['apiVersion: monitoring.coreos.com/v1', 'kind: PrometheusRule', 'metadata:', '  name: calico-alerts', 'spec:'];

function rule(
  { name, severity, for: pending, expression, summary, description, cause }: Alert,
  pageOf: AlertOptions['pageOf'],
): readonly string[] {
  return [
    `- alert: ${name}`,
    '  expr: |-',
    `    ${expression}`,
    `  for: ${pending}`,
    '  labels:',
    `    severity: ${severity}`,
    '  annotations:',
    `    summary: ${JSON.stringify(summary)}`,
    `    description: ${JSON.stringify(description)}`,
    `    runbook_url: ${pageOf(cause)}`,
  ];
}

const metrics =
  'Felix has to export its metrics: prometheusMetricsEnabled: true in FelixConfiguration default (nodeMetricsPort: 9091 in an Installation), and a PodMonitor or a scrape job for port 9091 of each node';

const steps: Readonly<Record<AlertOptions['format'], (name: string) => readonly string[]>> = {
  prometheusrule: (name) => [
    `kubectl apply --namespace monitoring --filename ${name}   # where Prometheus looks: see its ruleSelector and ruleNamespaceSelector`,
  ],
  rules: (name) => [`promtool check rules ${name}`, 'name it below rule_files of prometheus.yml, and reload Prometheus'],
};

function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ');
}
