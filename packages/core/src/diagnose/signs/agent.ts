/** What `calicoctl node status` and BIRD's client say of the processes, beside the rows. */
import { birdNeeded, carriersOf, whereBirdIsNeeded } from '../carriers.js';
import type { NodeSeen } from '../seen.js';
import { answer, asked, type Hit, perNode, type Sign } from '../sign.js';

const shownBy = ['node-status'];

type Sentence = { readonly id: string; readonly base: number; readonly says: string; readonly is: NodeSeen['agent'][number]['says'] };

const sentence = ({ id, base, says, is }: Sentence): Sign =>
  perNode({ id, base, says, shownBy, of: 'node-status', hits: ({ agent }) => agent.filter((one) => one.says === is) });

const sentences: readonly Sentence[] = [
  { id: 'agent.socket-timeout', base: 0.003, says: 'BIRD does not answer on its control socket', is: 'socket-timeout' },
];

/**
 * From 3.33 on Felix runs as `calico component felix`, a name that calicoctl does not look for (calico 3.34-dev node/filesystem/etc/service/available/
 * felix/run, calicoctl node/status.go:81-106): alone it says little.
 */
const calicoDown = perNode({
  id: 'agent.calico-down',
  base: 0.08,
  says: 'calicoctl finds no calico-node process',
  shownBy,
  of: 'node-status',
  hits: ({ agent, routes }) => (routes.some(({ dev }) => dev === 'cni0') ? [] : agent.filter(({ says }) => says === 'calico-down')),
});

/** calicoctl looks for BIRD's process first, BIRD's client does not: where no BIRD runs by design, the client finds no socket. */
const noSocket = ({ agent, name }: NodeSeen): readonly Hit[] =>
  agent.flatMap(({ says, quote }) => (says === 'no-socket' ? [{ quote, node: name }] : []));

const missing = perNode({
  id: 'agent.socket-missing',
  base: 0.005,
  says: 'BIRD runs in this cluster, and its control socket is not where its tools look',
  shownBy,
  of: 'node-status',
  hits: ({ agent }, seen) => (birdNeeded(seen) ? agent.filter(({ says }) => says === 'socket-missing') : []),
});

const socketMissing: Sign = {
  ...missing,
  look: (seen) => {
    const hits = carriersOf(seen).birdTraces ? seen.nodes.flatMap(noSocket) : [];
    return hits.length > 0 ? answer(hits) : missing.look(seen);
  },
};

const clientAlone: Sign = {
  id: 'agent.no-socket',
  base: 0.15,
  says: 'the client of BIRD finds no socket, and nothing else tells of BIRD',
  shownBy: ['bird-status'],
  look: (seen) => {
    const told = seen.nodes.some(({ agent }) => agent.some(({ says }) => says === 'bird-down'));
    if (told || !birdNeeded(seen) || carriersOf(seen).birdTraces) return undefined;
    const hits = seen.nodes.flatMap(noSocket);
    return hits.length > 0 ? answer(hits) : undefined;
  },
};

/** No table row anywhere, and BIRD says so: the mesh is off, or all nodes have one address. */
const noPeers = perNode({
  id: 'agent.no-peers',
  base: 0.01,
  says: 'BIRD has no peer at all',
  shownBy,
  of: 'node-status',
  hits: ({ agent, peers }) => (peers.length === 0 ? agent.filter(({ says }) => says === 'no-peers') : []),
});

const noPeersAnywhere: Sign = {
  id: 'agent.no-peers-anywhere',
  base: 0.01,
  says: 'no node has a BGP peer',
  shownBy,
  look: (seen) => {
    const nodes = asked(seen, 'node-status');
    if (nodes.length < 2) return undefined;
    const lonely = nodes.filter(({ agent, peers }) => peers.length === 0 && agent.some(({ says }) => says === 'no-peers'));
    return answer(
      lonely.length === nodes.length ? lonely.flatMap(({ agent, name }) => agent.map(({ quote }) => ({ quote, node: name }))) : [],
    );
  },
};

/** BIRD is missing on some nodes while others run it, or bird6 alone lives, or its routes outlive it: not by design. */
const birdMissing = perNode({
  id: 'agent.bird-missing-here',
  base: 0.004,
  says: 'BIRD runs on other nodes or for the other family, or left its routes here, and does not run',
  shownBy,
  of: 'node-status',
  hits: ({ agent, peers, routes }, seen) => {
    const down = agent.filter(({ says }) => says === 'bird-down');
    const elsewhere = asked(seen, 'node-status').some((other) => other.peers.length > 0);
    const half =
      agent.some(({ says }) => says === 'no-peers' || says === 'no-peers6') || /IPv6/.test(agent.map(({ quote }) => quote.text).join());
    const left = routes.some(({ kind, proto }) => kind === 'unicast' && proto === 'bird');
    return peers.length === 0 && (elsewhere || half || left || down.some(({ quote }) => quote.text.includes('BIRDv4'))) ? down : [];
  },
});

/** Half of all clusters run none by design: it says much only where BIRD left traces, or pods are lost. */
const birdDown: Sign = whereBirdIsNeeded(
  perNode({
    id: 'agent.bird-down',
    base: 0.1,
    says: 'calicoctl finds no BIRD',
    shownBy,
    of: 'node-status',
    hits: ({ agent, peers }) => (peers.length === 0 ? agent.filter(({ says }) => says === 'bird-down') : []),
  }),
);

export const agentSigns: readonly Sign[] = [
  ...sentences.map(sentence),
  calicoDown,
  socketMissing,
  clientAlone,
  noPeers,
  noPeersAnywhere,
  birdMissing,
  birdDown,
];
