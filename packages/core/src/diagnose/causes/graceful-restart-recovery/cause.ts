import { type Cause, defineCause } from '../../cause.js';
import { birdcl, inCalico } from '../../fix/installer.js';
import { peerBack, removePeer } from '../../fix/restart.js';
import { eachNode, established, run } from '../../fix/step.js';

export const cause: Cause = defineCause({
  id: 'graceful-restart-recovery',
  title: 'BIRD writes no routes until every peer has answered or 240 seconds are over: one peer never answers',
  prior: 0.03,
  signs: {
    'bgp.went-down': 0.03,
    'agent.pod-not-ready': 0.6,
    'bgp.no-rows': 0.05,
    'bird.recovery': 0.95,
    'bgp.waits': 0.5,
    'bgp.down': 0.8,
    'bgp.connect': 0.3,
    'bgp.passive': 0.5,
    'bgp.no-route': 0.3,
    'shape.one-node': 0.7,
    'shape.stranger': 0.6,
    'nc.lost': 0.5,
    'nc.no-route': 0.2,
    'ping.peer-gone': 0.6,
    'neighbour.failed': 0.5,
    'route.missing': 0.9,
    'route.none-at-all': 0.8,
    'pods.lost': 0.9,
    'pods.all-lost': 0.5,
    'log.graceful-restart': 0.7,
    'route.tunnelled': 0.05,
  },
  remedy: (told) => ({
    summary: 'wait for the timer (at most 240 seconds), and remove the peer that never answers, or the next restart waits as long',
    then: [run('how long it waits', inCalico(told.seen, birdcl('show status'), told.nodes[0])), ...removePeer(told)],
    verify: [run('routes to the pods of the other nodes are there', 'ip route', eachNode), established],
    back: peerBack(told),
  }),
});
