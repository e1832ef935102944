/** The values that a fix takes from the evidence. What the evidence does not tell stays a gap in angle brackets. */
import { masked, parseCidr } from '../../network/cidr.js';
import { overhead } from '../../network/mtu.js';
import type { Told } from '../cause.js';
import { mayBePod } from '../kind-of.js';
import type { NodeSeen, Probe, Quote, Seen } from '../seen.js';
import { bare, bgpAddress, cardOf, isCard, isForeign, isTunnel, podsOf, probesOf } from '../view.js';

/** The networks of the nodes' own cards, as CIDRs; those of bridges and of NATs, where all have one address, are none. */
export function nodeNetworks(seen: Seen, family: 4 | 6 = 4): readonly string[] {
  const cards = seen.nodes.flatMap((node) =>
    node.addresses.filter(({ dev, address }) => own(dev) && familyOf(address) === family && !/^fe80:/i.test(address)),
  );
  const shared = (address: string): boolean => cards.filter((one) => one.address === address).length > 1;
  const networks = cards.flatMap(({ address, bits }) => {
    const cidr = shared(address) || bits > (family === 4 ? 30 : 126) ? undefined : parseCidr(`${address}/${bits}`);
    return cidr ? [masked(cidr)] : [];
  });
  const routed = seen.nodes.some(({ addresses }) => addresses.length > 0) ? [] : seen.nodes.flatMap((node) => onLink(node, family));
  return [...new Set([...networks, ...routed])].sort();
}

/** The kernel routes the network of each address to its card. */
const onLink = ({ routes }: NodeSeen, family: 4 | 6): readonly string[] =>
  routes.flatMap(({ to, dev, via, proto }) => {
    const linked = dev !== undefined && own(dev) && via === undefined && proto === 'kernel' && familyOf(to) === family;
    return linked && !/^(?:fe80:|ff)|\/(?:3[12]|12[78])$/i.test(to) ? [to] : [];
  });

const own = (dev: string): boolean => dev !== 'lo' && !isTunnel(dev) && !isForeign(dev) && !/^(?:cali|veth)/.test(dev);

const familyOf = (address: string): 4 | 6 => (address.includes(':') ? 6 : 4);

/** More addresses than these are no list for a rule. */
const listedAtMost = 16;

/** For a firewall rule: where the other nodes dial from. Their networks; or else their addresses, where tables of a mesh tell all of them. */
export function sourcesOf(seen: Seen, family: 4 | 6): readonly string[] {
  const networks = nodeNetworks(seen, family);
  if (networks.length > 0) return networks;
  const tables = seen.nodes.filter(({ peers }) => peers.some(({ type }) => type === 'node-to-node mesh'));
  const own = tables.map((node) => bgpAddress(node, family === 6 ? '::' : '0.0.0.0'));
  const all = [...own, ...tables.flatMap(({ peers }) => peers.map(({ address }) => bare(address)))];
  const known = [...new Set(all.filter((address) => address !== undefined && familyOf(address) === family))].sort();
  const complete = known.length > 1 && known.length <= listedAtMost && own.every((address) => address !== undefined);
  return complete ? known.flatMap((address) => address ?? []) : ['<network of the nodes>'];
}

/** The nodes whose lines answer the sign, each once. */
export const nodesOf = ({ looks }: Told, sign: string): readonly string[] =>
  [...new Set(looks.get(sign)?.nodes ?? [])].filter((name) => name !== '');

export const quotesOf = ({ looks }: Told, sign: string): readonly Quote[] => {
  const look = looks.get(sign);
  return look?.holds ? look.quotes : [];
};

const sameLine = (a: Quote, b: Quote): boolean => a.file === b.file && a.line === b.line;

/** What was read in the lines that answer a sign, with its node. */
export function behind<T extends { readonly quote: Quote }>(
  told: Told,
  sign: string,
  of: (node: NodeSeen) => readonly T[],
): readonly { readonly node: string; readonly item: T }[] {
  const quotes = quotesOf(told, sign);
  return told.seen.nodes.flatMap((node) =>
    of(node).flatMap((item) => (quotes.some((quote) => sameLine(quote, item.quote)) ? [{ node: node.name, item }] : [])),
  );
}

