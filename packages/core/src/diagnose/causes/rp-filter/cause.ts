import { type Cause, defineCause } from '../../cause.js';
import { on, said } from '../../told.js';

export const cause: Cause = defineCause({
  id: 'rp-filter',
  title: 'reverse-path filtering drops packets of pods',
  prior: 0.02,
  signs: {
    'counter.rp-filter': 0.95,
    'sysctl.rp-filter-strict': 0.75,
    'sysctl.rp-filter-loose': 0.2,
    'pods.lost': 0.9,
    'bgp.down': 0.02,
    'route.missing': 0.02,
    'route.left-by-hand': 0.4,
    'route.more-specific': 0.4,
    'neighbour.failed': 0.02,
  },
  words: [/rp_?filter|RPF check|reverse[- ]path/i, /martian/i],
  remedy: (told) => {
    const strict = said(told, 'sysctl.rp-filter-strict', ({ sysctls }) => sysctls);
    const keys =
      strict.length > 0 ? strict.map(({ node, item }) => ({ node, key: item.key })) : [{ node: '', key: 'net.ipv4.conf.<card>.rp_filter' }];
    return {
      summary: 'set rp_filter of the card to 2, or let pods use one card both ways',
      then: keys.map(({ node, key }) => on(node, `sudo sysctl -w ${key}=2`)),
      verify: ['nstat -asz | grep ReversePath: it no longer grows', 'ping a pod on another node from a pod'],
      back: keys.map(({ node, key }) => on(node, `sudo sysctl -w ${key}=1`)),
    };
  },
});
