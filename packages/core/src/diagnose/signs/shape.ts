/** The matrix of node status over nodes: which pairs are down tells causes apart before any text does. */
import { masked, parseCidr } from '../../network/cidr.js';
import type { Seen } from '../seen.js';
import { answer, type Hit, type Sign } from '../sign.js';
import { bare, bgpAddress, holders, type Session, sessions } from '../view.js';

const shownBy = ['node-status'];

const down = (seen: Seen): readonly Session[] => sessions(seen).filter(({ up }) => !up);
const enough = (seen: Seen): boolean => seen.nodes.filter(({ peers }) => peers.length > 0).length > 1;

/** The address that every failing row has at one end. */
function commonEnd(seen: Seen): string | undefined {
  const ends = down(seen).map(({ node, peer }) => [bgpAddress(node, peer.address), bare(peer.address)]);
  return ends[0]?.find((address) => address !== undefined && ends.every((pair) => pair.includes(address)));
}

const oneNode: Sign = {
  id: 'shape.one-node',
  base: 0.1,
  says: 'only the sessions of one node are down',
  shownBy,
  look: (seen) => {
    const rows = down(seen);
    if (!enough(seen) || rows.length === 0) return undefined;
    const end = commonEnd(seen);
    const other = rows.find(({ peer }) => bare(peer.address) === end)?.other?.name;
    return answer(end && rows.length > 1 ? rows.map(({ peer }) => ({ quote: peer.quote, node: other })) : []);
  },
};

/** Its own outputs are among the input: whatever ails it, it is not gone. */
const endLives: Sign = {
  id: 'shape.one-node-lives',
  base: 0.5,
  says: 'the node whose sessions are down gave outputs of its own',
  shownBy,
  against: ['peer-unreachable'],
  look: (seen) => {
    const end = commonEnd(seen);
    const rows = down(seen);
    const pairs = new Set(rows.map(({ node: { name }, peer }) => `${name} ${peer.address}`));
    if (end === undefined || pairs.size < 2) return undefined;
    const [node] = seen.nodes.filter((one) => bgpAddress(one, end) === end);
    const quote = node?.peers[0]?.quote;
    return answer(quote ? [{ quote, node: node.name }] : []);
  },
};

const all: Sign = {
  id: 'shape.all',
  base: 0.03,
  says: 'no session is up between any two nodes',
  shownBy,
  look: (seen) => {
    const rows = sessions(seen);
    if (!enough(seen) || rows.length === 0) return undefined;
    return answer(rows.every(({ up }) => !up) ? rows.map(({ peer, node }) => ({ quote: peer.quote, node: node.name })) : []);
  },
};

/** The network of a card that has this address. */
function networkOf(seen: Seen, address: string): string | undefined {
  const card = holders(seen, address)[0]?.addresses.find((one) => one.address === address);
  const cidr = card && parseCidr(`${card.address}/${card.bits}`);
  return cidr && masked(cidr);
}

/** Which kinds of sessions there are, and those that are down between subnets. One loop: 500 nodes have 250,000 rows. */
function byReach(seen: Seen): { readonly kinds: ReadonlySet<`${'inside' | 'across'} ${'up' | 'down'}`>; readonly far: readonly Hit[] } {
  const networks = new Map<string, string | undefined>();
  const network = (address: string): string | undefined => {
    if (!networks.has(address)) networks.set(address, networkOf(seen, address));
    return networks.get(address);
  };
  const kinds = new Set<`${'inside' | 'across'} ${'up' | 'down'}`>();
  const far: Hit[] = [];
  for (const { node, peer, up } of sessions(seen)) {
    const ends = [network(bgpAddress(node, peer.address) ?? ''), network(bare(peer.address))];
    if (ends.includes(undefined)) continue;
    const across = ends[0] !== ends[1];
    kinds.add(`${across ? 'across' : 'inside'} ${up ? 'up' : 'down'}`);
    if (across && !up) far.push({ quote: peer.quote, node: node.name });
  }
  return { kinds, far };
}

