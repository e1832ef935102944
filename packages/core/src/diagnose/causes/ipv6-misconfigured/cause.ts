import { type Cause, defineCause } from '../../cause.js';

export const cause: Cause = defineCause({
  id: 'ipv6-misconfigured',
  title: 'IPv6 of pods or nodes is set up in part',
  prior: 0.03,
  signs: {
    'log.bad-ip6-address': 0.95,
  },
  words: [
    /\b(?:blockSize|cidr)\s*:\s*["']?(?:[\da-f]{1,4}:[\da-f:]*|12\d\b|11[6-9]\b)/i,
    /ip6tables|IPV6SUPPORT|IPv6 (?:pool|support|address)|dual-?stack/i,
    /CALICO_IPV6|IP6_AUTODETECTION|IP6\b/,
    /ipv6/i,
  ],
  rules: ['pool-modes', 'pool-cidr', 'schema'],
  remedy: () => ({
    summary: 'set up each family as a whole: pool, autodetection, FELIX_IPV6SUPPORT, natOutgoing',
    then: ['calicoctl get ippool -o wide', 'calicoctl get nodes -o wide'],
    verify: ['ping6 a pod on another node'],
    back: ['put the former setting back'],
  }),
});
