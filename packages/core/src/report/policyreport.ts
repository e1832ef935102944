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

/** Bytes that the results may take: etcd holds 1.5 MiB of an object, and kube-apiserver writes down beside it who owns which field. */
const room = 768 * 1024;

export const policyreport: Reporter = {
  name: 'policyreport',
  render(run, env) {
    const skipped = run.skipped.map(
      (one): Result => ({
        ...{ source: run.tool.name, policy: 'skipped', message: one.reason, result: 'skip' },
        properties: { place: skippedPlace(one) },
      }),
    );
    const all = [...worstFirst(shownIn(run, env)).map((finding) => resultOf(finding, run)), ...skipped];
    const count = (result: string): number => all.filter((one) => one.result === result).length;
    return printedJson({
      apiVersion: 'wgpolicyk8s.io/v1alpha2',
      kind: 'ClusterPolicyReport',
      metadata: { name: nameOf(run.tool.name, env.repository), labels: { 'app.kubernetes.io/managed-by': run.tool.name } },
      results: fitting(all, run.tool.name),
      summary: { pass: 0, fail: count('fail'), warn: count('warn'), error: 0, skip: count('skip') },
    });
  },
};

/** In a pipeline it has the name of the repository in it, so that the reports of two do not replace each other (RFC 1123, 253 characters). */
function nameOf(tool: string, repository: string | undefined): string {
  const words = repository?.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
  return `${tool}${words === undefined ? '' : `-${words}`}`.slice(0, 253).replace(/-+$/, '');
}

function worstFirst(findings: readonly Finding[]): readonly Finding[] {
  return (Object.keys(severities) as Severity[]).flatMap((severity) => findings.filter((one) => one.severity === severity));
}

/** As many as an object of the cluster can hold, and a word on the rest; the summary counts all. */
function fitting(all: readonly Result[], source: string): readonly Result[] {
  let bytes = 0;
  const first = all.findIndex((one) => {
    bytes += printedJson(one).length;
    return bytes > room;
  });
  if (first < 0) return all;
  const message = `${all.length - first} more do not fit into one report; the summary counts them`;
  return [...all.slice(0, first), { source, policy: 'left-out', message, result: 'skip' }];
}

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
