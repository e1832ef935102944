/** Peerings of which the two sides do not agree, read from the configurations that confd rendered. */
import type { Told } from '../cause.js';
import type { Seen } from '../seen.js';
import { bgpAddress, nodeWith } from '../view.js';
import { nameOr } from './evidence.js';

type Wrong = { readonly node: string; readonly other: string; readonly expected: number; readonly actual: number };

/** Each side that expects another AS number than its peer has. */
export function wrongPairs(seen: Seen): readonly Wrong[] {
  return seen.nodes.flatMap((node) =>
    node.config.flatMap(({ peers }) =>
      peers.flatMap((peer): readonly Wrong[] => {
        const other = nodeWith(seen, peer.neighbour);
        const actual = other?.config[0]?.as;
        return other === undefined || actual === undefined || actual === peer.as
          ? []
          : [{ node: node.name, other: other.name, expected: peer.as, actual }];
      }),
    ),
  );
}

/** Nodes whose own number is not that of most. */
export function oddOnes(seen: Seen): readonly string[] {
  const all = seen.nodes.flatMap(({ name, config }) => (config[0]?.as === undefined ? [] : [{ name, as: config[0].as }]));
  const count = (as: number): number => all.filter((one) => one.as === as).length;
  const usual = Math.max(...all.map(({ as }) => count(as)));
  return all.filter(({ as, name }) => count(as) < usual && name !== '').map(({ name }) => name);
}

/** The BGPPeer for the side that has none. Gaps where the configurations were not given. */
export function missingPeer({ seen }: Told): { readonly name: string; readonly text: string } {
  const found = seen.nodes
    .flatMap((node) =>
      node.config.flatMap(({ as, peers }) =>
        peers.map((peer) => ({ node, as, other: nodeWith(seen, peer.neighbour), own: bgpAddress(node, peer.neighbour) })),
      ),
    )
    .find(
      ({ other, own }) =>
        other?.outputs.has('bird-config') === true && other.config.every(({ peers }) => peers.every(({ neighbour }) => neighbour !== own)),
    );
  const node = nameOr(found?.other?.name, '<node without the peering>');
  const name = found?.other?.name && found.node.name ? `${found.other.name}-to-${found.node.name}` : 'missing-side';
  return {
    name,
    text: `apiVersion: projectcalico.org/v3
kind: BGPPeer
metadata:
  name: ${name}
spec:
  node: ${node}
  peerIP: ${found?.own ?? '<address of the other node>'}
  asNumber: ${found?.as ?? '<AS of the other node>'}
`,
  };
}
