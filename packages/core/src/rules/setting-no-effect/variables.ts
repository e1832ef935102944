import type { Proposal } from '../../cluster/finding.js';
import type { Container } from '../../cluster/input.js';
import type { Cluster } from '../../cluster/model.js';
import { effective } from '../../cluster/precedence.js';
import { everyNode, knownValue, type Setting } from '../../cluster/setting.js';
import { nodeSteps } from '../../cluster/steps.js';
import { knownVariables, type Variable } from '../../cluster/workloads.js';
import { felixParameter, felixVariables, isUnknownToFelix } from '../../network/felix-parameters.js';
import { standing } from '../../network/release-span.js';
import { formatVersion } from '../../network/version.js';
import { isTemplated, soleNearest } from '../../source/index.js';
import type { Report } from '../rule.js';
import type { Messages } from './messages.js';

/** Names after the fields of FelixConfiguration; Felix calls the parameters IpInIp… (felix/config/config_params.go:372-373). */
const fields: ReadonlyMap<string, string> = new Map([
  ['FELIX_IPIPENABLED', 'FELIX_IPINIPENABLED'],
  ['FELIX_IPIPMTU', 'FELIX_IPINIPMTU'],
]);

/** Variables of Felix under names that it does not know, or that its release does not. */
export function judgeNames(cluster: Cluster, { env }: Container, report: Report<Messages>): void {
  const set = new Set(env.map(({ name }) => name.toUpperCase()));
  for (const { name, origin } of env) {
    judgeRelease(cluster, { name, origin }, report);
    const meant = isTemplated(name) ? undefined : meantName(name);
    if (meant === undefined) continue;
    const then = nodeSteps(cluster, origin.document.source.name);
    const changes = [{ setting: nameOf({ name, origin }), to: meant }];
    const fix: Proposal = { title: `call it ${meant}`, applicability: 'unsafe', changes, then };
    // A key of a ConfigMap is no value to be replaced, and a name may stand once only.
    const free = origin.part !== 'key' && !set.has(meant);
    report({ message: 'name', at: origin, severity: 'warning', data: { name, meant }, ...(free && { fix }) });
  }
}

/** Words parted by `_`, the name of the field, or a slip of two letters. Parameters of Calico Enterprise are near to none of these. */
function meantName(name: string): string | undefined {
  if (!isUnknownToFelix(name)) return undefined;
  const bare = `FELIX_${name.slice('FELIX_'.length).replaceAll('_', '').toUpperCase()}`;
  const field = fields.get(bare) ?? (felixParameter(bare) ? bare : undefined);
  // A short name is near to too many.
  return field ?? soleNearest(bare, felixVariables(), bare.length < 'FELIX_'.length + 8 ? 1 : 2);
}

/** Felix takes no notice of a parameter that its release does not have, or has no more. */
function judgeRelease(cluster: Cluster, { name, origin }: Pick<Variable, 'name' | 'origin'>, report: Report<Messages>): void {
  const release = knownValue(effective(cluster.product.calico));
  const found = release && standing(felixParameter(name)?.releases ?? '<=3.21', release);
  if (!release || !found) return;
  const data = { name, release: formatVersion(release), bound: found.bound };
  report({ message: found.missing === 'later' ? 'laterName' : 'goneName', at: origin, severity: 'warning', data });
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

const loose = /^CALICO_IPV[46]POOL_(?:NAT_OUTGOING|DISABLE_BGP_EXPORT)$/;

/** Words for no that calico-node takes for yes (node/pkg/lifecycle/startup/startup.go:842-857). */
export function judgeReversed(cluster: Cluster, container: Container, report: Report<Messages>): void {
  for (const { name, value } of knownVariables(container)) {
    if (!loose.test(name) || !/^(?:off|disabled?|none|never)$/i.test(value.value.trim())) continue;
    const then = nodeSteps(cluster, value.origin.document.source.name);
    report({
      message: 'reversed',
      at: value.origin,
      severity: 'warning',
      data: { name, value: value.value },
      fix: { title: 'write "false"', applicability: 'unsafe', changes: [{ setting: value, to: 'false' }], then },
    });
  }
}

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
