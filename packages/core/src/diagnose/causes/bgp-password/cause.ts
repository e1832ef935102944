import { type Cause, defineCause } from '../../cause.js';

export const cause: Cause = defineCause({
  id: 'bgp-password',
  title: 'the BGP passwords of two peers differ',
  prior: 0.02,
  signs: {
    'counter.md5': 0.95,
    'config.password': 0.6,
    'bgp.down': 0.95,
    'bgp.connect': 0.9,
    'bgp.passive': 0.8,
    'nc.lost': 0.6,
    'ping.peer-answers': 0.97,
    'pods.lost': 0.8,
    'route.missing': 0.8,
    'shape.one-node': 0.6,
    'firewall.179': 0.003,
    'route.tunnelled': 0.15,
  },
  words: [/\bMD5\b|bgp password|sourceAddress[^\n]{0,30}password/i],
  rules: ['bgp-peer'],
  remedy: () => ({
    summary: 'use one password on both sides of the session',
    then: [
      'calicoctl get bgppeer -o yaml',
      'kubectl -n kube-system patch secret <secret of the BGPPeers> -p \'{"stringData":{"<key>":"<one password for both sides>"}}\'',
    ],
    verify: ['sudo calicoctl node status'],
    back: ['put the former secret back'],
  }),
});
