import { type Cause, defineCause } from '../../cause.js';
import { openBetween } from '../../fix/cloud.js';
import { podPing } from '../../fix/encapsulation.js';
import { wireguard } from '../../fix/ports.js';
import { eachNode, run } from '../../fix/step.js';

export const cause: Cause = defineCause({
  id: 'wireguard-misconfigured',
  title: 'WireGuard between the nodes is set up wrongly or blocked (UDP 51820)',
  prior: 0.015,
  signs: {
    'wireguard.used': 0.998,
    'wireguard.silent': 0.85,
    'words.across-nodes': 0.5,
    'pods.lost': 0.9,
    'pods.all-lost': 0.7,
    'calls.fail': 0.8,
    'calls.service-fail': 0.7,
    'log.wireguard-source': 0.9,
  },
  words: [/wireguard|\bwg0\b|wg-v6/i, /unallowed src IP|51820/],
  rules: ['wireguard'],
  remedy: (told) => {
    const open = openBetween([wireguard], told);
    return {
      summary: 'let UDP 51820 (51821 for IPv6) pass between the nodes, and leave 60 (80) bytes of the MTU to WireGuard',
      then: [run('is there a handshake with each node', 'sudo wg show', eachNode), ...open.then],
      verify: [run('each peer has a handshake of the last minutes', 'sudo wg show', eachNode), podPing(told)],
      back: [
        ...open.back,
        run(
          'or without WireGuard: packets are no longer encrypted',
          `calicoctl patch felixconfiguration default -p '{"spec":{"wireguardEnabled":false}}'`,
        ),
      ],
      manifests: open.manifests,
    };
  },
});
