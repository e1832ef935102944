import type { Proposal } from '../../cluster/finding.js';
import type { Singleton } from '../../cluster/input.js';
import type { Cluster } from '../../cluster/model.js';
import { effective } from '../../cluster/precedence.js';
import { isKnown, knownValue, type Setting } from '../../cluster/setting.js';
import { atLeast, formatVersion } from '../../network/version.js';
import { defineRule, noOptions, type Rule } from '../rule.js';

const messages = {
  ignored: '{kind} {name} is read by nobody: Calico looks for {names} only, so nothing that it sets has an effect',
  felix:
    '{kind} {name} is read by nobody: Felix looks for default and node.<name>, and from Calico 3.32 for others that have a nodeSelector; this one has none',
  tooOld: '{kind} {name} has a nodeSelector, which Felix reads from Calico 3.32; {version} looks for default and node.<name> only',
} as const;

/**
 * The names that are read. BGPConfiguration: confd/pkg/backends/calico/client.go:1233. FelixConfiguration:
 * libcalico-go/lib/backend/syncersv1/updateprocessors/configurationprocessor.go:361-386. The others: libcalico-go/lib/clientv3.
 */
const perNode: ReadonlySet<string> = new Set(['BGPConfiguration', 'FelixConfiguration']);

const rule: Rule<typeof messages, Readonly<Record<string, never>>> = defineRule({
  name: 'resource-name',
  since: '0.1.0',
  category: 'object',
  severity: 'warning',
  summary: 'A configuration resource has a name under which Calico reads it',
  messages,
  options: noOptions,
  check({ cluster, report }) {
    const version = knownValue(effective(cluster.product.calico));
    for (const singleton of cluster.singletons) {
      const { kind, name, nodeSelector } = singleton;
      if (!isKnown(name) || isRead(kind, name.value)) continue;
      const common = { at: name.origin, ...renaming(cluster, singleton, name) };
      const data = { kind, name: name.value };
      if (kind !== 'FelixConfiguration') report({ ...common, message: 'ignored', data: { ...data, names: namesOf(kind) } });
      else if (!nodeSelector) report({ ...common, message: 'felix', data });
      else if (version && !atLeast(version, '3.32'))
        report({ at: name.origin, message: 'tooOld', data: { ...data, version: formatVersion(version) } });
    }
  },
});
export default rule;

/** Names beside `default` that tigera-operator takes (tigera/operator 40788b9, api/v1/installation_types.go:36 and apiserver_types.go). */
const others: Readonly<Record<string, readonly string[]>> = { Installation: ['overlay', 'tigera-secure'], APIServer: ['tigera-secure'] };

function namesOf(kind: string): string {
  return ['default', ...(perNode.has(kind) ? ['node.<name>'] : []), ...(others[kind] ?? [])].join(' and ');
}

function isRead(kind: string, name: string): boolean {
  return (
    name === 'default' || others[kind]?.includes(name) || (perNode.has(kind) && name.startsWith('node.') && name.length > 'node.'.length)
  );
}

/** Two of a kind cannot both be called default. What nobody read so far takes effect then: not without asking. */
function renaming({ singletons }: Cluster, { kind }: Singleton, name: Setting<string>): { fix?: Proposal } {
  const rivals = singletons.filter((other) => other.kind === kind && other.name !== name && !isNodes(other));
  if (rivals.length > 0) return {};
  return { fix: { title: 'call it default', applicability: 'unsafe', changes: [{ setting: name, to: 'default' }] } };
}

function isNodes({ name }: Singleton): boolean {
  return isKnown(name) && name.value.startsWith('node.');
}
