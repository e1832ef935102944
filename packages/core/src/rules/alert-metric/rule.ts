import type { Proposal } from '../../cluster/finding.js';
import { effective } from '../../cluster/precedence.js';
import { isKnown, knownValue, type Setting } from '../../cluster/setting.js';
import { metricNames, metricPrefixes, releasesOf } from '../../network/calico-metrics.js';
import { metricsIn } from '../../network/promql.js';
import { type Releases, standing } from '../../network/release-span.js';
import { formatVersion, type Version } from '../../network/version.js';
import { soleNearest, stretchOf } from '../../source/index.js';
import { defineRule, noOptions, type Report, type Rule } from '../rule.js';

const messages = {
  unknown:
    'no release of Calico exports {metric}, and no recording rule of the input makes it: the expression never has a value, so it neither draws nor alerts{advice}',
  later: 'Calico {release} does not export {metric}, which came with v{bound}: until then the expression has no value',
  gone: 'Calico {release} does not export {metric} any more: v{bound} was the last release that did',
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
    const release = knownValue(effective(cluster.product.calico));
    for (const expression of cluster.alerts.filter(isKnown)) {
      for (const metric of metricsIn(expression.value)) {
        if (!isCalicos(metric) || recorded.has(metric)) continue;
        const releases = releasesOf(metric);
        if (releases === undefined) judgeUnknown(expression, metric, report);
        // `a or b` reads whichever there is.
        else if (release && !/\bor\b/.test(expression.value)) judgeRelease(expression, metric, { releases, release, report });
      }
    }
  },
});
export default rule;

function judgeUnknown(expression: Setting<string>, metric: string, report: Report<typeof messages>): void {
  const typo = soleNearest(metric, metricNames, 2);
  const fix = typo === undefined ? {} : { fix: renamed(expression, metric, typo) };
  const advice = adviceOf(typo ?? beginningOf(metric));
  report({ message: 'unknown', at: stretchOf(expression.origin, metric), data: { metric, advice }, ...fix });
}

type Judged = { readonly releases: Releases; readonly release: Version; readonly report: Report<typeof messages> };

/** A dashboard may be made for several releases. */
function judgeRelease(expression: Setting<string>, metric: string, { releases, release, report }: Judged): void {
  const found = standing(releases, release);
  if (!found) return;
  const data = { release: formatVersion(release), metric, bound: found.bound };
  report({ message: found.missing, at: stretchOf(expression.origin, metric), severity: 'info', data });
}

/** The longest exported name that this one starts with. */
function beginningOf(metric: string): string | undefined {
  return metricNames.filter((known) => metric.startsWith(`${known}_`)).toSorted((a, b) => b.length - a.length)[0];
}

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
