/** What carries packets for pods between the nodes, and whether BIRD has a part in it. */
import { installerOf, isCanal } from './fix/installer.js';
import { kindOf } from './kind-of.js';
import type { NodeSeen, Route, Seen } from './seen.js';
import type { Sign } from './sign.js';
import { type Encapsulation, encapsulationOf, isDefault, isPodLink } from './view.js';

type Carriers = {
  /** By the devices of their routes; empty where nothing wraps them. */
  readonly wrapped: ReadonlySet<Encapsulation>;
  /** Routes, peers or protocols of BIRD: it runs, or ran. */
  readonly birdTraces: boolean;
  /** BIRD carries pod routes here, or nothing tells who does; where Felix or flannel does and no node has a peer, its absence is by design. */
  readonly birdNeeded: boolean;
};

const all = new WeakMap<Seen, Carriers>();

export function carriersOf(seen: Seen): Carriers {
  const known = all.get(seen) ?? found(seen);
  all.set(seen, known);
  return known;
}

export const birdNeeded = (seen: Seen): boolean => carriersOf(seen).birdNeeded;

/** The sign is not asked where the absence of BIRD is by design. */
export const whereBirdIsNeeded = (sign: Sign): Sign => ({ ...sign, look: (seen) => (birdNeeded(seen) ? sign.look(seen) : undefined) });

/**
 * VXLAN routes are Felix's or flannel's with any backend, those through tunl0 are BIRD's up to 3.32, and plain ones are BIRD's or those of
 * flannel's host-gw (calico 3.34-dev confd/pkg/backends/calico/bgp_processor.go:1116-1181; flannel pkg/backend/hostgw).
 */
function found(seen: Seen): Carriers {
  const away = seen.nodes.flatMap(({ routes }) => routes.filter(({ kind }) => kind === 'unicast'));
  const wrapped = new Set(away.flatMap(({ dev }) => encapsulationOf(dev ?? '') ?? []));
  const birdTraces =
    away.some(({ proto }) => proto === 'bird') || seen.nodes.some(({ peers, protocols }) => peers.length > 0 || protocols.length > 0);
  // 80: DeviceRouteProtocol of Felix (felix/config/config_params.go).
  const byOthers = (): boolean =>
    away.some(({ dev, proto }) => encapsulationOf(dev ?? '') === 'vxlan' || (dev === 'tunl0' && proto === '80')) ||
    seen.nodes.some((node) => hasVxlan(node) || plainRoutes(node, seen).length > 0) ||
    withoutBird(seen);
  return { wrapped, birdTraces, birdNeeded: birdTraces || !byOthers() };
}

const hasVxlan = ({ links, addresses, forwards }: NodeSeen): boolean =>
  [...links.map(({ name }) => name), ...addresses.map(({ dev }) => dev), ...forwards.map(({ dev }) => dev)].some(
    (dev) => encapsulationOf(dev) === 'vxlan',
  );

/** Canal runs no BIRD, and neither does Calico that enforces policy alone: the cards of pods are another plugin's there. */
const withoutBird = (seen: Seen): boolean =>
  isCanal(seen) ||
  installerOf(seen) === 'flannel' ||
  seen.logsOf.has('flannel') ||
  seen.clusters.some(({ plane }) => plane === 'policy-only') ||
  seen.nodes.some(({ routes }) => routes.some(({ dev = '' }) => /^(?:eni|azv|gke)[\da-f]{6,}$/.test(dev)));

/** Routes to other nodes' pods through a neighbour that neither BIRD nor Felix made: flannel's host-gw writes such. */
export function plainRoutes(node: NodeSeen, seen: Seen): readonly Route[] {
  const gateways = new Set(node.routes.filter(isDefault).map(({ via }) => via));
  return node.routes.filter(
    (route) =>
      route.kind === 'unicast' &&
      route.via !== undefined &&
      !gateways.has(route.via) &&
      !isDefault(route) &&
      !/^(?:bird|80)$/.test(route.proto ?? '') &&
      encapsulationOf(route.dev ?? '') === undefined &&
      !isPodLink(route.dev ?? '') &&
      kindOf(seen, route.to.split('/')[0] ?? '') === 'pod',
  );
}
