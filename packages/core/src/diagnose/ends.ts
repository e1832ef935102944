/** The ends of the sessions that are down: who dials, and who waits to be dialled. What keeps a dial out is at the end that waits for it. */
import type { Seen } from './seen.js';
import { bare, bgpAddress, dials, type Session, sessions } from './view.js';

type End = {
  /** Words where the input does not name it. */
  readonly name: string;
  readonly address?: string | undefined;
};

export type Ends = { readonly dialling: End; readonly waiting: End };

/** Each pair once, in the order of the rows. */
export function endsDown(seen: Seen): readonly Ends[] {
  const all = sessions(seen).filter(({ up }) => !up);
  const pairs = all.map(endsOf);
  return [
    ...new Map(pairs.map((pair) => [`${pair.dialling.name} ${pair.waiting.name} ${pair.waiting.address ?? ''}`, pair] as const)).values(),
  ];
}

function endsOf({ node, other, peer }: Session): Ends {
  const address = bare(peer.address);
  const own = bgpAddress(node, address);
  const here = { name: node.name || 'the node whose status this is', address: own };
  const there = { name: other?.name || `the node with the address ${address}`, address };
  // A row that says Passive never dials; in a mesh the addresses tell who does, whatever went wrong last.
  const waits = peer.info.startsWith('Passive') || (peer.type === 'node-to-node mesh' && own !== undefined && dials(address, own));
  return waits ? { dialling: there, waiting: here } : { dialling: here, waiting: there };
}
