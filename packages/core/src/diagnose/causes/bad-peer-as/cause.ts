import { type Cause, defineCause } from '../../cause.js';
import { nameOr } from '../../fix/evidence.js';
import { oddOnes, wrongPairs } from '../../fix/peers.js';
import { established, run } from '../../fix/step.js';

export const cause: Cause = defineCause({
  id: 'bad-peer-as',
  title: 'the AS number of a peer is not what the other side expects',
  prior: 0.04,
  signs: {
    'agent.pod-not-ready': 0.5,
    'log.bgp-not-established': 0.5,
    'bgp.no-rows': 0.02,
    'bgp.bad-as': 0.93,
    'config.as': 0.9,
    'bgp.down': 0.95,
    'bgp.connect': 0.3,
    'bgp.passive': 0.5,
    'bgp.closed': 0.2,
    'log.bad-peer-as': 0.9,
    'shape.one-node': 0.5,
    'pods.lost': 0.8,
    'route.missing': 0.8,
    'firewall.179': 0.003,
    'route.tunnelled': 0.15,
  },
  words: [
    /[Bb]ad peer A/,
    /(?:wrong|different|mismatch\w*)[^\n]{0,30}\bAS(?:N| number)/i,
    /bgppeer[^\n]*\s(\d{4,})[\s\S]*local as (?!\1)\d+/i,
  ],
  rules: ['bgp-as-number', 'bgp-peer'],
  remedy: ({ seen }) => {
    const odd = oddOnes(seen);
    const pairs = wrongPairs(seen).filter(({ node, other }) => !odd.includes(node) && !odd.includes(other));
    const own = odd.map((node) =>
      run(
        `${node} has a number of its own: without it the number of the cluster counts, and its sessions start anew`,
        `calicoctl patch node ${node} -p '{"spec":{"bgp":{"asNumber":null}}}'`,
      ),
    );
    const peers = pairs.flatMap(({ node, other, expected, actual }) => [
      run(
        `${nameOr(node, 'a node')} expects AS ${expected} of ${nameOr(other, 'its peer')}: which BGPPeer says so`,
        `calicoctl get bgppeer -o wide | grep -w ${expected}`,
      ),
      run(`${nameOr(other, 'the peer')} has ${actual}`, `calicoctl patch bgppeer <name> -p '{"spec":{"asNumber":${actual}}}'`),
    ]);
    const unknown = run(
      'a BGPPeer with the wrong number: it is the number of the peer itself',
      `calicoctl patch bgppeer <name> -p '{"spec":{"asNumber":<AS of the peer>}}'`,
    );
    return {
      summary: 'write one AS number on both sides: the asNumber of a BGPPeer is that of the peer itself; in the mesh all nodes have one',
      then: [
        run(
          'numbers of the nodes, of the cluster, of the peers: note them for the way back',
          'calicoctl get nodes -o wide; calicoctl get bgpconfiguration default -o yaml; calicoctl get bgppeer -o wide',
        ),
        ...(own.length + peers.length > 0 ? [...own, ...peers] : [unknown]),
      ],
      verify: [established],
      back: [
        ...odd.map((node) => run('the number that it had', `calicoctl patch node ${node} -p '{"spec":{"bgp":{"asNumber":<former AS>}}}'`)),
        ...(own.length > 0 ? [] : [run('the former number', `calicoctl patch bgppeer <name> -p '{"spec":{"asNumber":<former AS>}}'`)]),
      ],
    };
  },
});
