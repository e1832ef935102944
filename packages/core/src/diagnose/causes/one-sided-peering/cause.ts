import { type Cause, defineCause } from '../../cause.js';
import type { Seen } from '../../seen.js';
import { bgpAddress } from '../../view.js';

export const cause: Cause = defineCause({
  id: 'one-sided-peering',
  title: 'only one of two nodes has the other as a BGP peer',
  prior: 0.03,
  signs: {
    'config.one-sided': 0.95,
    'log.unexpected-connect': 0.7,
    'bgp.closed': 0.5,
    'bgp.refused': 0.3,
    'bgp.down': 0.9,
    'bgp.waits': 0.2,
    'agent.no-peers': 0.45,
    'agent.no-peers-anywhere': 0.01,
    'nc.refused': 0.3,
    'socket.none': 0.3,
    'pods.lost': 0.8,
    'route.missing': 0.8,
    'bgp.passive': 0.2,
    'route.tunnelled': 0.15,
  },
  words: [/[Uu]nexpected connect from unknown/],
  rules: ['bgp-peer', 'bgp-mesh'],
  remedy: ({ seen }) => {
    const missing = missingPeers(seen);
    return {
      summary: 'add the peering on the other node too',
      then: ['calicoctl get bgppeer -o yaml', ...(missing.length > 0 ? ['calicoctl apply -f bgp-peers.yaml'] : [])],
      verify: ['sudo calicoctl node status'],
      back: missing.length > 0 ? missing.map(({ name }) => `calicoctl delete bgppeer ${name}`) : ['calicoctl delete bgppeer <name>'],
      ...(missing.length > 0 && {
        manifests: [
          {
            title: 'the peerings that are missing',
            name: 'bgp-peers.yaml',
            language: 'yaml' as const,
            text: missing.map(manifest).join('---\n'),
          },
        ],
      }),
    };
  },
});

type Missing = { readonly name: string; readonly node: string; readonly peerIP: string; readonly as: number };

/** Peers that dial a node whose own configuration does not name them. */
function missingPeers({ nodes }: Seen): readonly Missing[] {
  return nodes.flatMap((from) =>
    from.config.flatMap(({ peers, as }) =>
      peers.flatMap(({ neighbour }): readonly Missing[] => {
        const to = nodes.find((node) => node.config.length > 0 && bgpAddress(node) === neighbour);
        const own = bgpAddress(from);
        if (!to || own === undefined || to.config.some((config) => config.peers.some((peer) => peer.neighbour === own))) return [];
        return [{ name: `${to.name}-to-${from.name}`, node: to.name, peerIP: own, as: as ?? 64512 }];
      }),
    ),
  );
}

const manifest = ({ name, node, peerIP, as }: Missing): string => `apiVersion: projectcalico.org/v3
kind: BGPPeer
metadata:
  name: ${name}
spec:
  node: ${node}
  peerIP: ${peerIP}
  asNumber: ${as}
`;
