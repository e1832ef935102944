import { clusterAs, nodeAs, nodeAt, peerAddress } from '../../cluster/bgp.js';
import type { Cluster, Peer } from '../../cluster/model.js';
import { isExplicit, isKnown, type Known, knownValue, type Setting, standing } from '../../cluster/setting.js';
import { largestInt32, parseAsNumber } from '../../network/as-number.js';
import { defineRule, noOptions, type Report, type Rule } from '../rule.js';

const messages = {
  invalid: '"{value}" is no AS number: 1 to 4294967295, or two halves of 16 bits such as 64086.59904',
  large:
    "{value} is larger than 2147483647: the schema of Calico's resources takes an AS number for an int32, so the API server refuses it",
  contradicts:
    'peer {peer} expects AS {as} at {address}, but that is node {node} with AS {own} ({why}): BIRD answers "Bad peer AS" and the session stays down',
  contradictsDefault:
    'peer {peer} expects AS {as} at {address}, but that is node {node}, whose AS is {own} unless a BGPConfiguration says otherwise: the session stays down with "Bad peer AS"',
  ownAs:
    "{address} is no node of the input and has the cluster's own AS {as}{more}: over such an iBGP session neither side passes on what it learned from other nodes, unless it is a route reflector; a router usually has an AS of its own",
} as const;

type Messages = typeof messages;

const rule: Rule<Messages, Readonly<Record<string, never>>> = defineRule({
  name: 'bgp-as-number',
  since: '0.1.0',
  category: 'bgp',
  severity: 'error',
  summary: 'AS numbers are valid, and a peer has the AS of the node at its address',
  messages,
  options: noOptions,
  check({ cluster, report }) {
    const { asNumber, peers } = cluster.bgp;
    for (const as of standing(asNumber).filter(isExplicit)) if (as.layer !== 'resource') judgeRange(as, report, as.layer !== 'workload');
    for (const node of cluster.nodes) for (const as of node.asNumber) judgeRange(as, report, false);
    for (const { asNumber: as } of peers) if (isKnown(as) && as.layer !== 'resource') judgeRange(as, report, true);
    // With localASNumber somewhere, nodes show an AS that is not their own: nothing is said then.
    if (peers.some((peer) => peer.localASNumber)) return;
    for (const peer of peers) judgePeer(cluster, peer, report);
    judgeOwnAs(cluster, report);
  },
});
export default rule;

/**
 * What a resource says is judged by the rule schema, and what installers make one of is judged here. A node keeps its AS in an annotation, as text:
 * any number of 32 bits is fine there.
 */
function judgeRange(as: Known<string> | undefined, report: Report<Messages>, inSchema: boolean): void {
  if (!isKnown(as)) return;
  const number = parseAsNumber(as.value);
  const data = { value: as.value };
  if (number === undefined || (number === 0 && as.how === 'explicit')) report({ message: 'invalid', at: as.origin, data });
  else if (inSchema && number > largestInt32) report({ message: 'large', at: as.origin, severity: 'warning', data });
}

type Addressed = { readonly as: Setting<string>; readonly number: number; readonly address: string };

/** A peer with one address and an AS. */
function addressed({ asNumber, peerIP }: Peer): Addressed | undefined {
  const number = isKnown(asNumber) ? parseAsNumber(asNumber.value) : undefined;
  const address = isKnown(peerIP) ? peerAddress(peerIP.value) : undefined;
  if (!isKnown(asNumber) || !number || address === undefined) return undefined;
  return { as: asNumber, number, address };
}

function judgePeer(cluster: Cluster, peer: Peer, report: Report<Messages>): void {
  const found = addressed(peer);
  const node = found && nodeAt(cluster, found.address);
  const own = node && nodeAs(cluster, node);
  if (!found || !node || !own || own.as === found.number) return;
  const { as, address } = found;
  const data = { peer: knownValue(peer.name) ?? '', as: as.value, address, node: node.name, own: own.as };
  const fix = {
    title: `write the AS of the node, ${own.as}`,
    applicability: 'unsafe' as const,
    changes: [{ setting: as, to: own.as }],
  };
  const related = [
    { origin: node.origin, note: `node ${node.name}` },
    ...(own.origin && own.how === 'cluster' ? [{ origin: own.origin, note: 'the AS of the cluster' }] : []),
  ];
  if (own.certain) report({ message: 'contradicts', at: as.origin, related, fix, data: { ...data, why: reasons[own.how] } });
  else report({ message: 'contradictsDefault', at: as.origin, severity: 'warning', related, fix, settle, data });
}

const reasons = { own: 'its own', cluster: 'that of the cluster', default: "Calico's default" } as const;
const settle = 'add the BGPConfiguration called default';

/** Said once: a cluster with several routers is set up on purpose, this way or the other. */
function judgeOwnAs(cluster: Cluster, report: Report<Messages>): void {
  const own = clusterAs(cluster);
  if (!own?.certain) return;
  const [first, ...others] = cluster.bgp.peers.flatMap((peer) => {
    const found = addressed(peer);
    return found && found.number === own.as && !nodeAt(cluster, found.address) ? [found] : [];
  });
  if (!first) return;
  const more = others.length > 0 ? ` (and ${others.length} more)` : '';
  report({ message: 'ownAs', at: first.as.origin, severity: 'info', data: { address: first.address, as: first.as.value, more } });
}
