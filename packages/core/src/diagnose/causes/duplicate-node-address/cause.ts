import { type Cause, defineCause } from '../../cause.js';
import { autodetect } from '../../fix/address.js';

export const cause: Cause = defineCause({
  id: 'duplicate-node-address',
  title: 'two nodes have one address',
  prior: 0.05,
  signs: {
    'address.same-card': 0.85,
    'address.shared': 0.97,
    'router-id.shared': 0.9,
    'agent.no-peers': 0.5,
    'agent.no-peers-anywhere': 0.5,
    'shape.odd-address': 0.85,
    'bgp.down': 0.6,
    'bgp.connect': 0.4,
    'bgp.passive': 0.5,
    'bgp.unreachable': 0.22,
    'bgp.closed': 0.2,
    'address.on-foreign-device': 0.1,
    'pods.lost': 0.9,
    'pods.all-lost': 0.8,
    'route.none-at-all': 0.8,
    'route.missing': 0.8,
    'config.no-peers': 0.4,
    'log.already-using-address': 0.6,
    'bgp.bad-id': 0.05,
    'socket.none': 0.4,
    'ping.peer-gone': 0.3,
    'nc.lost': 0.3,
    'route.tunnelled': 0.15,
  },
  words: [
    /(?:same|duplicate|already (?:in )?us\w+|previously used|conflict\w*)[^\n]{0,40}\b(?:node |host )?ip(?:v4)?(?: address)?/i,
    /ip (?:address )?(?:conflict|is already|was previously)/i,
    /can't start because [^\n]* used its IP/i,
  ],
  rules: ['autodetection-method', 'node-identity'],
  remedy: (told) => ({
    summary: 'give each node its own address: autodetection by the network that the nodes share, not by the first card',
    ...autodetect(told),
  }),
});
