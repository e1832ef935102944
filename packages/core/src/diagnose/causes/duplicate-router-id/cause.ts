import { type Cause, defineCause } from '../../cause.js';
import { placeOf } from '../../fix/installer.js';
import { established, run } from '../../fix/step.js';

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
  remedy: ({ seen }) => {
    const { namespace, name } = placeOf(seen);
    return {
      summary: "give each node its own router id: without CALICO_ROUTER_ID it is the node's address; `hash` where a node has IPv6 alone",
      then: [
        run('see where it is set', `kubectl -n ${namespace} set env daemonset/${name} -c calico-node --list | grep ROUTER_ID`),
        run(
          'take it away; calico-node is restarted node by node',
          `kubectl -n ${namespace} set env daemonset/${name} -c calico-node CALICO_ROUTER_ID-`,
        ),
      ],
      verify: [established],
      back: [run('the former environment', `kubectl -n ${namespace} rollout undo daemonset/${name}`)],
    };
  },
});
