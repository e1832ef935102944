/** What the tables of `calicoctl node status` say, row by row. */
import type { Peer } from '../seen.js';
import { answer, asked, type Sign } from '../sign.js';
import { bare, probesOf, type Session, sessions, viewOf } from '../view.js';

const shownBy = ['node-status'];

type Row = { readonly id: string; readonly base: number; readonly says: string; is(peer: Peer): boolean };

/** Holds where one row at least is so; the node that it is about is the peer's, where it is known. */
const row = ({ id, base, says, is }: Row): Sign => ({
  id,
  base,
  says,
  shownBy,
  look: (seen) => {
    if (sessions(seen).length === 0) return undefined;
    const hits = viewOf(seen).troubled.filter(({ peer }) => is(peer));
    return answer(hits.map(({ peer, other, node }) => ({ quote: peer.quote, node: other?.name ?? node.name })));
  },
});

const info =
  (pattern: RegExp): ((peer: Peer) => boolean) =>
  ({ info: text }) =>
    pattern.test(text);

/** The errors are those of the C library: Calico's image has musl, whose words differ from glibc's. */
const rows: readonly Row[] = [
  { id: 'bgp.connect', base: 0.03, says: 'a peer does not answer the dial', is: info(/^(?:Connect|Active)$|timed out/) },
  { id: 'bgp.passive', base: 0.03, says: 'a peer that should dial has not', is: info(/^Passive$/) },
  { id: 'bgp.refused', base: 0.01, says: 'a peer refuses the connection', is: info(/Connection refused/) },
  { id: 'bgp.no-route', base: 0.01, says: 'there is no route to a peer', is: info(/No route to host|Host is unreachable/) },
  { id: 'bgp.no-socket', base: 0.002, says: 'BIRD could not listen: another program has its port', is: info(/No listening socket/) },
  { id: 'bgp.unreachable', base: 0.005, says: 'the network of a peer is unreachable', is: info(/Network (?:is )?unreachable/) },
  { id: 'bgp.closed', base: 0.02, says: 'a peer closed or reset the connection', is: info(/Connection (?:closed|reset)/) },
  { id: 'bgp.bad-as', base: 0.004, says: 'the AS number of a peer is not the one expected', is: info(/Bad peer A/) },
  { id: 'bgp.bad-id', base: 0.004, says: 'a peer has the same router id', is: info(/Bad BGP/) },
  { id: 'bgp.hold-expired', base: 0.01, says: 'keepalives of a peer stopped for the whole hold time', is: info(/Hold timer expired/) },
  {
    id: 'bgp.open-unanswered',
    base: 0.004,
    says: 'a peer accepts TCP and answers nothing (OpenSent after an expired hold timer)',
    is: info(/^OpenSent.*Hold timer/),
  },
  { id: 'bgp.waits', base: 0.01, says: 'BIRD is up but waits for a graceful restart to end', is: ({ state }) => state === 'wait' },
  { id: 'bgp.down', base: 0.05, says: 'a session is not Established', is: (peer) => !peer.info.startsWith('Established') },
];

/** Where no table has a row, no session can be down. */
const noRows: Sign = {
  id: 'bgp.no-rows',
  base: 0.4,
  says: 'no table of node status has a peer',
  shownBy,
  look: (seen) => {
    const nodes = asked(seen, 'node-status');
    if (nodes.length === 0) return undefined;
    const said = nodes.flatMap(({ agent, name }) => agent.map(({ quote }) => ({ quote, node: name })));
    return answer(nodes.every(({ peers }) => peers.length === 0) ? said : []);
  },
};

/** BIRD at the far end is alive: its own table says so. What refuses is a firewall, or BIRD listens elsewhere. */
const refusedAlive: Sign = {
  id: 'bgp.refused-by-running',
  base: 0.3,
  says: 'a node that refuses connections runs BIRD',
  against: ['bird-not-running', 'calico-node-down', 'graceful-restart'],
  shownBy,
  look: (seen) => {
    const refused = viewOf(seen).troubled.filter(
      ({ peer, other }) => other?.outputs.has('node-status') && /Connection refused/.test(peer.info),
    );
    const alive = refused.filter(({ other }) => other !== undefined && other.peers.length > 0);
    return refused.length === 0 ? undefined : answer(alive.map(({ peer, other }) => ({ quote: peer.quote, node: other?.name })));
  },
};

/** Whatever its state: the mesh is on. */
const meshRow: Sign = {
  id: 'bgp.mesh-row',
  base: 0.5,
  says: 'a table has rows of the node-to-node mesh',
  against: ['mesh-off-no-peers'],
  shownBy,
  look: (seen) => {
    const rows = seen.nodes.flatMap(({ name, peers }) => {
      const row = peers.find(({ type }) => type === 'node-to-node mesh');
      return row ? [{ quote: row.quote, node: name }] : [];
    });
    return rows.length > 0 ? answer(rows.slice(0, 3)) : undefined;
  },
};

