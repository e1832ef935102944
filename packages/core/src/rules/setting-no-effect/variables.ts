import type { Proposal } from '../../cluster/finding.js';
import type { Cluster, Container } from '../../cluster/model.js';
import { everyNode, type Setting } from '../../cluster/setting.js';
import { nodeSteps } from '../../cluster/steps.js';
import { knownVariables, type Variable } from '../../cluster/workloads.js';
import type { Report } from '../rule.js';
import type { Messages } from './messages.js';

/** Names after the fields of FelixConfiguration; Felix calls the parameters IpInIp… (felix/config/config_params.go, v3.32.1). */
const misnamed: ReadonlyMap<string, string> = new Map([
  ['FELIX_IPIPENABLED', 'FELIX_IPINIPENABLED'],
  ['FELIX_IPIPMTU', 'FELIX_IPINIPMTU'],
]);

/** Variables of Felix under names that it does not know. */
export function judgeNames(cluster: Cluster, { env }: Container, report: Report<Messages>): void {
  const set = new Set(env.map(({ name }) => name.toUpperCase()));
  for (const { name, origin } of env) {
    const meant = misnamed.get(name.toUpperCase());
    if (meant === undefined) continue;
    const then = nodeSteps(cluster, origin.document.source.name);
    const changes = [{ setting: nameOf({ name, origin }), to: meant }];
    const fix: Proposal = { title: `call it ${meant}`, applicability: 'unsafe', changes, then };
    // A key of a ConfigMap is no value to be replaced, and a name may stand once only.
    const free = origin.part !== 'key' && !set.has(meant);
    report({ message: 'name', at: origin, severity: 'warning', data: { name, meant }, ...(free && { fix }) });
  }
}

function nameOf({ name, origin }: Pick<Variable, 'name' | 'origin'>): Setting<string> {
  const write = { reader: 'calico-node', as: 'name', place: origin };
  return { value: name, how: 'explicit', origin, scope: everyNode, live: 'reconciled', layer: 'workload', write };
}

// node/pkg/lifecycle/startup/startup.go:119,411, node/filesystem/etc/rc.local:63 and node/pkg/nodeservices/nodeservices.go:73 (v3.32.1).
const exact: ReadonlyMap<string, 'true' | 'false'> = new Map([
  ['WAIT_FOR_DATASTORE', 'true'],
  ['DISABLE_NODE_IP_CHECK', 'true'],
  ['CALICO_DISABLE_FILE_LOGGING', 'true'],
  ['CALICO_MANAGE_CNI', 'false'],
]);
const words = { true: /^(?:true|1|yes|y|t|on|enabled)$/i, false: /^(?:false|0|no|n|f|off|disabled)$/i };

/** Switches that only one spelling turns. */
export function judgeSpellings(cluster: Cluster, container: Container, report: Report<Messages>): void {
  for (const { name, value } of knownVariables(container)) {
    const wanted = exact.get(name);
    if (wanted === undefined || value.value === wanted || !words[wanted].test(value.value)) continue;
    const then = nodeSteps(cluster, value.origin.document.source.name);
    report({
      message: 'spelling',
      at: value.origin,
      severity: 'warning',
      data: { name, value: value.value, wanted },
      fix: { title: `write "${wanted}"`, applicability: 'unsafe', changes: [{ setting: value, to: wanted }], then },
    });
  }
}