/** The node that a step is for; the words where the input does not name it. */
export const nameOr = (name: string | undefined, words: string): string => (name === undefined || name === '' ? words : name);

/** An address of a pod to aim at: one that did not answer, or else any. */
export function somePod(seen: Seen): string {
  const lost = probesOf(seen, ({ tool, to, result }) => tool === 'ping' && result !== 'answered' && mayBePod(seen, to));
  return lost[0]?.probe.to ?? seen.nodes.flatMap(podsOf)[0] ?? '<address of a pod on another node>';
}

/** The smallest MTU of a card that pods' packets leave by, in bytes. */
export function smallestCard(seen: Seen): number | undefined {
  const all = seen.nodes.flatMap((node) => cardOf(node)?.mtu ?? []);
  return all.length > 0 ? Math.min(...all) : undefined;
}

/** The largest packet of a pod that arrives, in bytes: what cards leave of it, and what probes say of the path. */
export function podMtu(seen: Seen): number | undefined {
  const card = smallestCard(seen);
  const own = card === undefined ? [] : [card - outerHeader(seen)];
  const pings = seen.nodes
    .flatMap(({ probes }) => probes)
    .filter(({ tool, size, pod }) => tool === 'ping' && size !== undefined && pod !== undefined);
  const named = pings.flatMap(({ pathMtu }) => pathMtu ?? []);
  const all = [...own, ...named, ...measured(pings, Math.min(...own, ...named))].filter((mtu) => mtu >= 576);
  return all.length > 0 ? Math.min(...all) : undefined;
}

/** The largest packet that came through between each two pods of which ones were lost that `expected` should have let pass, in bytes. */
function measured(pings: readonly Probe[], expected: number): readonly number[] {
  const pairs = new Map<string, Probe[]>();
  for (const ping of pings) pairs.set(`${ping.pod} ${ping.to}`, [...(pairs.get(`${ping.pod} ${ping.to}`) ?? []), ping]);
  return [...pairs.values()].flatMap((pair) => {
    const sizes = (result: Probe['result']): readonly number[] => pair.filter((one) => one.result === result).map(({ size = 0 }) => size);
    const lost = Math.min(...sizes('lost'));
    const through = sizes('answered').filter((size) => size < lost);
    return lost <= expected && Number.isFinite(lost) && through.length > 0 ? [Math.max(...through)] : [];
  });
}

/** Bytes that the largest of the tunnels at hand adds to a packet; none where pods are routed as they are. */
function outerHeader(seen: Seen): number {
  const has = (pattern: RegExp): boolean => seen.nodes.some(({ links }) => links.some(({ name }) => isTunnel(name) && pattern.test(name)));
  return Math.max(
    has(/^(?:vxlan|flannel)/) ? overhead.vxlan : 0,
    has(/^tunl0/) ? overhead.ipip : 0,
    has(/^wireguard/) ? overhead.wireguard : 0,
  );
}

/** The range of the pods, where the input writes it down. */
export function podRange(seen: Seen): string | undefined {
  const written =
    /(?:\bcidr|CALICO_IPV4POOL_CIDR|kube_pods_subnet|clusterCIDR|podSubnet|"Network")["']?[\s:=]+["']?(?:value:\s*)?["']?((?:\d{1,3}\.){3}\d{1,3}\/\d{1,2})/;
  for (const { text } of seen.notes) {
    const found = written.exec(text)?.[1];
    if (found) return found;
  }
  return undefined;
}

/** Names that cards which hold an address of these networks have, node by node. */
export function cardsIn(seen: Seen, networks: readonly string[]): readonly string[] {
  const inside = (address: string, bits: number): boolean => {
    const cidr = parseCidr(`${address}/${bits}`);
    return cidr !== undefined && networks.includes(masked(cidr));
  };
  const names = seen.nodes.flatMap(({ addresses, links }) =>
    addresses
      .filter(
        ({ dev, address, bits }) =>
          own(dev) && inside(address, bits) && (links.length === 0 || links.some((link) => link.name === dev && isCard(link))),
      )
      .map(({ dev }) => dev),
  );
  return [...new Set(names)];
}
