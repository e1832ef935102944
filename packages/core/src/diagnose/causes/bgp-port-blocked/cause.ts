import { type Cause, defineCause } from '../../cause.js';
import { passing } from '../../denial.js';
import { openOnHosts } from '../../fix/firewall.js';
import { bgp } from '../../fix/ports.js';
import { established } from '../../fix/step.js';

export const cause: Cause = defineCause({
  id: 'bgp-port-blocked',
  title: 'a firewall on a node blocks BGP (TCP port 179)',
  prior: 0.12,
  signs: {
    'carrier.flannel': 0,
    'bgp.went-down': 0.03,
    'cluster.one-node': 0.002,
    'agent.pod-not-ready': 0.6,
    'words.bgp-port-blocked': 0.65,
    'log.no-peer-established': 0.4,
    'log.bgp-not-established': 0.75,
    'agent.no-peers': 0.003,
    'bgp.refused-by-running': 0.9,
    'bgp.no-rows': 0.02,
    'ping.large-answered': 0.3,
    'firewall.179': 0.93,
    'bgp.down': 0.85,
    'bgp.connect': 0.6,
    'bgp.passive': 0.7,
    'bgp.refused': 0.2,
    'bgp.no-route': 0.35,
    'bgp.hold-expired': 0.25,
    'shape.one-node': 0.5,
    'shape.all': 0.3,
    'nc.listener-unreached': 0.95,
    'nc.lost': 0.6,
    'nc.refused': 0.25,
    'nc.no-route': 0.15,
    'ping.peer-answers': 0.98,
    'route.missing': 0.6,
    'pods.lost': 0.7,
    'pods.all-lost': 0.25,
    'route.none-at-all': 0.3,
    'neighbour.failed': 0.01,
    'socket.none': 0.01,
    'firewall.179-closed': 0.5,
    'firewall.179-unused': 0.02,
    'firewall.179-reset': 0.6,
    'route.tunnelled': 0.15,
    'words.across-nodes': 0.3,
    'words.vxlan': 0.1,
  },
  words: [
    { says: /\b(?:firewalld|ufw)\b/i, unless: passing },
    {
      says: /(?:(?:port |tcp\/?\s?)179\b|\b179(?:\/tcp| (?:tcp )?port))[^\n]{0,60}(?:block|clos|drop|filter|firewall|open|allow|refus|timed? ?out)/i,
      unless: passing,
    },
    {
      says: /(?:block|clos|drop|filter|firewall|open|allow|refus)\w*[^\n]{0,60}(?:(?:port |tcp\/?\s?)179\b|\b179(?:\/tcp| (?:tcp )?port))/i,
      unless: passing,
    },
  ],
  rules: ['failsafe-ports'],
  remedy: (told) => ({
    summary: 'let TCP port 179 in from the other nodes',
    ...openOnHosts(told, bgp, 'firewall.179'),
    verify: [established],
  }),
});
