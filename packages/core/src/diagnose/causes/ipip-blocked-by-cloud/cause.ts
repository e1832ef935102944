import { type Cause, defineCause } from '../../cause.js';
import { openBetween } from '../../fix/cloud.js';
import { encapsulate } from '../../fix/encapsulation.js';
import { ipip } from '../../fix/ports.js';

export const cause: Cause = defineCause({
  id: 'ipip-blocked-by-cloud',
  title: 'the network between the nodes drops IPIP (IP protocol 4)',
  prior: 0.04,
  signs: {
    'carrier.flannel': 0,
    'cluster.one-node': 0.002,
    'route.ipip': 0.97,
    'pods.lost': 0.97,
    'pods.all-lost': 0.5,
    'route.missing': 0.02,
    'bgp.down': 0.03,
    'capture.vxlan': 0.02,
    'capture.ipip-answered': 0.02,
    'capture.ipip-one-way': 0.7,
    'words.across-nodes': 0.6,
    'words.vxlan': 0.05,
    'words.ipip-not-vxlan': 0.5,
    'words.never-arrives': 0.3,
    'words.ipip': 0.9,
    'words.virtual-machines': 0.02,
  },
  words: [
    [/\b(?:azure|openstack|security group)/i, /ip-?in-?ip|\bipip|ipencap/i],
    /(?:ipip|ip-in-ip)[^\n]{0,60}(?:never|not|do(?:es)?n.t) (?:arriv|leav|reach|com)/i,
    /azure[^\n]{0,80}(?:ip-?in-?ip|ipip)|(?:ip-?in-?ip|ipip)[^\n]{0,80}azure/i,
    /(?:protocol|proto|ipencap|ip-?ip)[^\n]{0,20}\b(?:4|94)\b[^\n]{0,60}(?:block|drop|allow|security|firewall|open)/i,
    /ipencap\s+4|ipip\s+94/i,
    /(?:cloud|openstack|security group|vpc|nsg)[^\n]{0,60}(?:ip-?in-?ip|ipip|protocol 4|ipencap)|(?:ip-?in-?ip|ipip|ipencap|protocol 4)[^\n]{0,60}(?:cloud|openstack|security group|vpc|nsg|blocked|dropped)/i,
    /tunl0[^\n]{0,60}(?:drop|TX errors|no traffic)/i,
  ],
  rules: ['cloud-encapsulation', 'underlay-port-blocked'],
  remedy: (told) => {
    const open = openBetween([ipip], told);
    const fix = encapsulate(told, 'Always');
    return {
      summary: 'use VXLAN instead of IPIP (on Azure there is no other way); to keep IPIP, allow IP protocol 4 between the nodes instead',
      ...fix,
      manifests: [...fix.manifests, ...open.manifests.map((one) => ({ ...one, title: `${one.title}, to keep IPIP instead` }))],
    };
  },
});
