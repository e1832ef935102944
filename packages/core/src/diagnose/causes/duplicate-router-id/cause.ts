import { type Cause, defineCause, type Remedy, type Told } from '../../cause.js';
import { nameOr } from '../../fix/evidence.js';
import { birdcl, deletePod, inCalico, installerOf, placeOf, unlessOperator } from '../../fix/installer.js';
import { keptWhole } from '../../fix/keep.js';
import { restart } from '../../fix/restart.js';
import { eachNode, established, quoted, run, type Step } from '../../fix/step.js';
import type { Seen } from '../../seen.js';
import { bare, sessions } from '../../view.js';

export const cause: Cause = defineCause({
  id: 'duplicate-router-id',
  title: 'two nodes have one BGP router id',
  prior: 0.03,
  signs: {
    'agent.pod-not-ready': 0.4,
    'log.bad-identifier': 0.9,
    'log.bgp-not-established': 0.5,
    'bgp.no-rows': 0.02,
    'bgp.bad-id': 0.9,
    'router-id.shared': 0.95,
    'address.shared': 0.01,
    'bgp.down': 0.95,
    'bgp.passive': 0.3,
    'pods.lost': 0.8,
    'route.missing': 0.8,
    'route.tunnelled': 0.15,
  },
  words: [/[Bb]ad BGP/, /(?:same|duplicate|identical)[^\n]{0,20}router[- ]?id/i],
  settings: [/CALICO_ROUTER_ID/],
  rules: ['node-identity'],
  remedy: (told) => {
    const pair = clashing(told.seen);
    return pair ? onePair(told, pair) : wholeMesh(told);
  },
});

/** The two nodes that clash, where each has a session with somebody else: a value in the DaemonSet would be that of all nodes. */
function clashing(seen: Seen): readonly [string, string] | undefined {
  const rows = sessions(seen);
  const clash = rows.filter(({ peer }) => /Bad BGP/.test(peer.info));
  const ends = [...new Set(clash.flatMap(({ node, other, peer }) => [node.name, other?.name ?? bare(peer.address)]))];
  const [a, b, third] = ends;
  if (a === undefined || b === undefined || third !== undefined) return undefined;
  return clash.every(({ node }) => rows.some((row) => row.node === node && row.up)) ? [a, b] : undefined;
}

const named = (node: string): string => (/^[\d.]+$|:/.test(node) ? `<node with the address ${node}>` : nameOr(node, '<node>'));

function onePair(told: Told, [a, b]: readonly [string, string]): Remedy {
  const [first, second] = [named(a), named(b)];
  const { keep, back } = keptWhole('node', second);
  return {
    summary: `give ${first} or ${second} an id of its own; the other nodes have theirs, so that no setting of all nodes is to blame`,
    then: [
      ...[first, second].map((name) => run('which id BIRD has', inCalico(told.seen, birdcl('show status'), name), name)),
      run(
        'the id is the stored IPv4 address: a cloned machine keeps the one of its model',
        `calicoctl get node ${first} ${second} -o yaml`,
      ),
      keep,
      rightAddress(second),
      ...restart({ ...told, nodes: [b] }),
    ],
    verify: [established],
    back: [back],
  };
}

const rightAddress = (node: string): Step =>
  run(
    'the one that has an address that is not its own gets the right one',
    `calicoctl patch node ${node} -p '{"spec":{"bgp":{"ipv4Address":"${quoted('<its address>/<bits>')}"}}}'`,
  );

/** The operator has no field for the id, and takes a variable back: there the stored addresses are to blame. */
function byAddresses({ seen }: Told): Remedy {
  const { keep, back } = keptWhole('node', '<node>');
  return {
    summary: "give each node its own address, for its router id is the node's address",
    then: [
      run('which address each node keeps; two with one have one id', 'calicoctl get nodes -o wide'),
      run('which id BIRD has', inCalico(seen, birdcl('show status')), eachNode),
      keep,
      rightAddress('<node>'),
      run('BIRD reads it when calico-node starts', deletePod(seen, '<node>')),
    ],
    verify: [established],
    back: [back],
  };
}

function wholeMesh(told: Told): Remedy {
  if (installerOf(told.seen) === 'operator') return byAddresses(told);
  const { namespace, name } = placeOf(told.seen);
  const who = unlessOperator(told.seen, 'compare the addresses of the nodes (calicoctl get nodes -o wide), which are their ids');
  return {
    summary: "give each node its own router id: without CALICO_ROUTER_ID it is the node's address; `hash` where a node has IPv6 alone",
    then: [
      run('see where it is set', `kubectl -n ${namespace} set env daemonset/${name} -c calico-node --list | grep ROUTER_ID`),
      run(
        `take it away; calico-node is restarted node by node${who}`,
        `kubectl -n ${namespace} set env daemonset/${name} -c calico-node CALICO_ROUTER_ID-`,
      ),
    ],
    verify: [established],
    back: [run('the former environment', `kubectl -n ${namespace} rollout undo daemonset/${name}`)],
  };
}
