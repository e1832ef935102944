/** What nodes reach of each other: BGP's port, ping, ARP. */

import { carriersOf } from '../carriers.js';
import { hasPolicies } from '../inventory.js';
import { kindOf, mayBeNode } from '../kind-of.js';
import type { Probe, Seen } from '../seen.js';
import { answer, perNode, type Sign } from '../sign.js';
import { bare, probesOf, sessions, type Tried } from '../view.js';
import { callsOf, went } from './calls.js';

/** Probes of port 179 from one node to another; a pod's say nothing about BGP. */
const bgpProbes = (seen: Seen): readonly Tried[] =>
  probesOf(seen, ({ tool, port, pod, to }) => tool === 'nc' && port === 179 && pod === undefined && mayBeNode(seen, to));

const nc = (id: string, base: number, says: string, result: Probe['result']): Sign => ({
  id,
  base,
  says,
  shownBy: ['nc-179'],
  look: (seen) => {
    const { birdNeeded, birdTraces } = carriersOf(seen);
    // Nobody listens where no BIRD is meant to run.
    if (!(result === 'refused' ? birdTraces : birdNeeded)) return undefined;
    const probes = bgpProbes(seen);
    return probes.length === 0
      ? undefined
      : answer(probes.filter(({ probe }) => probe.result === result).map(({ probe }) => ({ quote: probe.quote, node: probe.to })));
  },
});

const downPeers = (seen: Seen): ReadonlySet<string> => new Set(sessions(seen).flatMap(({ up, peer }) => (up ? [] : [bare(peer.address)])));

const pings = (seen: Seen): readonly Tried[] =>
  probesOf(seen, ({ tool, pod, dontFragment }) => tool === 'ping' && pod === undefined && !dontFragment);

const peerAnswers: Sign = {
  id: 'ping.peer-answers',
  base: 0.8,
  says: 'the peer that is down answers a ping',
  against: ['peer-unreachable'],
  shownBy: ['ping-nodes'],
  look: (seen) => {
    const down = downPeers(seen);
    const tried = pings(seen).filter(({ probe }) => down.has(probe.to));
    return tried.length === 0
      ? undefined
      : answer(tried.filter(({ probe }) => probe.result === 'answered').map(({ probe }) => ({ quote: probe.quote, node: probe.to })));
  },
};

const peerGone: Sign = {
  id: 'ping.peer-gone',
  base: 0.01,
  says: 'a peer does not answer a ping',
  shownBy: ['ping-nodes'],
  look: (seen) => {
    const peers = new Set(sessions(seen).map(({ peer }) => bare(peer.address)));
    const judged = pings(seen).filter(({ probe }) => (peers.size === 0 ? kindOf(seen, probe.to) === 'node' : peers.has(probe.to)));
    return judged.length === 0
      ? undefined
      : answer(judged.filter(({ probe }) => probe.result !== 'answered').map(({ probe }) => ({ quote: probe.quote, node: probe.to })));
  },
};

const failed = perNode({
  id: 'neighbour.failed',
  base: 0.02,
  says: 'nobody answers ARP for a next hop or a peer',
  shownBy: ['neighbours'],
  of: 'neighbours',
  hits: ({ neighbours, peers, routes }) =>
    neighbours.filter(
      ({ state, address }) =>
        /FAILED|INCOMPLETE/.test(state) &&
        (peers.some((peer) => bare(peer.address) === address) || routes.some(({ via }) => via === address)),
    ),
});

/** From one place the same address answers a ping, and nothing over TCP or UDP. */
const pingOnly: Sign = {
  id: 'probe.ping-only',
  base: 0.02,
  says: 'an address answers pings, and neither connections nor questions for names',
  shownBy: [],
  look: (seen) => {
    if (hasPolicies(seen)) return undefined;
    const calls = callsOf(seen, 'pod');
    const answers = (one: Tried): boolean => calls.some((other) => samePair(one, other) && other.probe.result === 'answered');
    const silent = calls.filter((one) => /^(?:lost|hung)$/.test(one.probe.result) && !went(one) && !answers(one));
    const pinged = probesOf(seen, ({ tool, result, size }) => tool === 'ping' && result === 'answered' && size === undefined);
    const hits = silent.filter((one) => pinged.some((other) => samePair(one, other)));
    return hits.length > 0 ? answer(hits.map(({ probe, node }) => ({ quote: probe.quote, node }))) : undefined;
  },
};

const samePair = (a: Tried, b: Tried): boolean => a.node === b.node && a.probe.pod === b.probe.pod && a.probe.to === b.probe.to;

export const reachSigns: readonly Sign[] = [
  nc('nc.lost', 0.02, 'a connection to TCP port 179 gets no answer', 'lost'),
  nc('nc.refused', 0.02, 'a connection to TCP port 179 is refused', 'refused'),
  nc('nc.no-route', 0.01, 'a connection to TCP port 179 ends with no route to host', 'no-route'),
  peerAnswers,
  peerGone,
  pingOnly,
  failed,
];
