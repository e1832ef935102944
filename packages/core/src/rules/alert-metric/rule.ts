import type { Proposal } from '../../cluster/finding.js';
import { isKnown, type Setting } from '../../cluster/setting.js';
import { isExported, metricPrefixes, nearestMetric } from '../../network/calico-metrics.js';
import { metricsIn } from '../../network/promql.js';
import { stretchOf } from '../../source/index.js';
import { defineRule, noOptions, type Rule } from '../rule.js';

const messages = {
  unknown:
    'no release of Calico exports {metric}, and no recording rule of the input makes it: the expression never has a value, so it neither draws nor alerts{advice}',
} as const;

const rule: Rule<typeof messages, Readonly<Record<string, never>>> = defineRule({
  name: 'alert-metric',
  since: '0.1.0',
  category: 'text',
  severity: 'warning',
  summary: 'Alerts and dashboards read metrics that Calico exports',
  messages,
  options: noOptions,
  check({ cluster, report }) {
    const recorded = new Set(cluster.recorded);
    if (recorded.has('*')) return;
    for (const expression of cluster.alerts.filter(isKnown)) {
      for (const metric of metricsIn(expression.value)) {
        if (!isCalicos(metric) || recorded.has(metric) || isExported(metric)) continue;
        const nearest = nearestMetric(metric);
        const fix = nearest?.typo ? { fix: renamed(expression, metric, nearest.name) } : {};
        report({ message: 'unknown', at: stretchOf(expression.origin, metric), data: { metric, advice: adviceOf(nearest?.name) }, ...fix });
      }
    }
  },
});
export default rule;

/** By convention a name with a colon comes from a recording rule, wherever that stands. */
function isCalicos(metric: string): boolean {
  return !metric.includes(':') && metricPrefixes.some((prefix) => metric.startsWith(prefix));
}

function adviceOf(nearest: string | undefined): string {
  if (nearest === undefined) return '';
  // felix/calc/stats_collector.go:30-50
  if (nearest !== 'felix_cluster_num_hosts') return `; there is ${nearest}`;
  return '; there is felix_cluster_num_hosts, which counts the hosts that Calico knows, not those that run: compare it with count(up{job="calico-node"} == 1)';
}

function renamed(expression: Setting<string>, metric: string, to: string): Proposal {
  const written = expression.value.replaceAll(new RegExp(`(?<![\\w:])${metric}(?![\\w:])`, 'g'), to);
  return { title: `read ${to}`, applicability: 'unsafe', changes: [{ setting: expression, to: written }] };
}
