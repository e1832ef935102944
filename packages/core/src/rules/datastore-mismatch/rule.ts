import type { Container } from '../../cluster/input.js';
import type { Cluster } from '../../cluster/model.js';
import { isExplicit, isKnown, type Known, standing } from '../../cluster/setting.js';
import { calicoNodes, isReference } from '../../cluster/workloads.js';
import type { Origin } from '../../source/index.js';
import { defineRule, noOptions, type Report, type Rule } from '../rule.js';

const messages = {
  unknownType:
    '{name} "{value}" is none of kubernetes and etcdv3, compared letter for letter: {who} ends at its start with "unknown datastore type: {value}"',
  endpoints:
    '{type} is kubernetes, and {name} is {value}: Felix turns to etcd where it has endpoints, and the rest of Calico to Kubernetes, so Felix sees neither pods nor pools; take one of the two out',
  cni: 'the CNI configuration says datastore_type {cni}, and calico-node uses {node} ({why}): what the plugin writes about new pods, Felix never reads',
} as const;

type Messages = typeof messages;

const rule: Rule<Messages, Readonly<Record<string, never>>> = defineRule({
  name: 'datastore-mismatch',
  since: '0.1.0',
  category: 'object',
  severity: 'error',
  summary: 'Felix, calico-node and the CNI plugin use one datastore',
  messages,
  options: noOptions,
  check({ cluster, report }) {
    for (const container of cluster.workloads.flatMap(({ containers }) => containers)) judgeType(container, report);
    for (const node of calicoNodes(cluster)) {
      judgeEndpoints(node, report);
      judgeCni(cluster, node, report);
    }
  },
});
export default rule;

const types = new Set(['kubernetes', 'etcdv3']);
/** Read with the prefix CALICO_ first (libcalico-go/lib/apiconfig/load.go, envconfig). */
const typeNames = ['CALICO_DATASTORE_TYPE', 'DATASTORE_TYPE'];
const endpointNames = ['ETCD_ENDPOINTS', 'FELIX_ETCDENDPOINTS'];

type Said = { readonly name: string; readonly value: Known<string> };

function first({ env }: Container, names: readonly string[]): Said | undefined {
  return names.flatMap((wanted) => env.find(({ name }) => name.toUpperCase() === wanted) ?? [])[0];
}

/** A name that Calico's client does not know (libcalico-go/lib/backend/client.go); other texts are references, or places to be filled in. */
function judgeType(container: Container, report: Report<Messages>): void {
  const type = first(container, typeNames);
  if (!type || !isKnown(type.value) || types.has(type.value.value) || !/^[a-z][a-z0-9-]*$/i.test(type.value.value)) return;
  const data = { name: type.name, value: type.value.value, who: container.name };
  report({ message: 'unknownType', at: type.value.origin, data });
}

/** calico-node hands ETCD_ENDPOINTS to Felix, whose endpoints go before its type (node/filesystem/etc/service/available/felix/run; config_params.go:966-989). */
function judgeEndpoints(node: Container, report: Report<Messages>): void {
  const [type, endpoints] = [first(node, typeNames), first(node, endpointNames)];
  if (!type || !isKnown(type.value) || type.value.value !== 'kubernetes') return;
  if (!endpoints || !isKnown(endpoints.value) || isReference(endpoints.value.value)) return;
  if (/^\s*(?:none)?\s*$/i.test(endpoints.value.value)) return;
  const related = [{ origin: type.value.origin, note: `${type.name} is kubernetes here` }];
  const data = { type: type.name, name: endpoints.name, value: endpoints.value.value };
  report({ message: 'endpoints', at: endpoints.value.origin, related, data });
}

/** The plugin sets DATASTORE_TYPE for itself (cni-plugin/internal/pkg/utils/utils.go:683). */
function judgeCni({ cni }: Cluster, node: Container, report: Report<Messages>): void {
  const own = storeOf(node);
  for (const { value, origin } of standing(cni.datastoreType).filter(isExplicit)) {
    if (!own || !types.has(value) || value === own.type) continue;
    const related = [{ origin: own.origin, note: 'calico-node' }];
    report({ message: 'cni', at: origin, related, data: { cni: value, node: own.type, why: own.why } });
  }
}

/** The datastore of calico-node; without a type, etcd where there are endpoints (libcalico-go/lib/apiconfig/load.go). */
function storeOf(node: Container): { readonly type: string; readonly why: string; readonly origin: Origin } | undefined {
  const [type, endpoints] = [first(node, typeNames), first(node, endpointNames.slice(0, 1))];
  if (type) {
    if (!isKnown(type.value) || !types.has(type.value.value)) return undefined;
    return { type: type.value.value, why: type.name, origin: type.value.origin };
  }
  if (!endpoints) return node.envOpen ? undefined : { type: 'kubernetes', why: 'neither type nor endpoints', origin: node.origin };
  return { type: 'etcdv3', why: endpoints.name, origin: endpoints.value.origin ?? node.origin };
}
