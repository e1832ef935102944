import { type Cause, defineCause } from '../../cause.js';

export const cause: Cause = defineCause({
  id: 'peer-unreachable',
  title: 'a BGP peer is gone: a machine that is down, or a Node object that was left over',
  prior: 0.05,
  signs: {
    'ping.large-answered': 0.9,
    'shape.stranger': 0.9,
    'neighbour.failed': 0.75,
    'ping.peer-gone': 0.9,
    'ping.peer-answers': 0.03,
    'bgp.down': 0.97,
    'bgp.passive': 0.6,
    'bgp.no-route': 0.5,
    'bgp.connect': 0.4,
    'shape.one-node': 0.9,
    'nc.no-route': 0.4,
    'nc.lost': 0.4,
    'pods.lost': 0.05,
    'route.missing': 0.05,
    'firewall.179': 0.003,
    'route.tunnelled': 0.15,
  },
  rules: ['bgp-peer'],
  remedy: () => ({
    summary: 'remove the Node object of the machine that is gone, or bring the machine back',
    then: ['kubectl get nodes -o wide', 'calicoctl get nodes -o wide', 'calicoctl delete node <name>'],
    verify: ['sudo calicoctl node status'],
    back: ['restart calico-node on the machine: it registers its Node again'],
  }),
});
