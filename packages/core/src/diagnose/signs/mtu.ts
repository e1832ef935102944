/** MTUs of devices and what probes of a size say. */
import { overhead } from '../../network/mtu.js';
import type { NodeSeen, Probe, Quote, Seen } from '../seen.js';
import { answer, asked, perNode, type Sign } from '../sign.js';
import { cardOf, isPodLink, isTunnel, probesOf, type Tried } from '../view.js';

const shownBy = ['links'];

const tunnelOf = (node: NodeSeen) =>
  node.links.find(({ name, vxlan }) => isTunnel(name) && (vxlan !== undefined || /^(?:vxlan|flannel)/.test(name)));

const aboveCard = perNode({
  id: 'mtu.tunnel-above-card',
  base: 0.005,
  says: 'the VXLAN device takes packets that do not fit into those of the card',
  shownBy,
  of: 'links',
  hits: (node) => {
    const [tunnel, card] = [tunnelOf(node), cardOf(node)];
    return tunnel && card && tunnel.mtu > card.mtu - overhead.vxlan ? [tunnel, card] : [];
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
    return tunnel ? node.links.filter(({ name, mtu }) => isPodLink(name) && mtu > tunnel.mtu).slice(0, 1) : [];
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

const sized = (seen: Seen): readonly Tried[] =>
  probesOf(seen, ({ tool, size, pod }) => tool === 'ping' && size !== undefined && pod !== undefined);

/** Smaller packets of the pair got through, larger ones did not: a first ping that ARP swallowed says nothing about sizes. */
function tooLarge(all: readonly Tried[], { probe }: Tried): boolean {
  const pair = all.filter((other) => other.probe.pod === probe.pod && other.probe.to === probe.to && other.probe.result === 'answered');
  const size = probe.size ?? 0;
  return pair.some((other) => (other.probe.size ?? 0) < size) && !pair.some((other) => (other.probe.size ?? 0) >= size);
}
const reached = (all: readonly Tried[], { probe }: Tried): boolean =>
  all.some((other) => other.probe.pod === probe.pod && other.probe.to === probe.to && other.probe.result === 'answered');

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
    const all = sized(seen);
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
    const all = probesOf(seen, ({ tool }) => tool === 'curl');
    if (all.length === 0) return undefined;
    return answer(
      all.filter((one) => one.probe.result === 'hung' && reached(all, one)).map(({ probe, node }) => ({ quote: probe.quote, node })),
    );
  },
};

export const mtuSigns: readonly Sign[] = [
  aboveCard,
  aboveTunnel,
  unequal('mtu.cards-differ', 'the cards of the nodes have different MTUs', cardOf),
  unequal('mtu.tunnels-differ', 'the VXLAN devices of the nodes have different MTUs', tunnelOf),
  sizeSign('ping.large-lost', 0.01, 'pings of small packets are answered, of large ones lost without a word', 'lost'),
  sizeSign('ping.too-long', 0.02, 'a large packet is answered by fragmentation needed', 'too-long'),
  passes,
  hung,
];
