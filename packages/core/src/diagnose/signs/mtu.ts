/** MTUs of devices and what probes of a size say. */
import { isOwnLimit, pingHeaders, tunnelOf } from '../mtus.js';
import type { NodeSeen, Probe, Quote, Seen } from '../seen.js';
import { answer, asked, perNode, type Sign } from '../sign.js';
import { cardOf, isPodLink, probesOf, type Tried } from '../view.js';

const shownBy = ['links'];

const aboveCard = perNode({
  id: 'mtu.tunnel-above-card',
  base: 0.005,
  says: 'the tunnel takes packets that do not fit into those of the card',
  shownBy,
  of: 'links',
  hits: (node) => {
    const [tunnel, card] = [tunnelOf(node), cardOf(node)];
    return tunnel && card && tunnel.link.mtu > card.mtu - tunnel.overhead ? [tunnel.link, card] : [];
  },
});

const aboveTunnel = perNode({
  id: 'mtu.pod-above-tunnel',
  base: 0.01,
  says: 'pods send packets that do not fit into the tunnel',
  shownBy,
  of: 'links',
  hits: (node) => {
    const tunnel = tunnelOf(node);
    return tunnel ? node.links.filter(({ name, mtu }) => isPodLink(name) && mtu > tunnel.link.mtu).slice(0, 1) : [];
  },
});

/** Nodes that do not agree about the MTU of one kind of device. */
const unequal = (id: string, says: string, of: (node: NodeSeen) => { readonly mtu: number; readonly quote: Quote } | undefined): Sign => ({
  id,
  base: 0.01,
  says,
  shownBy,
  look: (seen) => {
    const all = asked(seen, 'links').flatMap((node) => {
      const link = of(node);
      return link ? [{ mtu: link.mtu, quote: link.quote, node: node.name }] : [];
    });
    return all.length < 2 ? undefined : answer(new Set(all.map(({ mtu }) => mtu)).size > 1 ? all : []);
  },
});

/** The pings of pods whose size says something: that a pod sends no more than its own MTU does not. One without `-s` is small. */
const sized = (seen: Seen): readonly Tried[] => {
  const pings = probesOf(seen, (probe) => probe.tool === 'ping' && probe.pod !== undefined && !isOwnLimit(seen, probe));
  return pings.some(({ probe }) => probe.size !== undefined) ? pings : [];
};
const sizeOf = ({ size, to }: Probe): number => size ?? 56 + pingHeaders(to);

/** Smaller packets of the pair got through, larger ones did not: a first ping that ARP swallowed says nothing about sizes. */
function tooLarge(all: readonly Tried[], { probe }: Tried): boolean {
  const pair = all.filter((other) => other.probe.pod === probe.pod && other.probe.to === probe.to && other.probe.result === 'answered');
  const size = sizeOf(probe);
  return pair.some((other) => sizeOf(other.probe) < size) && !pair.some((other) => sizeOf(other.probe) >= size);
}
const reached = (all: readonly Tried[], { probe }: Tried): boolean =>
  all.some((other) => other.probe.pod === probe.pod && other.probe.to === probe.to && other.probe.result === 'answered');

const lostIn = (seen: Seen): readonly Tried[] => {
  const all = sized(seen);
  return all.filter((one) => one.probe.result === 'lost' && tooLarge(all, one));
};

/** The outer packet has no DF bit: nobody between the nodes answers it with ICMP, so that no ICMP can be lost. */
const lostInTunnel: Sign = {
  id: 'ping.large-lost-in-tunnel',
  base: 0.3,
  says: 'packets that fit into the tunnel are lost on its way: the path carries less than the cards do',
  shownBy: ['ping-sizes', 'links'],
  look: (seen) => {
    const lost = lostIn(seen);
    const fits = ({ probe, node }: Tried): boolean => {
      const tunnel = seen.nodes.find(({ name }) => name === node);
      return sizeOf(probe) <= ((tunnel && tunnelOf(tunnel)?.link.mtu) ?? 0);
    };
    if (lost.length === 0 || asked(seen, 'links').length === 0) return undefined;
    return answer(lost.filter(fits).map(({ probe, node }) => ({ quote: probe.quote, node })));
  },
};

const sizeSign = (id: string, base: number, says: string, result: Probe['result']): Sign => ({
  id,
  base,
  says,
  shownBy: ['ping-sizes'],
  look: (seen) => {
    const all = sized(seen);
    return all.length === 0
      ? undefined
      : answer(
          all.filter((one) => one.probe.result === result && tooLarge(all, one)).map(({ probe, node }) => ({ quote: probe.quote, node })),
        );
  },
});

/** Every pair of pods that was tried with sizes gets the largest through: there is little left that can be wrong between nodes. */
const passes: Sign = {
  id: 'ping.large-answered',
  base: 0.35,
  says: 'pods on different nodes answer full-size packets',
  against: ['mtu-too-large', 'mtu-inconsistent', 'pmtu-black-hole', 'vxlan-port-blocked', 'no-encapsulation-across-l3'],
  shownBy: ['ping-sizes'],
  look: (seen) => {
    const all = sized(seen).filter(({ probe }) => probe.size !== undefined);
    const largest = Math.max(...all.map(({ probe }) => probe.size ?? 0));
    if (all.length === 0 || largest < 1200) return undefined;
    const pair = ({ probe }: Tried): string => `${probe.pod} ${probe.to}`;
    const answered = all.filter(({ probe }) => probe.result === 'answered' && (probe.size ?? 0) > 1200);
    const through = new Set(answered.map(pair));
    const quotes = answered.map(({ probe, node }) => ({ quote: probe.quote, node }));
    return answer(all.every((one) => through.has(pair(one))) ? quotes : []);
  },
};

const hung: Sign = {
  id: 'tcp.hung',
  base: 0.01,
  says: 'a small answer arrives, a large one hangs',
  shownBy: ['tcp'],
  look: (seen) => {
    // What never came about shows nothing of sizes.
    const all = probesOf(seen, ({ tool, result }) => tool === 'curl' && /^(?:answered|hung)$/.test(result));
    if (all.length === 0) return undefined;
    const stuck = all.filter((one) => one.probe.result === 'hung');
    const hits = stuck.filter((one) => reached(all, one));
    // Without a small answer from there it may be slow.
    return stuck.length > 0 && hits.length === 0 ? undefined : answer(hits.map(({ probe, node }) => ({ quote: probe.quote, node })));
  },
};

export const mtuSigns: readonly Sign[] = [
  aboveCard,
  aboveTunnel,
  unequal('mtu.cards-differ', 'the cards of the nodes have different MTUs', cardOf),
  unequal('mtu.tunnels-differ', 'the tunnels of the nodes have different MTUs', (node) => tunnelOf(node)?.link),
  sizeSign('ping.large-lost', 0.01, 'pings of small packets are answered, of large ones lost without a word', 'lost'),
  sizeSign('ping.too-long', 0.02, 'a large packet is answered by fragmentation needed', 'too-long'),
  lostInTunnel,
  passes,
  hung,
];
