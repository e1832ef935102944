/** BIRD by itself: its process, sockets, configuration and protocols. */

import { carriersOf, whereBirdIsNeeded } from '../carriers.js';
import type { BirdPeer, NodeSeen, Seen } from '../seen.js';
import { answer, asked, perNode, type Sign } from '../sign.js';
import { bgpAddress, nodeWith } from '../view.js';

const restarting = perNode({
  id: 'bird.peer-restarting',
  base: 0.01,
  says: "a peer's routes are kept while it restarts",
  shownBy: ['bird-protocols'],
  of: 'bird-protocols',
  hits: ({ protocols }) => protocols.filter(({ restarting: is }) => is),
});

/** A bare connection to port 179 looks like a restart to BIRD: both ends run, and the session is back in seconds. */
const probed = perNode({
  id: 'bird.restart-without-cause',
  base: 0.003,
  says: 'a session restarts though BIRD runs at both ends: somebody probed port 179',
  against: ['graceful-restart', 'bird-not-running'],
  shownBy: ['bird-protocols'],
  of: 'bird-protocols',
  hits: ({ protocols, peers }, seen) => {
    const address = (name: string): string => name.replace(/^[A-Za-z]+_/, '').replaceAll('_', '.');
    const runs = (node: NodeSeen | undefined): boolean =>
      node?.recovery.length === 0 && node.peers.some(({ info }) => info.startsWith('Established'));
    return peers.some(({ info }) => info.startsWith('Established'))
      ? protocols.filter(({ restarting: is, name }) => is && runs(nodeWith(seen, address(name))))
      : [];
  },
});

const recovery = perNode({
  id: 'bird.recovery',
  base: 0.01,
  says: 'BIRD writes no routes into the kernel until a graceful restart is over',
  shownBy: ['bird-status'],
  of: 'bird-status',
  hits: (node) => node.recovery,
});

const exportsNothing = perNode({
  id: 'bird.exports-nothing',
  base: 0.01,
  says: 'a session is up and exports no route',
  shownBy: ['bird-protocols'],
  of: 'bird-protocols',
  hits: ({ protocols, routes }) =>
    routes.some(({ kind }) => kind === 'blackhole')
      ? protocols.filter(({ type, info, exported }) => type === 'BGP' && /Established/.test(info) && exported === 0)
      : [],
});

const listens = perNode({
  id: 'socket.other-port',
  base: 0.003,
  says: 'BIRD listens on another port than 179',
  shownBy: ['sockets'],
  of: 'sockets',
  hits: ({ sockets }) =>
    sockets.filter(({ state, process, port, protocol }) => state === 'LISTEN' && process === 'bird' && protocol === 'tcp' && port !== 179),
});

/** FRR of MetalLB beside a Calico without BIRD harms nobody. */
const taken = whereBirdIsNeeded(
  perNode({
    id: 'socket.taken',
    base: 0.003,
    says: 'another program than BIRD listens on TCP port 179',
    shownBy: ['sockets'],
    of: 'sockets',
    hits: ({ sockets }) =>
      sockets.filter(
        ({ state, process = 'bird', port, protocol }) =>
          state === 'LISTEN' && protocol === 'tcp' && port === 179 && !/^bird6?$/.test(process),
      ),
  }),
);

const silent = perNode({
  id: 'socket.none',
  base: 0.02,
  says: 'nothing listens on TCP port 179',
  shownBy: ['sockets'],
  of: 'sockets',
  hits: (node, seen) => {
    if (!carriersOf(seen).birdTraces) return [];
    const listening = node.sockets.filter(({ state, protocol }) => state === 'LISTEN' && protocol === 'tcp');
    if (listening.some(({ process, port }) => port === 179 || process === 'bird')) return [];
    const quote = node.peers[0]?.quote ?? node.agent[0]?.quote ?? node.processes[0]?.quote;
    return quote ? [{ quote }] : [];
  },
});

type Pair = { readonly node: NodeSeen; readonly peer: BirdPeer; readonly other: NodeSeen; readonly back: BirdPeer | undefined };

/** Peer blocks between nodes whose rendered configurations were both given. */
function pairs(seen: Seen): readonly Pair[] {
  const nodes = asked(seen, 'bird-config');
  return nodes.flatMap((node) =>
    node.config.flatMap(({ peers }) =>
      peers.flatMap((peer): readonly Pair[] => {
        const other = nodeWith(seen, peer.neighbour);
        if (!other || other === node || !other.outputs.has('bird-config')) return [];
        return [{ node, peer, other, back: peerAt(other, bgpAddress(node, peer.neighbour)) }];
      }),
    ),
  );
}

const blocks = new WeakMap<NodeSeen, ReadonlyMap<string, BirdPeer>>();

/** The peer block of a node for an address. */
function peerAt(node: NodeSeen, address: string | undefined): BirdPeer | undefined {
  const known = blocks.get(node) ?? new Map(node.config.flatMap(({ peers }) => peers.map((peer) => [peer.neighbour, peer] as const)));
  blocks.set(node, known);
  return known.get(address ?? '');
}

const compared = (id: string, says: string, differs: (pair: Pair) => boolean): Sign => ({
  id,
  base: 0.003,
  says,
  shownBy: ['bird-config'],
  look: (seen) => {
    const all = pairs(seen);
    return all.length === 0 ? undefined : answer(all.filter(differs).map(({ peer, other }) => ({ quote: peer.quote, node: other.name })));
  },
});

const ownAs = (node: NodeSeen): number | undefined => node.config[0]?.as;

const noPeers: Sign = {
  id: 'config.no-peers',
  base: 0.005,
  says: 'the configuration of BIRD has no peer',
  shownBy: ['bird-config'],
  look: (seen) => {
    const nodes = asked(seen, 'bird-config');
    if (nodes.length === 0) return undefined;
    const lonely = nodes.filter(({ config }) => config.every(({ peers }) => peers.length === 0));
    const quotes = lonely.flatMap(({ agent, routerIds, name }) =>
      [...agent, ...routerIds].slice(0, 1).map(({ quote }) => ({ quote, node: name })),
    );
    return answer(lonely.length === nodes.length ? quotes : []);
  },
};

export const birdSigns: readonly Sign[] = [
  restarting,
  probed,
  recovery,
  exportsNothing,
  listens,
  silent,
  taken,
  noPeers,
  compared('config.one-sided', 'one node has the other as a peer, and not the other way', ({ back }) => back === undefined),
  compared(
    'config.password',
    'one side has a password for the session, the other has none',
    ({ peer, back }) => back !== undefined && peer.password !== back.password,
  ),
  compared(
    'config.as',
    'a node expects another AS number than its peer has',
    ({ peer, other }) => ownAs(other) !== undefined && peer.as !== 0 && peer.as !== ownAs(other),
  ),
];