const acrossSubnets: Sign = {
  id: 'shape.across-subnets',
  base: 0.02,
  says: 'only sessions between different subnets are down',
  shownBy: ['node-status', 'addresses'],
  look: (seen) => {
    const { kinds, far } = byReach(seen);
    const [near, away] = [kinds.has('inside down'), kinds.has('across up')];
    // Without a session inside a subnet there is nothing to compare with.
    const compared = (near || kinds.has('inside up')) && (away || kinds.has('across down'));
    if (!compared || !(near || kinds.has('across down'))) return undefined;
    return answer(near || away ? [] : far);
  },
};

/** Rows for an address that none of the given nodes has, while every other peer is one of them. */
const stranger: Sign = {
  id: 'shape.stranger',
  base: 0.03,
  says: 'the peer that is down is none of the nodes that were looked at',
  shownBy: ['node-status', 'addresses'],
  look: (seen) => {
    const known = seen.nodes.filter(({ addresses }) => addresses.length > 0);
    const rows = down(seen);
    if (known.length < 2 || rows.length === 0) return undefined;
    const strangers = rows.filter(({ peer }) => holders(seen, bare(peer.address)).length === 0);
    return answer(strangers.length === rows.length ? strangers.map(({ peer }) => ({ quote: peer.quote, node: bare(peer.address) })) : []);
  },
};

/** A peer in another private range than most of its siblings, or one that bridges and NATs use everywhere. */
const oddAddress: Sign = {
  id: 'shape.odd-address',
  base: 0.02,
  says: 'the address of a peer is one of a bridge, a VPN or a NAT, or far from those of the other nodes',
  shownBy,
  look: (seen) => {
    const rows = sessions(seen);
    const listed = seen.objects.flatMap(({ kind, addresses }) => (kind === 'node' ? addresses : []));
    if (rows.length < 2 && listed.length === 0) return undefined;
    const far = farFrom(rows);
    const others = [...listed, ...rows.map(({ peer }) => bare(peer.address))];
    const isUsual = (own: string): boolean => usual.test(own) && !others.some((other) => other !== own && subnet(other) === subnet(own));
    const hits = rows.filter(({ peer, up }) => {
      const own = bare(peer.address);
      return !up && !listed.includes(own) && (isUsual(own) || far(peer.address));
    });
    return answer(hits.map(({ peer, other }) => ({ quote: peer.quote, node: other?.name ?? bare(peer.address) })));
  },
};

/** docker0 and its siblings, libvirt, VirtualBox's NAT, CNI bridges. */
const usual = /^(?:172\.1[7-9]\.0\.1|172\.2\d\.0\.1|192\.168\.122\.1|10\.0\.2\.15|10\.88\.0\.1|169\.254\.)/;

/** Networks of nodes that are as small as they get. */
const subnet = (address: string): string => address.split('.').slice(0, 3).join('.');

/** Tells the addresses whose siblings of one family all have one other beginning: two octets, or two groups of IPv6. */
function farFrom(rows: readonly Session[]): (address: string) => boolean {
  const addresses = [...new Set(rows.map(({ peer }) => peer.address))];
  const families = [addresses.filter((one) => one.includes(':')), addresses.filter((one) => !one.includes(':'))];
  const lonely = families.flatMap((all) => {
    const beginnings = all.map(beginning);
    const kinds = [...new Set(beginnings)];
    return kinds.length === 2 ? all.filter((one) => beginnings.filter((other) => other === beginning(one)).length === 1) : [];
  });
  return (address) => lonely.includes(address);
}

const beginning = (address: string): string => address.split(/[.:]/).slice(0, 2).join(' ');

export const shapeSigns: readonly Sign[] = [oneNode, endLives, all, acrossSubnets, stranger, oddAddress];
