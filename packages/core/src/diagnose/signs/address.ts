/** Which address a node speaks BGP from, and whether it is its own. */
import { answer, asked, perNode, type Sign } from '../sign.js';
import { bgpAddress, isCard, isForeign } from '../view.js';

const shownBy = ['addresses', 'bird-status', 'bird-config'];

/** Looks where it is known which address each node speaks from; else its absence would say nothing. */
const spoken = (sign: Sign): Sign => ({
  ...sign,
  look: (seen) => {
    const look = sign.look(seen);
    return look?.holds || asked(seen, 'addresses').every((node) => bgpAddress(node) !== undefined) ? look : undefined;
  },
});

const onBridge = perNode({
  id: 'address.on-foreign-device',
  base: 0.005,
  says: 'the node speaks BGP from the address of a bridge or a VPN',
  shownBy,
  of: 'addresses',
  hits: (node) => {
    const own = bgpAddress(node);
    return node.addresses.filter(({ address, dev }) => address === own && isForeign(dev));
  },
});

const onNoDevice = perNode({
  id: 'address.on-no-device',
  base: 0.005,
  says: 'the node speaks BGP from an address that no card of it has',
  shownBy,
  of: 'addresses',
  hits: (node) => {
    const own = bgpAddress(node);
    if (own === undefined || node.addresses.some(({ address }) => address === own)) return [];
    const quote = node.routerIds[0]?.quote ?? node.config[0]?.peers[0]?.quote;
    return quote ? [{ quote }] : [];
  },
});

/** The source address of a node is shared: the peers skip each other, or two speak with one voice. */
const shared: Sign = {
  id: 'address.shared',
  base: 0.003,
  says: 'two nodes have one address',
  shownBy,
  look: (seen) => {
    const nodes = [...new Set([...asked(seen, 'bird-status'), ...asked(seen, 'bird-config'), ...asked(seen, 'addresses')])];
    if (nodes.length < 2) return undefined;
    const sources = nodes.flatMap((node) =>
      node.config.flatMap(({ peers }) =>
        peers.slice(0, 1).flatMap(({ source, quote }) => (source ? [{ node, address: source, quote }] : [])),
      ),
    );
    const cards = nodes.flatMap((node) =>
      node.addresses
        .filter(({ dev, address }) => dev !== 'lo' && address === bgpAddress(node))
        .map(({ address, quote }) => ({ node, address, quote })),
    );
    const all = [...sources, ...cards];
    const hits = all.filter((one) => all.some((other) => other.node !== one.node && other.address === one.address));
    return answer(hits.map(({ node, quote }) => ({ quote, node: node.name })));
  },
};

/** A card behind NAT that every machine has with the same address: harmless until autodetection takes it. */
const sameCard: Sign = {
  id: 'address.same-card',
  base: 0.04,
  says: 'cards of two nodes have one address',
  shownBy: ['addresses'],
  look: (seen) => {
    const nodes = asked(seen, 'addresses');
    if (nodes.length < 2) return undefined;
    const cards = nodes.flatMap(({ name, links, addresses }) =>
      addresses
        .filter(
          ({ dev, address }) =>
            isCard({ name: dev }) &&
            !dev.startsWith('lo') &&
            !/^(?:127|169\.254|fe80)/.test(address) &&
            (links.length === 0 || links.some((link) => link.name === dev)),
        )
        .map(({ address, quote }) => ({ node: name, address, quote })),
    );
    return answer(cards.filter((one) => cards.some((other) => other.node !== one.node && other.address === one.address)));
  },
};

const routerId: Sign = {
  id: 'router-id.shared',
  base: 0.003,
  says: 'two nodes have one router id',
  shownBy: ['bird-status'],
  look: (seen) => {
    const ids = seen.nodes.flatMap(({ name, routerIds }) => routerIds.map(({ value, quote }) => ({ name, value, quote })));
    if (new Set(ids.map(({ name }) => name)).size < 2) return undefined;
    const hits = ids.filter((one) => ids.some((other) => other.name !== one.name && other.value === one.value));
    return answer(hits.map(({ name, quote }) => ({ quote, node: name })));
  },
};

export const addressSigns: readonly Sign[] = [spoken(onBridge), spoken(onNoDevice), shared, sameCard, routerId];