/** Sessions that BGPPeers make, or BGPPeers in a listing: what they reach needs no mesh. */
const peersInstead: Sign = {
  id: 'bgp.peers-instead',
  base: 0.3,
  says: 'BGPPeers take the place of the mesh',
  against: ['mesh-off-no-peers'],
  shownBy,
  look: (seen) => {
    const rows = sessions(seen).filter(({ up, peer }) => up && /^(?:node specific|global)$/.test(peer.type));
    const hits = [
      ...rows.map(({ peer, node }) => ({ quote: peer.quote, node: node.name })),
      ...seen.objects.flatMap(({ kind, quote }) => (kind === 'bgppeer' ? [{ quote }] : [])),
    ];
    return hits.length > 0 ? answer(hits.slice(0, 3)) : undefined;
  },
};

const closed = ({ peer }: Session): boolean => /Connection (?:closed|reset)/.test(peer.info);

/** calicoctl prints the time of day for what changed within a day, and the date for what is older (BIRD's timeformat). */
const lasting: Sign = {
  id: 'bgp.closed-for-days',
  base: 0.3,
  says: 'a session that the peer closes has been down for a day or more',
  against: ['probed-session', 'graceful-restart'],
  shownBy,
  look: (seen) => {
    const rows = sessions(seen).filter(closed);
    const dated = rows.filter(({ peer }) => /\s\d{4}-\d\d-\d\d\s/.test(peer.quote.text));
    return rows.length === 0 ? undefined : answer(dated.map(({ peer, node }) => ({ quote: peer.quote, node: node.name })));
  },
};

/** A BIRD that ends is heard of by the side that waits for it; a dial that is taken and hung up says that the peer does not know us. */
const hungUp: Sign = {
  id: 'bgp.hung-up',
  base: 0.5,
  says: 'the peer takes the connection of a node that dials it, and hangs up: it does not know that address',
  shownBy,
  against: ['graceful-restart'],
  look: (seen) => {
    const rows = sessions(seen).filter(({ peer }) => /Socket: Connection closed/.test(peer.info));
    const dialled = rows.filter(({ peer }) => !peer.info.startsWith('Passive'));
    return rows.length === 0 || dialled.length < rows.length
      ? undefined
      : answer(dialled.map(({ peer, node }) => ({ quote: peer.quote, node: node.name })));
  },
};

/** In one paste a bare connection to the port, and below it the table that shows the session closed. */
const probedBefore: Sign = {
  id: 'bgp.closed-after-probe',
  base: 0.01,
  says: 'somebody connected to TCP port 179 of the peer just before',
  shownBy: [],
  look: (seen) => {
    const rows = sessions(seen).filter((row) => closed(row) && !lasting.look(seen)?.holds);
    const probes = probesOf(seen, ({ tool, port, pod }) => tool === 'nc' && port === 179 && pod === undefined);
    const hits = rows.flatMap(({ peer, node }) =>
      probes.flatMap(({ probe: { to, result, quote } }) =>
        to === bare(peer.address) && result === 'answered' && quote.file === peer.quote.file && quote.line < peer.quote.line
          ? [{ quote, node: node.name }]
          : [],
      ),
    );
    return hits.length > 0 ? answer(hits) : undefined;
  },
};

/** The mesh has both sides by itself; of a BGPPeer the far side is written by somebody else. */
const explicit: Sign = {
  id: 'bgp.down-explicit',
  base: 0.15,
  says: 'the session that is down is that of a BGPPeer, not of the mesh',
  shownBy,
  look: (seen) => {
    const rows = sessions(seen).filter(({ up, peer }) => !up && peer.type !== '');
    const own = rows.filter(({ peer }) => peer.type !== 'node-to-node mesh');
    return rows.length === 0
      ? undefined
      : answer(own.map(({ peer, other, node }) => ({ quote: peer.quote, node: other?.name ?? node.name })));
  },
};

/** Rows that stood otherwise in an earlier answer of the same node. */
const changed = (id: string, says: string, up: boolean): Sign => ({
  id,
  base: 0.02,
  says,
  shownBy: [],
  look: (seen) => {
    if (seen.former.length === 0) return undefined;
    const now = new Map(sessions(seen).map((row) => [`${row.node.name} ${row.peer.address}`, row.up]));
    const hits = seen.former.filter(
      ({ node, address, info }) => now.get(`${node} ${address}`) === up && info.startsWith('Established') !== up,
    );
    return hits.length > 0 ? answer(hits) : undefined;
  },
});

export const bgpSigns: readonly Sign[] = [
  changed('bgp.came-up', 'an earlier answer of the same node shows a session down that is up in the later one, which counts', true),
  changed('bgp.went-down', 'an earlier answer of the same node shows a session up that is down in the later one, which counts', false),
  meshRow,
  peersInstead,
  lasting,
  hungUp,
  probedBefore,
  explicit,
  ...rows.map(row),
  noRows,
  refusedAlive,
];
