import { type Cause, defineCause, type Remedy, type Told } from '../../cause.js';
import { missingPeer } from '../../fix/peers.js';
import { byHand, established, run } from '../../fix/step.js';
import type { Seen } from '../../seen.js';
import { bare, sessions } from '../../view.js';

export const cause: Cause = defineCause({
  id: 'one-sided-peering',
  title: 'only one of two nodes has the other as a BGP peer',
  prior: 0.03,
  signs: {
    'bgp.hung-up': 0.9,
    'bgp.went-down': 0.03,
    'cluster.one-node': 0.002,
    'agent.pod-not-ready': 0.5,
    'log.bgp-not-established': 0.5,
    'bgp.refused-by-running': 0.1,
    'bgp.no-rows': 0.3,
    'config.one-sided': 0.95,
    'log.unexpected-connect': 0.7,
    'bgp.closed': 0.6,
    'bgp.down-explicit': 0.85,
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
  remedy: (told) => {
    const outside = routers(told.seen);
    return outside.length > 0 ? onRouters(outside) : onNode(told);
  },
});

/** Peers that a BGPPeer names, and that are none of the nodes: routers, which Calico does not configure. */
function routers(seen: Seen): readonly string[] {
  const named = sessions(seen).filter(({ up, other, peer }) => !up && other === undefined && /specific|global/.test(peer.type));
  const listed = seen.objects.flatMap(({ kind, addresses, calico }) => (kind === 'node' ? [...addresses, calico] : []));
  return [...new Set(named.map(({ peer }) => bare(peer.address)))].filter((address) => !listed.includes(address));
}

const onRouters = (addresses: readonly string[]): Remedy => ({
  summary: `the other side does not know this node: add the node as a neighbour on ${addresses.join(', ')}`,
  then: [
    run('the addresses and AS numbers of the nodes, as the router has to know them', 'calicoctl get nodes -o wide'),
    run('the AS number that this side expects of it', 'calicoctl get bgppeer -o wide'),
    byHand(
      `on ${addresses.join(', ')}: add each node as a neighbour, with the address and the AS number printed above (a node of Calico would need a BGPPeer instead)`,
    ),
  ],
  verify: [established],
  back: [byHand('take the neighbours out again')],
});

function onNode(told: Told): Remedy {
  const peer = missingPeer(told);
  return {
    summary:
      'add the peering on the other node too: with reversePeering Manual, or where the AS numbers differ, Calico does not do it by itself',
    then: [
      run('which peerings there are', 'calicoctl get bgppeer -o wide'),
      run('add the one that is missing', 'calicoctl apply -f bgppeer.yaml'),
    ],
    verify: [established],
    back: [run('take it away again', `calicoctl delete bgppeer ${peer.name}`)],
    manifests: [{ title: 'the peering of the other side', name: 'bgppeer.yaml', language: 'yaml', text: peer.text }],
  };
}
