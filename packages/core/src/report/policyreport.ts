// A ClusterPolicyReport of the Kubernetes policy working group (wgpolicyk8s.io/v1alpha2), for `kubectl apply` and the dashboards that show it. One for
// all namespaces: the objects are in files, and their namespaces need not exist where the report is shown.

import type { Finding, Severity } from '../cluster/finding.js';
import { pathText } from '../source/index.js';
import { adviceLines, placeName } from './advice.js';
import { objectOf } from './object.js';
import { type Reporter, type Run, shownIn, skippedPlace } from './reporter.js';
import { printedJson } from './visible.js';

/** `critical` and `info` came later to the API; these three every version knows. */
const severities: Readonly<Record<Severity, string>> = { error: 'high', warning: 'medium', info: 'low' };
const results: Readonly<Record<Severity, 'fail' | 'warn'>> = { error: 'fail', warning: 'warn', info: 'warn' };

export const policyreport: Reporter = {
  name: 'policyreport',
  render(run, env) {
    const findings = shownIn(run, env).map((finding) => resultOf(finding, run));
    const skipped = run.skipped.map((one) => ({
      source: run.tool.name,
      policy: 'skipped',
      message: one.reason,
      result: 'skip',
      properties: { place: skippedPlace(one) },
    }));
    const all = [...findings, ...skipped];
    const count = (result: string): number => all.filter((one) => one.result === result).length;
    return printedJson({
      apiVersion: 'wgpolicyk8s.io/v1alpha2',
      kind: 'ClusterPolicyReport',
      metadata: { name: run.tool.name, labels: { 'app.kubernetes.io/managed-by': run.tool.name } },
      results: all,
      summary: { pass: 0, fail: count('fail'), warn: count('warn'), error: 0, skip: count('skip') },
    });
  },
};

type Result = Readonly<Record<string, unknown>> & { readonly result: string };

function resultOf(finding: Finding, run: Run): Result {
  const { rule, severity, location, fingerprint } = finding;
  const url = run.rules.find(({ name }) => name === rule)?.url;
  const resource = resourceOf(finding);
  return {
    ...{ source: run.tool.name, policy: rule, category: 'pod networking', severity: severities[severity] },
    ...{ message: adviceLines(finding).join('\n'), result: results[severity], scored: true },
    ...(resource && { resources: [resource] }),
    properties: { place: placeName(location), fingerprint, ...(url !== undefined && { url }) },
  };
}

/** The object that the finding is about, as a v1 ObjectReference; values files and inventories are none. */
function resourceOf(finding: Finding): object | undefined {
  const object = objectOf(finding);
  if (!object) return undefined;
  const { apiVersion, kind, name, namespace, path } = object;
  return { apiVersion, kind, name, ...(namespace !== undefined && { namespace }), fieldPath: pathText(path) };
}
