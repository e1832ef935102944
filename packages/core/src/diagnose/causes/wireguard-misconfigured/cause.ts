import { type Cause, defineCause } from '../../cause.js';

export const cause: Cause = defineCause({
  id: 'wireguard-misconfigured',
  title: 'WireGuard between the nodes is set up wrongly or blocked (UDP 51820)',
  prior: 0.02,
  signs: {
    'log.wireguard-source': 0.9,
  },
  words: [/wireguard|\bwg0\b|wg-v6/i, /unallowed src IP|51820/],
  rules: ['wireguard'],
  remedy: () => ({
    summary: 'allow UDP 51820 (51821 for IPv6), lower the MTU by 60 (80) bytes, and leave packets that are encrypted twice out',
    then: ['sudo wg show'],
    verify: ['sudo wg show: latest handshake'],
    back: ['calicoctl patch felixconfiguration default -p \'{"spec":{"wireguardEnabled":false}}\''],
  }),
});
