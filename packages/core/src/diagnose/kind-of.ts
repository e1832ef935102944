/** Whose an address is: the one answer that all signs about pings, connections and routes ask for. */
import { masked } from '../network/cidr.js';
import { type Prefixes, parsed, prefixesOf } from './prefixes.js';
import type { KubeObject, NodeSeen, Route, Seen } from './seen.js';
import { bare, bgpAddress, hostCidr, isCard, isDefault, isPodLink, isTunnel, podsOf, viewOf, within } from './view.js';

/** `neighbour`: in the network of a node's card, so another node, a router, or what a load balancer announces. */
export type AddressKind = 'node' | 'pod' | 'service' | 'gateway' | 'neighbour' | 'link-local' | 'foreign' | 'unknown';

type Known = {
  readonly nodes: ReadonlySet<string>;
  /** A table, a listing or a tunnel names nodes: who is not among them is not known to be one. */
  readonly namesNodes: boolean;
  /** Addresses and networks of pods. */
  readonly pods: Networks;
  /** The surroundings of those, where pods of other nodes are likely. */
  readonly near: Networks;
  readonly services: ReadonlySet<string>;
  readonly gateways: ReadonlySet<string>;
  /** Networks of the nodes' cards. */
  readonly onLink: Networks;
};

type Networks = Prefixes<string>;
const networks = (cidrs: readonly string[]): Networks => prefixesOf(cidrs.map((cidr) => [cidr, cidr] as const));
const holds = (table: Networks, cidr: string): boolean => table.holding(cidr).length > 0;

