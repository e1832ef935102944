import { routeOwner } from '../network/behaviour.js';
import { parseCidr } from '../network/cidr.js';
import { backendOf } from '../network/encapsulation.js';
import { parseIp } from '../network/ip.js';
import type { Version } from '../network/version.js';
import type { Cluster, Peer } from './model.js';
import { effective } from './precedence.js';
import { isKnown, knownValue, mayBe } from './setting.js';

/**
 * What the input says about who carries the packets of a pool without encapsulation. `said`: somebody does. `one-subnet`: nobody says so, but
 * all known nodes share a subnet and a backend programs the routes. `unsaid`: nothing does.
 */
export function plainPoolCarrier(cluster: Cluster): 'said' | 'one-subnet' | 'unsaid' {
  const { underlay } = cluster;
  if (knownValue(effective(underlay.routesPods)) === true) return 'said';
  const routed = programsPlainRoutes(cluster);
  if (routed && knownValue(effective(underlay.l2)) === true) return 'said';
  if (mayRunBird(cluster) && hasFabricPeers(cluster)) return 'said';
  return routed && nodesShareSubnet(cluster) ? 'one-subnet' : 'unsaid';
}

/** Who programs the routes of a kind of pool, with what the cluster says about release (or as another one would), backend and programClusterRoutes. */
export function routesOf(cluster: Cluster, kind: 'ipip' | 'plain' | 'vxlan', release?: Version): ReturnType<typeof routeOwner> {
  const backend = knownValue(effective(cluster.backend));
  return routeOwner(kind, release ?? knownValue(effective(cluster.product.calico)), {
    felix: knownValue(effective(cluster.programClusterRoutes.felix)),
    bgp: knownValue(effective(cluster.programClusterRoutes.bgp)),
    backend: backend === undefined ? undefined : backendOf(backend),
  });
}

/** What decides about routes beside the pools, as users would look for it. */
const owners = {
  felix: 'the FelixConfiguration called default',
  bgp: 'the BGPConfiguration called default',
  backend: 'the workload of calico-node',
} as const;

/** What is out of sight of `owners`, and may give routes another owner; an installer's input shows what it installs. */
export function unseenOwners(cluster: Cluster, of: readonly (keyof typeof owners)[]): readonly string[] {
  if (cluster.closed || effective(cluster.product.installer) !== undefined) return [];
  const { felix, bgp } = cluster.programClusterRoutes;
  const seen = {
    felix: effective(felix) !== undefined || isThere(cluster, 'FelixConfiguration'),
    bgp: effective(bgp) !== undefined || isThere(cluster, 'BGPConfiguration'),
    backend: effective(cluster.backend) !== undefined,
  };
  return of.filter((one) => !seen[one]).map((one) => owners[one]);
}

/** An object in sight that does not say something says it by that. */
function isThere({ objects }: Cluster, kind: string): boolean {
  return objects.some((object) => object.kind === kind && object.name === 'default' && !object.templated);
}

function mayRunBird(cluster: Cluster): boolean {
  return mayBe(effective(cluster.backend), (backend) => backendOf(backend) === 'bird');
}

/** Peers outside of the cluster, or peers that stand in for the mesh. */
function hasFabricPeers(cluster: Cluster): boolean {
  const { peers, mesh } = cluster.bgp;
  if (!reachSeveralNodes(peers)) return false;
  return peers.some((peer) => leavesCluster(cluster, peer)) || (peers.length > 0 && knownValue(effective(mesh)) === false);
}

/** A peer bound to one node carries that node's routes only. */
function reachSeveralNodes(peers: readonly Peer[]): boolean {
  const bound = new Set(peers.map(({ node }) => knownValue(node)));
  return bound.has(undefined) || bound.size > 1;
}

/** Felix does; or BIRD does, and tells the other nodes: over the mesh, or to peers. */
function programsPlainRoutes(cluster: Cluster): boolean {
  const owner = routesOf(cluster, 'plain');
  if (owner === 'felix') return true;
  const told = knownValue(effective(cluster.bgp.mesh)) !== false || cluster.bgp.peers.length > 0;
  return told && (owner === 'bird' || owner === 'both');
}

/** A peer at an address that no known node has; an address that is not known may be anywhere. */
function leavesCluster(cluster: Cluster, { peerIP }: Peer): boolean {
  if (peerIP === undefined) return false;
  if (!isKnown(peerIP)) return true;
  const address = peerIP.value.replace(/^\[(.*)\](?::\d+)?$/, '$1').replace(/^([\d.]+):\d+$/, '$1');
  return !nodeAddresses(cluster).some((known) => known.text === address);
}

type Address = { readonly text: string; readonly subnet: ReturnType<typeof parseCidr> };

/** Known addresses of the nodes that the input names. */
export function nodeAddresses({ nodes }: Cluster): readonly Address[] {
  return nodes.flatMap(({ addresses }) =>
    addresses.filter(isKnown).flatMap(({ value }): Address[] => {
      const text = value.split('/')[0] ?? '';
      return parseIp(text) ? [{ text, subnet: parseCidr(value) }] : [];
    }),
  );
}

/** At least two nodes, each with an address whose prefix length tells the subnet, and all IPv4 subnets are one. */
function nodesShareSubnet(cluster: Cluster): boolean {
  const subnets = cluster.nodes.map(({ addresses }) =>
    addresses
      .filter(isKnown)
      .map(({ value }) => parseCidr(value))
      .find((c) => c?.family === 4),
  );
  const [first] = subnets;
  if (subnets.length < 2 || !first) return false;
  return subnets.every((c) => c !== undefined && c.prefix < 32 && c.base === first.base && c.prefix === first.prefix);
}
