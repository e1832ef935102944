import { mayRunBird } from '../../cluster/bgp.js';
import { nodeAddresses } from '../../cluster/carriers.js';
import type { Cluster } from '../../cluster/model.js';
import { effective } from '../../cluster/precedence.js';
import { isExplicit, knownValue, type Slot, standing } from '../../cluster/setting.js';
import { nodeSteps } from '../../cluster/steps.js';
import { calicoNodes, isReference, knownVariables, type Variable } from '../../cluster/workloads.js';
import { parseIp } from '../../network/ip.js';
import { defineRule, noOptions, type Report, type Rule } from '../rule.js';

const messages = {
  routerId:
    '{name} {value} is the BGP identifier of every node that this workload runs on: BIRD refuses a neighbour with its own identifier ("Bad BGP identifier"), so no session between nodes comes up; leave the variable out, and each node takes its address',
  notRouterId:
    '{name} "{value}" is no BGP identifier: BIRD takes four numbers such as 192.0.2.1, and calico-node takes hash; leave the variable out, and each node takes its address',
  natOutgoing:
    'natOutgoingAddress {value} stands for all nodes: each of them translates what its pods send to the outside to this one address, and the answers come to the one node that has it; write it into the FelixConfiguration node.<name> of that node',
  routeSource:
    '{field} {value} stands for all nodes: the kernel takes no route with a source address that the node does not have, so Felix programs no routes to pods there; write it into the FelixConfiguration node.<name> of that node',
} as const;

type Messages = typeof messages;

const rule: Rule<Messages, Readonly<Record<string, never>>> = defineRule({
  name: 'node-identity',
  since: '0.1.0',
  category: 'node-address',
  severity: 'error',
  summary: "What is one node's own does not stand where all nodes read it",
  messages,
  options: noOptions,
  check({ cluster, report }) {
    if (isOneNode(cluster)) return;
    const [node, ...others] = calicoNodes(cluster);
    // One DaemonSet a node is a way to give each of them its own.
    if (node && others.length === 0 && mayRunBird(cluster)) {
      const written = knownVariables(node).find(({ name }) => name === 'CALICO_ROUTER_ID');
      if (written) judgeRouterId(cluster, written, report);
    }
    const { natOutgoingAddress, deviceRouteSourceAddress, deviceRouteSourceAddressIPv6 } = cluster.felix;
    judgeAddress(cluster, natOutgoingAddress, { message: 'natOutgoing', field: 'natOutgoingAddress', report });
    judgeAddress(cluster, deviceRouteSourceAddress, { message: 'routeSource', field: 'deviceRouteSourceAddress', report });
    judgeAddress(cluster, deviceRouteSourceAddressIPv6, { message: 'routeSource', field: 'deviceRouteSourceAddressIPv6', report });
  },
});
export default rule;

function isOneNode({ closed, nodes, workloads }: Cluster): boolean {
  if (closed && new Set(nodes.map(({ name }) => name)).size === 1) return true;
  return workloads.length > 0 && workloads.every(({ kind }) => kind === 'Pod');
}

/** confd/pkg/backends/calico/bgp_processor.go:193-207; bird proto/bgp/packets.c:992-994 compares identifiers over iBGP. */
function judgeRouterId(cluster: Cluster, { name, value: written }: Variable, report: Report<Messages>): void {
  const { value, origin } = written;
  if (value === '' || value === 'hash' || isReference(value)) return;
  const then = nodeSteps(cluster, origin.document.source.name);
  const fix = { title: 'write hash', applicability: 'unsafe', changes: [{ setting: written, to: 'hash' }], then } as const;
  if (parseIp(value)?.family !== 4 && !/^\d{1,10}$/.test(value)) {
    report({ message: 'notRouterId', at: origin, severity: 'warning', data: { name, value }, fix });
    return;
  }
  // With the mesh off, the sessions may all be to routers.
  const meshed = knownValue(effective(cluster.bgp.mesh)) !== false && knownValue(effective(cluster.backend)) !== undefined;
  report({ message: 'routerId', at: origin, severity: meshed ? 'error' : 'warning', data: { name, value }, fix });
}

type Judged = { readonly message: 'natOutgoing' | 'routeSource'; readonly field: string; readonly report: Report<Messages> };

/** felix/rules/nat.go:88; felix/config/config_params.go:314-315. */
function judgeAddress(cluster: Cluster, slot: Slot<string>, { message, field, report }: Judged): void {
  for (const { value, origin, scope } of standing(slot).filter(isExplicit)) {
    if (scope.kind !== 'all' || isReference(value) || !parseIp(value)) continue;
    const owner = nodeAddresses(cluster).some(({ text }) => text === value)
      ? cluster.nodes.find(({ addresses }) => addresses.some((one) => knownValue(one)?.split('/')[0] === value))
      : undefined;
    const related = owner ? [{ origin: owner.origin, note: `node ${owner.name} has it` }] : [];
    report({ message, at: origin, severity: 'warning', related, data: { field, value } });
  }
}