const nearby = networks(['127.0.0.0/8', '169.254.0.0/16', '::1/128', 'fe80::/10']);
const privateUse = networks(['10.0.0.0/8', '100.64.0.0/10', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7']);
/** Where services are unless the installer was told otherwise: kubeadm, K3s and RKE2, Kubespray, EKS, OpenShift, MicroK8s. */
const usualServices = networks([
  ...['10.96.0.0/12', '10.43.0.0/16', '10.233.0.0/18', '10.100.0.0/16', '172.20.0.0/16', '172.30.0.0/16', '10.152.183.0/24'],
]);

/** What the input tells of an address. A port that calicoctl writes behind it is left out. */
export function kindOf(seen: Seen, address: string): AddressKind {
  const own = bare(address);
  const cidr = hostCidr(own);
  const { nodes, pods, services, gateways, onLink, near } = knownOf(seen);
  if (holds(nearby, cidr)) return 'link-local';
  if (nodes.has(own)) return 'node';
  if (services.has(own)) return 'service';
  if (holds(pods, cidr)) return 'pod';
  if (gateways.has(own)) return 'gateway';
  if (holds(onLink, cidr)) return 'neighbour';
  if (holds(usualServices, cidr)) return 'service';
  if (holds(near, cidr)) return 'pod';
  return holds(privateUse, cidr) ? 'unknown' : 'foreign';
}

/** A pod as far as the input tells, or possibly where it tells of no pods at all. */
export function mayBePod(seen: Seen, address: string): boolean {
  const kind = kindOf(seen, address);
  return kind === 'pod' || (kind === 'unknown' && !knownOf(seen).pods.hasWithin(address.includes(':') ? '::/0' : '0.0.0.0/0'));
}

/** A node as far as the input tells, or possibly where it names no nodes at all. */
export function mayBeNode(seen: Seen, address: string): boolean {
  const kind = kindOf(seen, address);
  return kind === 'node' || (/^(?:unknown|neighbour)$/.test(kind) && !knownOf(seen).namesNodes);
}

const all = new WeakMap<Seen, Known>();

function knownOf(seen: Seen): Known {
  const known = all.get(seen) ?? collected(seen);
  all.set(seen, known);
  return known;
}

function collected(seen: Seen): Known {
  const listed = nodesListed(seen);
  const cards = seen.nodes.flatMap(({ addresses }) => addresses.filter(({ dev }) => isCard({ name: dev })));
  const nodes = new Set([...listed, ...cards.map(({ address }) => address), ...seen.nodes.flatMap(spokenFrom)]);
  const own = [...nodes].map(hostCidr);
  const podCidrs = podNetworks(seen, nodes);
  const around = [...new Set(podCidrs.flatMap(surroundings))].filter((wide) => !own.some((node) => within(wide, node)));
  const defaults = seen.nodes.flatMap(({ routes }) => routes.filter(isDefault).flatMap(({ via }) => via ?? []));
  return {
    nodes,
    namesNodes: listed.length > 0,
    pods: networks(podCidrs),
    near: networks(around),
    services: new Set(seen.nodes.flatMap(({ addresses }) => addresses.filter(ofServices).map(({ address }) => address))),
    gateways: new Set(defaults),
    onLink: networks([...cards.map(({ address, bits }) => `${address}/${bits}`), ...linkRoutes(seen), ...[...nodes].flatMap(subnetOf)]),
  };
}

/** IPVS and the node-local DNS cache keep addresses of services on devices of their own. */
const ofServices = ({ dev }: { readonly dev: string }): boolean => /^(?:kube-ipvs|nodelocaldns)/.test(dev);

const spokenFrom = (node: NodeSeen): readonly string[] => [bgpAddress(node) ?? [], bgpAddress(node, '::') ?? []].flat();

/** Nodes that tables, listings and tunnels name. A gateway that has a route to pods is no node. */
function nodesListed(seen: Seen): readonly string[] {
  const ofObjects = seen.objects.flatMap((one) =>
    one.kind === 'node' ? [...one.addresses, one.calico ?? [], one.flannel ?? []].flat() : onHost.test(one.name) ? one.addresses : [],
  );
  return [
    ...seen.nodes.flatMap(({ peers }) => peers.map(({ address }) => bare(address))),
    ...ofObjects,
    ...seen.nodes.flatMap(({ forwards }) => forwards.filter(({ dev }) => dev === '' || isTunnel(dev)).map(({ to }) => to)),
    ...seen.nodes.flatMap(({ links }) => links.flatMap(({ vxlan }) => vxlan?.local ?? [])),
    ...seen.nodes.flatMap(nextHops),
  ];
}

/** Pods that have the address of their node. */
const onHost =
  /^(?:calico-(?:node|typha)|(?:rke2-)?canal|kube-(?:flannel|proxy|apiserver|scheduler|controller-manager)|tigera-operator|etcd)-/;

function nextHops({ routes }: NodeSeen): readonly string[] {
  const gateways = new Set(routes.filter(isDefault).map(({ via }) => via));
  return routes.flatMap(({ via, proto, dev }) =>
    via !== undefined && !gateways.has(via) && (proto === 'bird' || dev === 'tunl0') ? [via] : [],
  );
}

function podNetworks(seen: Seen, nodes: ReadonlySet<string>): readonly string[] {
  const listed = seen.objects.flatMap((one) => (one.kind === 'pod' ? podAddresses(one, nodes) : one.podCidrs));
  const from = seen.nodes.flatMap(({ probes }) => probes.flatMap(({ pod = '' }) => (/^[\d.]+$|:/.test(pod) ? [hostCidr(pod)] : [])));
  const routed = seen.nodes.flatMap((node) => [...podsOf(node).map(hostCidr), ...node.routes.filter(isOfPods).map(({ to }) => to)]);
  return [...new Set([...viewOf(seen).blocks.map(({ cidr }) => cidr), ...listed, ...from, ...routed])];
}

const podAddresses = ({ name, addresses }: KubeObject, nodes: ReadonlySet<string>): readonly string[] =>
  onHost.test(name) ? [] : addresses.filter((address) => !nodes.has(address)).map(hostCidr);

/** What BIRD, Felix or flannel routes. A wider one is some router's: no node has as many pods. */
const isOfPods = ({ to, kind, proto, dev = '' }: Route): boolean =>
  kind === 'unicast' && (proto === 'bird' || proto === '80' || isTunnel(dev)) && (parsed(to)?.prefix ?? 0) >= (to.includes(':') ? 48 : 16);

/** The pool is not known, and hardly ever smaller than this. */
const surroundings = (cidr: string): readonly string[] => wider(cidr.split('/')[0] ?? '', { 4: 16, 6: 48 });
/** The network of a node that only a listing names is not known, and hardly ever smaller than this. */
const subnetOf = (address: string): readonly string[] => wider(address, { 4: 24, 6: 64 });

function wider(address: string, prefix: Readonly<Record<4 | 6, number>>): readonly string[] {
  const wide = parsed(`${address}/${prefix[address.includes(':') ? 6 : 4]}`);
  return wide ? [masked(wide)] : [];
}

const linkRoutes = (seen: Seen): readonly string[] =>
  seen.nodes.flatMap(({ routes }) =>
    routes
      .filter(({ via, dev = '', proto }) => via === undefined && proto === 'kernel' && !isPodLink(dev) && isCard({ name: dev }))
      .map(({ to }) => to),
  );
