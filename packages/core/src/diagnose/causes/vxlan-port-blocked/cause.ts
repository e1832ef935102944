import { type Cause, defineCause } from '../../cause.js';

export const cause: Cause = defineCause({
  id: 'vxlan-port-blocked',
  title: 'a firewall or the network drops VXLAN (UDP 4789 or 8472) between nodes',
  prior: 0.08,
  signs: {
    'firewall.vxlan': 0.5,
    'route.tunnelled': 0.98,
    'pods.lost': 0.97,
    'pods.all-lost': 0.5,
    'bgp.down': 0.05,
    'route.missing': 0.02,
    'ping.peer-gone': 0.01,
    'vxlan.ports-differ': 0.003,
    'vxlan.stale-entry': 0.003,
    'sysctl.forwarding-off': 0.003,
    'block.shared': 0.003,
    'firewall.179': 0.01,
  },
  words: [
    /\b(?:4789|8472)\b[^\n]{0,60}(?:block|drop|filter|firewall|open|allow|nsx|used by|conflict|udp)|(?:udp|port)[^\n]{0,12}\b(?:4789|8472)\b/i,
    /(?:nsx|vmware|vsphere|esxi)[^\n]{0,80}vxlan|vxlan[^\n]{0,80}(?:nsx|vmware|vsphere)/i,
  ],
  rules: ['underlay-port-blocked'],
  remedy: () => ({
    summary: 'allow the VXLAN port between all nodes',
    then: ['sudo iptables -I INPUT 1 -p udp --dport 4789 -s <network of the nodes> -j ACCEPT'],
    verify: ['ping a pod on another node from a pod'],
    back: ['sudo iptables -D INPUT -p udp --dport 4789 -s <network of the nodes> -j ACCEPT'],
  }),
});
