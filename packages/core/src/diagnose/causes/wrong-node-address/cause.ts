import { type Cause, defineCause } from '../../cause.js';
import { autodetect } from '../../fix/address.js';

export const cause: Cause = defineCause({
  id: 'wrong-node-address',
  title: 'a node speaks BGP from an address that the others cannot reach',
  prior: 0.07,
  signs: {
    'bgp.no-rows': 0.02,
    'address.on-foreign-device': 0.8,
    'address.on-no-device': 0.15,
    'shape.odd-address': 0.8,
    'shape.one-node': 0.8,
    'bgp.down': 0.97,
    'bgp.connect': 0.6,
    'bgp.passive': 0.7,
    'bgp.unreachable': 0.27,
    'bgp.closed': 0.35,
    'bgp.no-route': 0.1,
    'route.missing': 0.7,
    'pods.lost': 0.8,
    'nc.lost': 0.4,
    'ping.peer-gone': 0.5,
    'log.unexpected-connect': 0.4,
    'firewall.179': 0.003,
    'shape.stranger': 0.02,
    'route.tunnelled': 0.15,
  },
  words: [
    /first[- ]found/i,
    /picked? (?:up )?(?:the )?(?:wrong|docker|incorrect)|wrong (?:ip|interface|address|nic)\b/i,
    /auto-?detect\w*[^\n]{0,80}(?:docker|bridge|nat\b|virbr|vpn|wrong|wireguard|tun\d|interface that we find)/i,
    /(?:docker0?|br-[\da-f]{6,}|virbr\d|nat interface)[^\n]{0,60}(?:autodetect|picks|picked|address)|nat interface/i,
    /IP_AUTODETECTION_METHOD\s*[=:]\s*(?:first-found|can-reach=)/,
    /ignore the docker0/i,
    /ip_addr_v4\s+(?:10\.1\.42\.1|172\.17\.\d+\.1|172\.18\.\d+\.1)/,
    /[Uu]sing detected IP: (?:10\.1\.42\.1|172\.1[78]\.)/,
  ],
  rules: ['autodetection-method', 'node-identity'],
  remedy: (told) => ({
    summary: 'let the node find its right address: autodetection by the network of the nodes, not by the first card',
    ...autodetect(told),
  }),
});
