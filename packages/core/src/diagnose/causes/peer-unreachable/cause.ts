import { type Cause, defineCause } from '../../cause.js';
import { peerBack, removePeer } from '../../fix/restart.js';
import { established } from '../../fix/step.js';

export const cause: Cause = defineCause({
  id: 'peer-unreachable',
  title: 'a BGP peer is gone: a machine that is down, or a Node object that was left over',
  prior: 0.05,
  signs: {
    'log.neighbour-overflow': 0.05,
    'bgp.went-down': 0.03,
    'cluster.one-node': 0.002,
    'agent.pod-not-ready': 0.1,
    'node.not-ready': 0.5,
    'log.bgp-not-established': 0.7,
    'bgp.no-rows': 0.02,
    'ping.large-answered': 0.9,
    'shape.stranger': 0.9,
    'neighbour.failed': 0.75,
    'ping.peer-gone': 0.9,
    'ping.peer-answers': 0.03,
    'bgp.down': 0.97,
    'bgp.passive': 0.6,
    'bgp.no-route': 0.35,
    'bgp.connect': 0.4,
    'shape.one-node': 0.9,
    'shape.one-node-lives': 0.1,
    'nc.no-route': 0.4,
    'nc.lost': 0.4,
    'pods.lost': 0.05,
    'route.missing': 0.05,
    'firewall.179': 0.003,
    'route.tunnelled': 0.15,
  },
  words: [
    [
      /not established|\|\s*start\s*\|/,
      /powered off|NotReady|shut ?down|(?:deleted|removed|decommissioned|left-?over|dead) (?:node|machine|host)|(?:node|machine|host) (?:is |was )?(?:down|gone|deleted|removed)/i,
    ],
  ],
  rules: ['bgp-peer'],
  remedy: (told) => ({
    summary: 'bring the machine back, or remove its Node where it is gone for good',
    then: removePeer(told),
    verify: [established],
    back: peerBack(told),
  }),
});
