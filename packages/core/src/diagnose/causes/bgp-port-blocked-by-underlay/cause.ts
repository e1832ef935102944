import { type Cause, defineCause } from '../../cause.js';
import { openBetween } from '../../fix/cloud.js';
import { bgp } from '../../fix/ports.js';
import { established } from '../../fix/step.js';

export const cause: Cause = defineCause({
  id: 'bgp-port-blocked-by-underlay',
  title: 'something between the nodes blocks BGP (TCP port 179): a security group, a network ACL, a router',
  prior: 0.08,
  signs: {
    'carrier.flannel': 0,
    'bgp.went-down': 0.03,
    'cluster.one-node': 0.002,
    'agent.pod-not-ready': 0.6,
    'log.no-peer-established': 0.5,
    'log.bgp-not-established': 0.75,
    'bgp.no-rows': 0.02,
    'firewall.179': 0.002,
    'bgp.down': 0.95,
    'bgp.connect': 0.85,
    'bgp.passive': 0.85,
    'bgp.refused': 0.03,
    'bgp.no-route': 0.05,
    'bgp.hold-expired': 0.1,
    'shape.across-subnets': 0.5,
    'shape.all': 0.5,
    'nc.listener-unreached': 0.95,
    'nc.lost': 0.95,
    'ping.peer-answers': 0.95,
    'counter.md5': 0.002,
    'route.missing': 0.6,
    'pods.lost': 0.6,
    'pods.all-lost': 0.4,
    'route.none-at-all': 0.4,
    'socket.none': 0.01,
    'address.on-foreign-device': 0.002,
    'route.tunnelled': 0.15,
    'words.across-nodes': 0.3,
    'words.vxlan': 0.1,
  },
  rules: ['underlay-port-blocked'],
  remedy: (told) => ({
    summary: 'allow TCP port 179 between all nodes in the security group, network ACL or router',
    ...openBetween([bgp], told),
    verify: [established],
  }),
});
