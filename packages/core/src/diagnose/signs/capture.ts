/** What captures on the nodes show of the tunnels between them. A capture says what it holds; what it lacks may have passed before it began. */

import type { Seen } from '../seen.js';
import { answer, type Hit, type Sign } from '../sign.js';
import type { Packet } from '../traffic.js';

const shownBy = ['packets'];

type Caught = { readonly packet: Packet; readonly node: string };
const caught = (seen: Seen, is: (packet: Packet) => boolean): readonly Caught[] =>
  seen.nodes.flatMap(({ name, packets }) => packets.filter(is).map((packet) => ({ packet, node: name })));
const hit = ({ packet: { quote }, node }: Caught): Hit => ({ quote, node });

/** Holds, or says nothing. */
const shown = (sign: Omit<Sign, 'look' | 'shownBy'>, hits: (seen: Seen) => readonly Hit[]): Sign => ({
  ...sign,
  shownBy,
  look: (seen) => {
    const found = hits(seen);
    return found.length > 0 ? answer(found) : undefined;
  },
});

const way = ({ from, to }: { readonly from: string; readonly to: string }): string => `${from} ${to}`;
const back = ({ from, to }: { readonly from: string; readonly to: string }): string => `${to} ${from}`;

/** Packets of a kind whose answer, of another kind and the other way, was caught (or was not). */
function paired(seen: Seen, kinds: readonly (readonly [Packet['kind'], Packet['kind']])[], answered: boolean): readonly Caught[] {
  return kinds.flatMap(([question, reply]) => {
    const replies = new Set(caught(seen, ({ kind }) => kind === reply).map(({ packet }) => way(packet)));
    return caught(seen, ({ kind }) => kind === question).filter(({ packet }) => replies.has(back(packet)) === answered);
  });
}

const echoes = [['echo-request', 'echo-reply']] as const;
const calls = [
  ['syn', 'syn-ack'],
  ['dns-query', 'dns-answer'],
] as const;

/** Captured before the firewall of the node, but answered behind it. */
const echoAnswered = (tunnel: 'vxlan' | 'ipip'): Sign =>
  shown({ id: `capture.${tunnel}-answered`, base: 0.3, says: `pods answer each other's pings through ${tunnel.toUpperCase()}` }, (seen) =>
    paired(seen, echoes, true)
      .filter(({ packet }) => packet.tunnel === tunnel)
      .map(hit),
  );

const echoOnly = shown(
  { id: 'capture.echo-only', base: 0.01, says: 'in the tunnel pings are answered, and connections and questions for names are not' },
  (seen) => {
    const pings = paired(seen, echoes, true).filter(({ packet }) => packet.tunnel !== undefined);
    const open = paired(seen, calls, false).filter(({ packet }) => packet.tunnel !== undefined);
    const answered = paired(seen, calls, true).length > 0;
    return pings.length > 0 && !answered ? open.map(hit) : [];
  },
);

/** One packet may be the last that was caught. */
const fewest = 2;

const oneWay = (tunnel: 'vxlan' | 'ipip'): Sign =>
  shown(
    { id: `capture.${tunnel}-one-way`, base: 0.03, says: `between two nodes packets of ${tunnel.toUpperCase()} go one way only` },
    (seen) => {
      const all = caught(seen, (packet) => packet.tunnel === tunnel && (packet.kind === 'outer' || packet.outer !== undefined));
      const nodes = all.map((one) => ({ one, ends: one.packet.outer ?? one.packet }));
      const ways = new Set(nodes.map(({ ends }) => way(ends)));
      const lonely = nodes.filter(({ ends }) => !ways.has(back(ends)));
      return lonely.length >= fewest && lonely.length === nodes.length ? lonely.map(({ one }) => hit(one)) : [];
    },
  );

const checksum = (id: string, base: number, says: string, is: 'bad' | 'none'): Sign =>
  shown({ id, base, says }, (seen) => caught(seen, (packet) => packet.checksum === is).map(hit));

const inUse: Sign = shown({ id: 'capture.vxlan', base: 0.35, says: 'pods travel in VXLAN: it was captured between nodes' }, (seen) =>
  seen.nodes.some(({ outputs }) => outputs.has('routes')) ? [] : caught(seen, ({ tunnel }) => tunnel === 'vxlan').map(hit),
);

const tooBig = shown({ id: 'capture.too-big', base: 0.01, says: 'a packet did not fit and was sent back: fragmentation needed' }, (seen) =>
  caught(seen, ({ kind }) => kind === 'too-big').map(hit),
);

export const captureSigns: readonly Sign[] = [
  tooBig,
  inUse,
  echoAnswered('vxlan'),
  echoAnswered('ipip'),
  echoOnly,
  oneWay('vxlan'),
  oneWay('ipip'),
  checksum('capture.bad-checksum', 0.02, 'the UDP checksum of a VXLAN packet is wrong', 'bad'),
  checksum('capture.no-checksum', 0.15, 'a VXLAN packet has no UDP checksum, as offloading leaves it', 'none'),
];
