import { type Cause, defineCause } from '../../cause.js';
import { encapsulate } from '../../fix/encapsulation.js';
import { lostInSubnet } from '../../fix/reach.js';
import type { Seen } from '../../seen.js';

/** The linter writes Always into the files: the steps say the same. */
const corrected = ({ findings }: Seen): boolean => findings.some(({ rule, fix }) => rule === 'encapsulation-required' && fix !== null);

export const cause: Cause = defineCause({
  id: 'no-encapsulation-across-l3',
  title: 'pods are routed without encapsulation across a router that does not know them',
  prior: 0.1,
  signs: {
    'carrier.flannel': 0.05,
    'cluster.one-node': 0.002,
    'route.via-gateway': 0.93,
    'bgp.down': 0.05,
    'pods.lost': 0.99,
    'pods.all-lost': 0.2,
    'route.missing': 0.1,
    'route.none-at-all': 0.3,
    'route.tunnelled': 0.05,
    'route.ipip': 0.05,
    'finding.encapsulation-required': 0.9,
    'words.across-nodes': 0.5,
    'words.never-arrives': 0.15,
    'capture.vxlan': 0.02,
    'words.vxlan': 0.1,
    'words.ipip': 0.05,
  },
  words: [
    /(?:no|without|disabl\w+|any type of) (?:ip-?ip |vxlan |\w+ and \w+ )?encapsulation/i,
    /flat (?:l2 )?network/i,
    /different (?:l3 )?subnets?[^\n]{0,60}(?:unencapsulated|no encap|without encap)/i,
  ],
  settings: [
    [
      /ipip_?[mM]ode["']?\s*[:=]\s*["']?(?:Never|Off)/,
      /vxlan_?[mM]ode["']?\s*[:=]\s*["']?Never/i,
      // Pools of IPv6 have no IPIP, and plain routes are usual there.
      /cidr["']?\s*[:=]\s*["']?\d+\./i,
    ],
    [/calico_ipip_mode\s*:\s*["']?Never/, /calico_vxlan_mode\s*:\s*["']?Never/],
  ],
  rules: ['encapsulation-required', 'encapsulation-backend', 'pool-modes'],
  remedy: (told) => ({
    summary: lostInSubnet(told.seen)
      ? 'encapsulate between all nodes: what lies between them drops addresses of pods inside one subnet too, as the source/destination check of AWS does'
      : 'encapsulate what crosses the router',
    ...encapsulate(told, lostInSubnet(told.seen) || corrected(told.seen) ? 'Always' : 'CrossSubnet'),
  }),
});
