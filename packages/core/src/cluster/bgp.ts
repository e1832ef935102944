// Who speaks BGP with whom, as far as the input tells.
import { defaultAsNumber, parseAsNumber } from '../network/as-number.js';
import { backendOf } from '../network/encapsulation.js';
import { parseIp } from '../network/ip.js';
import { parseSelector } from '../network/selector.js';
import type { Origin } from '../source/index.js';
import type { Cluster, NodeFact, Peer } from './model.js';
import { usesPools } from './pools.js';
import { effective } from './precedence.js';
import { isKnown, knownValue, mayBe } from './setting.js';

/** False where calico-node is known to run no BIRD: another backend, Canal, policy-only. */
export function mayRunBird(cluster: Cluster): boolean {
  return usesPools(cluster) && mayBe(effective(cluster.backend), (backend) => backendOf(backend) === 'bird');
}

/** The address of `10.0.0.1`, `10.0.0.1:178` or `[fd00::1]:178`; undefined where there is none (confd/pkg/backends/calico/client.go, parseIPPort). */
export function peerAddress(peerIP: string): string | undefined {
  const address = peerIP.replace(/^\[(.*)\](?::\d+)?$/, '$1').replace(/^([\d.]+):\d+$/, '$1');
  return parseIp(address) ? address : undefined;
}

/** The node that has an address; prefix lengths do not count. */
export function nodeAt({ nodes }: Cluster, address: string): NodeFact | undefined {
  const wanted = keyOf(address);
  return wanted === undefined ? undefined : indexOf(nodes).byAddress.get(wanted);
}

type Index = { readonly byAddress: ReadonlyMap<string, NodeFact>; readonly byName: ReadonlyMap<string, readonly NodeFact[]> };

/** Peers times nodes would be too many to compare: an inventory may have hundreds of each. */
const indices = new WeakMap<Cluster['nodes'], Index>();

function indexOf(nodes: Cluster['nodes']): Index {
  const known = indices.get(nodes);
  if (known) return known;
  const byAddress = new Map<string, NodeFact>();
  const byName = new Map<string, NodeFact[]>();
  for (const node of nodes) {
    const namesakes = byName.get(node.name);
    if (namesakes) namesakes.push(node);
    else byName.set(node.name, [node]);
    for (const { value } of node.addresses.filter(isKnown)) {
      const key = keyOf(value.split('/')[0] ?? '');
      if (key !== undefined && !byAddress.has(key)) byAddress.set(key, node);
    }
  }
  const index = { byAddress, byName };
  indices.set(nodes, index);
  return index;
}

function keyOf(address: string): string | undefined {
  const ip = parseIp(address);
  return ip && `${ip.family} ${ip.address}`;
}

/** `certain` is false where a BGPConfiguration out of sight may say something else than Calico's default. */
export type OwnAs = {
  readonly as: number;
  readonly origin: Origin | undefined;
  readonly certain: boolean;
  readonly how: 'own' | 'cluster' | 'default';
};

/** The AS of the cluster; undefined where it is written but not known. */
export function clusterAs(cluster: Cluster): OwnAs | undefined {
  const known = effective(cluster.bgp.asNumber);
  if (known && !isKnown(known)) return undefined;
  const as = parseAsNumber(known?.value ?? defaultAsNumber);
  if (as === undefined) return undefined;
  if (!known) return { as, origin: undefined, certain: cluster.closed, how: 'default' };
  return { as, origin: known.origin, certain: true, how: known.how === 'default' ? 'default' : 'cluster' };
}

/** A node's own AS goes before that of the cluster (confd/pkg/backends/calico/bgp_processor.go:166-170,830-837). */
export function nodeAs(cluster: Cluster, node: NodeFact): OwnAs | undefined {
  // Kubernetes and calicoctl may both speak of a node.
  const [own] = (indexOf(cluster.nodes).byName.get(node.name) ?? [node]).flatMap(({ asNumber }) => asNumber);
  if (!own) return clusterAs(cluster);
  const as = isKnown(own) ? parseAsNumber(own.value) : undefined;
  return isKnown(own) && as !== undefined ? { as, origin: own.origin, certain: true, how: 'own' } : undefined;
}

/**
 * Whether a selector chooses a node; undefined where its labels or the selector are not known. The kubelet adds labels of Kubernetes to a Node that
 * was written by hand: they are known only where one of them is there.
 */
export function selects(selector: string | undefined, { labels }: NodeFact): boolean | undefined {
  if (selector?.includes('kubernetes.io/') && !labels?.has('kubernetes.io/hostname')) return undefined;
  const chosen = selector === undefined ? undefined : parseSelector(selector);
  return chosen && labels && chosen(labels);
}

/** Whether a BGPPeer makes a session of the node, from its end or (confd adds the reverse peering) from the other; undefined: not known. */
export function peersWith(cluster: Cluster, peer: Peer, node: NodeFact): boolean | undefined {
  const ends = [from(peer, node), towards(cluster, peer, node)];
  if (ends.includes(true)) return true;
  return ends.includes(undefined) ? undefined : false;
}

function from({ node, nodeSelector }: Peer, own: NodeFact): boolean | undefined {
  if (nodeSelector) return selects(knownValue(nodeSelector), own);
  if (!node) return true;
  return isKnown(node) ? node.value === own.name : undefined;
}

function towards(cluster: Cluster, { peerIP, peerSelector }: Peer, own: NodeFact): boolean | undefined {
  if (peerSelector) return selects(knownValue(peerSelector), own);
  if (!peerIP) return false;
  const address = isKnown(peerIP) ? peerAddress(peerIP.value) : undefined;
  return address === undefined ? undefined : nodeAt(cluster, address) === own;
}
