/** What remedies fill in from the input: rules, networks, ports and MTUs. A gap in angle brackets stays where no output tells. */
import { masked, parseCidr } from '../network/cidr.js';
import type { Remedy, Told } from './cause.js';
import type { FirewallRule, NodeSeen, Quote, Seen } from './seen.js';
import { bgpAddress, cardOf } from './view.js';

type Said = { readonly quote: Quote };

/** What the lines of a sign's answer were read from, with the nodes that they stand for. */
export function said<T extends Said>(
  { seen, looks }: Told,
  sign: string,
  of: (node: NodeSeen) => readonly T[],
): readonly { readonly node: string; readonly item: T }[] {
  const look = looks.get(sign);
  const quotes = new Set((look?.holds ? look.quotes : []).map(({ file, line }) => `${file}:${line}`));
  return seen.nodes.flatMap((node) =>
    of(node)
      .filter(({ quote }) => quotes.has(`${quote.file}:${quote.line}`))
      .map((item) => ({ node: node.name, item })),
  );
}

/** A command for one node, as the steps of a remedy write it. */
export const on = (node: string, command: string): string => (node === '' ? command : `on ${node}: ${command}`);

/** The networks that the nodes' own addresses are in. */
export function nodeNetworks(seen: Seen): readonly string[] {
  const networks = seen.nodes.flatMap((node) => {
    const card = cardOf(node)?.name;
    const own = node.addresses.find(({ address }) => address === bgpAddress(node)) ?? node.addresses.find(({ dev }) => dev === card);
    const cidr = own && parseCidr(`${own.address}/${own.bits}`);
    return cidr ? [masked(cidr)] : [];
  });
  return networks.length > 0 ? [...new Set(networks)] : ['<network of the nodes>'];
}

type Port = { readonly protocol: 'tcp' | 'udp'; readonly port: number };

/** Lets a port in on the nodes whose firewall drops it, in the language of that firewall. Nothing where no rule was seen. */
export function opened(told: Told, sign: string, wanted: Port): Pick<Remedy, 'then' | 'back'> {
  const rules = said(told, sign, ({ firewall }) => firewall);
  const first = rules.filter(
    ({ node, item }, i) => rules.findIndex((other) => other.node === node && other.item.chain === item.chain) === i,
  );
  const pairs = first.flatMap(({ node, item }) => nodeNetworks(told.seen).map((network) => ({ node, ...allow(item, network, wanted) })));
  return { then: pairs.map(({ node, then }) => on(node, then)), back: pairs.map(({ node, back }) => on(node, back)) };
}

function allow(
  { chain, quote }: FirewallRule,
  network: string,
  { protocol, port }: Port,
): { readonly then: string; readonly back: string } {
  const end = /^OUTPUT$/i.test(chain) ? 'd' : 's';
  if (/^ufw-/.test(chain)) {
    const rule = `allow from ${network} to any port ${port} proto ${protocol}`;
    return { then: `sudo ufw ${rule}`, back: `sudo ufw delete ${rule}` };
  }
  if (/^(?:filter_)?IN_/.test(chain)) {
    const rule = `'rule family=ipv4 source address=${network} port port=${port} protocol=${protocol} accept'`;
    return { then: `sudo firewall-cmd --add-rich-rule=${rule}`, back: `sudo firewall-cmd --remove-rich-rule=${rule}` };
  }
  if (/^(?:-A |:|Chain |\d|\[)/.test(quote.text)) {
    const rule = `-p ${protocol} --dport ${port} -${end} ${network} -j ACCEPT`;
    return { then: `sudo iptables -I ${chain} 1 ${rule}`, back: `sudo iptables -D ${chain} ${rule}` };
  }
  const rule = `ip ${end}addr ${network} ${protocol} dport ${port} accept`;
  return {
    then: `sudo nft insert rule <family and table> ${chain} ${rule}`,
    back: `sudo nft delete rule <family and table> ${chain} handle <of: ${rule}>`,
  };
}

/** The smallest packet that passes between the nodes: cards, and what routers answered. Bytes. */
export function smallestPath({ nodes }: Seen): number | undefined {
  const cards = nodes.flatMap((node) => cardOf(node)?.mtu ?? []);
  const answered = nodes.flatMap(({ probes }) =>
    probes.flatMap(({ pod, pathMtu }) => (pod === undefined && pathMtu !== undefined ? [pathMtu] : [])),
  );
  return cards.length > 0 ? Math.min(...cards, ...answered) : undefined;
}
